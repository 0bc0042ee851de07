"""What lies about in a working directory, or in the environment, changes nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

BREAKING = "raise RuntimeError('a foreign file was imported')\n"
FILES = {
    "pytest.ini": "[pytest]\naddopts = --nonsense\npython_files = none.py\n",
    "pyproject.toml": "[tool.pytest.ini_options]\naddopts = '--nonsense'\n",
    "tox.ini": "[pytest]\naddopts = --nonsense\n",
    "conftest.py": BREAKING,
    "requests.py": BREAKING,
    "hypothesis.py": BREAKING,
    "sitecustom.py": BREAKING,
    "contracts/__init__.py": BREAKING,
    "uptivity/conftest.py": BREAKING,
    ".netrc": "machine 127.0.0.1 login foreign password foreign\n",
    ".hypothesis/constants/x": "garbage",
}


def _environment(home: Path, seed: str) -> dict[str, str]:
    nowhere = "http://127.0.0.1:9"
    return {
        **os.environ,
        "HOME": str(home),
        "NETRC": str(home / ".netrc"),
        "PYTEST_ADDOPTS": "--nonsense -x",
        "PYTEST_PLUGINS": "nothing_of_the_kind",
        "HYPOTHESIS_STORAGE_DIRECTORY": str(home / ".hypothesis"),
        "PYTHONHASHSEED": seed,
        "CI": "true",
        "NO_PROXY": "",
        **dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "http_proxy"), nowhere),
    }


def _run(folder: Path, url: str, environment: dict[str, str], *options: str) -> Any:
    script = Path(sys.executable).with_name("uc-contracts")
    command = [
        str(script),
        "run",
        "-q",
        "--api",
        "uptivity",
        "--url",
        url,
        "--report-dir",
        "report",
    ]
    ended = subprocess.run(  # noqa: S603 - our own command
        [*command, *options],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr == ""
    return folder / "report"


def _told(report: Path) -> tuple[Any, list[Any]]:
    results = msgspec.json.decode((report / "results.json").read_bytes())
    for target in results["targets"]:
        target["base_url"] = target["name"] = target["seconds"] = ""
        for one in target["latency"]:
            one["p50"] = one["p95"] = one["max"] = ""
        for one in target["requirements"]:
            one["curl"] = []
    lines = (report / "evidence" / "events-main.jsonl").read_bytes().splitlines()
    events = map(msgspec.json.decode, lines)
    requests = [one["request"] for one in events if one["event"] == "exchange"]
    for request in requests:
        request["url"] = "".join(request["url"].split("/", 3)[3:])  # nothing of a socket
        request["headers"] = [one for one in request["headers"] if one[0] != "Host"]
    return results["targets"], requests


@pytest.fixture(scope="module")
def plain(served: Callable[..., str], tmp_path_factory: pytest.TempPathFactory) -> Any:
    """What is sent and said from an empty folder."""
    environment = {**os.environ, "PYTHONHASHSEED": "1"}
    return _told(_run(tmp_path_factory.mktemp("plain"), served(), environment))


def test_nothing_changes(plain: Any, served: Callable[..., str], tmp_path: Path) -> None:
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    report = _run(tmp_path, served(), _environment(tmp_path, "2"))
    targets, requests = _told(report)
    assert requests == plain[1]
    assert targets == plain[0]
    assert len(requests) > 200
    assert not any(name == "Authorization" for one in requests for name, _ in one["headers"])


def test_nothing_is_left_in_the_working_directory(
    served: Callable[..., str], tmp_path: Path
) -> None:
    environment = {**os.environ, "XDG_CACHE_HOME": str(tmp_path / "cache")}
    work = tmp_path / "work"
    work.mkdir()
    _run(work, served(), environment, "--depth", "quick")
    assert [path.name for path in work.iterdir()] == ["report"]

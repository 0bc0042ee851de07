"""What the user gives and cannot be used: a line each, exit code 2, nothing sent or written."""

from __future__ import annotations

import socket
from pathlib import Path
from typing import Any

import pytest

HEAD = '[target]\napi = "uptivity"\nbase_url = "http://127.0.0.1:9"\n'
AUTH = 'auth = {type = "basic", username = "u", password = '

BAD_ARGUMENTS = {
    ("rnu",): "did you mean 'run'?",
    ("frobnicate",): "no such command 'frobnicate'",
    ("run", "--ulr", "x"): "Did you mean '--url'?",
    ("run", "--depth", "deep"): "'quick', 'standard', 'thorough'",
    ("run", "--seed", "-1"): "--seed",
    ("run", "--jobs", "0"): "--jobs",
    ("run", "--budget", "0"): "--budget",
    ("run", "--tolerate", "fail"): "'inconclusive'",
    ("run", "--fail-on", "inconclusive"): "'must', 'should', 'unverified'",
    ("run", "none.toml"): "none.toml: there is no such target file",
    ("run", "."): ".: cannot be read (Is a directory)",
    ("run", "--api", "uptivty"): "unknown API 'uptivty' (did you mean 'uptivity'?)",
    ("run", "--select", "UPT-IDD-01"): "(did you mean 'UPT-ID-01'?)",
    ("run", "--api", "uptivity", "--select", "uptivty:UPT-ID-01"): "(did you mean 'uptivity'?)",
    ("run", "--select", "nothing"): "`uc-contracts requirements` lists them",
    ("run", "--url", "http://host"): "give --api once",
    ("run", "--api", "uptivity", "--url", "host:80"): "write it like http://host:2012",
    (
        "run",
        "--api",
        "uptivity",
        "--url",
        "ftp://host",
    ): "--url: unsupported scheme 'ftp'; use http://",
    ("run", "--api", "uptivity", "--url", "http://h", "x.toml"): "exclude each other",
    ("run", "--api", "uptivity", "x.toml"): "each file names its API",
    ("run", "--report-dir", "/proc/none/x"): "name another with --report-dir",
    ("report", "none"): "none is not a folder",
    ("report", "."): "holds no event log",
    ("explain", "UPT-IDD-01"): "(did you mean 'UPT-ID-01'?)",
    ("explain", "WHAT"): "`uc-contracts requirements` lists them",
    ("requirements", "--api", "what"): "unknown API 'what'",
    ("requirements", "--format", "xml"): "'table', 'json', 'csv', 'markdown'",
    ("serve", "--api", "what"): "unknown API 'what'",
    ("serve", "--fault", "what"): "uc-contracts serve",
    ("serve", "--certificate", "none.pem"): "none.pem",
    ("serve", "--certificate", __file__): "--private-key",
}

BAD_FILES = {
    "x": "bad.toml:1: is not valid TOML: line 1, ",
    "\0": "bad.toml:1: is not valid TOML: line 1, column 1: ",
    "[target]\napi = 'uptivity'": "bad.toml:1: target: 'base_url' is a required property",
    HEAD.replace("uptivity", "uptivty"): "'uptivity'",
    HEAD + "limit = {}": "did you mean 'limits'?",
    HEAD + AUTH + '{env = "UCC_NOT_THERE"}}': "UCC_NOT_THERE is not set; export it",
    HEAD + AUTH + '{file = "none.txt"}}': "none.txt",
    HEAD + 'tls = {ca_file = "none.pem"}': "none.pem",
    HEAD + 'tls = {ca_file = "bad.toml"}': "bad.toml",
    HEAD + '[readings]\nUPT-AMB-1 = "x"': "did you mean 'UPT-AMB-",
    HEAD + "[supports]\nresult = true": "did you mean 'results'?",
    HEAD + '[data]\npages = "x"': "did you mean 'page'?",
}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _refused(ended: Any, told: str, folder: Path, *, there: tuple[str, ...] = ()) -> None:
    assert ended.code == 2, ended
    assert ended.out == ""
    assert ended.err.startswith("uc-contracts: ")
    assert ended.err.count("\n") == 1
    assert told in ended.err
    assert sorted(path.name for path in folder.iterdir()) == sorted(there)


@pytest.mark.parametrize("arguments", BAD_ARGUMENTS, ids=" ".join)
def test_arguments(command: Any, arguments: tuple[str, ...], tmp_path: Path) -> None:
    _refused(command(*arguments), BAD_ARGUMENTS[arguments], tmp_path)


@pytest.mark.parametrize("text", BAD_FILES, ids=BAD_FILES.values())
def test_target_files(command: Any, text: str, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
    ended = command("run", "bad.toml")
    _refused(ended, BAD_FILES[text], tmp_path, there=("bad.toml",))
    assert "bad" in ended.err


def test_all_mistakes_of_a_target_file_at_once(command: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_text(
        '[target]\napi = "uptivity"\nbase_url = "ftp://host"\nalow = "read"\n'
        'auth = {type = "bearer", token = {env = "UCC_NOT_THERE"}}\n'
        "[supports]\nresult = true\n[data]\npages = '/x'\n",
        encoding="utf-8",
    )
    ended = command("run", "bad.toml")
    assert (ended.code, ended.out) == (2, "")
    places = [line.split(": ")[1:3] for line in ended.err.splitlines()]
    assert places == [
        ["bad.toml:3", "target.base_url"],
        ["bad.toml:4", "target.alow"],
        ["bad.toml:5", "target.auth.token"],
        ["bad.toml:7", "supports.result"],
        ["bad.toml:9", "data.pages"],
    ]
    assert [path.name for path in tmp_path.iterdir()] == ["bad.toml"]


def test_target_file_that_is_no_text(command: Any, tmp_path: Path) -> None:
    (tmp_path / "bad.toml").write_bytes(b"\xff\xfe")
    _refused(command("run", "bad.toml"), "save it as UTF-8", tmp_path, there=("bad.toml",))


def test_two_targets_of_one_name(command: Any, tmp_path: Path) -> None:
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "lab.toml").write_text(HEAD, encoding="utf-8")
    ended = command("run", "a/lab.toml", "b/lab.toml")
    _refused(ended, "give the files different names", tmp_path, there=("a", "b"))


@pytest.mark.parametrize("where", ["file", "file/below"])
def test_report_folder_that_is_a_file(command: Any, tmp_path: Path, where: str) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    _refused(command("run", "--report-dir", where), "not a folder", tmp_path, there=("file",))


@pytest.mark.parametrize("name", ["evidence", "results.json"])
def test_report_folder_that_holds_a_run(command: Any, tmp_path: Path, name: str) -> None:
    (tmp_path / "old" / name).mkdir(parents=True)
    ended = command("run", "--report-dir", "old")
    _refused(ended, "already contains a run", tmp_path, there=("old",))
    assert [path.name for path in (tmp_path / "old").iterdir()] == [name]


def test_port_in_use(command: Any, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        port = listening.getsockname()[1]
        _refused(command("serve", "--port", port), f"port {port}", tmp_path)


def test_a_secret_in_the_wrong_place_is_not_shown(command: Any, tmp_path: Path) -> None:
    secret = "s3cr3t"
    for text in (
        f'{HEAD}{AUTH}"{secret}"}}',
        f'{HEAD}auth = "{secret}"',
        f'{HEAD}{AUTH}{{env = "A", value = "{secret}"}}}}',
        HEAD.replace("//", f"//user:{secret}@"),
    ):
        (tmp_path / "bad.toml").write_text(text, encoding="utf-8")
        ended = command("run", "bad.toml")
        assert ended.code == 2
        assert secret not in ended.err
    for url in ("http://u:s3cr3t@host", "http://u:s3cr3t@host:x", "http://u:s3cr3t@["):
        ended = command("run", "--api", "uptivity", "--url", url)
        assert ended.code == 2
        assert secret not in ended.err

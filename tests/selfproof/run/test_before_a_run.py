"""What is done before a run: a target file is begun, looked through, and rehearsed."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.model import Allow
from contracts.targets import read_target
from tests.selfproof.run.conftest import Ended, Raw, call, read_head


@pytest.fixture
def command(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ended]:
    """Run the command line in this process."""

    def run(*arguments: object) -> Ended:
        capfd.readouterr()
        return Ended(call([str(one) for one in arguments]), *capfd.readouterr())

    return run


class Asked:
    """A server that keeps what it is asked, and answers with `status`."""

    def __init__(self, status: int) -> None:
        self.lines: list[str] = []
        self._status = status

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] == "http":
            await receive()
            self.lines.append(f"{scope['method']} {scope['path']}")
            head: Any = {"type": "http.response.start", "status": self._status, "headers": []}
            await send(head)
            await send({"type": "http.response.body", "body": b""})


@pytest.mark.parametrize("api", ["uptivity", "voss"])
def test_a_target_file_is_begun_and_looked_through(
    command: Callable[..., Ended], served: Callable[..., str], tmp_path: Path, api: str
) -> None:
    server = Asked(401)
    url = served(server)
    path = tmp_path / "lab.toml"
    written = command("init", "--api", api, "--url", url, "-o", path)
    assert (written.code, written.err) == (0, "")
    assert {line.partition(" ")[0] for line in server.lines} == {"GET"}
    assert "well-known" in server.lines[0], "its description is asked for on the loopback"
    assert len(server.lines) <= 15
    text = path.read_text("utf-8")
    assert "Probed with read-only requests: 401" in text
    assert "The target requires credentials" in text
    target = read_target(path)
    assert (target.api, target.base_url, target.allow) == (api, url, Allow.READ)
    known = text.partition("[supports]")[2].partition("[data]")[0]
    filled = re.sub(r"(?m)^# ([A-Za-z0-9-]+ = )", r"\1", known)
    assert len(tomllib.loads("[supports]" + filled)["readings"]) > 5
    path.write_text(text.replace(known, filled), encoding="utf-8")
    assert read_target(path).readings == target.readings

    checked = command("check", path)
    assert checked.code == 3
    assert "it requires credentials, and the target file has none" in checked.out
    assert 'skipped (allow = "read")' in checked.out
    assert "optional" not in checked.out, "what to give first stands alone"
    shown = command("init", "--api", api, "--url", url, "-o", "-")
    assert tomllib.loads(shown.out)["target"]["base_url"] == url
    assert "401" in shown.err
    again = command("init", "--api", api, "--url", url, "-o", path)
    assert again.code == 2
    assert "already exists" in again.err


def test_a_target_that_is_there_is_ready(
    command: Callable[..., Ended], served: Callable[..., str], target_file: Callable[..., Path]
) -> None:
    checked = command("check", target_file("lab", served()))
    assert (checked.code, checked.err) == (0, "")
    assert "200 text/xml" in checked.out
    assert "optional, not set: [data]" in checked.out
    assert checked.out.endswith("Ready to run.\n")


def test_a_target_that_is_not_there_is_not(
    command: Callable[..., Ended], target_file: Callable[..., Path]
) -> None:
    checked = command("check", target_file("lab", "http://127.0.0.1:9"))
    assert checked.code == 3
    assert "NOT READY: no reply came from it (connection refused" in checked.out


def test_a_missing_secret_is_said_before_anything_is_sent(
    command: Callable[..., Ended], served: Callable[..., str], target_file: Callable[..., Path]
) -> None:
    server = Asked(200)
    auth = 'auth = {type = "bearer", token = {env = "UCC_NOT_SET"}}'
    checked = command("check", target_file("lab", served(server), auth))
    assert checked.code == 2
    assert "UCC_NOT_SET is not set" in checked.err
    assert server.lines == []


def test_a_dry_run_of_an_embedded_server_knows_what_it_says_of_itself(
    command: Callable[..., Ended],
) -> None:
    dry = command("run", "--api=voss", "--dry-run", "-q", "--depth=quick", "--select=VOSS-ASYNC-02")
    assert dry.code == 0
    assert re.search(r"  [0-9]+ requests, [1-9][0-9]* of which may change data", dry.out)


def test_a_dry_run_sends_nothing(
    command: Callable[..., Ended], target_file: Callable[..., Path], tmp_path: Path
) -> None:
    server = Raw(read_head)
    path = target_file("lab", server.url, 'limits = {rate = "10/s"}', "[supports]")
    dry = command("run", path, "--dry-run", "-q", "--depth=quick", "--select=UPT-ID-0*")
    assert (dry.code, dry.err) == (0, "")
    assert server.connections == 0
    server.close()
    assert "Dry run of lab: nothing was sent to it." in dry.out
    counts = re.search(
        r"  ([0-9]+) requests, ([1-9][0-9]*) of which may change data; allow is write", dry.out
    )
    assert counts
    assert f"at 10 a second that is {int(counts[1]) / 10:.0f} s at least" in dry.out
    assert "tests that may change data:" in dry.out
    assert "left out by --select" in dry.out
    reading = command("run", path, "--dry-run", "-q", "--allow=read", "--select=UPT-ID-01")
    assert ", 0 of which may change data; allow is read" in reading.out
    assert not list(tmp_path.iterdir())

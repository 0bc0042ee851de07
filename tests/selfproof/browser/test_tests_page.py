"""`tests.html` of a real run against a server that answers with scripts."""

from __future__ import annotations

import html
import subprocess
import sys
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest

from contracts.model import Results, Verdict

if TYPE_CHECKING:
    from _chromium import Chromium

PAYLOAD = "<script>alert(1)</script>\"><img src=http://evil.test/x onerror='alert(2)'>"


class _Scripted(BaseHTTPRequestHandler):
    """Answers every request with a well-formed RESULT full of scripts."""

    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        names = ("REQUESTID", "REQUESTTYPE", "RESULTTYPE", "RESULTCODE", "RESULTMSG")
        text = "".join(f"<{name}>{html.escape(PAYLOAD)}</{name}>" for name in names)
        body = f"<RESULT>{text}</RESULT>".encode()
        self.send_response(200)
        self.send_header("Content-Type", "text/xml")
        self.send_header("X-Payload", PAYLOAD)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def scripted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of a run against such a server."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), _Scripted)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    folder = tmp_path_factory.mktemp("scripted") / "run"
    program = Path(sys.executable).with_name("uc-contracts")
    command: list[str | Path] = [
        program, "run", "--api", "uptivity", "--url", f"http://127.0.0.1:{server.server_port}",
        "--depth", "quick", "--select", "UPT-ID-*", "--quiet", "--report-dir", folder,
        "--format", "json",
    ]  # fmt: skip
    ended = subprocess.run(command, capture_output=True, check=False)  # noqa: S603 - our own program
    assert ended.returncode == 1, ended.stderr
    assert ended.stdout == (folder / "results.json").read_bytes()
    assert ended.stderr == b""
    yield folder
    server.shutdown()
    server.server_close()


def test_what_a_test_broke_is_what_the_results_say(chromium: Chromium, scripted: Path) -> None:
    results = msgspec.json.decode((scripted / "results.json").read_bytes(), type=Results)
    failed = {one.id for one in results.targets[0].requirements if one.verdict is Verdict.FAIL}
    chromium.open((scripted / "tests.html").as_uri())
    cells = "[...document.querySelectorAll('tbody tr.collapsible td:nth-child(2)')]"
    said = "\n".join(chromium.run(f"{cells}.map(td => td.innerText)"))
    assert {one.removesuffix(" fail") for one in said.splitlines() if one.endswith(" fail")} == (
        failed
    )
    top = chromium.run("document.body.innerText")
    assert "does not conform: " in top
    assert "conformance.html has the verdict, by requirement." in top
    assert "Python" not in top
    assert chromium.run("document.querySelector('meta[name=viewport]') !== null")


def test_requirements_link_to_their_evidence(chromium: Chromium, scripted: Path) -> None:
    chromium.open((scripted / "tests.html").as_uri())
    links = "[...document.querySelectorAll('td a[href^=conformance]')]"
    found = chromium.run(f"{links}.map(a => [a.textContent, a.getAttribute('href')])")
    assert ["UPT-ID-01", "conformance.html#UPT-ID-01"] in found
    chromium.open((scripted / "conformance.html").as_uri())
    for name, link in found:
        target = link.partition("#")[2]
        assert chromium.run(f"document.getElementById({target!r}).closest('.requirement') !== null")
        assert name == target


@pytest.mark.parametrize("name", ["tests.html", "conformance.html", "badge.svg"])
def test_no_script_of_the_target_runs(chromium: Chromium, scripted: Path, name: str) -> None:
    page = scripted / name
    chromium.open(page.as_uri())
    chromium.run("document.querySelectorAll('details').forEach(e => { e.open = true; })")
    chromium.run("document.querySelectorAll('.col-result').forEach(e => e.click())")
    chromium.run("new Promise(done => setTimeout(done, 200))")
    assert chromium.dialogs == []
    assert [one for one in chromium.requested if "evil" in one] == []
    assert ("evil.test" in chromium.run("document.documentElement.textContent")) is (
        name != "badge.svg"
    )

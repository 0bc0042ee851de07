"""Targets that attack: a run over all of them ends in time, in little memory, with no pass."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
import pytest

from contracts.model import Level, Results, RunVerdict, TargetResult, Verdict
from tests.selfproof.run.conftest import Raw, Script, read_head

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: %s\r\n"
XML, JSON = b"text/xml", b"application/json"
MIB = 1 << 20
SELECTED = [
    f"--select={one}"
    for one in ("UPT-ID-0*", "UPT-XML-*", "UPT-RESULT-*", "UPT-OK-*", "VOSS-PAGE-*", "VOSS-ORDER-*")
]
SCRIPT = "<script>alert('ucc-canary')</script>"
LAUGHS = b'<!DOCTYPE r [<!ENTITY a "ha ha ha ha ha ha ha ha">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + depth, b"&%c;" % (97 + depth) * 40) for depth in range(12)
)


def body(data: bytes, media: bytes = XML, *headers: bytes) -> Script:
    """A server that answers everything with this body."""
    lines = b"".join(line + b"\r\n" for line in headers)
    if not any(line.lower().startswith((b"content-length", b"transfer")) for line in headers):
        lines += b"Content-Length: %d\r\n" % len(data)
    return raw(HEAD % media + lines + b"\r\n" + data)


def raw(reply: bytes) -> Script:
    """A server that answers every request with these bytes."""

    def script(sock: Any) -> None:
        while True:
            read_head(sock)
            sock.sendall(reply)

    return script


def dripping(start: bytes, drop: bytes) -> Script:
    """A server that begins, and then sends a little for ever."""

    def script(sock: Any) -> None:
        read_head(sock)
        sock.sendall(start)
        while True:
            time.sleep(0.03)
            sock.sendall(drop)

    return script


def result(text: str, before: bytes = b"") -> bytes:
    """A RESULT that says this."""
    fields = ("REQUESTID", "RESULTTYPE", "RESULTCODE", "RESULTMSG")
    return before + f"<RESULT>{''.join(f'<{n}>{text}</{n}>' for n in fields)}</RESULT>".encode()


def uptivity(elsewhere: str) -> dict[str, Script]:
    """Hostile servers in place of an Uptivity one; they lead to `elsewhere`."""
    entity = f'<!DOCTYPE r [<!ENTITY x SYSTEM "{elsewhere}/entity">]>'.encode()
    local = b'<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    location = f"Location: {elsewhere}/stolen".encode()
    return {
        "redirect": raw(b"HTTP/1.1 302 Found\r\n" + location + b"\r\nContent-Length: 0\r\n\r\n"),
        "drip-head": dripping(b"HTTP/1.1 200 OK\r\nX: ", b"a"),
        "drip-body": dripping(HEAD % XML + b"Content-Length: 9999\r\n\r\n", b"a"),
        "huge": body(b"<RESULT>" + b"a" * 2 * MIB),
        "bomb": body(gzip.compress(bytes(200 * MIB)), XML, b"Content-Encoding: gzip"),
        "deep-xml": body(b"<a>" * 20_000),
        "laughs": body(result("&m;", LAUGHS + b"]>")),
        "external": body(result("&x;", entity)),
        "local-file": body(result("&x;", local)),
        "schema-elsewhere": body(
            f'<RESULT xmlns:i="http://www.w3.org/2001/XMLSchema-instance" '
            f'i:noNamespaceSchemaLocation="{elsewhere}/x.xsd"/>'.encode()
        ),
        "no-text": body(b"\xff\xfe\x00<\xd8" * 99),
        "no-charset": body(b"<?xml version='1.0' encoding='utf-99'?><RESULT/>"),
        "long-length": body(b"short", XML, b"Content-Length: 999999"),
        "two-lengths": body(b"short", XML, b"Content-Length: 5", b"Content-Length: 6"),
        "bad-chunks": body(b"zz\r\nshort", XML, b"Transfer-Encoding: chunked"),
        "many-headers": body(result("20"), XML, *[b"X-Flood: a"] * 500),
        "long-header": body(result("20"), XML, b"X-Flood: " + b"a" * MIB),
        "script": body(result(SCRIPT.replace("<", "&lt;")), XML, f"X-A: {SCRIPT}".encode()),
        "terminal": body(result("\x9b31m\x9d0;title\x07\N{RIGHT-TO-LEFT OVERRIDE}")),
    }


def voss() -> dict[str, Script]:
    """Hostile servers in place of a VOSS one."""
    return {
        "deep-json": body(b"[" * 50_000, JSON),
        "deep-object": body(b'{"meta":' * 20_000 + b"1" + b"}" * 20_000, JSON),
        "wide-json": body(b'{"resources":[' + b"{}," * 20_000 + b"{}]}", JSON),
        "bad-utf-8": body(b'{"meta": "\xff\xfe"}', JSON),
        "nan": body(b'{"meta": {}, "resources": NaN, "pagination": {"total": 1e999}}', JSON),
        "big-number": body(b'{"pagination": {"total": ' + b"9" * 5_000 + b"}}", JSON),
        "surrogate": body(b'{"resources": ["\\ud800"], "meta": "\\u0000\\u001b[31m"}', JSON),
        "script-json": body(msgspec.json.encode({"resources": SCRIPT, "meta": SCRIPT}), JSON),
    }


# What is said of the form of an answer is so, whatever stands in it: these are XML, and RESULTs.
_FORM = frozenset(
    {"UPT-HTTP-01", "UPT-XML-01", *(f"UPT-RESULT-0{number}" for number in range(1, 6))}
)
WELL_FORMED = dict.fromkeys(("external", "local-file", "schema-elsewhere", "script"), _FORM)

UNRESOLVED = frozenset({"external", "local-file"})
"""Those whose values are entities that lead elsewhere."""


class Attacked(NamedTuple):
    """How the run over all of them ended."""

    code: int
    out: str
    err: str
    folder: Path
    peak: int
    targets: dict[str, TargetResult]
    elsewhere: Raw


@pytest.fixture(scope="module")
def attacked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Attacked]:
    """One run over all the hostile servers, in a process of its own."""
    folder = tmp_path_factory.mktemp("hostile")
    elsewhere = Raw(raw(b"HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"))
    servers = {"uptivity": uptivity(elsewhere.url), "voss": voss()}
    running = {(api, name): Raw(one) for api, all_ in servers.items() for name, one in all_.items()}
    for (api, name), server in running.items():
        text = (
            f'[target]\napi = "{api}"\nname = "{name}"\nbase_url = "{server.url}"\nallow = "read"\n'
        )
        text += "limits = {timeout_s = 0.3, connect_timeout_s = 1, max_body = 262144}\n"
        text += 'auth = {type = "bearer", token = {env = "UCC_HOSTILE"}}\n'
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    files = sorted(str(path) for path in folder.glob("*.toml"))
    options = ["-q", "--depth=quick", *SELECTED, f"--report-dir={folder / 'report'}"]
    with (folder / "out").open("w+b") as out, (folder / "err").open("w+b") as err:
        process = subprocess.Popen(  # noqa: S603 - our own command
            [sys.executable, "-m", "contracts", "run", *options, *files],
            stdout=out,
            stderr=err,
            env={**os.environ, "UCC_HOSTILE": "hostile-canary-51e2d84b"},
        )
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    results = msgspec.json.decode((folder / "report/results.json").read_bytes(), type=Results)
    yield Attacked(
        process.returncode,
        (folder / "out").read_text("utf-8"),
        (folder / "err").read_text("utf-8"),
        folder / "report",
        usage.ru_maxrss * 1024,
        {one.name: one for one in results.targets},
        elsewhere,
    )
    for server in (*running.values(), elsewhere):
        server.close()


def test_it_ends_with_a_verdict_and_a_report_in_time_and_in_little_memory(
    attacked: Attacked,
) -> None:
    assert attacked.code == 1, attacked.err
    assert attacked.err == ""
    # A time-out is 0.3 s, and the breaker ends what never answers.
    assert all(one.exchanges < 500 for one in attacked.targets.values())
    assert attacked.peak < 500 * MIB
    assert all((attacked.folder / name).is_file() for name in ("conformance.html", "junit.xml"))


@pytest.mark.parametrize("name", [*uptivity(""), *voss()])
def test_nothing_passes(attacked: Attacked, name: str) -> None:
    target = attacked.targets[name]
    assert target.verdict is not RunVerdict.CONFORMING
    verdicts = {one.id: one.verdict for one in target.requirements if one.level is Level.MUST}
    passed = {one for one, verdict in verdicts.items() if verdict is Verdict.PASS}
    assert passed <= WELL_FORMED.get(name, frozenset())
    if passed and name in UNRESOLVED:
        # What stands behind an entity is not known, so no value can be wrong.
        assert target.verdict is RunVerdict.NOT_VERIFIED
    elif passed:
        assert target.verdict is RunVerdict.NOT_CONFORMING
    assert Verdict.ERROR not in {one.verdict for one in target.requirements}
    assert all(one.reason for one in target.requirements)


def test_nobody_is_led_elsewhere(attacked: Attacked) -> None:
    assert attacked.elsewhere.connections == 0


def test_no_local_file_is_read(attacked: Attacked) -> None:
    for path in attacked.folder.rglob("*"):
        if path.is_file():
            assert b"root:x:0" not in path.read_bytes()


def test_nothing_steers_a_browser_or_a_terminal(attacked: Attacked) -> None:
    for name in ("conformance.html", "tests.html"):
        page = (attacked.folder / name).read_text("utf-8")
        assert SCRIPT not in page
        assert "\x9b" not in page
    assert not {"\x9b", "\x9d", "\x07", "\x1b", "\u202e"} & set(attacked.out)


@pytest.mark.parametrize("name", ["drip-head", "drip-body"])
def test_a_dripping_target_costs_a_few_timeouts(attacked: Attacked, name: str) -> None:
    assert attacked.targets[name].exchanges <= 5
    assert attacked.targets[name].unreached

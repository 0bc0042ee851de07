"""The verifier: what was sent, held against what may be sent, by the event log alone."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from contracts.model import (
    Catalogue,
    ExchangeRecorded,
    Failure,
    Headers,
    RecordedRequest,
    RecordedResponse,
    RunStarted,
    TargetDescribed,
)
from contracts.report import collect, verify

BASE = "http://demo.test/api"


def log(folder: Path, allow: str, *exchanges: ExchangeRecorded, base: str = BASE) -> Path:
    """Write the log of a run that sent these."""
    (folder / "evidence").mkdir()
    events = [
        RunStarted("0", "2026-05-01T10:00:00Z", 0, "quick"),
        TargetDescribed("t", "demo", "Lab", base, allow, "sha256:1", {}, {}),
        *exchanges,
    ]
    lines = b"".join(msgspec.json.encode(one) + b"\n" for one in events)
    (folder / "evidence" / "events-main.jsonl").write_bytes(lines)
    return folder


def sent(
    method: str, url: str, *headers: tuple[str, str], reply: RecordedResponse | None = None
) -> ExchangeRecorded:
    """One exchange in the log."""
    failure = None if reply else Failure("reset", "gone")
    request = RecordedRequest(method, url, headers)
    return ExchangeRecorded("main-1", "t", "test", request, 0.0, 0.1, reply, failure)


def moved(to: str) -> RecordedResponse:
    """A reply that redirects."""
    headers: Headers = (("Location", to),)
    return RecordedResponse(302, "Found", headers)


@pytest.mark.parametrize(
    "url",
    [
        BASE,
        f"{BASE}/",
        f"{BASE}?q=/../x",
        f"{BASE}/a/../b",
        "http://DEMO.test:80/api/x",
        "http://demo.test/%61pi/x",
    ],
)
def test_what_is_below_the_base_url_may_be_sent(tmp_path: Path, url: str) -> None:
    found = verify(log(tmp_path, "read", sent("GET", url), sent("HEAD", url)))
    assert (found.checked, found.violations) == (2, ())
    assert found.statement == (
        f"all 2 recorded requests stayed within the permitted scope: GET and HEAD below {BASE}."
    )


@pytest.mark.parametrize(
    ("method", "url", "words"),
    [
        ("POST", BASE, "only GET and HEAD"),
        ("DELETE", BASE, "only GET and HEAD"),
        ("get", BASE, "only GET and HEAD"),
        ("GET", "http://demo.test/apix", "leaves the base path"),
        ("GET", f"{BASE}/../x", "leaves the base path"),
        ("GET", f"{BASE}/%2e%2e/x", "leaves the base path"),
        ("GET", f"{BASE}/..%5cx", "leaves the base path"),
        ("GET", "https://demo.test/api", "leaves the host"),
        ("GET", "http://demo.test:8080/api", "leaves the host"),
        ("GET", "http://demo.test.evil/api", "leaves the host"),
        ("GET", "http://evil/http://demo.test/api", "leaves the host"),
    ],
)
def test_a_violation_is_named(tmp_path: Path, method: str, url: str, words: str) -> None:
    found = verify(log(tmp_path, "read", sent("GET", BASE), sent(method, url)))
    assert found.checked == 2
    (one,) = found.violations
    assert one.startswith(f"main-1, {method} {url}: ")
    assert words in one
    assert found.statement == "The event log holds requests that must not have been sent."


def test_writing_where_it_is_allowed(tmp_path: Path) -> None:
    found = verify(log(tmp_path, "write", sent("DELETE", f"{BASE}/1")))
    assert found.violations == ()
    assert found.statement == (
        "the one recorded request stayed within the permitted scope: "
        f"reading and writing below {BASE}."
    )


def test_a_header_that_makes_another_method_of_it(tmp_path: Path) -> None:
    one = sent("GET", BASE, ("X-HTTP-Method-Override", "DELETE"))
    (found,) = verify(log(tmp_path, "read", one)).violations
    assert found.endswith("a header makes another method of it")


FOREIGN = "http://other.test/x?a=1"


@pytest.mark.parametrize(
    ("exchanges", "words"),
    [
        ([sent("GET", BASE, reply=moved(FOREIGN)), sent("GET", FOREIGN)], None),
        ([sent("GET", BASE, reply=moved("//other.test/x?b=2")), sent("GET", FOREIGN)], None),
        ([sent("GET", BASE, reply=moved("/x")), sent("GET", "http://demo.test/x")], None),
        (
            [
                sent("GET", BASE, reply=moved("/x")),
                sent("GET", "http://demo.test/x", ("Authorization", "Basic [redacted]")),
            ],
            None,
        ),
        ([sent("GET", BASE, reply=moved("http://third.test/x")), sent("GET", FOREIGN)], "leaves"),
        ([sent("GET", BASE), sent("GET", FOREIGN)], "leaves"),
        ([sent("GET", BASE, reply=moved("http://[")), sent("GET", FOREIGN)], "leaves"),
        (
            [
                sent("GET", BASE, reply=moved(FOREIGN)),
                sent("GET", FOREIGN, ("Cookie", "a=[redacted]")),
            ],
            "Cookie went to another host",
        ),
        (
            [
                sent("GET", BASE, reply=moved(FOREIGN)),
                sent("GET", FOREIGN, ("X-Own-Key", "[redacted]")),
            ],
            "X-Own-Key went to another host",
        ),
    ],
)
def test_a_redirect_may_be_followed_by_reading_alone(
    tmp_path: Path, exchanges: list[ExchangeRecorded], words: str | None
) -> None:
    found = verify(log(tmp_path, "read", *exchanges)).violations
    if words is None:
        assert found == ()
    else:
        assert words in found[0]


def test_a_write_does_not_follow_out_of_the_base_url(tmp_path: Path) -> None:
    run = log(tmp_path, "write", sent("POST", BASE, reply=moved(FOREIGN)), sent("POST", FOREIGN))
    (found,) = verify(run).violations
    assert "followed with more than reading" in found


def test_many_violations_are_counted(tmp_path: Path) -> None:
    found = verify(log(tmp_path, "read", *[sent("POST", BASE)] * 50)).violations
    assert len(found) == 21
    assert found[-1] == "and 30 more"


def test_nothing_sent_and_nothing_described(tmp_path: Path) -> None:
    run = log(tmp_path, "read")
    assert verify(run).statement == "The event log holds no request: nothing was sent."
    one = msgspec.structs.replace(sent("GET", BASE), target="other")
    with (run / "evidence" / "events-main.jsonl").open("ab") as file:
        file.write(msgspec.json.encode(one) + b"\n")
    (found,) = verify(run).violations
    assert "no log says what may be sent to other" in found


def test_the_results_of_a_run_say_it(tmp_path: Path, catalogue: Catalogue) -> None:
    run = log(tmp_path, "read", sent("POST", BASE))
    found = collect(run, {"demo": catalogue}).safety
    assert found == verify(run)
    assert found is not None
    assert len(found.violations) == 1


@pytest.mark.parametrize(
    ("method", "url", "words"),
    [
        ("SEND", "tcp://demo.test:5620", ""),
        ("SEND", "tcp://demo.test:5621", "leaves the host of tcp://demo.test:5620"),
        ("SEND", "tcp://other.test:5620", "leaves the host of tcp://demo.test:5620"),
        ("GET", "tcp://demo.test:5620", "no message over a raw connection"),
        ("SEND", BASE, "only GET and HEAD"),
    ],
)
def test_a_raw_connection_goes_to_the_targets_own_service(
    tmp_path: Path, method: str, url: str, words: str
) -> None:
    (tmp_path / "evidence").mkdir()
    rules = TargetDescribed(
        "t", "demo", "Lab", BASE, "read", "sha256:1", {}, {}, service="tcp://demo.test:5620"
    )
    lines = [msgspec.json.encode(rules), msgspec.json.encode(sent(method, url))]
    (tmp_path / "evidence" / "events-main.jsonl").write_bytes(b"\n".join(lines) + b"\n")
    found = verify(tmp_path)
    assert [words in one for one in found.violations] == ([True] if words else [])
    if not words:
        assert "GET and HEAD below http://demo.test/api, messages to tcp://demo" in found.statement

"""What is written has a limit, whatever a target sends, and what shows a violation stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.model import Exchange, Judged, Noted, Outcome, Request, Response
from contracts.report import Trail, evidence
from contracts.wire import Recorder
from contracts.wire.keeping import Limits

SMALL = Limits(in_logs=20_000, budget=60_000, pinned=30_000, file=10_000)
Answered = Callable[[int, bytes], str]


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Recorder:
    monkeypatch.setattr("contracts.wire.keeping._LOOK_EVERY", 1)
    return Recorder(tmp_path, limits=SMALL)


def answered(recorder: Recorder, body: bytes, headers: Any = ()) -> Exchange:
    response = Response(200, "OK", tuple(headers), body)
    request = Request("GET", "http://lab.test/")
    exchange = Exchange(recorder.next_id(), "t", request, response, None, 0.0, 0.1)
    recorder.exchange(exchange)
    return exchange


def size(folder: Path) -> int:
    return sum(path.stat().st_size for path in (folder / "evidence").iterdir())


def test_the_oldest_bodies_beyond_the_budget_are_dropped_but_for_those_of_violations(
    small: Recorder, tmp_path: Path
) -> None:
    digests: list[str] = []
    for number in range(300):
        exchange = answered(small, b"%d " % number * 400)
        if number == 40:
            small.emit(Judged("t", "R-1", "test", Outcome.VIOLATION, exchanges=(exchange.id,)))
    small.close()
    assert size(tmp_path) < 200_000
    for event in evidence.exchanges(tmp_path, Everything()):
        assert event.response is not None
        assert event.response.body is not None
        digests.append(event.response.body)
    with Trail(tmp_path) as trail:
        there = [number for number, digest in enumerate(digests) if trail.body(digest)]
    assert len(digests) == 300
    assert there[:5] == [0, 1, 2, 3, 4]
    assert 40 in there
    assert there[-5:] == [295, 296, 297, 298, 299]
    assert 150 not in there
    assert {body.digest for body in evidence.bodies(tmp_path, set(digests))} == {
        digests[number] for number in there
    }
    notes = [event for event in evidence.events(tmp_path, ["noted"]) if isinstance(event, Noted)]
    assert [note.target for note in notes] == ["t"]
    assert "the oldest bodies were dropped" in notes[0].text


class Everything:
    """A container of all ids."""

    def __contains__(self, _one: object) -> bool:
        return True


def test_a_body_that_was_dropped_is_kept_again_when_it_comes_again(
    small: Recorder, tmp_path: Path
) -> None:
    for number in range(100):
        answered(small, b"%d " % number * 400)
    again = answered(small, b"50 " * 400)
    small.close()
    (event,) = evidence.exchanges(tmp_path, {again.id})
    assert event.response is not None
    assert list(evidence.bodies(tmp_path, {event.response.body or ""}))


def test_of_a_long_body_the_beginning_is_kept(tmp_path: Path, log: Any) -> None:
    recorder = Recorder(tmp_path)
    answered(recorder, "aä".encode() * (1 << 20))
    answered(recorder, b"\0" * (1 << 21))
    recorder.close()
    text, binary = (event for event in log() if event["event"] == "body")
    assert (text["size"], text["kept"]) == (3 << 20, 1 << 20)
    assert len(text["text"].encode()) in {(1 << 20) - 1, 1 << 20}
    assert (binary["size"], binary["kept"]) == (2 << 20, 1 << 20)


def test_a_run_of_usual_size_has_one_file(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    for number in range(50):
        answered(recorder, b"%d " % number * 400)
    recorder.close()
    assert [path.name for path in (tmp_path / "evidence").iterdir()] == ["events-main.jsonl"]


def test_long_headers_are_shortened(tmp_path: Path, log: Any) -> None:
    recorder = Recorder(tmp_path)
    headers = [(f"X-{number}", "h" * 3_000) for number in range(90)]
    answered(recorder, b"", [*headers, ("X-Last", "z")])
    answered(recorder, b"", [("Location", "u" * 3_000)])
    recorder.close()
    first, second = log()
    assert len(str(first["response"]["headers"])) < 12_000
    assert first["response"]["headers"][0][1].endswith("… (3,000 characters)")
    assert second["response"]["headers"] == [["Location", "u" * 3_000]]


def test_a_long_text_of_a_judgement_is_shortened(tmp_path: Path, log: Any) -> None:
    recorder = Recorder(tmp_path)
    recorder.emit(Judged("t", "R-1", "test", Outcome.VIOLATION, "r" * 50_000))
    recorder.close()
    assert log()[0]["reason"] == "r" * 8192 + "… (50,000 characters)"


def test_a_head_that_is_too_long_is_no_reply(serve: Any, wire: Any) -> None:
    lines = b"".join(b"X-%d: " % number + b"h" * 60_000 + b"\r\n" for number in range(9))
    server = serve(b"HTTP/1.1 200 OK\r\nConnection: close\r\n" + lines + b"\r\n")
    failure = wire(server.url).send("GET", "/", failures="return").failure
    assert failure.kind == "protocol"
    assert "its head is longer than 256 KiB" in failure.message

"""The log survives a cut, stores a body once and never grows in memory."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.model import ConfigurationError, Event, Observed, RunFinished
from contracts.wire import Recorder
from contracts.wire import recorder as module

BINARY = b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\na\x00b"


def test_a_body_is_stored_once_before_its_exchange(serve: Any, wire: Any, log: Any) -> None:
    one = wire(serve().url)
    one.send("GET", "/")
    one.send("POST", "/", body=b"ok")
    kinds = [event["event"] for event in log()]
    assert kinds == ["body", "exchange", "exchange"]
    digest = "sha256:" + hashlib.sha256(b"ok").hexdigest()
    assert log()[0] == {"event": "body", "digest": digest, "size": 2, "text": "ok"}
    assert log()[2]["request"]["body"] == log()[2]["response"]["body"] == digest


def test_nul_and_foreign_bytes_are_base64(serve: Any, wire: Any, log: Any) -> None:
    wire(serve(BINARY).url).send("GET", "/")
    assert log()[0]["base64"] == "YQBi"
    assert "text" not in log()[0]


def test_every_line_is_an_event_of_the_model(serve: Any, wire: Any, raw_log: Any) -> None:
    wire(serve().url).send("GET", "/", defect="none at all")
    decoder = msgspec.json.Decoder(Event)
    events = [decoder.decode(line) for line in raw_log().splitlines()]
    assert events[-1].request.defect == "none at all"
    assert events[-1].started >= 0
    assert 0 < events[-1].seconds < 2


def test_a_log_whose_last_line_was_cut_is_continued(tmp_path: Path) -> None:
    first = Recorder(tmp_path)
    first.emit(RunFinished(1.0))
    first.close()
    path = tmp_path / "evidence" / "events-main.jsonl"
    path.write_bytes(path.read_bytes() + b'{"event":"obs')
    second = Recorder(tmp_path)
    second.emit(RunFinished(2.0))
    second.close()
    lines = path.read_bytes().splitlines()
    assert [len(lines), msgspec.json.decode(lines[2])["seconds"]] == [3, 2.0]


def test_what_utf8_cannot_carry_is_replaced(tmp_path: Path, log: Any) -> None:
    recorder = Recorder(tmp_path)
    recorder.emit(Observed("t", "R-1", "test", "a \ud800 b"))
    recorder.close()
    assert log()[0]["observation"] == "a ? b"


def test_known_bodies_are_bounded(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "_KNOWN_BODIES", 2)
    recorder = Recorder(tmp_path)
    lines: list[bytes] = []
    for body in (b"1", b"2", b"3", b"1", b"1"):
        recorder._stored(body, lines)
    recorder.close()
    assert len(recorder._known) == 2
    assert len(lines) == 4


def test_a_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(ConfigurationError, match=r"file/evidence .*--report-dir"):
        Recorder(tmp_path / "file")


def test_a_full_disk(tmp_path: Path) -> None:
    recorder = Recorder(tmp_path)
    os.close(recorder._file)
    recorder._file = os.open("/dev/full", os.O_WRONLY)
    with pytest.raises(ConfigurationError, match=r"No space left.*--report-dir"):
        recorder.emit(RunFinished(1.0))
    recorder.close()
    recorder.close()

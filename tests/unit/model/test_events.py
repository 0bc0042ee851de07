"""Events are one tagged union: what is written to the log comes back as it was."""

from __future__ import annotations

import json
import pickle
import typing

import msgspec
import pytest

from contracts.model import (
    BodyStored,
    Created,
    Creating,
    Event,
    ExchangeRecorded,
    Failure,
    Judged,
    Noted,
    Observed,
    Outcome,
    RecordedRequest,
    RecordedResponse,
    RunFinished,
    RunStarted,
    TargetBarred,
    TargetCutOff,
    TargetDescribed,
    TestDeselected,
    TestFinished,
    TestPlanned,
)

_REQUEST = RecordedRequest(
    "POST", "http://h/x", (("A", "b"),), "sha256:1", "commandByPost", "no command", ("-u", "$X")
)
EVENTS: dict[str, Event] = {
    "run-started": RunStarted("0.1.0", "2026-01-05T09:00:00Z", 7, "quick", explore=True),
    "target": TargetDescribed(
        "t", "voss", "Lab", "http://h", "read", "sha256:2", {"list": False}, {"V-AMB-1": "or"}
    ),
    "planned": TestPlanned("t", "test_a", ("V-1", "V-2")),
    "deselected": TestDeselected("t", "test_a", ("V-1",), "left out"),
    "body": BodyStored("sha256:1", 3, text="a\N{GREEK SMALL LETTER ALPHA}"),
    "exchange": ExchangeRecorded(
        "e1", "t", "test_a", _REQUEST, 0.5, 0.25, RecordedResponse(200, "OK", (), "sha256:1")
    ),
    "judged": Judged(
        "t", "V-1", "test_a", Outcome.VIOLATION, "wrong", "20", "0", ("e1", "e2"), 12
    ),
    "observed": Observed("t", "V-1", "test_a", "sorted"),
    "barred": TargetBarred("t", "h refuses the credentials; fix [target] auth"),
    "cut-off": TargetCutOff("t", "h refuses the credentials by now; renew them"),
    "noted": Noted("t", "a job runs 2 s"),
    "creating": Creating("t", "main-1", "user", "ucc-1", {"hierarchy": "sys"}),
    "ledger": Created("t", "main-1", "left", {"pkid": "7"}, "refused"),
    "finished": TestFinished("t", "test_a", 0.1),
    "run-finished": RunFinished(9.5, "interrupted"),
}  # fmt: skip


def test_every_kind_of_event_is_shown_here() -> None:
    assert {type(one) for one in EVENTS.values()} == set(typing.get_args(Event))


@pytest.mark.parametrize("tag", EVENTS)
def test_an_event_comes_back_as_it_was(tag: str) -> None:
    line = msgspec.json.encode(EVENTS[tag])
    assert msgspec.json.decode(line, type=Event) == EVENTS[tag]
    assert json.loads(line)["event"] == tag
    assert b"\n" not in line


@pytest.mark.parametrize("tag", EVENTS)
def test_an_event_travels_between_processes(tag: str) -> None:
    assert pickle.loads(pickle.dumps(EVENTS[tag])) == EVENTS[tag]  # noqa: S301 - our own


def test_a_failed_exchange_comes_back_as_it_was() -> None:
    failed = ExchangeRecorded(
        "e1", "t", "test_a", _REQUEST, 0.5, 0.25, failure=Failure("timeout", "no reply in 10 s")
    )
    assert msgspec.json.decode(msgspec.json.encode(failed), type=Event) == failed


def test_what_is_left_at_its_default_is_not_written() -> None:
    plain = Judged("t", "V-1", "test_a", Outcome.PASS)
    assert set(json.loads(msgspec.json.encode(plain))) == {
        "event", "target", "requirement", "test", "outcome",
    }  # fmt: skip


@pytest.mark.parametrize(
    "line",
    [
        b'{"event":"unheard-of"}',
        b'{"seconds":1.0}',
        b'{"event":"finished","target":"t"}',
        b'{"event":"judged","target":"t","requirement":"V","test":"x","outcome":"great"}',
        b'{"event":"finished","target":"t","test":"x","seco',
        b"[]",
    ],
)
def test_what_is_no_event_is_refused(line: bytes) -> None:
    with pytest.raises(msgspec.DecodeError):
        msgspec.json.decode(line, type=Event)


@pytest.mark.parametrize("tag", EVENTS)
def test_an_event_cannot_be_changed(tag: str) -> None:
    field = EVENTS[tag].__struct_fields__[0]
    with pytest.raises(AttributeError):
        setattr(EVENTS[tag], field, "changed")

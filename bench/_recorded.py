"""A recorded run of any size, made without a target: what reports are measured and shown with."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contracts.model import (
    Ambiguity,
    Basis,
    BodyStored,
    Catalogue,
    Event,
    ExchangeRecorded,
    Judged,
    Level,
    Outcome,
    Reading,
    RecordedRequest,
    RecordedResponse,
    Requirement,
    RunFinished,
    RunStarted,
    Source,
    TargetDescribed,
    TestFinished,
    TestPlanned,
)

API = "recorded"
_URL = "http://recorded.test/api"
_FEATURES = ("lists", "filters", "order", "tags", "write")
_ITEMS = 12


def recorded_catalogue(requirements: int) -> Catalogue:
    """Musts, and among them a should in five, in sections of twenty."""
    ambiguity = Ambiguity(
        id="REC-AMB-01",
        where="Lists",
        problem="Whether the upper bound is inclusive is not said.",
        readings=(Reading("either", "Both are accepted."), Reading("strict", "It is not.")),
        chosen="either",
    )
    every = (
        Requirement(
            id=f"REC-{number:04}",
            level=Level.SHOULD if number % 5 == 1 else Level.MUST,
            statement=f"A list number {number} holds what was asked for, in the order asked for.",
            source=Source("recorded-document", f"Section {number // 20 + 1}"),
            basis=Basis.STATED,
            feature=_FEATURES[number // 7 % len(_FEATURES)],
            ambiguity=ambiguity.id if number % 10 == 0 else None,
            fix="Sort before the page is cut.",
        )
        for number in range(requirements)
    )
    return Catalogue(
        api=API,
        title="A recorded API",
        digest="sha256:0",
        requirements={one.id: one for one in every},
        ambiguities={ambiguity.id: ambiguity},
        features={name: f"All about {name}." for name in _FEATURES},
    )


def record(folder: Path, catalogue: Catalogue, exchanges: int, payload: str = "") -> None:
    """Write the log of a run that judged `catalogue` by `exchanges` exchanges, one after another.

    Of twenty requirements one is broken, and one could not be judged. `payload` stands wherever
    a target can put a text: in headers, bodies, reasons and observations.
    """
    log = folder / "evidence" / "events-main.jsonl"
    log.parent.mkdir(parents=True)
    encoder = msgspec.json.Encoder()
    with log.open("wb") as file:
        for event in _events(catalogue, exchanges, payload):
            file.write(encoder.encode(event) + b"\n")


def _events(catalogue: Catalogue, exchanges: int, payload: str) -> Iterator[Event]:
    yield RunStarted("0", "2026-05-01T10:00:00+00:00", 0, "standard", command="uc-contracts run")
    yield TargetDescribed("one", API, f"Recorded{payload}", _URL, "read", catalogue.digest, {}, {})
    ids = list(catalogue.requirements)
    each = max(exchanges // len(ids), 1)
    sent = 0
    for number, requirement in enumerate(ids):
        test = f"test_{number}"
        yield TestPlanned("one", test, (requirement,))
        last = exchanges if number == len(ids) - 1 else min(sent + each, exchanges)
        named = tuple(f"main-{one:06}" for one in range(sent, last))
        for one in range(sent, last):
            yield from _exchange(one, test, payload)
        sent = last
        yield _judged(number, requirement, test, named[:5], payload)
        yield TestFinished("one", test, 0.1)
    yield RunFinished(exchanges * 0.001)


def _exchange(number: int, test: str, payload: str) -> Iterator[Event]:
    items = [
        {"id": f"{number}-{item}", "name": f"User {item}{payload}", "active": item % 2 == 0}
        for item in range(_ITEMS)
    ]
    text = msgspec.json.encode({"total": _ITEMS, "items": items}).decode()
    digest = f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
    yield BodyStored(digest, len(text), text=text)
    headers = (("Content-Type", "application/json"), ("X-Note", payload or "none"))
    yield ExchangeRecorded(
        id=f"main-{number:06}",
        target="one",
        test=test,
        request=RecordedRequest(
            "GET",
            f"{_URL}/users?skip={number}",
            (("Accept", "application/json"),),
            operation=f"list{number % 20}",
            credentials=("-u", "admin:$PASSWORD"),
        ),
        started=number * 0.001,
        seconds=0.001 + number % 97 * 0.0005,
        response=RecordedResponse(200, "OK", headers, digest),
    )


def _judged(
    number: int, requirement: str, test: str, exchanges: tuple[str, ...], payload: str
) -> Judged:
    match number % 20:
        case 3:
            return Judged(
                "one",
                requirement,
                test,
                Outcome.VIOLATION,
                f"the third item is not in its place{payload}",
                expected=f"User 3{payload}",
                observed=f"User 2{payload}",
                exchanges=exchanges,
                where="/items/2/name",
            )
        case 11:
            reason = f"no list is long enough{payload}"
            return Judged("one", requirement, test, Outcome.INCONCLUSIVE, reason)
        case _:
            return Judged("one", requirement, test, Outcome.PASS, exchanges=exchanges)

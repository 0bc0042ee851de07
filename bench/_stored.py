"""Runs written without a target: what stores are tested, measured and shown with."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import msgspec
from _recorded import recorded_catalogue

from contracts.model import (
    BodyStored,
    Catalogue,
    Created,
    Creating,
    Event,
    ExchangeRecorded,
    Judged,
    Noted,
    Observed,
    Outcome,
    RecordedRequest,
    RecordedResponse,
    RunFinished,
    RunStarted,
    TargetDescribed,
    TestFinished,
    TestPlanned,
)
from contracts.report import collect
from contracts.report.document import json_bytes

START = dt.datetime(2026, 5, 1, 10, tzinfo=dt.UTC)
API = "recorded"
_BODY = '{"total": 0, "items": []}'
_DIGEST = "sha256:" + "ab" * 32
_OUTCOMES = {
    "pass": Outcome.PASS,
    "fail": Outcome.VIOLATION,
    "warn": Outcome.VIOLATION,
    "inconclusive": Outcome.INCONCLUSIVE,
    "error": Outcome.ERROR,
}


class Made(msgspec.Struct, frozen=True):
    """A target of a run to be written, and what each requirement of its catalogue comes to.

    What `verdicts` does not name passes; `not-tested` leaves it without a judgement.
    """

    name: str = "Lab"
    verdicts: Mapping[str, str] = {}
    catalogue: Catalogue = recorded_catalogue(5)
    version: str = ""
    base_url: str = "http://recorded.test/api"


def write_run(  # noqa: PLR0913 - each is one thing of the run
    folder: Path,
    *targets: Made,
    number: int = 0,
    day: float = 0,
    explore: bool = False,
    killed: bool = False,
    results: bool = True,
    each: int = 1,
) -> Path:
    """Write the folder of a run that began `day` days after START, and return it.

    `number` is in its id, and `each` how many exchanges each test makes. A `killed` one has no
    end; without `results` no results.json either.
    """
    targets = targets or (Made(),)
    log = folder / "evidence" / "events-main.jsonl"
    log.parent.mkdir(parents=True)
    started = (START + dt.timedelta(days=day)).isoformat(timespec="seconds")
    events = list(_events(targets, started, number, each, explore=explore))
    encoder = msgspec.json.Encoder()
    with log.open("wb") as file:
        for event in events[:-1] if killed else events:
            file.write(encoder.encode(event) + b"\n")
    if results and not killed:
        report(folder, targets)
    return folder


def report(folder: Path, targets: Sequence[Made]) -> None:
    """Write the results.json of a run."""
    catalogues = {one.catalogue.api: one.catalogue for one in targets}
    (folder / "results.json").write_bytes(json_bytes(collect(folder, catalogues)))


def _events(
    targets: Sequence[Made], started: str, number: int, each: int, *, explore: bool
) -> Iterator[Event]:
    yield RunStarted(
        "0.1.0", started, number, "standard", explore, "uc-contracts run", f"ucc-{number:06x}-"
    )
    yield BodyStored(_DIGEST, len(_BODY), text=_BODY)
    for key, one in enumerate(targets):
        yield TargetDescribed(
            f"t{key}",
            one.catalogue.api,
            one.name,
            one.base_url,
            "write",
            one.catalogue.digest,
            {},
            {},
        )
    for key, one in enumerate(targets):
        yield from _target(f"t{key}", one, each)
    yield RunFinished(2.5)


def _target(key: str, one: Made, each: int) -> Iterator[Event]:
    if one.version:
        yield Noted(key, one.version, "version")
    yield Creating(key, "1", "user", "ucc-user-1")
    yield Created(key, "1", "gone")
    for at, name in enumerate(one.catalogue.requirements):
        said = one.verdicts.get(name, "pass")
        test = f"test_{at}"
        yield TestPlanned(key, test, (name,))
        yield _exchange(f"{key}-{at}", key, test, one.base_url, at)
        for more in range(1, each):
            yield _exchange(f"{key}-{at}-{more}", key, test, one.base_url, at)
        if said == "not-tested":
            continue
        reason = "" if said == "pass" else f"{name} came to {said}"
        yield Judged(key, name, test, _OUTCOMES[said], reason, exchanges=(f"{key}-{at}",))
        if at == 0:
            yield Observed(key, name, test, "an empty list is answered with 200")
        yield TestFinished(key, test, 0.1)


def _exchange(name: str, key: str, test: str, base_url: str, at: int) -> ExchangeRecorded:
    request = RecordedRequest("GET", f"{base_url}/users?skip={at}", (), operation=f"list{at % 4}")
    response = RecordedResponse(200, "OK", (("Content-Type", "application/json"),), _DIGEST)
    return ExchangeRecorded(name, key, test, request, at * 0.01, 0.01 + at % 7 * 0.001, response)

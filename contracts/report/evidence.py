"""Reading the event logs of a run folder, one line at a time.

A folder holds `evidence/events-<worker>.jsonl`, one log per process of the run, and
`evidence/bodies-<worker>-<number>.jsonl` where its bodies have files of their own. Nothing here
keeps more than the line it looks at, so that a run of a million exchanges can be read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterator
from pathlib import Path
from typing import NamedTuple, get_args

import msgspec

from contracts.model import BodyStored, Event, EvidenceError, ExchangeRecorded

_TAG = re.compile(rb'\{"event":"([a-z-]+)"')
_DECODER: msgspec.json.Decoder[Event] = msgspec.json.Decoder(Event)
_BODIES = frozenset({b"body"})
_KNOWN = frozenset(str(one.__struct_config__.tag).encode() for one in get_args(Event))
_AGAIN = "make the run again, or give the folder of a run that is whole"


class Line(NamedTuple):
    """One event and the log that holds it (its file name)."""

    log: str
    event: Event


class Raw(NamedTuple):
    """A line of a log that was not looked into: its number from 1, and where it begins."""

    path: Path
    number: int
    at: int
    text: bytes


def logs(run_dir: Path) -> list[Path]:
    """The event logs of a run folder in file-name order; EvidenceError when there are none."""
    folder = run_dir / "evidence"
    try:
        if not run_dir.is_dir():
            msg = f"{run_dir} is not a folder; give the folder that a run has written"
            raise EvidenceError(msg)
        found = sorted(folder.glob("events-*.jsonl"))
    except OSError as error:
        msg = f"{folder} cannot be read ({error.strerror}); make it readable"
        raise EvidenceError(msg) from error
    if not found:
        msg = (
            f"{folder} holds no event log (events-*.jsonl), so {run_dir} is not the folder "
            "of a run; give the folder that a run has written"
        )
        raise EvidenceError(msg)
    return found


def events(run_dir: Path, tags: Collection[str]) -> Iterator[Event]:
    """The events of these kinds (such as `creating`), in file-name order; as `read` raises."""
    wanted = frozenset(tag.encode() for tag in tags)
    for path in logs(run_dir):
        for line in _read_log(path, wanted):
            yield line.event


def read(run_dir: Path, *only: str, bodies: bool = True) -> Iterator[Line]:
    """Every event of every log, in file-name order.

    With `only` (tags such as `exchange`), or without `bodies`, lines that plainly hold something
    else are passed over undecoded. A last line that was cut short is left out; any other line
    that cannot be read is an EvidenceError that names file and line.
    """
    wanted = frozenset(tag.encode() for tag in only) or None
    for path in logs(run_dir):
        yield from _read_log(path, wanted, frozenset() if bodies else _BODIES)


def exchanges(run_dir: Path, wanted: Container[str]) -> Iterator[ExchangeRecorded]:
    """The exchanges whose id is in `wanted`, each once, in the order of the log."""
    seen: set[str] = set()
    for _, event in read(run_dir, "exchange"):
        if isinstance(event, ExchangeRecorded) and event.id in wanted and event.id not in seen:
            seen.add(event.id)
            yield event


def bodies(run_dir: Path, wanted: Container[str]) -> Iterator[BodyStored]:
    """The bodies whose digest is in `wanted`, each once, one in memory at a time."""
    seen: set[str] = set()
    for path in [*logs(run_dir), *body_files(run_dir)]:
        for _, event in _read_log(path, _BODIES):
            if (
                isinstance(event, BodyStored)
                and event.digest in wanted
                and event.digest not in seen
            ):
                seen.add(event.digest)
                yield event


def body_files(run_dir: Path) -> list[Path]:
    """The files that hold bodies alone, in file-name order."""
    return sorted((run_dir / "evidence").glob("bodies-*.jsonl"))


def _read_log(
    path: Path, only: frozenset[bytes] | None, without: frozenset[bytes] = frozenset()
) -> Iterator[Line]:
    for line in lines(path):
        tag = _TAG.match(line.text)
        if tag and tag[1] in _KNOWN and _passed_over(tag[1], only, without):
            continue
        event = decoded(line)
        if event is not None:
            yield Line(path.name, event)


def _passed_over(tag: bytes, only: frozenset[bytes] | None, without: frozenset[bytes]) -> bool:
    return (only is not None and tag not in only) or tag in without


def lines(path: Path) -> Iterator[Raw]:
    """The lines of a log. EvidenceError where it cannot be read."""
    at = 0
    try:
        with path.open("rb") as log:
            for number, text in enumerate(log, 1):
                yield Raw(path, number, at, text)
                at += len(text)
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); make it readable"
        raise EvidenceError(msg) from error


def decoded(line: Raw) -> Event | None:
    """The event of a line; None for a last one that was cut short, EvidenceError for any other."""
    try:
        return _DECODER.decode(line.text)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        if not line.text.endswith(b"\n"):
            return None
        msg = f"{line.path}, line {line.number} is not an event of this suite ({error}); {_AGAIN}"
        raise EvidenceError(msg) from error

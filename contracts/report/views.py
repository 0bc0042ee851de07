"""What the page shows, as values that the templates lay out."""

from __future__ import annotations

from typing import NamedTuple

import msgspec

from contracts.model import (
    Ambiguity,
    Gate,
    Reading,
    RequirementResult,
    Results,
    TargetResult,
    Tolerated,
    Verdict,
)
from contracts.report.causes import Cause
from contracts.report.changes import Line
from contracts.report.exhibits import Exhibit
from contracts.report.picture import LatencyPicture

Choice = tuple[str, str, tuple[tuple[str, str], ...]]


class EvidenceView(msgspec.Struct, frozen=True):
    """One piece of evidence: shown here (`exhibit`), elsewhere (`anchor`), or only named."""

    id: str
    exhibit: Exhibit | None
    anchor: str | None


class LedgerEntry(msgspec.Struct, frozen=True):
    """An ambiguity with the reading in force; `flipped` where the target file chose it."""

    ambiguity: Ambiguity
    anchor: str
    reading: Reading
    others: tuple[Reading, ...]
    flipped: bool
    requirements: tuple[tuple[str, str], ...]


class RequirementView(msgspec.Struct, frozen=True):
    """One requirement.

    `target` is its target's anchor, `unshown` counts what stays in the log, `tolerated` is the
    entry of a baseline that it falls under. `changes` are the lines in which what was expected
    and what was observed differ, `curl` the command lines that show it, `alone` the one that
    judges it alone. `page` is the address of its documentation, if one is known, `needs` are its
    prerequisites with their anchors.
    """

    result: RequirementResult
    anchor: str
    target: str
    open: bool
    ledger: LedgerEntry | None
    evidence: tuple[EvidenceView, ...]
    unshown: int
    tolerated: Tolerated | None
    changes: tuple[Line, ...]
    curl: tuple[str, ...]
    alone: str
    page: str
    needs: tuple[tuple[str, str], ...]


class GroupView(msgspec.Struct, frozen=True):
    """The requirements of one feature within one section of the document."""

    section: str
    feature: str
    title: str
    open: bool
    counts: tuple[tuple[Verdict, int], ...]
    requirements: tuple[RequirementView, ...]


class BranchView(msgspec.Struct, frozen=True):
    """A requirement that rests on another one: id, anchor, level, and what rests on it."""

    id: str
    anchor: str
    level: str
    branches: tuple[BranchView, ...]


class CauseView(msgspec.Struct, frozen=True):
    """What requirements of a target have in common, and where each of them stands on the page.

    `rests_on` are the violated requirements that keep these from being judged, each with its
    anchor; `tree` is how these rest on them.
    """

    cause: Cause
    target: TargetResult
    requirements: tuple[tuple[str, str, str], ...]
    rests_on: tuple[tuple[RequirementResult, str], ...]
    tree: tuple[BranchView, ...]


class TargetView(msgspec.Struct, frozen=True):
    """One target with all that is shown of it."""

    result: TargetResult
    title: str
    anchor: str
    sentence: str
    counts: tuple[tuple[Verdict, int], ...]
    broken: tuple[CauseView, ...]
    unjudged: tuple[CauseView, ...]
    untested: tuple[CauseView, ...]
    sections: tuple[tuple[str, tuple[GroupView, ...]], ...]
    ledger: tuple[LedgerEntry, ...]
    latency: LatencyPicture | None


class GateRow(msgspec.Struct, frozen=True):
    """One requirement that a baseline was asked about; `kind` is `new` or how it is tolerated."""

    kind: str
    verdict: Verdict
    requirement: str
    target: str
    anchor: str
    reason: str
    owner: str = ""
    expires: str | None = None


class GateView(msgspec.Struct, frozen=True):
    """What a baseline makes of the run."""

    gate: Gate
    sentence: str
    rows: tuple[GateRow, ...]


class File(NamedTuple):
    """A file of the run that the page links to, and what is in it."""

    name: str
    about: str


class Page(msgspec.Struct, frozen=True):
    """The whole page.

    `broken`, `unjudged` and `untested` are those of all targets, the worst first. `choices` are
    what can be filtered by: name, label, and values with their texts.
    """

    results: Results
    sentence: str
    date: str
    broken: tuple[CauseView, ...]
    unjudged: tuple[CauseView, ...]
    untested: tuple[CauseView, ...]
    files: tuple[File, ...]
    targets: tuple[TargetView, ...]
    exchanges: int
    counts: tuple[tuple[Verdict, int], ...]
    choices: tuple[Choice, ...]
    gate: GateView | None

"""What the page shows, as values that the templates lay out."""

from __future__ import annotations

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
    entry of a baseline that it falls under.
    """

    result: RequirementResult
    anchor: str
    target: str
    open: bool
    ledger: LedgerEntry | None
    evidence: tuple[EvidenceView, ...]
    unshown: int
    tolerated: Tolerated | None


class GroupView(msgspec.Struct, frozen=True):
    """The requirements of one feature within one section of the document."""

    section: str
    feature: str
    title: str
    open: bool
    counts: tuple[tuple[Verdict, int], ...]
    requirements: tuple[RequirementView, ...]


class UnverifiedView(msgspec.Struct, frozen=True):
    """Requirements without a judgement, for one and the same reason."""

    verdict: Verdict
    reason: str
    requirements: tuple[tuple[str, str, str], ...]


class TargetView(msgspec.Struct, frozen=True):
    """One target with all that is shown of it."""

    result: TargetResult
    title: str
    anchor: str
    sentence: str
    counts: tuple[tuple[Verdict, int], ...]
    broken: tuple[RequirementView, ...]
    unverified: tuple[UnverifiedView, ...]
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


class Page(msgspec.Struct, frozen=True):
    """The whole page.

    `choices` are what can be filtered by: name, label, and values with their texts.
    """

    results: Results
    sentence: str
    targets: tuple[TargetView, ...]
    exchanges: int
    counts: tuple[tuple[Verdict, int], ...]
    choices: tuple[Choice, ...]
    gate: GateView | None

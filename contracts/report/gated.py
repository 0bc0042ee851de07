"""What a baseline makes of a run, as the page shows it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from contracts.model import Gate
from contracts.report.views import GateRow, GateView, TargetView
from contracts.report.wording import BROKEN, gate_sentence


def gate_view(gate: Gate, targets: Sequence[TargetView]) -> GateView:
    """The rows of the page: what is new, then what is tolerated."""
    anchors = {
        (view.result.name, requirement.result.id): requirement.anchor
        for view in targets
        for _, groups in view.sections
        for group in groups
        for requirement in group.requirements
    }
    return GateView(gate, gate_sentence(gate), tuple(_rows(gate, anchors)))


def _rows(gate: Gate, anchors: dict[tuple[str, str], str]) -> Iterator[GateRow]:
    for new in gate.new(*BROKEN):
        yield GateRow(
            kind="new",
            verdict=new.verdict,
            requirement=new.requirement,
            target=new.target,
            anchor=anchors[new.target, new.requirement],
            reason=new.note or "no entry tolerates it",
        )
    for one in gate.tolerated:
        yield GateRow(
            kind=one.kind.value,
            verdict=one.verdict,
            requirement=one.requirement,
            target=one.target,
            anchor=anchors[one.target, one.requirement],
            reason=one.reason,
            owner=one.owner,
            expires=one.expires,
        )

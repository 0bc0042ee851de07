"""The table of a proof: per requirement, faults judged, found, and false alarms."""

from __future__ import annotations

from collections import Counter

from rich.table import Table

from contracts.model import Catalogue
from contracts.selfproof.proof import Proof


def sensitivity_table(proof: Proof, catalogue: Catalogue) -> Table:
    """Rows of requirement, level, faults judged, faults found, false alarms; a total at the end.

    A false alarm is a conforming server (a liberty, or none) on which the requirement does not
    pass.
    """
    judged = Counter(proof.reference.faults[name].violates for name in proof.faults)
    missed = Counter(proof.reference.faults[name].violates for name in proof.missed())
    alarms = Counter(one for ids in proof.false_alarms().values() for one in ids)
    table = Table(title=f"Self-proof: {catalogue.title}", box=None, header_style="bold")
    for name in ("requirement", "level"):
        table.add_column(name)
    for name in ("judged", "found", "false alarms"):
        table.add_column(name, justify="right")
    for one in catalogue.requirements.values():
        count = judged[one.id]
        table.add_row(
            one.id, one.level, str(count), str(count - missed[one.id]), str(alarms[one.id])
        )
    total = judged.total()
    table.add_row(
        "all", "", str(total), str(total - missed.total()), str(alarms.total()), style="bold"
    )
    return table


def cost_table(proof: Proof) -> Table:
    """What the parts of a proof cost: servers, exchanges, wall and CPU seconds."""
    table = Table(title=f"Cost of the proof: {proof.reference.title}", box=None)
    table.add_column("part")
    for name in ("servers", "exchanges", "seconds", "CPU seconds"):
        table.add_column(name, justify="right")
    for part, cost in proof.costs.items():
        table.add_row(
            part,
            str(cost.servers),
            f"{cost.exchanges:,}",
            f"{cost.seconds:.0f}",
            f"{cost.cpu_s:.0f}",
        )
    return table

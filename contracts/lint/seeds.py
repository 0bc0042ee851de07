"""The reference server of a kit: its faults and liberties name what there is.

A fault breaks nothing that the requirement which it violates needs: it would be inconclusive.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from contracts import reference
from contracts.catalogue import Spec, dependents, nearest
from contracts.catalogue.kits import Kit
from contracts.lint.problem import Problem, said_of
from contracts.lint.sources import sources_of
from contracts.model import ConfigurationError
from contracts.reference import Fault, Liberty
from contracts.reference.table import KINDS


def of_seeds(kit: Kit, spec: Spec) -> Iterator[Problem]:
    """Faults of unknown requirements, and liberties of unknown ambiguities."""
    if kit.reference is None:
        return
    try:
        server = reference.find(kit.name)
    except ConfigurationError as trouble:
        yield from said_of(trouble, "reference", kit.file)
        return
    known, ledger = spec.catalogue.requirements, spec.catalogue.ambiguities
    needing = dependents(spec.catalogue)
    for fault in server.faults.values():
        for text in _of_fault(fault, known, needing):
            yield _at(kit, fault, text)
    for liberty in server.liberties.values():
        if liberty.ambiguity is not None and liberty.ambiguity not in ledger:
            text = f"liberty {liberty.id!r} names {liberty.ambiguity!r}, which the ledger lacks"
            yield _at(kit, liberty, text + nearest(liberty.ambiguity, ledger))


def _of_fault(
    fault: Fault, known: Collection[str], needing: Mapping[str, Collection[str]]
) -> Iterator[str]:
    """What is wrong with a fault; `needing` are the requirements that need each one."""
    for name in (fault.violates, *fault.related.split()):
        if name not in known:
            text = f"fault {fault.id!r} names {name!r}, an unknown requirement"
            yield text + nearest(name, known)
    for name in fault.related.split():
        if fault.violates in needing.get(name, ()):
            yield (
                f"fault {fault.id!r} breaks {name}, which {fault.violates} needs; it would be "
                "inconclusive: take it out of needs"
            )
    if fault.kind not in KINDS:
        text = f"fault {fault.id!r} is of the kind {fault.kind!r}, which there is not"
        yield text + nearest(fault.kind, KINDS)


def _at(kit: Kit, seed: Fault | Liberty, text: str) -> Problem:
    """A problem at the first place of the kit's reference server that names a seed."""
    sources = list(sources_of(kit, "reference"))
    for table in sorted({t for one in sources for t in one.path.parent.glob("*.tsv")}):
        for number, line in enumerate(table.read_text("utf-8").splitlines(), 1):
            if line.startswith(f"{seed.id}\t"):
                return Problem(str(table), number, "seed", text)
    for one in sources:
        for number, line in enumerate(one.text.splitlines(), 1):
            if f'"{seed.id}"' in line or f"'{seed.id}'" in line:
                return Problem(str(one.path), number, "seed", text)
    return Problem(str(kit.file), 1, "seed", text)

"""The reference server of a kit: its faults and liberties name what there is."""

from __future__ import annotations

from collections.abc import Iterator

from contracts import reference
from contracts.catalogue import Spec, nearest
from contracts.catalogue.kits import Kit
from contracts.lint.problem import Problem, said_of
from contracts.lint.sources import sources_of
from contracts.model import ConfigurationError
from contracts.reference import Fault, Liberty


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
    for fault in server.faults.values():
        for name in (fault.violates, *fault.related.split()):
            if name not in known:
                text = f"fault {fault.id!r} names {name!r}, an unknown requirement"
                yield _at(kit, fault, text + nearest(name, known))
        if not fault.kind:
            yield _at(kit, fault, f"fault {fault.id!r} has no kind; say omitted, wrong-value, …")
    for liberty in server.liberties.values():
        if liberty.ambiguity is not None and liberty.ambiguity not in ledger:
            text = f"liberty {liberty.id!r} names {liberty.ambiguity!r}, which the ledger lacks"
            yield _at(kit, liberty, text + nearest(liberty.ambiguity, ledger))


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

"""What traffic it takes to judge a requirement that traffic did not touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase
from functools import cache
from importlib.resources import as_file, files

from contracts.apis.genesys_udm import LISTINGS
from contracts.catalogue import Operation, Spec, load, read_table
from contracts.model import Requirement, Target

_DERIVED = {
    "STATUS": "an answer to {call}",
    "MEDIA": "an answer with a body to {call}",
    "BODY": "an answer with a body to {call}",
    "AUTH": "{call} with credentials that are accepted, and without them",
}
_NOTHING = "traffic alone does not tell; a test run does: uc-contracts run --select {id}"


def needs_of(target: Target) -> Mapping[str, str]:
    """What traffic it takes to judge a requirement, by its id."""
    spec = load(target.api)
    found = {one.id: _need(spec, one) for one in spec.catalogue.requirements.values()}
    for operation in spec.operations.values():
        for kind, need in _derived(operation):
            found[f"{spec.prefix}-{operation.id}-{kind}"] = need
    return found


def _derived(operation: Operation) -> Iterator[tuple[str, str]]:
    call = f"{operation.method} {operation.path}"
    for kind, need in _DERIVED.items():
        yield kind, f"it takes {need.format(call=call)}"


def _need(spec: Spec, requirement: Requirement) -> str:
    found = next((need for one, need in _table() if fnmatchcase(requirement.id, one)), "")
    if not found:
        return _NOTHING.format(id=requirement.id)
    parts = requirement.id.split("-")
    call = {
        listing.name: _call(spec, listing.operation)
        for listing in LISTINGS
        if listing.operation in spec.operations
    }
    facts = {
        "list": next((call[one] for one in parts if one in call), "the list"),
        "last": parts[-1],
        "operation": _call(spec, parts[-1]),
    }
    return f"it takes {found.format(**facts)}"


def _call(spec: Spec, operation: str) -> str:
    known = spec.operations.get(operation)
    return f"{known.method} {known.path}" if known is not None else operation


@cache
def _table() -> tuple[tuple[str, str], ...]:
    """Patterns of ids, the first that matches counts, and what they need."""
    with as_file(files("contracts.traffic.laws") / "needs.tsv") as path:
        return tuple((row["requirement"], row["needs"]) for row in read_table(path))

"""Laws of lists: what `kit.toml` confirms that the parameters of an operation do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import msgspec

from contracts.catalogue.kits import Kit
from contracts.catalogue.openapi import Listing, Parameter, listing
from contracts.catalogue.operations import Operation
from contracts.catalogue.validate import nearest
from contracts.model import Basis, Level, Requirement, Source

_STATEMENTS = {
    "limit": "{call} gives at most as many items as {parameter} says.",
    "offset": "{call} leaves out as many items at the beginning as {parameter} says.",
    "page": "{call} gives, page by page with {parameter}, every item of the list once, in order.",
    "sort": "{call} gives the items in the order of {member} where {parameter} asks for it.",
    "search": "{call} gives with {parameter} only items of the list in which the text is.",
    "filter": "{call} gives with {parameter} exactly the items whose {member} has that value.",
}
_FIXES = {
    "limit": "Cut the list to that many items.",
    "offset": "Leave out that many items of the list, in the order of the whole list.",
    "page": "Cut the list into pages that follow one another without a gap.",
    "sort": "Sort the items by that member before cutting the page.",
    "search": "Return only items that contain the text.",
    "filter": "Return the items whose member is equal to the value, and no others.",
}


class Law(msgspec.Struct, frozen=True):
    """What a query parameter of a list does; `id` is that of its requirement.

    `kind` is limit, offset, page, sort, search or filter, `value` what a sort sends, `first` the
    number of the first item or page. `limit` is the parameter that says how long a page is.
    """

    id: str
    operation: str
    kind: str
    parameter: str
    listing: Listing
    member: str = ""
    value: str = ""
    first: int = 0
    limit: str = ""


def laws_of(
    kit: Kit, operations: Iterable[Operation], documents: Mapping[str, Mapping[str, Any]]
) -> Iterator[tuple[Law, Requirement]]:
    """The confirmed laws of a kit, each with its requirement.

    Raises SpecError where `kit.toml` speaks of what the document does not have.
    """
    by_call = {f"{one.method} {one.path}": one for one in operations}
    for call, said in kit.settings().get("laws", {}).items():
        if call not in by_call:
            text = f"the OpenAPI document has no operation {call!r}{nearest(call, by_call)}"
            kit.refuse(("laws", call), text)
        operation = by_call[call]
        found = listing(documents[_name(operation)], operation.raw)
        if found is None:
            kit.refuse(("laws", call), f"{call} does not answer with a list of objects")
        for name, facts in said.items():
            if facts.get("confirmed", True):
                yield _law(kit, operation, found, (call, name), facts)


def offered(operation: Operation, document: Mapping[str, Any]) -> Iterator[tuple[str, Parameter]]:
    """The laws that the names of an operation's parameters suggest, by their names in kit.toml."""
    found = listing(document, operation.raw) if operation.method == "GET" else None
    if found is None:
        return
    for one in found.parameters:
        if one.role == "filter":
            plain = "".join(letter for letter in one.member if letter.isalnum())
            yield f"filter-{plain}", one
        elif one.role == "sort":
            member = next((m for m in (*found.keys, *found.texts) if m in one.values), "")
            member = member or next(iter((*found.keys[-1:], *found.texts)), "")
            if member:
                yield one.role, msgspec.structs.replace(one, member=member)
        elif one.role in _STATEMENTS:
            yield one.role, one


def _law(
    kit: Kit, operation: Operation, found: Listing, at: tuple[str, str], facts: Mapping[str, Any]
) -> tuple[Law, Requirement]:
    name, parameter = at[1], str(facts["parameter"])
    kind = name.partition("-")[0]
    known = [str(one["name"]) for one in operation.raw.get("parameters", ()) if "name" in one]
    if parameter not in known:
        text = f"the operation has no parameter {parameter!r}{nearest(parameter, known)}"
        kit.refuse(("laws", *at, "parameter"), text)
    member = str(facts.get("member", name.partition("-")[2]))
    if kind in {"sort", "filter"} and not member:
        kit.refuse(("laws", *at), "member is missing: say which member of the items it is about")
    usual = next((one.first for one in found.parameters if one.name == parameter), 0)
    limit = found.having("limit")
    law = Law(
        id=f"{kit.prefix}-{operation.id}-{name.upper() if kind == name else f'FILTER-{name[7:]}'}",
        operation=operation.id,
        kind=kind,
        parameter=parameter,
        listing=found,
        member=member,
        value=str(facts.get("value", member)),
        first=int(facts.get("first", usual)),
        limit=limit.name if limit else "",
    )
    words = {"call": at[0], "parameter": parameter, "member": member}
    requirement = Requirement(
        id=law.id,
        level=Level(facts.get("level", Level.MUST)),
        statement=facts.get("statement") or _STATEMENTS[kind].format(**words),
        source=Source(kit.document, facts.get("section", operation.source.section)),
        basis=Basis.STATED,
        feature=operation.feature,
        fix=_FIXES[kind],
        derived=True,
    )
    return law, requirement


def _name(operation: Operation) -> str:
    return operation.file.rsplit("/", 1)[-1]

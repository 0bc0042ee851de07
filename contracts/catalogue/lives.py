"""The life of things: what `kit.toml` confirms of an operation that makes some."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from contracts.catalogue.kits import Kit
from contracts.catalogue.operations import Operation
from contracts.catalogue.validate import nearest
from contracts.model import Basis, Level, Requirement, Source

_STATEMENTS = {
    "made": "What {make} makes is found by {read}, as it was sent.",
    "answered": "{make} answers with what {read} gives after it.",
    "listed": "What {make} makes is listed by {list} as {read} gives it.",
    "changed": "What {change} changes is seen changed by {read}.",
    "refused": "{change} changes nothing where it is refused.",
    "removed": "What {remove} removes is gone, and stays gone.",
}
_FIXES = {
    "made": "Keep what is made, and show it as it was sent.",
    "answered": "Answer with the thing as it is kept.",
    "listed": "List what was made, with the values that it has by itself.",
    "changed": "Keep what is changed, and show it from then on.",
    "refused": "Check a change as a whole before any part of it is kept.",
    "removed": "Remove the thing, and answer 404 or 410 from then on.",
}


class Life(msgspec.Struct, frozen=True):
    """What becomes of things that an operation makes; `id` is that of its requirement.

    `kind` is made, answered, listed, changed, refused or removed; `make`, `list`, `read`, `change`
    and `remove` are the operations on them, empty where the document has none. `ignoring` are
    members that move by themselves.
    """

    id: str
    kind: str
    make: str
    list: str
    read: str
    change: str
    remove: str
    ignoring: tuple[str, ...] = ()


def lives_of(kit: Kit, operations: Sequence[Operation]) -> Iterator[tuple[Life, Requirement]]:
    """The confirmed laws of lives of a kit, each with its requirement.

    Raises SpecError where `kit.toml` speaks of what the document does not have.
    """
    known = {f"{one.method} {one.path}": one for one in operations}
    for call, said in kit.settings().get("lives", {}).items():
        if call not in known:
            text = f"the OpenAPI document has no operation {call!r}{nearest(call, known)}"
            kit.refuse(("lives", call), text)
        for kind, facts in said.items():
            if facts.get("confirmed", True):
                yield _life(kit, known[call], operations, kind, facts)


def offered_lives(operation: Operation, operations: Sequence[Operation]) -> tuple[str, ...]:
    """The kinds of laws that could be confirmed of an operation."""
    if operation.method != "POST" or operation.path.endswith("}"):
        return ()
    items = _on_items(operation, operations)
    if not {"GET", "DELETE"} <= items.keys():
        return ()
    listed = ("listed",) if _list(operation, operations) else ()
    changes = ("changed", "refused") if _change(items) else ()
    return ("made", "answered", *listed, *changes, "removed")


def _on_items(operation: Operation, operations: Sequence[Operation]) -> Mapping[str, Operation]:
    """The operations on an item of a collection, by method."""
    item = re.compile(re.escape(operation.path.rstrip("/")) + r"/\{[^/]+\}")
    return {one.method: one for one in operations if item.fullmatch(one.path)}


def _list(operation: Operation, operations: Sequence[Operation]) -> Operation | None:
    known = (one for one in operations if one.method == "GET")
    return next((one for one in known if one.path == operation.path), None)


def _change(items: Mapping[str, Operation]) -> Operation | None:
    return items.get("PUT") or items.get("PATCH")


def _life(
    kit: Kit,
    operation: Operation,
    operations: Sequence[Operation],
    kind: str,
    facts: Mapping[str, Any],
) -> tuple[Life, Requirement]:
    call = f"{operation.method} {operation.path}"
    items = _on_items(operation, operations)
    if kind not in offered_lives(operation, operations):
        text = f"the document has no GET and DELETE of an item of {operation.path}"
        if {"GET", "DELETE"} <= items.keys():
            text = f"the document has no PUT or PATCH of an item of {operation.path}"
            text = f"the document has no GET {operation.path}" if kind == "listed" else text
        kit.refuse(("lives", call, kind), text)
    found = {
        "list": _list(operation, operations),
        "read": items["GET"],
        "change": _change(items),
        "remove": items["DELETE"],
    }
    life = Life(
        id=f"{kit.prefix}-{operation.id}-{kind.upper()}",
        kind=kind,
        make=operation.id,
        ignoring=tuple(facts.get("ignoring", ())),
        **{name: one.id if one else "" for name, one in found.items()},
    )
    calls = {name: f"{one.method} {one.path}" if one else "" for name, one in found.items()}
    requirement = Requirement(
        id=life.id,
        level=Level(facts.get("level", Level.MUST)),
        statement=facts.get("statement") or _STATEMENTS[kind].format(make=call, **calls),
        source=Source(kit.document, facts.get("section", operation.source.section)),
        basis=Basis.STATED,
        feature=operation.feature,
        fix=_FIXES[kind],
        derived=True,
    )
    return life, requirement

"""A change of a server: where, what and when, read from the cells of a row."""

from __future__ import annotations

import re
from collections.abc import Sequence

import msgspec

from contracts.catalogue import nearest
from contracts.reference.table.inside import Change
from contracts.reference.table.operators import OPERATORS, ArgumentError
from contracts.reference.table.when import ConditionError, When, read_when

WHEN, PLACE, OPERATOR, ARGUMENT = CHANGE = ("when", "place", "operator", "argument")
"""The columns that say what is changed."""

WHOLE = {
    "request": ("answer",),
    "reply": ("answer", "frozen", "stale"),
    "effect": ("forgotten", "twice"),
}
"""Places that are an exchange as a whole, and the operators there."""
GIVES = "gives"
"""The operator that gives what an argument is, at any place of a call."""
CALLED = ("returns", "calls", GIVES, "frozen", "stale", "twice")
"""Operators over a call of a method."""
_PLACES = (
    "/member",
    "status",
    "media",
    "header NAME",
    "body",
    "query NAME",
    "ask header NAME",
    "ask path",
    "ask method",
    "ask body",
    "ask /member",
    "credentials",
    *WHOLE,
    "METHOD()",
    "METHOD() /member",
    "METHOD(ARGUMENT)",
    "METHOD(ARGUMENT) /member",
    "self.ATTRIBUTE",
)
_SEAM = re.compile(r"(\w+)\((\w*)\)(?: (/.*))?")
_EDGE = re.compile(r"(ask )?(?:(header|query) (\S+)|(status|media|body|path|method)|(/.*))")


class CellError(ValueError):
    """A cell that cannot be read: the name of its column, and why."""

    def __init__(self, column: str, why: str) -> None:
        super().__init__(column, why)
        self.column = column
        self.why = why


class Step(msgspec.Struct, frozen=True):
    """One change.

    `side` is reply, ask, whole, seam, argument or attribute; `kind` what of it: status, media,
    header, query, body, path, method, credentials, member, or the whole place; `name` that of a
    header, a parameter, a method or an attribute, `argument_name` that of an argument, `pointer`
    the place inside of it.
    """

    when: When
    side: str
    kind: str
    operator: str
    argument: str
    name: str = ""
    argument_name: str = ""
    pointer: str = ""
    change: Change | None = None

    @property
    def at_edge(self) -> bool:
        """Whether it is made around the server, and not in it."""
        return self.side in {"reply", "ask", "whole"}


def read_step(when: str, place: str, operator: str, argument: str) -> Step:
    """The change that four cells say. Raises CellError."""
    try:
        conditions = read_when(when)
    except ConditionError as trouble:
        raise CellError(WHEN, str(trouble)) from trouble
    side, kind, name, argument_name, pointer = _place(place)
    called = side == "seam" and not pointer and operator in CALLED
    called = called or (side in {"seam", "argument"} and operator == GIVES)
    if side == "whole":
        _known(operator, WHOLE[kind])
    if called or side == "whole" or (kind == "credentials" and operator == "login"):
        change = None
    else:
        change = _change(operator, argument, CALLED if side == "seam" and not pointer else ())
    step = Step(conditions, side, kind, operator, argument, name, argument_name, pointer, change)
    _fit(step)
    return step


def _place(place: str) -> tuple[str, str, str, str, str]:
    if place in WHOLE:
        return "whole", place, "", "", ""
    if place == "credentials":
        return "ask", place, "authorization", "", ""
    if place.startswith("self."):
        return "attribute", "attribute", place.removeprefix("self."), "", ""
    if seam := _SEAM.fullmatch(place):
        name, argument, pointer = seam.groups(default="")
        return ("argument" if argument else "seam"), "seam", name, argument, pointer
    edge = _EDGE.fullmatch(place)
    if edge is None:
        raise CellError(PLACE, f"{place!r} is no place; there are: {', '.join(_PLACES)}")
    ask, named, name, plain, pointer = edge.groups(default="")
    side = "ask" if ask or named == "query" else "reply"
    if plain in {"path", "method"} and not ask:
        raise CellError(PLACE, f"a reply has no {plain}; of a request it is 'ask {plain}'")
    if plain in {"status", "media"} and ask:
        raise CellError(PLACE, f"a request has no {plain}")
    return side, named or plain or "member", name.lower(), "", pointer


def _change(operator: str, argument: str, others: Sequence[str]) -> Change:
    _known(operator, (*OPERATORS, *others))
    try:
        return OPERATORS[operator](argument)
    except ArgumentError as trouble:
        raise CellError(ARGUMENT, f"{operator}: {trouble}") from trouble


def _known(operator: str, known: Sequence[str]) -> None:
    if operator not in known:
        raise CellError(OPERATOR, f"{operator!r} is none here{nearest(operator, known)}")


def _fit(step: Step) -> None:
    """Conditions that cannot be met at a place. Raises CellError."""
    if step.at_edge and step.when.needs("arguments", "result"):
        raise CellError(WHEN, "'given' and 'result' are for the methods of a server")
    if step.side in {"seam", "argument"} and step.when.needs("reply"):
        raise CellError(WHEN, "a method of the server runs before there is a reply")
    before = step.side in {"ask", "argument"} or step.kind in {"request", "effect"}
    if before and step.when.needs("reply", "result"):
        raise CellError(WHEN, "what is asked is changed before anything is answered")
    if step.side == "attribute" and step.when != When():
        raise CellError(WHEN, "an attribute is changed for good")

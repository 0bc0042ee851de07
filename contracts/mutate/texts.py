"""Operators over texts: of XML, of header fields and of parameters."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

Rewriter = Callable[[str, str], str | None]
"""From a text and the operator's argument to another one; None where nothing is to be changed."""

_NUMBER = re.compile(r"\s*-?\d{1,18}\s*")


def _counted(change: Callable[[int, str], int]) -> Rewriter:
    def rewrite(text: str, argument: str) -> str | None:
        return str(change(int(text), argument)) if _NUMBER.fullmatch(text) else None

    return rewrite


def _constant(text: str, argument: str) -> str:
    known = {"true": "false", "false": "true"}
    return argument or known.get(text.strip(), "4711" if text.strip().isdigit() else "constant")


def _replaced(text: str, argument: str) -> str:
    old, _, new = argument.partition(">")
    return text.replace(old, new)


TEXTS: Mapping[str, Rewriter] = {
    "empty": lambda text, _: "" if text.strip() else None,
    "constant": _constant,
    "set": lambda _, argument: argument,
    "plus-one": _counted(lambda number, _: number + 1),
    "minus-one": _counted(lambda number, _: number - 1),
    "add": _counted(lambda number, argument: number + int(argument)),
    "multiply": _counted(lambda number, argument: number * int(argument)),
    "capped": _counted(lambda number, argument: min(number, int(argument))),
    "cut": lambda text, _: text.rstrip()[:-1] if text.strip() else None,
    "case": lambda text, _: text.swapcase(),
    "lower": lambda text, _: text.lower(),
    "upper": lambda text, _: text.upper(),
    "ascii": lambda text, _: text.encode("ascii", "replace").decode(),
    "prefix": lambda text, argument: argument + text,
    "suffix": lambda text, argument: text + argument,
    "replace": _replaced,
}
"""Operators over a text by name."""


def rewritten(text: str, operator: str, argument: str = "", *, non_ascii: bool = False) -> str:
    """`text` with an operator applied; itself where there is nothing to change.

    With `non_ascii` only where it has a character beyond ASCII. Raises KeyError for an unknown
    operator.
    """
    if non_ascii and text.isascii():
        return text
    after = TEXTS[operator](text, argument)
    return text if after is None else after

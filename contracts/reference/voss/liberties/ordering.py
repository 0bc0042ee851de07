"""Liberties in ordering: collations, and the order of equals."""

from __future__ import annotations

import re
import unicodedata
from hashlib import sha256
from typing import Any

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance

_DIGITS = re.compile(r"([0-9]+)")


@liberty("collation-locale", ambiguity="VOSS-AMB-12", choice="collation")
class _Locale(Voss):
    """Lists are sorted as in a dictionary: without accents, case and punctuation first."""

    def sort_key(self, value: str) -> Any:
        plain = "".join(
            one for one in unicodedata.normalize("NFKD", value) if not unicodedata.combining(one)
        )
        letters = "".join(one for one in plain.casefold() if one.isalnum())
        return (letters, plain.casefold(), value.swapcase())


@liberty("collation-numbers", ambiguity="VOSS-AMB-12", choice="collation")
class _Numbers(Voss):
    """Numbers in texts are sorted by their value."""

    def sort_key(self, value: str) -> Any:
        parts = _DIGITS.split(value.casefold())
        return [(int(one), "") if one.isascii() and one.isdigit() else (-1, one) for one in parts]


@liberty("equals-scattered", ambiguity="VOSS-AMB-12", choice="equals")
class _EqualsScattered(Voss):
    """The order of equals looks like chance, differs by direction, and is always the same."""

    def ordered(self, instances: list[Instance], order_by: str, direction: str) -> list[Instance]:
        def place(one: Instance) -> bytes:
            return sha256(f"{one.pkid} {direction}".encode()).digest()

        return super().ordered(sorted(instances, key=place), order_by, direction)


@liberty("empty-last", ambiguity="VOSS-AMB-12")
class _EmptyLast(Voss):
    """Resources without a value come last in both directions."""

    def ordered(self, instances: list[Instance], order_by: str, direction: str) -> list[Instance]:
        found = super().ordered(instances, order_by, direction)
        return sorted(found, key=lambda one: not self.sort_value(one, order_by))

"""Faults in how the server is reached: UPT-HTTP-01, -02 and -05, UPT-ORDER-01."""

from __future__ import annotations

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message, Pairs
from contracts.reference.uptivity.server import Uptivity


@fault("order-type-first", violates="UPT-ORDER-01", kind="wrong-reason")
class _TypeFirst(Uptivity):
    """A command is found only where it is the first parameter of a query."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        if form == "query" and pairs and pairs[0][0] != "TYPE":
            pairs = [(name, value) for name, value in pairs if name != "TYPE"]
        return super().compose(pairs, form)


@fault("order-before-type-ignored", violates="UPT-ORDER-01", kind="omitted")
class _BeforeTypeIgnored(Uptivity):
    """Parameters of a query that stand before the command are ignored."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        names = [name for name, _ in pairs]
        if form == "query" and "TYPE" in names:
            pairs = pairs[names.index("TYPE") :]
        return super().compose(pairs, form)


@fault("order-by-place", violates="UPT-ORDER-01", kind="wrong-value")
class _ByPlace(Uptivity):
    """Of a query that begins with REQUESTID, the second value is taken for it."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        if form == "query" and len(pairs) > 1 and pairs[0][0] == "REQUESTID":
            pairs = [("REQUESTID", pairs[1][1]), *pairs[1:]]
        return super().compose(pairs, form)

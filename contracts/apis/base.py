"""What every API's vocabulary has."""

from __future__ import annotations

from typing import Any, ClassVar

from hypothesis.strategies import SearchStrategy

from contracts.apis._generated import cases
from contracts.catalogue import Spec
from contracts.model import Exchange, Request, Target
from contracts.oracles import Checked
from contracts.wire import Wire


class Api:
    """One API of one target, in the words of its document.

    `name` is the API's, `fixture` the name by which a test asks for it.
    """

    name: ClassVar[str]
    fixture: ClassVar[str]

    def __init__(self, wire: Wire, target: Target, spec: Spec) -> None:
        self.wire = wire
        self.target = target
        self.spec = spec

    @classmethod
    def reads(cls, request: Request, target: Target) -> bool:  # noqa: ARG003 - for those that look
        """Whether `request` only reads, so that it may be sent where writing is not allowed."""
        return request.method in {"GET", "HEAD"}

    def refresh(self) -> None:
        """Take a fresh view of the target: drop connections, cookies, and what is remembered."""
        self.wire.refresh()

    def close(self) -> None:
        """End the work on the target: for those that leave something of theirs until then."""
        self.wire.close()

    def rules(self, exchange: Exchange) -> Checked:  # noqa: ARG002 - for those that have rules
        """What the document says of every exchange, beyond its OpenAPI operation."""
        return Checked()

    def generated(self, operation: str, *, broken: bool = False) -> SearchStrategy[Any]:
        """Schemathesis cases of an operation; they are drawn, and then sent by this vocabulary.

        With `broken` each one breaks the document somewhere.
        """
        return cases(self.spec, operation, broken=broken)

    def reading(self, ambiguity: str) -> str:
        """The reading in force for `ambiguity`. Raises KeyError for one the ledger lacks."""
        return self.target.readings[ambiguity]

"""What every API's vocabulary has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import urlsplit

from hypothesis.strategies import SearchStrategy

from contracts.apis._generated import cases
from contracts.catalogue import Spec
from contracts.model import ConfigurationError, Exchange, Request, Target
from contracts.oracles import Checked
from contracts.wire import Wire


class Api:
    """One API of one target, in the words of its document.

    `name` is the API's, `fixture` the name by which a test asks for it, `schemes` are those of
    the addresses at which it can be reached.
    """

    name: ClassVar[str]
    fixture: ClassVar[str]
    schemes: ClassVar[tuple[str, ...]] = ("http", "https")

    def __init__(self, wire: Wire, target: Target, spec: Spec) -> None:
        self.wire = wire
        self.target = target
        self.spec = spec

    @classmethod
    def reads(cls, request: Request, target: Target) -> bool:  # noqa: ARG003 - for those that look
        """Whether `request` only reads, so that it may be sent where writing is not allowed.

        A request over a raw connection has the method RAW, which says nothing.
        """
        return request.method in {"GET", "HEAD"}

    def refresh(self) -> None:
        """Take a fresh view of the target: drop connections, cookies, and what is remembered."""
        self.wire.refresh()

    def close(self) -> None:
        """End the work on the target: for those that leave something of theirs until then."""
        self.wire.close()

    @classmethod
    def service(cls, target: Target) -> str | None:
        """The address of the raw TCP service that belongs to `target`, if one is known."""
        return target.base_url if urlsplit(target.base_url).scheme == "tcp" else None

    @classmethod
    def excluded(cls, target: Target) -> Mapping[str, str]:  # noqa: ARG003 - for those that look
        """Features that make no sense at the address of `target`, each with the reason."""
        return {}

    @classmethod
    def hold_reachable(cls, target: Target) -> None:
        """Raise ConfigurationError for an address of a scheme that the API does not have."""
        scheme = urlsplit(target.base_url).scheme
        if scheme not in cls.schemes:
            known = " or ".join(f"{one}://" for one in cls.schemes)
            msg = f"{target.base_url}: {cls.name} is reached by {known}, not by {scheme}://"
            raise ConfigurationError(msg)

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

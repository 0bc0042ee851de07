"""A request as the server reads it, and a reply as it sends it."""

from __future__ import annotations

from dataclasses import dataclass, field

from contracts.reference.genesys_udm.operations import Operation
from contracts.reference.http import Headers, QueryCall, Refused, Reply, refuse

__all__ = ["Call", "Headers", "Refused", "Reply", "refuse"]


@dataclass(slots=True, kw_only=True)
class Call(QueryCall):
    """One HTTP request.

    `operation` and `argument` (what stands in the path for `{id}` and the like) are known once
    the request has been routed.
    """

    operation: Operation = field(default_factory=lambda: Operation("", "", "", ""))
    argument: str = ""

    @property
    def version(self) -> str:
        """The version of the API that is called: v10, v4 or v3."""
        return self.operation.version

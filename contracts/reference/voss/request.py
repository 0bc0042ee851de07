"""A request as the server reads it, and a reply as it sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from contracts.reference.http import Headers, QueryCall, Refused, Reply, refuse

__all__ = ["Call", "Headers", "Refused", "Reply", "refuse"]


@dataclass(slots=True, kw_only=True)
class Call(QueryCall):
    """One HTTP request; `user` is who sent it, `kept` what is remembered while it is answered."""

    user: str = ""
    kept: dict[str, Any] = field(default_factory=dict)

    def flag(self, name: str, *, default: bool) -> bool:
        """A parameter that is true or false, in any letter case; others are refused (400)."""
        value = self.one(name).lower()
        if not value:
            return default
        if value not in {"true", "false"}:
            refuse(400, f"{name} is true or false")
        return value == "true"

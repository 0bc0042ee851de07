"""One request as the server's parts see it, and what they answer."""

from __future__ import annotations

from dataclasses import dataclass, field

from starlette.datastructures import QueryParams

from contracts.reference.http import Headers, HttpCall, Refused, Reply, refuse

__all__ = ["Call", "Headers", "Refused", "Reply", "refuse"]


@dataclass(slots=True, kw_only=True)
class Call(HttpCall):
    """A request: `path` is below the base path, `ids` what its template leaves open.

    `operation` is empty where no resource answers. `user` is the user name of whoever sent it,
    once it is known, `asked` the query as it was sent.
    """

    query: dict[str, str]
    operation: str = ""
    ids: dict[str, str] = field(default_factory=dict)
    user: str = ""
    asked: str = ""

    @staticmethod
    def read_query(given: QueryParams) -> dict[str, str]:
        """The parameters of the query, names in small letters; of a repeated one the first."""
        return {name.lower(): value for name, value in reversed(given.multi_items())}

    @property
    def base(self) -> str:
        """The address of the API as the caller knows it."""
        return f"{self.origin}/cucm-uds"

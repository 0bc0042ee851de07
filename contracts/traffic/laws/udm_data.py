"""UDM's types and sub-types by source, and its labels, as traffic shows them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from contracts.apis.genesys_udm import Answer
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_BY: Mapping[tuple[str, str], str] = {
    ("getTypesV10", "source"): "UDM-DATA-01",
    ("getSubTypesV10", "source"): "UDM-DATA-02",
    ("getSubTypesV10", "dataType"): "UDM-DATA-03",
    ("getTypesV3", "source"): "UDM-DATA3-01",
    ("getSubTypesV3", "source"): "UDM-DATA3-02",
    ("getSubTypesV3", "dataType"): "UDM-DATA3-03",
}


class UdmData(Saying):
    """What is listed for a source is of that source."""

    name = "sources and types"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._values: dict[str, set[str]] = {}
        self._right: dict[str, Seen] = {}

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        operation = seen.exchange.request.operation or ""
        if not seen.plain or not seen.accepted:
            return
        answer = Answer(seen.exchange)
        query = dict(parse_qsl(urlsplit(seen.exchange.request.url).query))
        for (one, member), required in _BY.items():
            if one == operation:
                self._listed(seen, answer, member, query.get(member), required)

    def _listed(
        self, seen: Seen, answer: Answer, member: str, wanted: str | None, required: str
    ) -> None:
        found = [row[member] for row in _rows(answer.body) if isinstance(row.get(member), str)]
        known = self._values.setdefault(required, set())
        if len(known) < 100:  # noqa: PLR2004 - so that memory stays bounded
            known.update(found)
        if wanted is None or not found:
            return
        foreign = [one for one in found if wanted not in one]
        if foreign:
            text = f"what is listed for {member}={wanted} is of another one"
            self.breaks(required, text, seen, expected=wanted, observed=", ".join(foreign[:3]))
        else:
            self._right[required] = seen

    def end(self, accounts: Accounts) -> None:
        """Count lists for one value where others were seen that are of another one."""
        self.listen(accounts)
        for required, seen in self._right.items():
            if len(self._values[required]) > 1:
                self.passes(required, seen)


def _rows(body: Any) -> Iterator[Mapping[str, Any]]:
    """The objects of a list, which an answer may wrap."""
    if isinstance(body, dict):
        body = next((one for one in body.values() if isinstance(one, list)), [])
    for one in body if isinstance(body, list) else ():
        if isinstance(one, dict):
            yield one

"""Requests that UDM has to refuse, as they come in traffic."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cached_property
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from contracts.apis.genesys_udm import version_of
from contracts.catalogue import load, read_table
from contracts.traffic.laws.refusals import Case, Refusals, lacking
from contracts.traffic.seen import Seen

_REFUSED = (400,)
_BULK = {
    "deleteJobs": ("JOBS", "20", "jobIDs"),
    "deleteHistories": ("HISTORY", "06", "jobIDs"),
}


class UdmRefusals(Refusals):
    """Missing members, no body, no JSON, no ids, and what does not exist."""

    @cached_property
    def _required(self) -> Mapping[str, list[tuple[str, str]]]:
        found: dict[str, list[tuple[str, str]]] = {}
        for row in read_table(load("genesys-udm").directory / "required-members.tsv"):
            found.setdefault(row["operation"], []).append((row["key"], row["member"]))
        return found

    @cached_property
    def _unknown(self) -> Mapping[str, tuple[int, ...]]:
        rows = read_table(load("genesys-udm").directory / "unknown.tsv")
        return {
            row["operation"]: tuple(int(one) for one in row["codes"].split() if one.isdecimal())
            for row in rows
        }

    def cases(self, seen: Seen) -> Iterator[Case]:
        """The cases that a request is one of."""
        operation = seen.exchange.request.operation or ""
        version, base = version_of(operation)
        body = seen.exchange.request.body
        if base == "createJob":
            yield from self._of_body(seen, operation, body)
        if base in _BULK:
            area, number, parameter = _BULK[base]
            query = dict(parse_qsl(urlsplit(seen.exchange.request.url).query))
            if not query.get(parameter):
                required = version.requirement(area, number)
                yield Case(required, _REFUSED, f"a bulk delete without {parameter}")
        codes = self._unknown.get(operation, ())
        if seen.status in codes and not seen.problems:
            # That it does not exist is the server's word, which it has for this one alone.
            yield Case(f"UDM-UNKNOWN-{operation}", codes, "what does not exist", accuses=False)
        if base == "getProgress" and seen.status in {400, 404}:
            required = version.requirement("HISTORY", "05")
            yield Case(required, (400, 404), "a record that does not exist", accuses=False)

    def _of_body(self, seen: Seen, operation: str, body: bytes) -> Iterator[Case]:
        version, _ = version_of(operation)
        what = "a job that is no JSON"
        if not body:
            if version.name == "V10":
                yield Case("UDM-JOBS-06", _REFUSED, "a POST of a job without a body")
            return
        try:
            job: Any = msgspec.json.decode(body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            if "json" in (seen.exchange.request.header("Content-Type") or ""):
                yield Case(version.requirement("JOBS", "05"), _REFUSED, what)
            return
        if not isinstance(job, dict) or len(seen.problems) != 1:
            return
        missing = [one for one in self._required.get(operation, ()) if lacking(job, one[1])]
        if len(missing) == 1:
            (key, member) = missing[0]
            yield Case(f"UDM-REQUIRED-{key}", _REFUSED, f"a job without {member}")

"""Schemas, versions and help pages of VOSS, as traffic shows them."""

from __future__ import annotations

from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from contracts.apis import is_page
from contracts.apis.voss import Answer, find, has_schema, schema_version
from contracts.catalogue import load, read_table
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_LATEST = 11.5
_SHOWN = frozenset({"listResources", "listDevices", "getAddForm", "getInstance"})


class VossSchemas(Saying):
    """The laws of what schema, schema_rules and api_version bring."""

    name = "schemas"

    @cached_property
    def _versions(self) -> dict[str, tuple[str, float]]:
        rows = read_table(load("voss").directory / "schema-versions.tsv")
        return {one["api_version"]: (one["id"], float(one["schema_version"])) for one in rows}

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        request = seen.exchange.request
        if not seen.whole or not seen.accepted or seen.problems:
            return
        if request.operation == "getHelp":
            self._help(seen)
        elif request.operation in _SHOWN:
            self._schema(seen, dict(parse_qsl(urlsplit(request.url).query, keep_blank_values=True)))

    def _help(self, seen: Seen) -> None:
        response = seen.exchange.response
        body = response.body if response else b""
        if is_page(body):
            self.passes("VOSS-FORMAT-02", seen)
        elif body.lstrip()[:1] in {b"{", b"["}:
            self.breaks("VOSS-FORMAT-02", "the help page is JSON", seen, expected="HTML")

    def _schema(self, seen: Seen, query: dict[str, str]) -> None:
        answer = Answer(seen.exchange)
        if not answer.accepted or query.get("format") != "json" or not answer.members:
            return
        asked = query.get("schema", "").lower()
        if asked == "true":
            text = "schema=true does not bring the schema"
            if has_schema(answer):
                self.passes("VOSS-SCHEMA-01", seen)
            elif seen.exchange.request.operation != "getAddForm":
                observed = ", ".join(answer.members)
                self.breaks("VOSS-SCHEMA-01", text, seen, observed=observed, certain=False)
                return
            if any(find(answer.body, "summary_attrs")):
                self.passes("VOSS-SCHEMA-03", seen)
        elif asked == "false":
            if has_schema(answer):
                self.breaks("VOSS-SCHEMA-05", "schema=false shows the schema", seen)
            return
        if asked == "true" and query.get("schema_rules", "").lower() == "true":
            self._version(seen, answer, query)

    def _version(self, seen: Seen, answer: Answer, query: dict[str, str]) -> None:
        parts = {name: one for name, one in answer.members.items() if name != "resources"}
        version = schema_version({"schema_version": next(find(parts, "schema_version"), None)})
        if version is None:
            return
        self.passes("VOSS-VERSION-01", seen)
        if seen.exchange.request.operation != "listDevices":
            return
        asked = query.get("api_version")
        if asked is None:
            if version >= _LATEST:
                self.passes("VOSS-VERSION-02", seen)
            else:
                text = f"without api_version schema_version is {version}"
                expected = f"{_LATEST} or newer"
                self.breaks("VOSS-VERSION-02", text, seen, expected=expected, observed=version)
            return
        if answer.members.get("resources"):
            self.passes("VOSS-VERSION-03", seen)
        identifier, wanted = self._versions.get(asked, ("", 0.0))
        if identifier and version == wanted:
            self.passes(f"VOSS-APIVERSION-{identifier}", seen)
        elif identifier:
            text = f"with api_version={asked} schema_version is {version}"
            required = f"VOSS-APIVERSION-{identifier}"
            self.breaks(required, text, seen, expected=wanted, observed=version)

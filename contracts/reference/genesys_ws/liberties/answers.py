"""Liberties in answers: how JSON is written, further members, ids."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from uuid import UUID

from contracts.reference.genesys_ws.data import Agent
from contracts.reference.genesys_ws.liberties._registry import liberty
from contracts.reference.genesys_ws.request import Call, Object, refuse
from contracts.reference.genesys_ws.resources import SUBRESOURCES
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.genesys_ws.status import Status


@liberty("json-indented", choice="json")
class _JsonIndented(GenesysWs):
    """JSON is indented, and what is not ASCII is escaped."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, indent=2).encode() + b"\n"


@liberty("json-sorted", choice="json")
class _JsonSorted(GenesysWs):
    """Members are sorted by name, backwards."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(_backwards(value), ensure_ascii=False).encode()


def _backwards(value: Any) -> Any:
    if isinstance(value, dict):
        return {name: _backwards(value[name]) for name in sorted(value, reverse=True)}
    return [_backwards(one) for one in value] if isinstance(value, list) else value


@liberty("subresources-always", ambiguity="GWS-AMB-04")
class _SubresourcesAlways(GenesysWs):
    """Devices and skills are always shown with the own user."""

    def me(self, call: Call) -> Object:
        found: Object = super().me(call)["user"]
        more = {name: self.subresource(call, call.agent, name) for name in SUBRESOURCES[:2]}
        return {"user": found if "fields" in call.query else {**more, **found}}


class _OtherIds(GenesysWs):
    """Users have ids of another form."""

    def shown_id(self, identifier: str) -> str:
        raise NotImplementedError

    def user(self, call: Call, agent: Agent) -> Object:
        found = super().user(call, agent)
        shown = self.shown_id(agent.id)
        place = f"/users/{quote(shown)}"
        return {**found, "id": shown, "uri": self.uri(call, place), "path": place}

    def one_user(self, call: Call, identifier: str) -> Object:
        by_id = {self.shown_id(one.id): one.id for one in self.centre.agents.values()}
        return super().one_user(call, by_id.get(identifier, identifier))


@liberty("ids-uuid", ambiguity="GWS-AMB-04", choice="ids")
class _IdsUuid(_OtherIds):
    """Ids are UUIDs in capitals."""

    def shown_id(self, identifier: str) -> str:
        return str(UUID(identifier)).upper()


@liberty("ids-short", ambiguity="GWS-AMB-04", choice="ids")
class _IdsShort(_OtherIds):
    """Ids are short numbers, as strings."""

    def shown_id(self, identifier: str) -> str:
        return str(int(identifier[:6], 16))


@liberty("ids-encoded", ambiguity="GWS-AMB-04", choice="ids")
class _IdsEncoded(_OtherIds):
    """Ids have characters that have to be percent-encoded in URLs."""

    def shown_id(self, identifier: str) -> str:
        return f"user {identifier[:8]}:ü"


@liberty("strict-queries")
class _StrictQueries(GenesysWs):
    """Unknown parameters are refused, except for filters of lists."""

    def answer(self, call: Call) -> Object:
        self.identify(call)
        is_list = call.path.endswith(("users", "devices", "skills"))
        if call.query.keys() - {"fields", "subresources"} and not is_list:
            refuse(Status.INVALID_INPUT, "There is no such parameter.")
        return super().answer(call)


@liberty("fields-with-ids")
class _FieldsWithIds(GenesysWs):
    """Objects have their id and uri, whatever fields are asked for."""

    def cut(self, call: Call, found: Object) -> Object:
        always: Object = {name: found[name] for name in ("id", "uri") if name in found}
        return {**always, **super().cut(call, found)}

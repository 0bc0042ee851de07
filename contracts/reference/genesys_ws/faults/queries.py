"""Faults in subresources, lists, fields and filters."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.request import Call, Object
from contracts.reference.genesys_ws.server import GenesysWs


@fault("subresources-not-read", violates="GWS-SUB-01", kind="omitted")
class _SubresourcesNotRead(GenesysWs):
    """The parameter subresources is ignored."""

    def subresources_asked(self, call: Call) -> tuple[str, ...]:  # noqa: ARG002
        return ()


@fault("subresources-alone", violates="GWS-SUB-01", kind="wrong-value")
class _SubresourcesAlone(GenesysWs):
    """With subresources=* the user has nothing but subresources."""

    def me(self, call: Call) -> Object:
        found: Object = super().me(call)["user"]
        if call.query.get("subresources") == "*":
            found = {name: found[name] for name in self.subresources_asked(call) if name in found}
        return {"user": found}


@fault("subresources-by-asterisk-only", violates="GWS-SUB-02", kind="omitted")
class _SubresourcesByAsterisk(GenesysWs):
    """Subresources that are named are not added."""

    def subresources_asked(self, call: Call) -> tuple[str, ...]:
        asked = call.query.get("subresources")
        return super().subresources_asked(call) if asked == "*" else ()


@fault("subresources-first-only", violates="GWS-SUB-02", kind="only-sometimes")
class _SubresourcesFirstOnly(GenesysWs):
    """Of subresources that are named only the first one is added."""

    def subresources_asked(self, call: Call) -> tuple[str, ...]:
        found = super().subresources_asked(call)
        return found if call.query.get("subresources") == "*" else found[:1]


@fault("subresources-as-uris", violates="GWS-SUB-02", kind="wrong-type")
class _SubresourcesAsUris(GenesysWs):
    """Subresources that are named are added as addresses."""

    def subresource(self, call: Call, agent: Any, name: str) -> Any:
        if call.path == "/me" and call.query.get("subresources", "*") != "*":
            return self.uri(call, f"/users/{agent.id}/{name}")
        return super().subresource(call, agent, name)


@fault("list-of-objects", violates="GWS-FIELDS-01", kind="wrong-default")
class _ListOfObjects(GenesysWs):
    """A list holds objects where no fields are asked for."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        call.query.setdefault("fields", "*")
        return super().listed(call, name, found)


@fault("fields-not-known", violates="GWS-FIELDS-01", kind="omitted")
class _FieldsNotKnown(GenesysWs):
    """The parameter fields is ignored: everything is returned whole."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        return {name: [one for one in found if self.fits(call, one)]}

    def cut(self, call: Call, found: Object) -> Object:  # noqa: ARG002
        return found


@fault("list-of-ids", violates="GWS-FIELDS-01", kind="wrong-value")
class _ListOfIds(GenesysWs):
    """A list holds ids in place of URIs, in a member of that name."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        whole = super().listed(call, name, found)
        return whole if "fields" in call.query else {"ids": [one["id"] for one in found]}


@fault("list-of-devices-of-objects", violates="GWS-FIELDS-01", kind="only-sometimes")
class _ListOfDevicesOfObjects(GenesysWs):
    """The list of devices holds objects where no fields are asked for."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        if name == "devices":
            call.query.setdefault("fields", "*")
        return super().listed(call, name, found)


@fault("list-of-uris-always", violates="GWS-FIELDS-02", kind="omitted")
class _ListOfUrisAlways(GenesysWs):
    """A list holds URIs, whatever fields are asked for."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        call.query.pop("fields", None)
        return super().listed(call, name, found)


@fault("list-cut-short", violates="GWS-FIELDS-02", kind="off-by-one")
class _ListCutShort(GenesysWs):
    """The last object of a list is missing where all fields are asked for."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        whole = call.query == {"fields": "*"}
        return super().listed(call, name, found[:-1] if whole else found)


@fault("list-called-items", violates="GWS-FIELDS-02", kind="wrong-value")
class _ListCalledItems(GenesysWs):
    """The objects of a list stand in a member called items, their URIs beside them."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        whole = super().listed(call, name, found)
        uris = [one["uri"] for one in found]
        return {"uris": uris, "items": whole[name]} if name in whole else whole


@fault("list-called-results", violates="GWS-FIELDS-02", kind="wrong-value")
class _ListCalledResults(GenesysWs):
    """The objects of a list stand in a member called results."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        whole = super().listed(call, name, found)
        return {"results": whole[name]} if name in whole else whole


class _Cut(GenesysWs):
    """Fields are not cut as they should be; `hit` says where."""

    def hit(self, call: Call) -> bool:
        raise NotImplementedError

    def cut(self, call: Call, found: Object) -> Object:
        return self.instead(call, found) if self.hit(call) else super().cut(call, found)

    def instead(self, call: Call, found: Object) -> Object:  # noqa: ARG002
        return found


@fault("fields-of-lists-not-read", violates="GWS-FIELDS-03", kind="omitted")
class _FieldsOfListsNotRead(_Cut):
    """The objects of lists have all fields, whichever are asked for."""

    def hit(self, call: Call) -> bool:
        return call.path != "/me"


@fault("fields-of-lists-first-only", violates="GWS-FIELDS-03", kind="only-sometimes")
class _FieldsOfListsFirstOnly(_Cut):
    """The objects of lists have the first of the fields that are asked for."""

    def hit(self, call: Call) -> bool:
        return call.path != "/me" and "," in call.query.get("fields", "")

    def instead(self, call: Call, found: Object) -> Object:
        name = call.query["fields"].split(",")[0]
        return {name: found[name]}


@fault("fields-of-me-not-read", violates="GWS-FIELDS-04", kind="omitted")
class _FieldsOfMeNotRead(_Cut):
    """The own user has all fields, whichever are asked for."""

    def hit(self, call: Call) -> bool:
        return call.path == "/me"


@fault("fields-of-me-left-out", violates="GWS-FIELDS-04", kind="wrong-value")
class _FieldsOfMeLeftOut(_Cut):
    """The own user has the fields that are not asked for."""

    def hit(self, call: Call) -> bool:
        return call.path == "/me" and "fields" in call.query

    def instead(self, call: Call, found: Object) -> Object:
        names = call.query["fields"].split(",")
        return {name: value for name, value in found.items() if name not in names}


@fault("filters-not-read", violates="GWS-FILTER-01", kind="omitted", related="GWS-FILTER-02")
class _FiltersNotRead(GenesysWs):
    """Filters are ignored."""

    def fits(self, call: Call, found: Object) -> bool:  # noqa: ARG002
        return True


@fault("filters-turned", violates="GWS-FILTER-01", kind="wrong-value", related="GWS-FILTER-02")
class _FiltersTurned(GenesysWs):
    """A filter returns the objects that do not have the value."""

    def matches(self, value: Any, wanted: str) -> bool:
        return not super().matches(value, wanted)


@fault("filters-find-one", violates="GWS-FILTER-01", kind="only-sometimes", related="GWS-FILTER-02")
class _FiltersFindOne(GenesysWs):
    """A filtered list holds the first object that has the value, and no other."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        kept = [one for one in found if self.fits(call, one)]
        filtered = any(self.filters(call, one) for one in found)
        return super().listed(call, name, kept[:1] if filtered else kept)


@fault(
    "filters-in-small-letters",
    violates="GWS-FILTER-01",
    kind="only-sometimes",
    related="GWS-FILTER-02",
)
class _FiltersSmall(GenesysWs):
    """A value that has capitals in it is never found."""

    def matches(self, value: Any, wanted: str) -> bool:
        return super().matches(value, wanted.lower())


@fault("filters-last-only", violates="GWS-FILTER-02", kind="only-sometimes")
class _FiltersLastOnly(GenesysWs):
    """Of several filters only the last one counts."""

    def filters(self, call: Call, found: Object) -> dict[str, str]:
        return dict(list(super().filters(call, found).items())[-1:])


@fault("filters-first-only", violates="GWS-FILTER-02", kind="only-sometimes")
class _FiltersFirstOnly(GenesysWs):
    """Of several filters only the first one counts."""

    def filters(self, call: Call, found: Object) -> dict[str, str]:
        return dict(list(super().filters(call, found).items())[:1])


@fault("filters-any", violates="GWS-FILTER-02", kind="wrong-value")
class _FiltersAny(GenesysWs):
    """Of several filters one is enough."""

    def fits(self, call: Call, found: Object) -> bool:
        asked = self.filters(call, found)
        return not asked or any(self.matches(found[n], value) for n, value in asked.items())

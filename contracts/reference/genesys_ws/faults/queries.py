"""Faults in subresources, lists, fields and filters."""

from __future__ import annotations

from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.request import Call, Object
from contracts.reference.genesys_ws.server import GenesysWs


@fault("fields-not-known", violates="GWS-FIELDS-01", kind="omitted")
class _FieldsNotKnown(GenesysWs):
    """The parameter fields is ignored: everything is returned whole."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        return {name: [one for one in found if self.fits(call, one)]}

    def cut(self, call: Call, found: Object) -> Object:  # noqa: ARG002
        return found


@fault("list-called-items", violates="GWS-FIELDS-02", kind="wrong-value")
class _ListCalledItems(GenesysWs):
    """The objects of a list stand in a member called items, their URIs beside them."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        whole = super().listed(call, name, found)
        uris = [one["uri"] for one in found]
        return {"uris": uris, "items": whole[name]} if name in whole else whole


class _Cut(GenesysWs):
    """Fields are not cut as they should be; `hit` says where."""

    def hit(self, call: Call) -> bool:
        raise NotImplementedError

    def cut(self, call: Call, found: Object) -> Object:
        return self.instead(call, found) if self.hit(call) else super().cut(call, found)

    def instead(self, call: Call, found: Object) -> Object:  # noqa: ARG002
        return found


@fault("fields-of-me-left-out", violates="GWS-FIELDS-04", kind="wrong-value")
class _FieldsOfMeLeftOut(_Cut):
    """The own user has the fields that are not asked for."""

    def hit(self, call: Call) -> bool:
        return call.path == "/me" and "fields" in call.query

    def instead(self, call: Call, found: Object) -> Object:
        names = call.query["fields"].split(",")
        return {name: value for name, value in found.items() if name not in names}


@fault("filters-find-one", violates="GWS-FILTER-01", kind="only-sometimes", related="GWS-FILTER-02")
class _FiltersFindOne(GenesysWs):
    """A filtered list holds the first object that has the value, and no other."""

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        kept = [one for one in found if self.fits(call, one)]
        filtered = any(self.filters(call, one) for one in found)
        return super().listed(call, name, kept[:1] if filtered else kept)


@fault("filters-any", violates="GWS-FILTER-02", kind="wrong-value")
class _FiltersAny(GenesysWs):
    """Of several filters one is enough."""

    def fits(self, call: Call, found: Object) -> bool:
        asked = self.filters(call, found)
        return not asked or any(self.matches(found[n], value) for n, value in asked.items())

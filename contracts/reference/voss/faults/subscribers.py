"""Faults with the notes on relation/Subscriber: VOSS-SUB-01 to -05."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.model_list import SUBSCRIBER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply, refuse
from contracts.reference.voss.seed import moment
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


def _live(call: Call, model: Model) -> bool:
    return model is SUBSCRIBER and call.one("cached") == "false"


@fault("subscribers-live-refused", violates="VOSS-SUB-01", kind="wrong-reason")
class _SubscribersLiveRefused(Voss):
    """The list of subscribers is refused with cached=false."""

    def list_reply(self, call: Call, model: Model) -> Reply:
        if _live(call, model):
            refuse(400, "cached=false is not supported")
        return super().list_reply(call, model)


@fault("subscribers-live-fresh", violates="VOSS-SUB-01", kind="wrong-value")
class _SubscribersLiveFresh(Voss):
    """With cached=false the devices of listed subscribers are read anew."""

    def list_data(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        data = super().list_data(listing, instance)
        if _live(listing.call, listing.model):
            data["device"] = f"refreshed {moment(self.clock.now())}"
        return data


@fault("subscribers-live-reachable", violates="VOSS-SUB-01", kind="only-sometimes")
class _SubscribersLiveReachable(Voss):
    """With cached=false subscribers without a device are not listed."""

    def found(self, listing: Listing) -> Sequence[Instance]:
        found = super().found(listing)
        live = _live(listing.call, listing.model)
        return [one for one in found if one.data.get("device")] if live else found


@fault("subscribers-full", violates="VOSS-SUB-02", kind="omitted")
class _SubscribersFull(Voss):
    """summary=false is honoured on the list of subscribers."""

    def subscriber_summary(self, *, given: bool) -> bool:
        return given


@fault("subscribers-full-by-filter", violates="VOSS-SUB-02", kind="only-sometimes")
class _SubscribersFullByFilter(Voss):
    """With summary=false listed subscribers have one attribute more."""

    def list_data(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        data = super().list_data(listing, instance)
        if listing.model is SUBSCRIBER and listing.call.one("summary") == "false":
            data["department"] = instance.data.get("department")
        return data


@fault("subscribers-bare", violates="VOSS-SUB-02", kind="wrong-value")
class _SubscribersNested(Voss):
    """With summary=false listed subscribers have their user on the Unified CM in them."""

    def list_data(self, listing: Listing, instance: Instance) -> dict[str, Any]:
        data = super().list_data(listing, instance)
        if listing.model is SUBSCRIBER and listing.call.one("summary") == "false":
            data["User"] = {"userid": instance.data["userid"], "enableCti": False}
        return data


class _Up(Voss):
    value = ""

    def subscriber_traversal(self, given: str) -> str:
        return self.value if given == "up" else given


@fault("subscribers-up", violates="VOSS-SUB-03", kind="omitted")
class _SubscribersUp(_Up):
    """traversal=up is honoured on the list of subscribers."""

    value = "up"


@fault("subscribers-up-local", violates="VOSS-SUB-03", kind="wrong-value")
class _SubscribersUpLocal(_Up):
    """With traversal=up the list of subscribers looks at the node alone."""

    value = "local"


@fault("subscribers-up-refused", violates="VOSS-SUB-03", kind="wrong-reason")
class _SubscribersUpRefused(_Up):
    """traversal=up is refused on the list of subscribers."""

    def subscriber_traversal(self, given: str) -> str:
        return refuse(400, "traversal is down or local") if given == "up" else given


class _Fields(Voss):
    def fields(self, known: frozenset[str]) -> frozenset[str]:
        raise NotImplementedError

    def filterable(self, model: Model) -> frozenset[str]:
        known = super().filterable(model)
        return self.fields(known) if model is SUBSCRIBER else known


@fault("subscribers-by-phone-refused", violates="VOSS-SUB-04", kind="wrong-reason")
class _SubscribersByPhoneRefused(_Fields):
    """Subscribers cannot be filtered by phone."""

    def fields(self, known: frozenset[str]) -> frozenset[str]:
        return known - {"phone"}


@fault("subscribers-by-device-ignored", violates="VOSS-SUB-04", kind="omitted")
class _SubscribersByDeviceIgnored(_Fields):
    """A filter of subscribers by device is ignored."""

    def fields(self, known: frozenset[str]) -> frozenset[str]:
        return known - {"device"}

    def unknown_field(self, field: str, model: Model) -> bool:
        return False if field == "device" else super().unknown_field(field, model)


@fault("subscribers-by-place-is-userid", violates="VOSS-SUB-04", kind="wrong-value")
class _SubscribersByPlaceIsUserid(Voss):
    """A filter of subscribers by hierarchy_friendly_name looks at the user id."""

    def filter_value(self, instance: Instance, field: str) -> str:
        name = "userid" if field == "hierarchy_friendly_name" else field
        return super().filter_value(instance, name)


@fault("subscribers-by-any-field", violates="VOSS-SUB-05", kind="omitted")
class _SubscribersByAnyField(_Fields):
    """Subscribers can be filtered by every attribute."""

    def fields(self, known: frozenset[str]) -> frozenset[str]:
        return known | SUBSCRIBER.by_name.keys()


@fault("subscribers-by-summary", violates="VOSS-SUB-05", kind="only-sometimes")
class _SubscribersBySummary(_Fields):
    """Subscribers can be filtered by every summary attribute."""

    def fields(self, known: frozenset[str]) -> frozenset[str]:
        return known | set(SUBSCRIBER.summary)


@fault("subscribers-by-other-field-none", violates="VOSS-SUB-05", kind="wrong-value")
class _SubscribersByOtherFieldNone(_Fields):
    """A filter of subscribers by what is no field of theirs is applied: nothing is listed."""

    def fields(self, known: frozenset[str]) -> frozenset[str]:
        return known

    def unknown_field(self, field: str, model: Model) -> bool:
        return True if model is SUBSCRIBER else super().unknown_field(field, model)

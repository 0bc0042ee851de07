"""Faults with the notes on relation/Subscriber: VOSS-SUB-01 to -05."""

from __future__ import annotations

from collections.abc import Sequence

from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.listing import Listing
from contracts.reference.voss.model_list import SUBSCRIBER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import Instance


def _live(call: Call, model: Model) -> bool:
    return model is SUBSCRIBER and call.one("cached") == "false"


@fault("subscribers-live-reachable", violates="VOSS-SUB-01", kind="only-sometimes")
class _SubscribersLiveReachable(Voss):
    """With cached=false subscribers without a device are not listed."""

    def found(self, listing: Listing) -> Sequence[Instance]:
        found = super().found(listing)
        live = _live(listing.call, listing.model)
        return [one for one in found if one.data.get("device")] if live else found

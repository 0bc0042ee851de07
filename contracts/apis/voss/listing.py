"""Lists of resources, as the document describes them for every model (List format)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from contracts.apis.voss.meta import pkid_of
from contracts.kit import ListSpec, Ordering, Windowing

USUAL = 50
"""How many resources a list has at most without limit."""
LONGEST = 2000
"""The greatest limit that the document knows."""
NAMELESS = "without pkid: "
"""What the key of a resource begins with that says no pkid."""


def key_of(resource: Mapping[str, Any]) -> str:
    """The pkid of a resource as a list has it; one that does not say it is told by its data."""
    data = resource["data"]
    pkid = pkid_of(resource.get("meta", {}), data) or resource.get("pkid")
    return str(pkid or f"{NAMELESS}{sorted(data.items())}")


LISTS = ListSpec(
    "listResources",
    key=key_of,
    windowing=Windowing("skip", "limit", default=USUAL, most=LONGEST),
    ordering=Ordering("order_by", "direction", ascending="asc", descending="desc"),
)
"""Their windows and orders. What filters list is judged by filter sets, not by single values."""

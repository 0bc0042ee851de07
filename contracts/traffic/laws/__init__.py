"""Laws over what traffic holds, and what traffic it would take to judge the rest, by API."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.model import Target
from contracts.traffic.judge import Law


def laws_of(target: Target) -> tuple[Law, ...]:  # noqa: ARG001 - no API has laws of its own yet
    """The laws of the target's API, fresh."""
    return ()


def needs_of(target: Target) -> Mapping[str, str]:
    """What traffic it takes to judge a requirement, by its id."""
    from contracts.catalogue import load  # noqa: PLC0415

    spec = load(target.api)
    return {
        f"{spec.prefix}-{one.id}-{kind}": (
            f"the traffic has no answer to {one.method} {one.path} that tells"
        )
        for one in spec.operations.values()
        for kind in ("STATUS", "MEDIA", "BODY")
    }

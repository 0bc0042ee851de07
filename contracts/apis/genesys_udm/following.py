"""Requirements that are judged by what another one left."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Protocol

from contracts.kit import Inconclusive, NotApplicable, NotTested, Outcome

_Signal = type[Inconclusive] | type[NotApplicable] | type[NotTested]

_SIGNALS: Mapping[Outcome | None, _Signal] = {
    Outcome.NOT_TESTED: NotTested,
    Outcome.NOT_APPLICABLE: NotApplicable,
}


class _Standing(Protocol):
    """How a requirement stands after its part of a test."""

    @property
    def outcome(self) -> Outcome | None: ...


def without(
    standings: Mapping[str, _Standing], requirement: str, reason: str
) -> Inconclusive | NotApplicable | NotTested:
    """What to raise where `requirement` left nothing to judge another one by.

    What was not tested, or does not apply, takes with it what rests on it.
    """
    standing = standings.get(requirement)
    return _SIGNALS.get(standing.outcome if standing else Outcome.INCONCLUSIVE, Inconclusive)(
        reason
    )

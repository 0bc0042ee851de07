"""Conforming servers as they are met in the field: in their surroundings, and without a feature."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from contracts.model import Verdict
from contracts.reference import SURROUNDINGS, ReferenceApi
from contracts.selfproof.judging import Case, Found, judge_all

VALUES: Mapping[str, float] = {
    "busy": 150,
    "delay": 20,
    "expiring": 2,
    "rate-limit": 150,
    "list-delay": 50,
    "row-delay": 0.2,
    "work-takes": 2,
}
"""Milder or harder than a layer's own value, so that a run meets it and ends soon."""

UNSETTLED = frozenset(
    {
        "bad-gateway",  # where it answers a request that is not repeated
        "work-takes",
        "records-come",
        "records-go",
        "records-move",
        "effects-late",
        "lists-lag",
        "expiring",
    }
)
"""Surroundings in which not everything can be judged: what is inconclusive there is right."""

_JOBS = 4
"""Runs at a time: most of what they do is wait."""

BROKEN = (Verdict.FAIL, Verdict.WARN, Verdict.ERROR)


def surrounded(
    reference: ReferenceApi, options: Sequence[str], names: Sequence[str]
) -> dict[str, Found]:
    """What is found of the conforming server, by the names of the layers around it."""
    cases = [
        Case(
            name,
            reference.build(surround={name: VALUES.get(name, SURROUNDINGS[name].default)}),
            reference.base_path,
        )
        for name in names
    ]
    return judge_all(reference.api, cases, jobs=_JOBS, options=options)


def unclaimed(
    reference: ReferenceApi, options: Sequence[str], features: Sequence[str]
) -> dict[str, Found]:
    """What is found of the conforming server, by the features that it does not claim."""
    cases = [
        Case(f"without-{feature}", _without(reference, feature).build(), reference.base_path)
        for feature in features
    ]
    return judge_all(reference.api, cases, options=options)


def _without(reference: ReferenceApi, feature: str) -> ReferenceApi:
    """The server, which says of itself that it does not claim a feature."""
    supports = {**reference.target.get("supports", {}), feature: False}
    return replace(reference, target={**reference.target, "supports": supports})


def wrong_in(surrounding: str, found: Found) -> set[str]:
    """The requirements that a surrounding must not spoil, but does."""
    wrong = BROKEN if surrounding in UNSETTLED else (*BROKEN, Verdict.INCONCLUSIVE)
    return found.having(*wrong)

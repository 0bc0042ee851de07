"""Lists at nodes of the hierarchy, in each direction from there."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from functools import partial

from contracts.apis.voss.discovery import SUBSCRIBERS
from contracts.apis.voss.hierarchy import MODEL as NODES
from contracts.apis.voss.hierarchy import Node
from contracts.apis.voss.lists import Whole
from contracts.apis.voss.requests import TRANSACTIONS
from contracts.apis.voss.sampling import Sampling
from contracts.kit import Inconclusive, Judge, contained, disjoint

_MODELS = 3


def listed_at(voss: Sampling, model: str, node: Node, traversal: str) -> Whole:
    """The list at a node, which has to be short enough to be known as a whole.

    Raises Inconclusive otherwise.
    """
    whole = voss.beginning(model, hierarchy=node.pkid, traversal=traversal)
    if not whole.complete:
        reason = f"{model} at {node.name} has more resources than are read as a whole"
        raise Inconclusive(reason)
    return whole


def keys_at(voss: Sampling, model: str, node: Node, traversal: str) -> set[str]:
    """The pkids in the list at a node. Raises Inconclusive as `listed_at`."""
    return set(listed_at(voss, model, node, traversal).keys)


def hold_within(voss: Sampling, judge: Judge, part: Whole, whole: Whole, otherwise: str) -> None:
    """Judge that a list has all that another one has; `otherwise` says what it is where not."""
    judge.law(
        contained(part.keys, whole.keys),
        otherwise,
        shown=(whole, part),
        moved=partial(voss.hold_still, whole, part),
        among=[],
    )


def hold_apart(voss: Sampling, judge: Judge, one: Whole, other: Whole, otherwise: str) -> None:
    """Judge that two lists have nothing in common; `otherwise` says what it is where not."""
    judge.law(
        disjoint(one.keys, other.keys),
        otherwise,
        shown=(one, other),
        moved=partial(voss.hold_still, one, other),
        among=[],
    )


def models_to_traverse(voss: Sampling) -> Sequence[str]:
    """The model that serves for most tests, else those with most resources; devices; the nodes."""
    chosen: list[str] = []
    with suppress(Inconclusive):
        chosen = [voss.sample().model]
    if not chosen:
        totals = voss.totals()
        fit = [one for one in totals if one not in {SUBSCRIBERS, TRANSACTIONS, NODES}]
        chosen = sorted(fit, key=lambda one: -totals[one])[:_MODELS]
    devices = [one for one in voss.totals() if one.startswith("device/")][:1]
    return tuple(dict.fromkeys((*chosen, *devices, NODES)))

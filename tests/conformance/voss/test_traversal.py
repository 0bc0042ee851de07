"""traversal: from a node down, up, or there alone (List format).

Which resources hang on which node is taken from the lists with traversal=local, where those tell
nodes apart.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

import pytest

from contracts.apis.voss import NODES, SUBSCRIBERS, TRANSACTIONS, Node, Tree, Voss, Whole
from contracts.engine import Judge
from contracts.model import Inconclusive

_MODELS = 3
_FAMILIES = 3
_LEAVES = 3
_ASIDE = 4
"""How many nodes aside are looked at for what must not be listed."""


class Family(NamedTuple):
    """A node with nodes below it, and a model whose lists there are short enough to be known."""

    model: str
    node: Node
    below: list[Node]


def _at(voss: Voss, model: str, node: Node, traversal: str) -> Whole:
    """The list at a node, which has to be short enough to be known as a whole.

    Raises Inconclusive otherwise.
    """
    whole = voss.beginning(model, hierarchy=node.pkid, traversal=traversal)
    if not whole.complete:
        reason = f"{model} at {node.name} has more resources than are read as a whole"
        raise Inconclusive(reason)
    return whole


def _keys(voss: Voss, model: str, node: Node, traversal: str) -> set[str]:
    return set(_at(voss, model, node, traversal).keys)


def _models(voss: Voss) -> Sequence[str]:
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


def _height(tree: Tree, node: Node) -> int:
    """How many levels there are below a node."""
    return max((1 + _height(tree, one) for one in tree.below(node)), default=0)


def _families(voss: Voss) -> Iterator[Family]:
    """Families of nodes, the highest first, with each model in which traversal may show."""
    tree = voss.tree()
    families = sorted(tree.families(), key=lambda one: -_height(tree, one[0]))
    for model in _models(voss):
        most = 1 if model.startswith("device/") else _FAMILIES
        for node, below in families[:most]:
            yield Family(model, node, below)


def _telling(voss: Voss) -> Iterator[Family]:
    """Families where a node below has resources, in whichever direction they are seen."""
    for model, node, below in _families(voss):
        try:
            _at(voss, model, node, "down")
            if any(_keys(voss, model, one, way) for one in below for way in ("down", "local")):
                yield Family(model, node, below)
        except Inconclusive:
            continue


def _downward(voss: Voss) -> Family:
    """The first of them. Raises Inconclusive where there is none."""
    found = next(_telling(voss), None)
    if found is None:
        reason = "no node is known that has nodes with resources below it"
        raise Inconclusive(reason)
    return found


def _aside(tree: Tree, node: Node) -> list[Node]:
    """Nodes that are neither on the way from `node` to the root nor below it, the nearest first."""
    line = [node, *tree.above(node)]
    return [
        one
        for lower, upper in pairwise(line)
        for one in tree.below(upper)
        if one.pkid != lower.pkid
    ]


@pytest.mark.requirement("VOSS-TRAVERSAL-01")
def test_down_covers_what_is_below(voss: Voss, judge: Judge) -> None:
    """traversal=down at a node lists all that is listed at the nodes below, and nothing aside."""
    _downward(voss)
    for model, node, below in voss.sampled(_telling(voss), 1):
        whole = voss.read(model, hierarchy=node.pkid, traversal="down")
        for one in below:
            part = _at(voss, model, one, "down")
            missing = set(part.keys) - set(whole.keys)
            judge.holds(
                voss.settled(not missing, whole, part),
                f"traversal=down at {node.name} lacks resources of {model} that are listed at "
                f"{one.name} below",
                expected=f"{len(part)} resources of {one.name} among those of {node.name}",
                observed=f"{len(missing)} are missing",
                shown=(whole, part),
            )
            own = _at(voss, model, one, "local")
            missing = set(own.keys) - set(part.keys)
            judge.holds(
                voss.settled(not missing, own, part),
                f"traversal=down at {one.name} lacks resources of {model} that local lists",
                expected=f"{len(own)} resources of {one.name}",
                observed=f"{len(missing)} are missing",
                shown=(own, part),
            )
        _hold_nothing_aside(voss, judge, Family(model, node, below))


def _hold_nothing_aside(voss: Voss, judge: Judge, family: Family) -> None:
    """Judge that what hangs on a node is not listed with traversal=down from a node beside it."""
    model, _, below = family
    for one in below[:_ASIDE]:
        down = _at(voss, model, one, "down")
        for other in below[:_ASIDE]:
            own = _at(voss, model, other, "local")
            inside = _keys(voss, model, one, "local")
            if other.pkid == one.pkid or not own.keys or inside & set(own.keys):
                continue  # Where local does not tell nodes apart: see VOSS-TRAVERSAL-02.
            foreign = set(down.keys) & set(own.keys)
            judge.holds(
                voss.settled(not foreign, down, own),
                f"traversal=down at {one.name} lists resources of {model} of {other.name}, which "
                "is not below it",
                expected="none of them",
                observed=f"{len(foreign)} of them",
                shown=(down, own),
            )
            break


@pytest.mark.requirement("VOSS-TRAVERSAL-02")
def test_local_is_the_node_alone(voss: Voss, judge: Judge) -> None:
    """traversal=local lists what no other node has, and with those below makes up down."""
    _downward(voss)
    _hold_leaves(voss, judge)
    judged = [_hold_local(voss, judge, one) for one in voss.sampled(_telling(voss), 2)]
    if not any(judged):
        reason = "traversal=down does not tell a node from the nodes below it"
        raise Inconclusive(reason)


def _hold_leaves(voss: Voss, judge: Judge) -> None:
    """Judge that at a node with none below it local is what down is."""
    model = _models(voss)[0]
    for leaf in voss.tree().leaves()[:_LEAVES]:
        local, down = (_at(voss, model, leaf, one) for one in ("local", "down"))
        missing = set(down.keys) - set(local.keys)
        judge.holds(
            voss.settled(not missing, local, down),
            f"traversal=local at {leaf.name} lacks resources of {model}, and no node is below",
            expected=f"{len(down)} resources, as with traversal=down",
            observed=f"{len(local)} resources",
            shown=(local, down),
        )


def _hold_local(voss: Voss, judge: Judge, family: Family) -> bool:
    """Judge the local list of a node, where down tells it from the nodes below; whether it does."""
    model, node, below = family
    local = voss.read(model, hierarchy=node.pkid, traversal="local")
    down = _at(voss, model, node, "down")
    parts = [_at(voss, model, one, "down") for one in below]
    deeper = set().union(*(part.keys for part in parts))
    if not deeper <= set(down.keys) or deeper == set(down.keys):
        return False
    judge.holds(
        voss.settled(not set(local.keys) & deeper, local, down, *parts),
        f"traversal=local at {node.name} lists resources of nodes below",
        expected="no resource that is listed further down",
        observed=f"{len(set(local.keys) & deeper)} of them",
        shown=(local, *parts[:2]),
    )
    wanted = set(down.keys) - deeper
    judge.holds(
        voss.settled(set(local.keys) == wanted, local, down, *parts),
        f"traversal=local at {node.name} does not list the resources of the node",
        expected=f"{len(wanted)} resources: those of down that no node below has",
        observed=f"{len(local)} resources",
        shown=(local, down),
    )
    return True


@pytest.mark.requirement("VOSS-TRAVERSAL-03")
def test_default_of_traversal(voss: Voss, judge: Judge) -> None:
    """Without traversal a node lists what it lists with down."""
    model, node, _ = _downward(voss)
    down = _at(voss, model, node, "down")
    others = {t: _keys(voss, model, node, t) for t in ("local", "up")}
    if any(keys == set(down.keys) for keys in others.values()):
        reason = "traversal=down gives what another traversal gives"
        raise Inconclusive(reason)
    plain = voss.read(model, hierarchy=node.pkid)
    judge.holds(
        voss.settled(set(plain.keys) == set(down.keys), down, plain),
        "without traversal a list is not the one with traversal=down",
        expected=f"{len(down)} resources",
        observed=f"{len(plain)} resources",
        shown=(plain, down),
    )


class Line(NamedTuple):
    """A node, and the node above it; both have resources of a model of their own."""

    model: str
    upper: Node
    lower: Node


def _lines(voss: Voss) -> Iterator[Line]:
    """Nodes and what is above them, the lowest first: there most is above."""
    tree = voss.tree()
    lowest = sorted(tree, key=lambda one: -len(tree.above(one)))
    for model in _models(voss):
        for lower in lowest:
            upper = next(iter(tree.above(lower)), None)
            if upper is None:
                continue
            try:
                theirs = _keys(voss, model, lower, "local")
                ours = _keys(voss, model, upper, "local")
            except Inconclusive:
                continue
            if ours and theirs and not ours & theirs:
                yield Line(model, upper, lower)
                break


@pytest.mark.requirement("VOSS-TRAVERSAL-04")
def test_up_covers_what_is_above(voss: Voss, judge: Judge) -> None:
    """traversal=up lists what is above on the way to the root, nothing below, nothing aside."""
    lines = list(_lines(voss))
    if not lines:
        reason = (
            "no node is known that has resources and, below it, a node that has others; or "
            "traversal=local does not tell nodes apart: see VOSS-TRAVERSAL-02"
        )
        raise Inconclusive(reason)
    for line in lines:
        _hold_up(voss, judge, line)


def _hold_up(voss: Voss, judge: Judge, line: Line) -> None:
    """Judge what traversal=up lists at the lower node of a line."""
    model, node, child = line
    tree = voss.tree()
    theirs = _at(voss, model, child, "local")
    up = voss.read(model, hierarchy=child.pkid, traversal="up")
    if voss.reading("VOSS-AMB-24") == "included":
        judge.holds(
            voss.settled(set(theirs.keys) <= set(up.keys), up, theirs),
            f"traversal=up at {child.name} lacks resources of the node itself",
            expected=f"{len(theirs)} resources",
            observed=f"{len(set(theirs.keys) - set(up.keys))} are missing",
            shown=(up, theirs),
        )
    for ancestor in tree.above(child):
        part = _at(voss, model, ancestor, "local")
        missing = set(part.keys) - set(up.keys)
        judge.holds(
            voss.settled(not missing, up, part),
            f"traversal=up at {child.name} lacks resources of {ancestor.name} above it",
            expected=f"{len(part)} resources",
            observed=f"{len(missing)} are missing",
            shown=(up, part),
        )
    above = voss.read(model, hierarchy=node.pkid, traversal="up")
    _hold_none_of(voss, judge, (above, node), (theirs, child), "below it")
    for other in _aside(tree, child)[:_ASIDE]:
        part = _at(voss, model, other, "local")
        _hold_none_of(voss, judge, (up, child), (part, other), "aside")


def _hold_none_of(
    voss: Voss, judge: Judge, up: tuple[Whole, Node], part: tuple[Whole, Node], where: str
) -> None:
    """Judge that traversal=up at a node lists no resources of another one."""
    (above, node), (own, other) = up, part
    foreign = set(above.keys) & set(own.keys)
    judge.holds(
        voss.settled(not foreign, above, own),
        f"traversal=up at {node.name} lists resources of {other.name} {where}",
        expected="none of them",
        observed=f"{len(foreign)} of them",
        shown=(above, own),
    )

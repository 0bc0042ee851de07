"""traversal: from a node down, or there alone (List format).

Which resources hang on which node is taken from the lists with traversal=local, where those tell
nodes apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import combinations
from typing import NamedTuple

import pytest

from contracts.apis.voss import (
    NODES,
    Node,
    Tree,
    Voss,
    hold_apart,
    hold_within,
    keys_at,
    listed_at,
    models_to_traverse,
)
from contracts.kit import Inconclusive, Judge

_FAMILIES = 3
_LEAVES = 3
_DEEP = 2
_ASIDE = 4
"""How many nodes aside are looked at for what must not be listed."""


class Family(NamedTuple):
    """A node with nodes below it, and a model whose lists there are short enough to be known."""

    model: str
    node: Node
    below: list[Node]


def _height(tree: Tree, node: Node) -> int:
    """How many levels there are below a node."""
    return max((1 + _height(tree, one) for one in tree.below(node)), default=0)


def _families(voss: Voss, tree: Tree) -> Iterator[Family]:
    """Families of nodes, the highest first, with each model in which traversal may show."""
    families = sorted(tree.families(), key=lambda one: -_height(tree, one[0]))
    for model in models_to_traverse(voss):
        most = 1 if model.startswith("device/") else _FAMILIES
        for node, below in families[:most]:
            yield Family(model, node, below)


def _telling(voss: Voss) -> Iterator[Family]:
    """Families where a node below has resources, in whichever direction they are seen.

    Where there are none at the hierarchy of the target file, those around it tell.
    """
    told = False
    for one in _telling_in(voss, voss.tree()):
        told = True
        yield one
    if not told:
        with suppress(Inconclusive):
            yield from _telling_in(voss, voss.tree_around())


def _telling_in(voss: Voss, tree: Tree) -> Iterator[Family]:
    for model, node, below in _families(voss, tree):
        try:
            listed_at(voss, model, node, "down")
            if any(keys_at(voss, model, one, way) for one in below for way in ("down", "local")):
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


@pytest.mark.requirement("VOSS-TRAVERSAL-01")
def test_down_covers_what_is_below(voss: Voss, judge: Judge) -> None:
    """traversal=down at a node lists all that is listed at the nodes below, and nothing aside."""
    _downward(voss)
    for model, node, below in voss.sampled(_telling(voss), 1):
        whole = voss.read(model, hierarchy=node.pkid, traversal="down")
        for one in below:
            part = listed_at(voss, model, one, "down")
            said = f"traversal=down at {node.name} lacks resources of {model} that are listed at"
            hold_within(voss, judge, part, whole, f"{said} {one.name} below")
            own = listed_at(voss, model, one, "local")
            said = f"traversal=down at {one.name} lacks resources of {model} that local lists"
            hold_within(voss, judge, own, part, said)
        _hold_nothing_aside(voss, judge, Family(model, node, below))
    _hold_from_the_top(voss, judge)


def _hold_from_the_top(voss: Voss, judge: Judge) -> None:
    """Judge that traversal=down lists what is two levels down, from a node above the target's own.

    Where that is the top of the tree already, the families have told.
    """
    tree, model = voss.tree(), models_to_traverse(voss)[0]
    known = {node.pkid for node, _ in tree.families()}
    for leaf in tree.leaves()[:_LEAVES]:
        top = ([leaf, *tree.above(leaf)])[-1]
        if top.pkid in known or len(tree.above(leaf)) < _DEEP:
            continue
        own = keys_at(voss, model, leaf, "local") & keys_at(voss, model, leaf, "down")
        down = voss.beginning(model, hierarchy=top.pkid, traversal="down")
        if not own or not down.complete:
            continue
        judge.holds(
            voss.settled(own <= set(down.keys), down),
            f"traversal=down at {top.name} lacks resources of {model} that are listed at "
            f"{leaf.name} far below",
            expected=f"{len(own)} resources of {leaf.name} among those of {top.name}",
            observed=f"{len(own - set(down.keys))} are missing",
            shown=(down,),
        )
        return


def _hold_nothing_aside(voss: Voss, judge: Judge, family: Family) -> None:
    """Judge that what hangs on a node is not listed with traversal=down from a node beside it."""
    model, _, below = family
    for one in below[:_ASIDE]:
        down = listed_at(voss, model, one, "down")
        for other in below[:_ASIDE]:
            own = listed_at(voss, model, other, "local")
            inside = keys_at(voss, model, one, "local")
            if other.pkid == one.pkid or not own.keys or inside & set(own.keys):
                continue  # Where local does not tell nodes apart: see VOSS-TRAVERSAL-02.
            said = f"traversal=down at {one.name} lists resources of {model} of {other.name}"
            hold_apart(voss, judge, down, own, f"{said}, which is not below it")
            break


@pytest.mark.requirement("VOSS-TRAVERSAL-02")
def test_local_is_the_node_alone(voss: Voss, judge: Judge) -> None:
    """traversal=local lists what no other node has, and with those below makes up down."""
    _downward(voss)
    _hold_leaves(voss, judge)
    families = voss.sampled(_telling(voss), 2)
    for family in families:
        _hold_apart(voss, judge, family)
    judged = [_hold_local(voss, judge, one) for one in families]
    if not any(judged) and not _local_around(voss, judge):
        reason = "traversal=down does not tell a node from the nodes below it"
        raise Inconclusive(reason)


def _local_around(voss: Voss, judge: Judge) -> bool:
    """Judge the local list of a node around the hierarchy of the target file; whether one is."""
    with suppress(Inconclusive):
        around = voss.tree_around()
        families = _telling_in(voss, around) if around is not voss.tree() else iter(())
        for one in families:
            with suppress(Inconclusive):
                if _hold_local(voss, judge, one):
                    return True
    return False


def _hold_leaves(voss: Voss, judge: Judge) -> None:
    """Judge that at a node with none below it local is what down is."""
    model = models_to_traverse(voss)[0]
    for leaf in voss.sampled(voss.tree().leaves()[:_LEAVES], 1):
        local, down = (listed_at(voss, model, leaf, one) for one in ("local", "down"))
        said = f"traversal=local at {leaf.name} lacks resources of {model}, and no node is below"
        hold_within(voss, judge, down, local, said)


def _hold_apart(voss: Voss, judge: Judge, family: Family) -> None:
    """Judge that two nodes have no resource in common with local: each hangs on one node.

    Nodes themselves may be said to hang on two: on the one above them and on themselves.
    """
    model, node, below = family
    if model == NODES:
        return
    nodes = below[:_ASIDE] if len(below) > 1 else [node, *below]
    lists = [(one, listed_at(voss, model, one, "local")) for one in nodes]
    for (one, mine), (other, its) in combinations(lists, 2):
        said = f"traversal=local lists resources of {model} at {one.name} and at {other.name}, too"
        hold_apart(voss, judge, mine, its, said)


def _hold_local(voss: Voss, judge: Judge, family: Family) -> bool:
    """Judge the local list of a node, where down tells it from the nodes below; whether it does."""
    model, node, below = family
    local = voss.read(model, hierarchy=node.pkid, traversal="local")
    down = listed_at(voss, model, node, "down")
    parts = [listed_at(voss, model, one, "down") for one in below]
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
    down = listed_at(voss, model, node, "down")
    others = {t: keys_at(voss, model, node, t) for t in ("local", "up")}
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

"""traversal=up: from a node to the root (List format).

Which resources hang on which node is taken from the lists with traversal=local, where those tell
nodes apart.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import NamedTuple

import pytest

from contracts.apis.voss import (
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

_ASIDE = 4
"""How many nodes aside are looked at for what must not be listed."""


def _aside(tree: Tree, node: Node) -> list[Node]:
    """Nodes that are neither on the way from `node` to the root nor below it, the nearest first."""
    line = [node, *tree.above(node)]
    return [
        one
        for lower, upper in pairwise(line)
        for one in tree.below(upper)
        if one.pkid != lower.pkid
    ]


class Line(NamedTuple):
    """A node, and the node above it; both have resources of a model of their own."""

    model: str
    upper: Node
    lower: Node
    tree: Tree


def _lines(voss: Voss) -> Iterator[Line]:
    """Nodes and what is above them: where those of the target file tell nothing, those around."""
    told = False
    for one in _lines_in(voss, voss.tree()):
        told = True
        yield one
    if not told:
        with suppress(Inconclusive):
            yield from _lines_in(voss, voss.tree_around())


def _lines_in(voss: Voss, tree: Tree) -> Iterator[Line]:
    """Nodes and what is above them, the lowest first: there most is above."""
    lowest = sorted(tree, key=lambda one: -len(tree.above(one)))
    for model in models_to_traverse(voss):
        for lower in lowest:
            upper = next(iter(tree.above(lower)), None)
            if upper is None:
                continue
            try:
                theirs = keys_at(voss, model, lower, "local")
                ours = keys_at(voss, model, upper, "local")
            except Inconclusive:
                continue
            if ours and theirs and not ours & theirs:
                yield Line(model, upper, lower, tree)
                break


@pytest.mark.requirement("VOSS-TRAVERSAL-04")
def test_up_covers_what_is_above(voss: Voss, judge: Judge) -> None:
    """traversal=up lists what is above on the way to the root, nothing below, nothing aside."""
    lines = voss.sampled(_lines(voss), 1)
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
    model, node, child, tree = line
    theirs = listed_at(voss, model, child, "local")
    up = voss.read(model, hierarchy=child.pkid, traversal="up")
    if voss.reading("VOSS-AMB-24") == "included":
        said = f"traversal=up at {child.name} lacks resources of the node itself"
        hold_within(voss, judge, theirs, up, said)
    for ancestor in tree.above(child):
        part = listed_at(voss, model, ancestor, "local")
        said = f"traversal=up at {child.name} lacks resources of {ancestor.name} above it"
        hold_within(voss, judge, part, up, said)
    above = voss.read(model, hierarchy=node.pkid, traversal="up")
    said = f"traversal=up at {node.name} lists resources of {child.name} below it"
    hold_apart(voss, judge, above, theirs, said)
    for other in _aside(tree, child)[:_ASIDE]:
        part = listed_at(voss, model, other, "local")
        said = f"traversal=up at {child.name} lists resources of {other.name} aside"
        hold_apart(voss, judge, up, part, said)

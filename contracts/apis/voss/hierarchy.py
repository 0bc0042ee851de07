"""The hierarchy as data/HierarchyNode shows it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec

from contracts.apis.voss.answers import Item
from contracts.apis.voss.meta import parent_of

MODEL = "data/HierarchyNode"


class Node(msgspec.Struct, frozen=True):
    """A node: `parent` is the pkid of the node above, `dotted` its dot notation.

    `dotted` is empty where the node does not say it, or where a name on the way has a dot.
    """

    pkid: str
    name: str
    parent: str
    dotted: str


class Tree:
    """The nodes that can be seen, in the order of the list."""

    def __init__(self, items: Iterable[Item]) -> None:
        self.nodes: Mapping[str, Node] = {one.key: _node(one) for one in items}

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    def below(self, node: Node) -> list[Node]:
        """The nodes directly below `node`."""
        return [one for one in self if one.parent == node.pkid and one.pkid != node.pkid]

    def above(self, node: Node) -> list[Node]:
        """The nodes above `node` that can be seen, the nearest one first."""
        found = [node]
        while (parent := self.nodes.get(found[-1].parent)) is not None and parent not in found:
            found.append(parent)
        return found[1:]

    def families(self) -> list[tuple[Node, list[Node]]]:
        """The nodes that have others below them, with those; the largest families first."""
        found = [(node, self.below(node)) for node in self]
        return sorted((one for one in found if one[1]), key=lambda one: -len(one[1]))


def _node(item: Item) -> Node:
    name = item.data.get("name")
    name = name if isinstance(name, str) else ""
    return Node(item.key, name, parent_of(item.meta), _dotted(item, name))


def _dotted(item: Item, name: str) -> str:
    """What the node's data, or the place of the node in meta, say of its dot notation."""
    if not name or "." in name:
        return ""
    for text in item.data.values():
        if isinstance(text, str) and text.endswith(f".{name}"):
            return text
    above = item.meta.get("hierarchy")
    if isinstance(above, str) and ("." in above or above == "sys"):
        itself = above == name or above.endswith(f".{name}")
        return above if itself else f"{above}.{name}"
    return ""

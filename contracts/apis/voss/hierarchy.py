"""The hierarchy as data/HierarchyNode shows it."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from itertools import pairwise

import msgspec

from contracts.apis.voss.answers import Item
from contracts.apis.voss.meta import parent_of, path_of

MODEL = "data/HierarchyNode"
PKID = re.compile(r"[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
"""The form of a pkid in the document, and that of a UUID."""


class Node(msgspec.Struct, frozen=True):
    """A node: `parent` is the pkid of the node above, `dotted` its dot notation.

    `dotted` is empty where the node does not say it, or where a name on the way has a dot.
    """

    pkid: str
    name: str
    parent: str
    dotted: str


class Tree:
    """The nodes that can be seen, in the order of the list.

    `known` is the dot notation or pkid of one of them, where the user gave it. Of the nodes that
    are not `listed` below it some of those below may be unknown.
    """

    def __init__(
        self, items: Iterable[Item], known: str = "", listed: Container[str] | None = None
    ) -> None:
        self._known = known
        self._listed = listed
        found = list(items)
        own = _shows_itself(found)
        keys = frozenset(one.key for one in found)
        self.nodes: dict[str, Node] = {one.key: _node(one, keys, own=own) for one in found}
        self._name(known)
        named = {one.parent for one in self if one.parent != one.pkid}
        for node in list(self):
            self._join(node, named)

    def _name(self, known: str) -> None:
        """Give the dot notation that is known to the one node that has its last name."""
        _, dot, last = known.rpartition(".")
        fitting = [one for one in self if dot and one.name == last]
        if len(fitting) == 1 and not fitting[0].dotted:
            self._say(fitting[0], known)

    def _join(self, node: Node, named: Container[str]) -> None:
        """Give a node that does not say its dot notation the one that follows from those above.

        `named` are the pkids that nodes name as the one above them.
        """
        line = [node, *self.above(node)][::-1]
        root = line[0]
        if not root.dotted and root.pkid in named and root.parent in {"", root.pkid}:
            self._say(root, root.name if "." not in root.name else "")
        for above, one in pairwise(line):
            over = self.nodes[above.pkid].dotted
            if over and one.name and "." not in one.name and not self.nodes[one.pkid].dotted:
                self._say(self.nodes[one.pkid], f"{over}.{one.name}")

    def _say(self, node: Node, dotted: str) -> None:
        self.nodes[node.pkid] = msgspec.structs.replace(node, dotted=dotted)

    def __iter__(self) -> Iterator[Node]:
        return iter(self.nodes.values())

    def below(self, node: Node) -> list[Node]:
        """The nodes directly below `node`."""
        return [one for one in self if one.parent == node.pkid and one.pkid != node.pkid]

    def leaves(self) -> list[Node]:
        """The nodes that were listed and have none below them."""
        listed = (one for one in self if self._listed is None or one.pkid in self._listed)
        return [one for one in listed if not self.below(one)]

    @property
    def top(self) -> Node | None:
        """The one node that all others are below; None where there are several such."""
        found = {line[-1] for line in ([one, *self.above(one)] for one in self)}
        return found.pop() if len(found) == 1 else None

    def above_the_list(self, node: Node) -> bool:
        """Whether a node is above those that were listed, and is not the list's own."""
        listed = self._listed is None or node.pkid in self._listed
        return not listed and self._known not in {node.pkid, node.dotted}

    def above(self, node: Node) -> list[Node]:
        """The nodes above `node` that can be seen, the nearest one first."""
        found = [node]
        while (parent := self.nodes.get(found[-1].parent)) is not None and parent not in found:
            found.append(parent)
        return found[1:]

    def _is_whole(self, node: Node) -> bool:
        """Whether all nodes below a node are known: it was listed, or is where the list began."""
        if self._listed is None or node.pkid in self._listed:
            return True
        named = self._known and self._known in {node.pkid, node.dotted}
        below = [one for one in self.below(node) if one.pkid in self._listed]
        return bool(named) or len(below) > 1

    def families(self) -> list[tuple[Node, list[Node]]]:
        """The nodes that have others below them, with all those; the largest families first."""
        found = [(node, self.below(node)) for node in self if self._is_whole(node)]
        return sorted((one for one in found if one[1]), key=lambda one: -len(one[1]))


def _shows_itself(items: Sequence[Item]) -> bool:
    """Whether meta.hierarchy of a node is its own dot notation, not that of the node above it.

    One node tells nothing: a node may have the name of the one above it.
    """
    shown = [(one.data.get("name"), one.meta.get("hierarchy")) for one in items]
    return all(
        above.endswith(f".{name}")
        for name, above in shown
        if isinstance(name, str) and isinstance(above, str) and "." in above
    )


def _node(item: Item, keys: Container[str], *, own: bool) -> Node:
    name = item.data.get("name")
    name = name if isinstance(name, str) else ""
    path = path_of(item.meta)
    parent = parent_of(item.meta) or _before(item.key, path) or _hung_on(item, keys)
    return Node(item.key, name, parent, _dotted(item, name, path, own=own))


def _hung_on(item: Item, keys: Container[str]) -> str:
    """The node that meta.hierarchy names by its pkid: one that is known, or has that form."""
    found = item.meta.get("hierarchy")
    if not isinstance(found, str) or found == item.key:
        return ""
    return found if found in keys or PKID.fullmatch(found) else ""


def _before(pkid: str, path: Sequence[str]) -> str:
    """What stands in a path before the node itself: the pkid of the node above it."""
    at = path.index(pkid) if pkid in path else 0
    return path[at - 1] if at else ""


def _dotted(item: Item, name: str, path: Sequence[str], *, own: bool) -> str:
    """What the node's data, its path, or its place in meta say of its dot notation.

    `own`: the place in meta is that of the node itself.
    """
    if not name or "." in name:
        return ""
    for text in (*item.data.values(), *path):
        if isinstance(text, str) and text.endswith(f".{name}"):
            return text
    above = item.meta.get("hierarchy")
    if isinstance(above, str) and ("." in above or above == "sys"):
        itself = above == name or (own and above.endswith(f".{name}"))
        return above if itself else f"{above}.{name}"
    return ""

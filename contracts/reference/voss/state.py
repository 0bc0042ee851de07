"""What the server holds: the hierarchy tree and the instances of each model."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, NamedTuple
from uuid import UUID

from contracts.reference.clock import Clock
from contracts.reference.voss.models import Model

ROOT = "sys"
PKID_LENGTH = 24
_KEPT = 1000


@dataclass(slots=True, eq=False)
class Node:
    """A node of the hierarchy; `path` is its dot notation with the root in front."""

    pkid: str
    name: str
    path: str
    parent: Node | None
    children: list[Node] = field(default_factory=list)

    @property
    def lineage(self) -> Iterator[Node]:
        """The node, its parent, and so on to the root."""
        node: Node | None = self
        while node is not None:
            yield node
            node = node.parent

    @property
    def below(self) -> Iterator[Node]:
        """The node and all its descendants."""
        yield self
        for child in self.children:
            yield from child.below


@dataclass(slots=True, eq=False)
class Instance:
    """An instance of a model, tied to a node.

    `data` lacks the attributes that have no value. It is shared by all servers of a process, and
    so replaced, but never changed; only transactions have data of their own.
    """

    pkid: str
    model: Model
    node: Node
    data: dict[str, Any]
    tags: tuple[str, ...] = ()
    version_tag: str = ""


class Row(NamedTuple):
    """An instance that every server has; `path` is the dot notation of its node."""

    model: Model
    path: str
    data: dict[str, Any]
    pkid: str
    tags: tuple[str, ...] = ()
    version_tag: str = ""


class Store:
    """All state. The instances of `seed` are made when their model is asked for.

    `revision` changes with every change of the tree or of an instance.
    """

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.revision = 0
        self._ids = 0
        self.root = Node(pkid_of(ROOT), ROOT, ROOT, None)
        self.nodes = {self.root.pkid: self.root}
        self.paths = {ROOT: self.root}
        self.seed: Mapping[str, Sequence[Row]] = {}
        self._tables: dict[str, dict[str, Instance]] = {}

    def new_pkid(self) -> str:
        """A pkid that no instance has: 24 hexadecimal digits."""
        self._ids += 1
        return pkid_of(f"instance {self._ids}")

    def new_uuid(self) -> str:
        """An id for a transaction or a session: a dashed UUID."""
        self._ids += 1
        return uuid_of(f"id {self._ids}")

    def table(self, model: Model) -> dict[str, Instance]:
        """The instances of a model by pkid, in the order of their making."""
        return self._table(model.name)

    def _table(self, name: str) -> dict[str, Instance]:
        found = self._tables.get(name)
        if found is None:
            found = self._tables[name] = {
                row.pkid: Instance(
                    row.pkid, row.model, self.paths[row.path], row.data, row.tags, row.version_tag
                )
                for row in self.seed.get(name, ())
            }
        return found

    def add(
        self, model: Model, node: Node, data: dict[str, Any], *, pkid: str | None = None
    ) -> Instance:
        """A new instance at `node`."""
        made = Instance(pkid or self.new_pkid(), model, node, data)
        self.table(model)[made.pkid] = made
        self.revision += 1
        return made

    def remove(self, instance: Instance) -> None:
        """Take an instance away; one that is gone already stays so."""
        self.table(instance.model).pop(instance.pkid, None)
        self.revision += 1

    def touch(self) -> None:
        """Note that an instance has changed."""
        self.revision += 1

    def keep_recent(self, model: Model) -> None:
        """Of more than a thousand instances let the oldest go."""
        table = self.table(model)
        while len(table) > _KEPT:
            del table[next(iter(table))]

    def add_node(self, parent: Node, name: str, pkid: str | None = None) -> Node:
        """A new node below `parent`."""
        path = f"{parent.path}.{name}"
        node = Node(pkid or pkid_of(path), name, path, parent)
        parent.children.append(node)
        self.nodes[node.pkid] = node
        self.paths[path] = node
        self.revision += 1
        return node

    def remove_node(self, node: Node) -> None:
        """Take a node away that has nothing below it."""
        if node.parent is not None:
            node.parent.children.remove(node)
        del self.nodes[node.pkid], self.paths[node.path]
        self.revision += 1

    def node_at(self, path: str) -> Node | None:
        """The node with this dot notation, with or without the root in front."""
        return self.paths.get(path) or self.paths.get(f"{ROOT}.{path}")

    def is_empty(self, node: Node) -> bool:
        """Whether nothing hangs on a node, but for transactions."""
        names = {*self.seed, *self._tables} - {"tool/Transaction"}
        used = any(one.node is node for name in names for one in self._table(name).values())
        return not node.children and not used


def pkid_of(seed: str) -> str:
    """The pkid that `seed` stands for: 24 hexadecimal digits."""
    return sha256(seed.encode()).hexdigest()[:PKID_LENGTH]


def uuid_of(seed: str) -> str:
    """The dashed UUID that `seed` stands for."""
    return str(UUID(bytes=sha256(seed.encode()).digest()[:16], version=4))

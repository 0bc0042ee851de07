"""The hierarchy parameter, and which resources a place sees."""

from __future__ import annotations

from contracts.reference.voss.access import Access
from contracts.reference.voss.model_list import SUBSCRIBER
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, refuse
from contracts.reference.voss.state import Instance, Node

TRAVERSALS = ("up", "down", "local")


class Places(Access):
    """The layer that knows the tree."""

    def place(self, call: Call) -> Node:
        """The node that the request's hierarchy names. Raises Refused."""
        given = call.one("hierarchy")
        if not given:
            return self.no_hierarchy()
        node = self.node_of(given)
        return self.unknown_hierarchy(given) if node is None else node

    def node_of(self, given: str) -> Node | None:
        """The node with this pkid or dot notation."""
        return self.by_pkid(given) or self.by_path(given)

    def by_pkid(self, given: str) -> Node | None:
        """The node with this pkid."""
        return self.store.nodes.get(self.pkid_read(given))

    def by_path(self, given: str) -> Node | None:
        """The node with this dot notation, `sys.` in front or not."""
        return self.store.node_at(given)

    def no_hierarchy(self) -> Node:
        """The node of the caller, for a request without a hierarchy (VOSS-AMB-02)."""
        return self.store.root

    def unknown_hierarchy(self, given: str) -> Node:
        """A hierarchy that names no node."""
        refuse(400, f"there is no hierarchy {given}")

    def pkid_shown(self, pkid: str) -> str:
        """A pkid as answers show it."""
        return pkid

    def pkid_read(self, pkid: str) -> str:
        """The pkid that a request means."""
        return pkid

    def traversal(self, call: Call, model: Model) -> str:
        """In which direction to look: of subscribers never up (the note from 11.5.2)."""
        given = call.one("traversal") or self.default_traversal()
        if given not in TRAVERSALS:
            refuse(400, "traversal is up, down or local")
        return self.subscriber_traversal(given) if model is SUBSCRIBER else given

    def default_traversal(self) -> str:
        """The direction where none is given."""
        return "down"

    def subscriber_traversal(self, given: str) -> str:
        """The direction that counts on the list of subscribers."""
        return "down" if given == "up" else given

    def scope(self, model: Model, node: Node, traversal: str) -> list[Instance]:
        """The instances of a model that `node` sees, in the order of their making."""
        nodes = self.nodes_seen(node, traversal)
        return [one for one in self.store.table(model).values() if one.node in nodes]

    def nodes_seen(self, node: Node, traversal: str) -> set[Node]:
        """The nodes that a list covers."""
        if traversal == "local":
            return {node}
        return set(self.nodes_above(node) if traversal == "up" else node.below)

    def nodes_above(self, node: Node) -> set[Node]:
        """What `up` covers: the node itself and those above it."""
        return set(node.lineage)

"""Faults in the data of results: UPT-SUB-01."""

from __future__ import annotations

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.server import Uptivity


@fault("sub-node-omitted", violates="UPT-SUB-01", kind="omitted")
class _SubNodeOmitted(Uptivity):
    """No result has a sub node."""

    def sub_node(self, message: Message, outcome: Outcome) -> Element | None:  # noqa: ARG002
        return None


@fault("sub-node-omitted-in-lists", violates="UPT-SUB-01", kind="only-sometimes")
class _SubNodeOmittedInLists(Uptivity):
    """Lists have no sub node."""

    def sub_node(self, message: Message, outcome: Outcome) -> Element | None:
        node = super().sub_node(message, outcome)
        return None if node and node[1] and node[1][0][0] == "COUNT" else node


@fault("sub-node-flattened", violates="UPT-SUB-01", kind="wrong-value")
class _SubNodeFlattened(Uptivity):
    """The data stands in RESULT itself, without an element around it."""

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        found = super().elements(message, outcome)
        if outcome.node is None or isinstance(outcome.node[1], str):
            return found
        return [*(e for e in found if e is not outcome.node), *outcome.node[1]]


@fault("sub-node-omitted-in-changes", violates="UPT-SUB-01", kind="only-sometimes")
class _SubNodeOmittedInChanges(Uptivity):
    """What starts, stops or changes something has no sub node; lists have one."""

    def sub_node(self, message: Message, outcome: Outcome) -> Element | None:
        node = super().sub_node(message, outcome)
        return node if node and node[1] and node[1][0][0] == "COUNT" else None

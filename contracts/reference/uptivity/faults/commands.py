"""Faults in the data of results: UPT-SUB-01 and -02."""

from __future__ import annotations

from dataclasses import replace

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.server import Uptivity


@fault("sub-node-flattened", violates="UPT-SUB-01", kind="wrong-value")
class _SubNodeFlattened(Uptivity):
    """The data stands in RESULT itself, without an element around it."""

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        found = super().elements(message, outcome)
        if outcome.node is None or isinstance(outcome.node[1], str):
            return found
        return [*(e for e in found if e is not outcome.node), *outcome.node[1]]


@fault("sub-node-once", violates="UPT-SUB-01", kind="only-sometimes")
class _SubNodeOnce(Uptivity):
    """A list has its sub node the first time, and never again."""

    def perform(self, command: str, message: Message) -> Outcome:
        outcome = super().perform(command, message)
        seen: set[str] = vars(self).setdefault("lists_seen", set())
        if not outcome.node or outcome.node[0] not in ("USERS", "AGENTS", "CORES"):
            return outcome
        if outcome.node[0] in seen:
            return replace(outcome, node=None)
        seen.add(outcome.node[0])
        return outcome


@fault("data-as-comment", violates="UPT-SUB-02", kind="wrong-value", related="UPT-SUB-01")
class _DataAsComment(Uptivity):
    """Data stands in a comment."""

    def document(self, message: Message, outcome: Outcome) -> str:
        written = super().document(message, replace(outcome, node=None))
        return f"{written}<!-- {outcome.node[0]} -->" if outcome.node else written


@fault("data-as-text", violates="UPT-SUB-02", kind="wrong-value", related="UPT-SUB-01")
class _DataAsText(Uptivity):
    """Data stands as text beside the elements of RESULT."""

    def document(self, message: Message, outcome: Outcome) -> str:
        written = super().document(message, replace(outcome, node=None))
        named = outcome.node[0] if outcome.node else ""
        return written.replace("</RESULT>", f"{named}</RESULT>")


@fault("data-in-message", violates="UPT-SUB-02", kind="wrong-value", related="UPT-SUB-01")
class _DataInMessage(Uptivity):
    """Data stands in RESULTMSG, behind the label, and not in a sub node."""

    def sub_node(self, message: Message, outcome: Outcome) -> Element | None:  # noqa: ARG002
        return None

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        said = super().result_message(message, outcome)
        return f"{said} {outcome.node[0]}" if outcome.node and said else said

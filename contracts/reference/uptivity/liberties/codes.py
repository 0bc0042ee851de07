"""Liberties in codes, RESULTTYPE and RESULTMSG."""

from __future__ import annotations

from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity


@liberty("message-leading-space", ambiguity="UPT-AMB-07")
class _MessageLeadingSpace(Uptivity):
    """RESULTMSG begins with a space, as in the document's example."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        text = super().result_message(message, outcome)
        return text and f" {text}"

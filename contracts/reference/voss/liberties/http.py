"""Liberties in HTTP: media types, headers, transfer, sessions."""

from __future__ import annotations

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.request import Call, Reply
from contracts.reference.voss.server import Voss


@liberty("without-format-html", ambiguity="VOSS-AMB-14")
class _WithoutFormatHtml(Voss):
    """A request without a format is answered with a page for people."""

    def without_format(self, call: Call) -> Reply:
        reply = super().without_format(call)
        return reply if call.writes else self.html(reply.status, "VOSS", "Ask for format=json.")

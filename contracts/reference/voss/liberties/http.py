"""Liberties in HTTP: media types, headers, transfer, sessions."""

from __future__ import annotations

from contracts.reference.voss.liberties._registry import liberty
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply
from contracts.reference.voss.server import Voss


@liberty("without-format-html", ambiguity="VOSS-AMB-14")
class _WithoutFormatHtml(Voss):
    """A request without a format is answered with a page for people."""

    def without_format(self, call: Call) -> Reply:
        reply = super().without_format(call)
        if call.writes or any(name == b"location" for name, _ in reply.headers):
            return reply
        return self.html(reply.status, "VOSS", "Ask for format=json.")


@liberty("help-redirected")
class _HelpRedirected(Voss):
    """The help page of a model is at another address, to which its own redirects."""

    def help_reply(self, call: Call, model: Model) -> Reply:
        if call.one("page"):
            return super().help_reply(call, model)
        page = self.html(302, "Help has moved", "See the manual.")
        page.headers.append((b"location", f"/api/{model.name}/help/?page=1".encode()))
        return page

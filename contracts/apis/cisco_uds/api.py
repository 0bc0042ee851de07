"""One UDS server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from urllib.parse import quote

from lxml import etree
from msgspec.structs import replace

from contracts.apis.cisco_uds.answer import bare
from contracts.apis.cisco_uds.changes import Changing
from contracts.apis.cisco_uds.resources import BROWSER
from contracts.apis.cisco_uds.rules import check_format, check_replies
from contracts.kit import PASSED_THROUGH, Checked, Exchange, NotTested, parse_xml

_INSTANCE = "{http://www.w3.org/2001/XMLSchema-instance}"
_XMLNS = tuple("xmlns".encode(one) for one in ("utf-8", "utf-16-le", "utf-16-be"))


class Uds(Changing):
    """One UDS server, seen by the owner of the credentials."""

    redirects = PASSED_THROUGH

    def looks(self) -> Iterator[Exchange]:
        """The user that the credentials belong to, and the resources without a parameter.

        At last the version as a browser asks for it: a target that answers nobody else is broken,
        and is to be judged.
        """
        with suppress(NotTested):
            path = f"/user/{quote(self.user, safe='')}"
            yield self.wire.send("GET", path, failures="return", **self.redirects)
        yield from super().looks()
        headers = (("User-Agent", BROWSER),)
        yield self.wire.send(
            "GET", "/version", headers=headers, failures="return", **self.redirects
        )

    def understood(self, exchange: Exchange) -> Exchange:
        """The exchange as its operation is to judge it: a namespace is open (UDS-AMB-27).

        So is whether an element without content says that it is nil.
        """
        response = exchange.response
        if response is None or not any(one in response.body for one in _XMLNS):
            return exchange
        try:
            root = bare(parse_xml(response.body, response.charset))
        except etree.XMLSyntaxError:
            return exchange
        for one in root.iter("*"):
            for name in [str(at) for at in one.attrib if str(at).startswith(_INSTANCE)]:
                del one.attrib[name]
        etree.cleanup_namespaces(root)
        plain = etree.tostring(root, encoding=response.charset or "utf-8", xml_declaration=True)
        return replace(exchange, response=replace(response, body=plain))

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every reply: a representation is XML, and nothing is JSON."""
        operation = exchange.request.operation or ""
        errors = self.reading("UDS-AMB-04") != "errors-open"
        checked = check_replies(exchange, errors=errors)
        if operation.startswith("get") and not checked.findings:
            return check_format(exchange, self.root_of(operation))
        return checked

    def fresh(self) -> None:
        """Forget connections and cookies: what follows comes from a stranger."""
        self.wire.refresh()

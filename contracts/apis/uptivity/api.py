"""Commands of the Uptivity API Server over HTTP."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, ClassVar, Literal
from urllib.parse import parse_qsl, urlsplit
from xml.sax.saxutils import escape

from contracts.apis.base import Api
from contracts.apis.uptivity.allowed import allowed
from contracts.apis.uptivity.reply import Reply
from contracts.apis.uptivity.rules import check_reply
from contracts.catalogue import read_table
from contracts.model import Exchange, Inconclusive, NotTested, Request, Target
from contracts.oracles import Checked, ResultCodes

XML = (("Content-Type", "text/xml; charset=utf-8"),)
SUCCESS = 20
"""The code of the general success."""

BY_GET, BY_POST, BY_XML = "queries by GET", "queries by POST", "XML by POST"
WAYS = (BY_GET, BY_POST, BY_XML)
"""How a message can be sent. Public documentation has the first; a target may offer the others."""


def _test(request_id: str) -> tuple[tuple[str, str], ...]:
    # In small letters, as every query in the public documentation has its command.
    return (("type", "test"), ("requestid", request_id))


class Uptivity(Api):
    """One Uptivity API Server."""

    name: ClassVar[str] = "uptivity"
    fixture: ClassVar[str] = "uptivity"

    UNKNOWN: ClassVar[str] = "UccNoSuchCommand"
    """What commands begin with that no server has; sending them needs no leave to write."""

    @classmethod
    def reads(cls, request: Request, target: Target) -> bool:
        """A GET of TEST, of a command that no server has, of none, or of one in `data.reads`."""
        if request.method not in {"GET", "HEAD"} or request.body:
            return False
        known = {"test", "", *(name.lower() for name in target.data.get("reads", ()))}
        query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
        # White space does not make another parameter or command of it for every server.
        commands = [
            value.strip().lower() for name, value in query if name.strip().lower() == "type"
        ]
        invented = cls.UNKNOWN.lower()
        return all(one in known or one.startswith(invented) for one in commands)

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every RESULT: code, label and command agree."""
        return check_reply(exchange, self.codes, self.target.readings)

    @cached_property
    def codes(self) -> ResultCodes:
        """The document's table."""
        return ResultCodes(read_table(self.spec.directory / "result-codes.tsv"))

    @property
    def page(self) -> str:
        """The path of the API page."""
        page: str = self.target.data.get("page", "/webAPI.aspx")
        return page

    def get(self, query: Sequence[tuple[str, str]] | str, **how: Any) -> Reply:
        """The answer to a query string by GET; `how` is what `Wire.send` takes."""
        return self._send("GET", query=query, **how)

    def post(self, query: Sequence[tuple[str, str]] | str, **how: Any) -> Reply:
        """The answer to a query string by POST with an empty body."""
        return self._send("POST", query=query, **how)

    def post_xml(self, elements: Sequence[tuple[str, str]] | str, **how: Any) -> Reply:
        """The answer to an XML REQUEST in the body of a POST.

        `elements` are the children of REQUEST; a text is sent as the whole body as it is.
        """
        if not isinstance(elements, str):
            inner = "".join(f"<{name}>{escape(text)}</{name}>" for name, text in elements)
            elements = f"<REQUEST>{inner}</REQUEST>"
        return self._send("POST", headers=XML, body=elements.encode(), **how)

    def by(self, way: str, pairs: Sequence[tuple[str, str]], **how: Any) -> Reply:
        """The answer to a message sent in one of `WAYS`; names and command of XML in capitals."""
        if way == BY_XML:
            capitals = [(n.upper(), v.upper() if n == "type" else v) for n, v in pairs]
            return self.post_xml(capitals, **how)
        return self.post(pairs, **how) if way == BY_POST else self.get(pairs, **how)

    def takes(self, way: str) -> None:
        """Make sure that TEST is accepted in this way.

        Raises Inconclusive where a GET is not, NotTested for the ways that a target need not offer.
        """
        if way == BY_GET:
            self.control()
            return
        reply = self.by(way, _test("4711"), operation=None, failures="return")
        if reply.text_or_none("RESULTCODE") != str(SUCCESS):
            reason = f"the target does not take {way}: {reply}"
            raise NotTested(reason)

    def test(self, request_id: str, **how: Any) -> Reply:
        """The answer to TEST, the command that asks whether the server is there."""
        return self.get(_test(request_id), **how)

    def probe(self) -> Exchange:
        """A TEST."""
        return self.test("1", failures="return").exchange

    def command(
        self, values: Mapping[str, str], request_id: str, method: Literal["GET", "POST"] = "GET"
    ) -> Reply:
        """The answer to any command: `values` are its parameters with `type` among them."""
        return self._send(method, query=(*values.items(), ("requestid", request_id)))

    def prepare(self, values: Mapping[str, str], request_id: str) -> None:
        """Send a command whose answer does not matter."""
        self.command(values, request_id)

    def unknown_command(
        self,
        request_id: str,
        *,
        suffix: str = "",
        arguments: Mapping[str, str] | None = None,
        way: str = BY_GET,
        failures: Literal["raise", "return"] = "raise",
    ) -> Reply:
        """The answer to a command that no server has; its name ends in `suffix`."""
        pairs = (
            ("type", self.UNKNOWN + suffix),
            ("requestid", request_id),
            *(arguments or {}).items(),
        )
        return self.by(way, pairs, defect="a command that does not exist", failures=failures)

    def no_command(self, request_id: str, way: str = BY_GET) -> Reply:
        """The answer to a message that names no command."""
        return self.by(way, (("requestid", request_id),), defect="no command")

    def control(self, request_id: str = "4711") -> Reply:
        """A TEST that succeeds: the positive control beside which a rejection counts.

        Raises Inconclusive where the target does not accept it.
        """
        return self.accepted(self.test(request_id), "TEST by GET")

    def accepted(self, reply: Reply, what: str) -> Reply:
        """`reply`, when it is a success. Raises Inconclusive otherwise."""
        if not reply.is_result or reply.type == "ERROR" or reply.code != SUCCESS:
            reason = f"the control, {what}, was not accepted: {reply}"
            raise Inconclusive(reason)
        return reply

    def allowed(self, case: str) -> frozenset[int]:
        """The codes that are right for `case` ("unknown command", "request id", …)."""
        return allowed(case, self.target.readings, self.codes)

    def shown(self, case: str) -> str:
        """Those codes as a finding shows them."""
        return ", ".join(str(code) for code in sorted(self.allowed(case)))

    def _send(self, method: str, **how: Any) -> Reply:
        how.setdefault("operation", "commandByGet" if method == "GET" else "commandByPost")
        return Reply(self.wire.send(method, how.pop("path", self.page), **how))

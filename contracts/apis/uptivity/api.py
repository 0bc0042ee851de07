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
from contracts.model import Exchange, Inconclusive, Request, Target
from contracts.oracles import Checked, ResultCodes

XML = (("Content-Type", "text/xml; charset=utf-8"),)
SUCCESS = 20
"""The code of the general success."""


class Uptivity(Api):
    """One Uptivity API Server."""

    name: ClassVar[str] = "uptivity"
    fixture: ClassVar[str] = "uptivity"

    UNKNOWN: ClassVar[str] = "UccNoSuchCommand"
    """What commands begin with that no server has; sending them needs no leave to write."""

    @classmethod
    def reads(cls, request: Request, target: Target) -> bool:
        """A GET of TEST, of a command that no server has, of none, or of one in `data.reads`."""
        if request.method not in {"GET", "HEAD"}:
            return False
        known = {"test", "", *(name.lower() for name in target.data.get("reads", ()))}
        query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
        commands = [value.lower() for name, value in query if name.lower() == "type"]
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

    def test(self, request_id: str, **how: Any) -> Reply:
        """The answer to TEST, the command that asks whether the server is there."""
        return self.get((("type", "TEST"), ("requestid", request_id)), **how)

    def command(
        self, values: Mapping[str, str], request_id: str, method: Literal["GET", "POST"] = "GET"
    ) -> Reply:
        """The answer to any command: `values` are its parameters with `type` among them."""
        return self._send(method, query=(*values.items(), ("requestid", request_id)))

    def prepare(self, values: Mapping[str, str], request_id: str) -> None:
        """Send a command whose answer does not matter."""
        self.command(values, request_id)

    def unknown_command(
        self, request_id: str, *, suffix: str = "", arguments: Mapping[str, str] | None = None
    ) -> Reply:
        """The answer to a command that no server has; its name ends in `suffix`."""
        query = (
            ("type", self.UNKNOWN + suffix),
            ("requestid", request_id),
            *(arguments or {}).items(),
        )
        return self.get(query, defect="a command that does not exist")

    def no_command(self, request_id: str) -> Reply:
        """The answer to a message that names no command."""
        return self.get((("requestid", request_id),), defect="no command")

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

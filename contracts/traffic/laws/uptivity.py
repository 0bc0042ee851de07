"""Uptivity: REQUESTID, result codes by their labels, and errors beside successes."""

from __future__ import annotations

import re
from functools import cached_property
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from contracts.apis.uptivity.reply import Reply
from contracts.catalogue import load, read_table
from contracts.model import Inconclusive
from contracts.oracles import ResultCodes, parse_xml
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_LABEL = re.compile(r"API_[A-Z_]+")
_PLAIN = re.compile(r"[1-9][0-9]{0,8}")
_NUMBER = re.compile(r"-?[0-9]{1,40}")
_OK = 20
_KEPT = 500


class UptivityResults(Saying):
    """The laws of results."""

    name = "results"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._returned: dict[str, tuple[str, Seen]] = {}
        self._success: Seen | None = None
        self._by_get: Seen | None = None
        self._by_post: Seen | None = None
        self._without: dict[str, Seen] = {}
        self._same: dict[frozenset[tuple[str, str]], tuple[str, Reply, Seen]] = {}

    @cached_property
    def _codes(self) -> ResultCodes:
        return ResultCodes(read_table(load("uptivity").directory / "result-codes.tsv"))

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        if not seen.whole or seen.unjudged:
            return
        reply = Reply(seen.exchange)
        try:
            code, label = (reply.code, reply.type) if reply.is_result else (None, "")
        except Inconclusive:
            return
        if code is None:
            return
        sent = _sent(seen)
        is_error = label == "ERROR"
        self._coded(seen, reply, code, label)
        self._echoed(seen, reply, sent, is_error=is_error)
        if not is_error and code == _OK:
            self._succeeded(seen, reply, sent)
        if is_error and sent is not None:
            if not sent.get("type"):
                self._without.setdefault("UPT-ERR-04", seen)
            elif not sent.get("requestid"):
                self._without.setdefault("UPT-ID-04", seen)
        elif is_error and seen.exchange.request.body:
            self._without.setdefault("UPT-XMLREQ-02", seen)
        if sent and not seen.problems:
            self._alike(seen, reply, sent)

    def _coded(self, seen: Seen, reply: Reply, code: int, label: str) -> None:
        """The code of an outcome that the result itself names."""
        said = _LABEL.match(reply.text("RESULTMSG") or "")
        names = {label, said[0] if said else ""} - {"API_OK"}
        if label == "API_OK" and code == _OK:
            names.add("API_OK")
        if code in self._codes and self._codes.label(code) in names:
            self.passes(f"UPT-CODE-{code:02}", seen)

    def _echoed(
        self, seen: Seen, reply: Reply, sent: dict[str, str] | None, *, is_error: bool
    ) -> None:
        identifier = (sent or {}).get("requestid", "")
        if not identifier or reply.request_id is None or seen.problems:
            return
        required = "UPT-ID-03" if is_error else "UPT-ID-01"
        if not _PLAIN.fullmatch(identifier):
            if is_error or not _NUMBER.fullmatch(identifier):
                return
            required = "UPT-ID-02"
            if reply.request_id != identifier:
                text = f"REQUESTID is {reply.request_id!r}; the request sent {identifier!r}"
                self.breaks(required, text, seen, expected=identifier, observed=reply.request_id)
        if reply.request_id != identifier:
            return
        known, before = self._returned.setdefault(required, (identifier, seen))
        if known != identifier:  # one alone may be a constant
            self.passes(required, before, seen)

    def _succeeded(self, seen: Seen, reply: Reply, sent: dict[str, str] | None) -> None:
        self._success = self._success or seen
        method = seen.exchange.request.method
        if method == "GET":
            self._by_get = self._by_get or seen
        else:
            self._by_post = self._by_post or seen
        if (sent or {}).get("type", "").lower() == "test":
            self.passes("UPT-OK-01", seen)
            if (reply.text("RESULTMSG") or "").strip() == "API_OK":
                self.passes("UPT-OK-03", seen)
        texts = " ".join(value for name, value in (sent or {}).items() if name != "type")
        if any(mark in texts for mark in "<&") and reply.parses:
            self.passes("UPT-XML-02", seen)

    def _alike(self, seen: Seen, reply: Reply, sent: dict[str, str]) -> None:
        """The same message in two ways has the same result, where it only asks."""
        if sent.get("type", "").lower() != "test":
            return
        request = seen.exchange.request
        way = "XML" if request.body else request.method
        key = frozenset(
            (name, value.lower()) for name, value in sent.items() if name != "requestid"
        )
        other, before, shown = self._same.setdefault(key, (way, reply, seen))
        if other == way or not reply.same_result(before):
            return
        ways = {other, way}
        if ways == {"GET", "POST"}:
            self.passes("UPT-HTTP-02", shown, seen)
        elif "XML" in ways:
            self.passes("UPT-XMLREQ-01", shown, seen)

    def end(self, accounts: Accounts) -> None:
        """Count errors beside a success."""
        self.listen(accounts)
        if self._success is None:
            return
        for requirement, seen in self._without.items():
            self.passes(requirement, seen, self._success)
        if self._by_get is not None:
            self.passes("UPT-HTTP-05", self._by_get)
            if self._without:
                shown = next(iter(self._without.values()))
                self.passes("UPT-HTTP-01", self._by_get, shown)


def _sent(seen: Seen) -> dict[str, str] | None:
    """The parameters of a message by their names in small letters; None where it is no XML."""
    request = seen.exchange.request
    if request.body:
        try:
            root = parse_xml(request.body)
        except etree.XMLSyntaxError:
            return None
        return {str(child.tag).lower(): child.text or "" for child in root}
    query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    return {name.lower(): value for name, value in query}

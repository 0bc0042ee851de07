"""What the document says of every RESULT, whatever it answers."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qsl, urlsplit

from lxml import etree

from contracts.apis.uptivity.reply import Reply
from contracts.kit import (
    Checked,
    CodeKind,
    Exchange,
    Finding,
    Inconclusive,
    Request,
    ResultCodes,
    clip,
    parse_xml,
    show,
)

_LABEL = re.compile(r"API_[A-Z_]+")
_JSON = re.compile(rb"""\s*\{.*["']RESULTCODE["']""", re.DOTALL)
_ERRORS = frozenset({CodeKind.ERROR, CodeKind.LIKELY_ERROR})
_OK = 20
_API_OK = "API_OK"
_PLAIN_ID = re.compile(r"[1-9][0-9]{0,8}")
"""Numbers that every server can take; of others UPT-ID-02 says more."""
_UNREAD = frozenset({11, 14, 16, 17})
"""Errors that say that the message, or its REQUESTID, could not be read (UPT-AMB-10)."""
_ECHOED_WITH = frozenset({None, "a command that does not exist", "no command"})
"""Defects of a request beside which its REQUESTID can still be read."""

_PARTS = {
    "UPT-RESULT-02": "RESULTTYPE",
    "UPT-RESULT-03": "RESULTCODE",
    "UPT-RESULT-04": "RESULTMSG",
}
_QUIRK = {17: "API_ERROR_NO_DEFAULT_RECORDING_PATH"}
"""The document's example pairs this code with that label (UPT-AMB-01)."""

Trouble = tuple[str, str, str] | None
"""Summary, expected, observed; None where the requirement is upheld."""


def check_reply(
    exchange: Exchange, codes: ResultCodes, readings: Mapping[str, str], *, taken: bool = True
) -> Checked:
    """What one exchange upholds and breaks; a part that its RESULT lacks is not judged here.

    `taken` says whether the target is known to take messages in the way in which this one was
    sent: an error may else be for that, and its REQUESTID unread (UPT-AMB-10).
    """
    if exchange.response is None:
        return Checked()
    reply = Reply(exchange)
    # What has an operation is held to its schema.
    findings = list(_form(reply)) if exchange.request.operation is None else []
    if not reply.is_result:
        return Checked(findings=tuple(findings))
    upheld: list[str] = []
    for requirement, trouble in _Rules(reply, codes, readings, taken=taken).judged():
        if trouble is None:
            upheld.append(requirement)
        else:
            summary, expected, observed = trouble
            findings.append(Finding(requirement, summary, expected, clip(observed), (exchange.id,)))
    return Checked(tuple(upheld), tuple(findings))


def _form(reply: Reply) -> Iterator[Finding]:
    """What a result has to be, in whatever way it was asked for: a RESULT, and whole."""
    ids = (reply.exchange.id,)
    if reply.looks_like_one and not reply.parses and _asks_plainly(reply.exchange.request):
        summary = f"the result is {reply.trouble}"
        yield Finding("UPT-XML-01", summary, "well-formed XML", show(reply.body), ids)
    if not reply.parses and _JSON.match(reply.body):
        summary = "the result is JSON, not XML"
        yield Finding("UPT-XML-01", summary, "XML", show(reply.body), ids)
    if reply.is_renamed:
        summary = f"{reply.trouble}, not RESULT, though it has a RESULTCODE"
        observed = show(reply.body)
        yield Finding("UPT-RESULT-01", summary, "RESULT", observed, ids, "xpath /*")
    for requirement, name in _PARTS.items() if reply.is_result else ():
        if not reply.count(name):
            yield Finding(requirement, f"the RESULT has no {name}", f"one {name}", "none", ids)


def _asks_plainly(request: Request) -> bool:
    """Whether nothing of a message needs an escape in its result, which UPT-XML-02 judges."""
    sent = _sent(request)
    plain = _PLAIN_ID.fullmatch(sent.get("requestid", ""))
    return request.defect in _ECHOED_WITH and bool(plain) and sent.get("type", "").isalnum()


def _sent(request: Request) -> dict[str, str]:
    """The parameters of a message by their names in small letters: of its body, or its query."""
    if request.body:
        try:
            root = parse_xml(request.body)
        except etree.XMLSyntaxError:
            return {}
        return {str(child.tag).lower(): child.text or "" for child in root}
    query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    return {name.lower(): value for name, value in query}


class _Rules:
    """The rules over one RESULT.

    Each says nothing of what another one judges, so that one defect breaks one requirement:
    API_OK beside 20 is UPT-OK-02, a label beside another code UPT-TABLE-02, a word that is no
    label UPT-ERR-01 on an error's code and UPT-TABLE-02 on others.
    """

    def __init__(
        self, reply: Reply, codes: ResultCodes, readings: Mapping[str, str], *, taken: bool
    ) -> None:
        self._taken = taken
        self._reply = reply
        self._codes = codes
        self._readings = readings
        request = reply.exchange.request
        self._sent = _sent(request)
        self._plain = request.defect is None
        self._echoes = request.defect in _ECHOED_WITH

    def judged(self) -> Iterator[tuple[str, Trouble]]:
        """Requirement ids with the trouble, or with None where they are upheld."""
        reply, codes = self._reply, self._codes
        command = reply.text("REQUESTTYPE")
        if command is not None and self._plain and "type" in self._sent:
            yield "UPT-TYPE-01", self._command(command)
        try:
            code, label, message = reply.code, reply.type, reply.message
        except Inconclusive:
            return
        kind = codes.kind(code)
        if self._echoes and code not in _UNREAD:
            yield from self._echoed(is_error=label == "ERROR")
        yield "UPT-TABLE-01", self._in_table(code)
        yield from self._labelled(code, label, kind)
        yield from self._called_error(code, label, kind)
        said = _LABEL.match(message)
        general = code == _OK and self._sent.get("type", "").lower() == "test"
        if general and self._plain and label == _API_OK:
            yield "UPT-OK-03", self._success_message(message)
        elif said and codes.codes(said[0]) and code in codes and not general:
            yield "UPT-TABLE-03", self._message(code, said[0])

    def _echoed(self, *, is_error: bool) -> Iterator[tuple[str, Trouble]]:
        """Where REQUESTID is not the one that was sent; of successes UPT-RESULT-05 wants one."""
        sent, said = self._sent.get("requestid", ""), self._reply.request_id or ""
        has_one = is_error or self._reply.count("REQUESTID")
        if not _PLAIN_ID.fullmatch(sent) or said == sent or not has_one:
            return
        if self._taken or not is_error:
            summary = f"REQUESTID is {said!r}; the request sent {sent!r}"
            if not self._reply.count("REQUESTID"):
                summary = "an error has no REQUESTID"
            trouble = (summary, sent, said or "none")
            yield "UPT-ID-03" if is_error else "UPT-ID-01", trouble

    def _labelled(self, code: int, label: str, kind: CodeKind) -> Iterator[tuple[str, Trouble]]:
        """What RESULTTYPE and RESULTCODE say together."""
        if self._plain and "requestid" in self._sent and label != "ERROR" and kind not in _ERRORS:
            yield "UPT-RESULT-05", self._request_id()
        if label == "ERROR":
            yield "UPT-ERR-02", self._error_code(code, kind)
        elif code == _OK:
            yield "UPT-OK-02", self._success_type(label)
            if label == _API_OK:
                yield "UPT-TABLE-02", None
        elif code not in self._codes:
            return  # which is what UPT-TABLE-01 judges
        elif self._codes.codes(label) and label != _API_OK:
            yield "UPT-TABLE-02", self._label(code, label)
        elif kind not in _ERRORS:
            yield "UPT-TABLE-02", self._no_label(code, label)

    def _called_error(self, code: int, label: str, kind: CodeKind) -> Iterator[tuple[str, Trouble]]:
        """What RESULTTYPE says where the code names an error."""
        if kind is CodeKind.ERROR:
            yield "UPT-ERR-01", self._error_type(code, label)
        elif kind is CodeKind.LIKELY_ERROR:
            # A word that is no label either is wrong whatever the code names, and so is API_OK
            # where nothing but an error can be the answer.
            named = label in {"ERROR", _API_OK} or self._codes.codes(label)
            likely = named and self._plain
            if self._echoes or not named:
                yield "UPT-ERR-05" if likely else "UPT-ERR-01", self._error_type(code, label)
        if kind not in _ERRORS or self._readings["UPT-AMB-04"] != "sentence":
            return
        if label == "ERROR":
            yield "UPT-ERR-06", None
        elif label in {self._codes.label(code), _QUIRK.get(code)}:
            # The label of another code is what UPT-TABLE-02 judges.
            yield "UPT-ERR-06", (f"RESULTTYPE of an error is the label {label}", "ERROR", label)

    def _command(self, said: str) -> Trouble:
        sent = self._sent["type"]
        if said.strip().lower() == sent.lower():
            return None
        return (f"REQUESTTYPE is {said!r}; the request sent {sent!r}", sent, said)

    def _request_id(self) -> Trouble:
        count = self._reply.count("REQUESTID")
        if count == 1:
            return None
        return (f"the RESULT has {count} REQUESTIDs, not one", "one REQUESTID", str(count))

    def _in_table(self, code: int) -> Trouble:
        if code in self._codes:
            return None
        return (f"result code {code} is not in the table", "0 to 18 or 20 to 59", str(code))

    def _success_type(self, said: str) -> Trouble:
        if said == _API_OK:
            return None
        return (f"RESULTTYPE is {said!r} beside code 20, not API_OK", "API_OK", said)

    def _success_message(self, said: str) -> Trouble:
        if said == _API_OK:
            return None
        return (f"RESULTMSG of the general success is {said!r}, not API_OK", "API_OK", said)

    def _label(self, code: int, said: str) -> Trouble:
        quirk = said == _QUIRK.get(code) and self._readings["UPT-AMB-01"] == "either"
        if said == self._codes.label(code) or quirk:
            return None
        text = f"RESULTTYPE {said} does not belong to code {code}"
        return (text, self._codes.label(code), said)

    def _no_label(self, code: int, said: str) -> Trouble:
        if said == _API_OK and self._readings["UPT-AMB-05"] == "either":
            return None
        text = f"RESULTTYPE {said!r} does not belong to code {code}"
        return (text, f"{self._codes.label(code)} or API_OK", said)

    def _error_type(self, code: int, said: str) -> Trouble:
        # The label of another code is what UPT-TABLE-02 judges.
        labels = self._codes.codes(said) and said != _API_OK
        if said == "ERROR" or (labels and self._readings["UPT-AMB-04"] != "strict"):
            return None
        text = f"RESULTTYPE is {said!r} beside code {code}, {self._codes.label(code)}"
        return (text, "ERROR", said)

    def _error_code(self, code: int, kind: CodeKind) -> Trouble:
        successes = {CodeKind.SUCCESS}
        if self._readings["UPT-AMB-18"] == "any-success":
            successes.add(CodeKind.LIKELY_SUCCESS)
        if kind not in successes:
            return None
        text = f"an error result has code {code}, which names a success"
        return (text, "the code of an error", f"{code} ({self._codes.label(code)})")

    def _message(self, code: int, said: str) -> Trouble:
        if code in self._codes.codes(said):
            return None
        if said == _QUIRK.get(code) and self._readings["UPT-AMB-01"] == "either":
            return None
        text = f"RESULTMSG begins with {said}, which does not belong to code {code}"
        return (text, self._codes.label(code), said)

"""Faults with REQUESTID: UPT-ID-01 to -04.

Those of UPT-ID-01 touch ordinary ids in results that are not errors, those of UPT-ID-02
unusual ids only, those of UPT-ID-03 ordinary ids in errors.
"""
# ruff: noqa: ARG002 - an override takes what the method it stands for takes

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import unquote

from contracts.reference.uptivity.faults._registry import fault, is_plain
from contracts.reference.uptivity.request import Message, Pairs
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity

_NUMBER = re.compile(r"-?[0-9]+")
_WORD = 2**32
_HALF = 2**31
_FLOAT_DIGITS = 15
_KEPT = 18


class _Changed(Uptivity):
    def changed(self, sent: str) -> str:
        raise NotImplementedError

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return is_plain(message.request_id) and not outcome.is_error

    def request_id(self, message: Message, outcome: Outcome) -> str | None:
        said = super().request_id(message, outcome)
        return self.changed(said) if said and self.hit(message, outcome) else said


class _InErrors(_Changed):
    def hit(self, message: Message, outcome: Outcome) -> bool:
        return is_plain(message.request_id) and outcome.is_error


class _Unusual(_Changed):
    def hit(self, message: Message, outcome: Outcome) -> bool:
        sent = message.request_id or ""
        return not is_plain(sent) and _NUMBER.fullmatch(sent) is not None


@fault("request-id-stale", violates="UPT-ID-01", kind="stale")
class _Stale(_Changed):
    """REQUESTID is that of the request before."""

    before = "0"

    def changed(self, sent: str) -> str:
        said, self.before = self.before, sent
        return said


@fault("request-id-off-by-one", violates="UPT-ID-01", kind="wrong-value")
class _OffByOne(_Changed):
    """REQUESTID is one more than what was sent."""

    def changed(self, sent: str) -> str:
        return str(int(sent) + 1)


@fault("request-id-constant", violates="UPT-ID-01", kind="wrong-value")
class _Constant(_Changed):
    """REQUESTID is always 1, as in the document's example."""

    def changed(self, sent: str) -> str:
        return "1"


@fault("request-id-blank", violates="UPT-ID-01", kind="omitted")
class _Blank(_Changed):
    """REQUESTID is empty."""

    def changed(self, sent: str) -> str:
        return ""


@fault("request-id-zeros-dropped", violates="UPT-ID-02", kind="wrong-value")
class _ZerosDropped(_Unusual):
    """Leading zeros of REQUESTID are lost."""

    def changed(self, sent: str) -> str:
        return sent.lstrip("0") or "0" if sent.startswith("0") else sent


@fault("request-id-minus-lost", violates="UPT-ID-02", kind="wrong-value")
class _MinusLost(_Unusual):
    """The minus sign of REQUESTID is lost."""

    def changed(self, sent: str) -> str:
        return sent.removeprefix("-")


@fault("request-id-wrapped", violates="UPT-ID-02", kind="wrong-value")
class _Wrapped(_Unusual):
    """REQUESTID is kept in 32 bits."""

    def changed(self, sent: str) -> str:
        number = int(sent)
        if -_HALF <= number < _HALF:
            return sent
        return str((number + _HALF) % _WORD - _HALF)


@fault("request-id-float", violates="UPT-ID-02", kind="wrong-value")
class _Float(_Unusual):
    """A REQUESTID of more than 15 digits becomes a floating point number."""

    def changed(self, sent: str) -> str:
        return f"{float(sent[:300]):.15E}" if len(sent) > _FLOAT_DIGITS else sent


@fault("request-id-cut", violates="UPT-ID-02", kind="only-sometimes")
class _Cut(_Unusual):
    """REQUESTID is cut after 18 characters."""

    def changed(self, sent: str) -> str:
        return sent[:_KEPT]


class _Text(_Changed):
    """Takes a REQUESTID that is no number, and does not give it back as it was."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return not outcome.is_error

    def request_id_not_a_number(self, sent: str) -> None:
        """Accept it."""


@fault("request-id-small-letters", violates="UPT-ID-02", kind="wrong-value")
class _SmallLetters(_Text):
    """REQUESTID comes back in small letters."""

    def changed(self, sent: str) -> str:
        return sent.lower()


@fault("request-id-trimmed", violates="UPT-ID-02", kind="only-sometimes")
class _Trimmed(_Text):
    """White space around REQUESTID is lost."""

    def changed(self, sent: str) -> str:
        return sent.strip()


@fault("request-id-in-ascii", violates="UPT-ID-02", kind="wrong-value")
class _InAscii(_Text):
    """Characters beyond ASCII come back in REQUESTID as question marks."""

    def changed(self, sent: str) -> str:
        return sent.encode("ascii", "replace").decode()


@fault("request-id-cut-at-semicolon", violates="UPT-ID-02", kind="wrong-value")
class _CutAtSemicolon(_Text):
    """REQUESTID is cut at the first semicolon."""

    def changed(self, sent: str) -> str:
        return sent.partition(";")[0]


@fault("request-id-decoded-twice", violates="UPT-ID-02", kind="wrong-value")
class _DecodedTwice(_Text):
    """Percent signs in REQUESTID are taken for an encoding once more."""

    def changed(self, sent: str) -> str:
        return unquote(sent)


@fault("request-id-zero-beside-data", violates="UPT-ID-01", kind="only-sometimes")
class _ZeroBesideData(_Changed):
    """REQUESTID is 0 in results that have a sub node."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return super().hit(message, outcome) and outcome.node is not None

    def changed(self, sent: str) -> str:
        return "0"


@fault("request-id-lost-before-the-command", violates="UPT-ID-01", kind="only-sometimes")
class _LostBeforeTheCommand(Uptivity):
    """REQUESTID is 0 where it was sent before the command."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        message = super().compose(pairs, form)
        first = bool(pairs) and pairs[0][0] == "REQUESTID" and is_plain(message.request_id)
        return replace(message, request_id="0") if first and message.command else message


@fault(
    "request-id-lost-behind-the-command",
    violates="UPT-ID-01",
    kind="only-sometimes",
    related="UPT-ID-03 UPT-XMLREQ-01",
)
class _LostBehindTheCommand(Uptivity):
    """REQUESTID of XML sent by POST is not read where the command stands before it."""

    def compose(self, pairs: Pairs, form: str) -> Message:
        message = super().compose(pairs, form)
        first = form == "xml" and bool(pairs) and pairs[0][0] == "TYPE"
        return replace(message, request_id="") if first else message


@fault("request-id-blank-in-errors", violates="UPT-ID-03", kind="omitted")
class _BlankInErrors(_InErrors):
    """REQUESTID of an error is empty."""

    def changed(self, sent: str) -> str:
        return ""


@fault("request-id-zero-in-errors", violates="UPT-ID-03", kind="wrong-value")
class _ZeroInErrors(_InErrors):
    """REQUESTID of an error is 0."""

    def changed(self, sent: str) -> str:
        return "0"


@fault("request-id-in-capitals-in-errors", violates="UPT-ID-03", kind="wrong-value")
class _InCapitalsInErrors(_InErrors):
    """Letters in the REQUESTID of an error are capitals."""

    def request_id_not_a_number(self, sent: str) -> None:
        """Accept it, but for errors."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return bool(message.request_id) and outcome.is_error

    def changed(self, sent: str) -> str:
        return sent.upper()


@fault("request-id-stale-in-errors", violates="UPT-ID-03", kind="stale")
class _StaleInErrors(_InErrors):
    """REQUESTID of an error is that of the error before."""

    before = "0"

    def changed(self, sent: str) -> str:
        said, self.before = self.before, sent
        return said


@fault("missing-id-accepted", violates="UPT-ID-04", kind="omitted")
class _MissingAccepted(Uptivity):
    """A request without a REQUESTID, or with an empty one, is carried out."""

    def request_id_missing(self) -> None:
        pass


@fault("missing-id-of-before", violates="UPT-ID-04", kind="stale")
class _MissingOfBefore(_MissingAccepted):
    """A request without a REQUESTID is carried out under that of the request before."""

    before = "0"

    def request_id(self, message: Message, outcome: Outcome) -> str | None:
        self.before = super().request_id(message, outcome) or self.before
        return self.before


@fault("empty-id-accepted", violates="UPT-ID-04", kind="only-sometimes")
class _EmptyAccepted(Uptivity):
    """A request with an empty REQUESTID is carried out."""

    def check_request_id(self, message: Message) -> None:
        if message.request_id != "":
            super().check_request_id(message)

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


class _Changed(Uptivity):
    def changed(self, sent: str) -> str:
        raise NotImplementedError

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return is_plain(message.request_id) and not outcome.is_error

    def request_id(self, message: Message, outcome: Outcome) -> str | None:
        said = super().request_id(message, outcome)
        return self.changed(said) if said and self.hit(message, outcome) else said


class _Unusual(_Changed):
    def hit(self, message: Message, outcome: Outcome) -> bool:
        sent = message.request_id or ""
        return not is_plain(sent) and _NUMBER.fullmatch(sent) is not None


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


class _Text(_Changed):
    """Takes a REQUESTID that is no number, and does not give it back as it was."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return not outcome.is_error

    def request_id_not_a_number(self, sent: str) -> None:
        """Accept it."""


@fault("request-id-decoded-twice", violates="UPT-ID-02", kind="wrong-value")
class _DecodedTwice(_Text):
    """Percent signs in REQUESTID are taken for an encoding once more."""

    def changed(self, sent: str) -> str:
        return unquote(sent)


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


@fault("missing-id-of-before", violates="UPT-ID-04", kind="stale")
class _MissingOfBefore(Uptivity):
    """A request without a REQUESTID is carried out under that of the request before."""

    before = "0"

    def request_id_missing(self) -> None:
        """Accept it."""

    def request_id(self, message: Message, outcome: Outcome) -> str | None:
        self.before = super().request_id(message, outcome) or self.before
        return self.before

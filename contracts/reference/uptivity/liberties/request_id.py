"""Liberties with REQUESTID."""

from __future__ import annotations

import re

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome, refuse
from contracts.reference.uptivity.server import Uptivity

_DIGITS = 18
_LIMIT = 2**31
_INTEGER = re.compile("-?[0-9]+")


@liberty("request-id-missing-26", ambiguity="UPT-AMB-15", choice="request-id-missing")
class _Missing26(Uptivity):
    """A request without a REQUESTID is 26."""

    def request_id_missing(self) -> None:
        refuse(Code.BLANK_REQUIRED_VALUE, "REQUESTID")


@liberty("request-id-missing-16", ambiguity="UPT-AMB-15", choice="request-id-missing")
class _Missing16(Uptivity):
    """A request without a REQUESTID is 16."""

    def request_id_missing(self) -> None:
        refuse(Code.INVALID_MESSAGE_FORMAT, "REQUESTID")


@liberty("request-id-missing-59", ambiguity="UPT-AMB-15", choice="request-id-missing")
class _Missing59(Uptivity):
    """A request without a REQUESTID is 59."""

    def request_id_missing(self) -> None:
        refuse(Code.PARAMETERS_INVALID, "REQUESTID")


@liberty("request-id-missing-4", ambiguity="UPT-AMB-15", choice="request-id-missing")
class _Missing4(Uptivity):
    """A request without a REQUESTID is 4, an unknown error."""

    def request_id_missing(self) -> None:
        refuse(Code.ERROR_UNKNOWN)


@liberty("request-id-word-accepted", ambiguity="UPT-AMB-15")
class _WordAccepted(Uptivity):
    """A REQUESTID that is not a number is repeated like any other."""

    def request_id_not_a_number(self, sent: str) -> None:
        """Accept it."""


@liberty("request-id-32-bits", ambiguity="UPT-AMB-16", choice="request-id-unusual")
class _Bits32(Uptivity):
    """A REQUESTID of more than 32 bits is refused with 11, an error while processing it."""

    def check_request_id(self, message: Message) -> None:
        super().check_request_id(message)
        sent = message.request_id or ""
        if _INTEGER.fullmatch(sent) and abs(int(sent)) >= _LIMIT:
            refuse(Code.ERROR_PROCESSING_MESSAGE, "REQUESTID is out of range")


@liberty("request-id-unusual-refused", ambiguity="UPT-AMB-16", choice="request-id-unusual")
class _UnusualRefused(Uptivity):
    """A REQUESTID that is negative or has more than 18 digits is refused (14)."""

    def check_request_id(self, message: Message) -> None:
        super().check_request_id(message)
        sent = message.request_id or ""
        if sent.startswith("-") or len(sent) > _DIGITS:
            refuse(Code.REQUESTID_INVALID, f"{sent} is out of range")


@liberty("request-id-absent-if-none", ambiguity="UPT-AMB-10", choice="request-id-none")
class _AbsentIfNone(Uptivity):
    """The result has no REQUESTID where the request had none."""

    def request_id(self, message: Message, outcome: Outcome) -> str | None:
        return super().request_id(message, outcome) or None


@liberty("request-id-zero-if-none", ambiguity="UPT-AMB-10", choice="request-id-none")
class _ZeroIfNone(Uptivity):
    """REQUESTID in the result is 0 where the request had none."""

    def request_id(self, message: Message, outcome: Outcome) -> str | None:
        return super().request_id(message, outcome) or "0"

"""Liberties with REQUESTID."""

from __future__ import annotations

import re

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import refuse
from contracts.reference.uptivity.server import Uptivity

_DIGITS = 18
_LIMIT = 2**31
_INTEGER = re.compile("-?[0-9]+")


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

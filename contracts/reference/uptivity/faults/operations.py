"""Faults against what the OpenAPI document says of each operation: media type, body."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import ClassVar

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.server import Reply, Uptivity

_MESSAGE = re.compile(rb"<RESULTMSG>([^<]*)</RESULTMSG>")


class _Of(Uptivity):
    """A server whose results by one HTTP method are spoilt."""

    METHOD: ClassVar[str]

    def spoilt(self, reply: Reply) -> Reply:
        raise NotImplementedError

    def reply(self, method: str, path: str, query: bytes, body: bytes) -> Reply:
        reply = super().reply(method, path, query, body)
        return self.spoilt(reply) if method == self.METHOD and self.is_page(path) else reply


class _Media(_Of):
    def spoilt(self, reply: Reply) -> Reply:
        others = [(name, value) for name, value in reply.headers if name != b"content-type"]
        return replace(reply, headers=[*others, (b"content-type", b"text/html; charset=utf-8")])


class _Body(_Of):
    def spoilt(self, reply: Reply) -> Reply:
        nested = _MESSAGE.sub(rb"<RESULTMSG><TEXT>\1</TEXT></RESULTMSG>", reply.body)
        return replace(reply, body=nested)


@fault("get-media-type-html", violates="UPT-commandByGet-MEDIA", kind="wrong-value")
class _GetMedia(_Media):
    """Results by GET say that they are HTML."""

    METHOD = "GET"


@fault("get-message-nested", violates="UPT-commandByGet-BODY", kind="wrong-form")
class _GetBody(_Body):
    """RESULTMSG of results by GET has an element in it instead of text."""

    METHOD = "GET"


@fault("post-message-nested", violates="UPT-commandByPost-BODY", kind="wrong-form")
class _PostBody(_Body):
    """RESULTMSG of results by POST has an element in it instead of text."""

    METHOD = "POST"

"""Replies: headers as they came, and bodies read in bounded memory."""

from __future__ import annotations

import codecs
import http.client
import zlib
from email.errors import (
    FirstHeaderLineIsContinuationDefect,
    InvalidHeaderDefect,
    MissingHeaderBodySeparatorDefect,
)

from contracts.model import Headers
from contracts.wire.failures import (
    MOST_PARTS,
    MalformedReplyError,
    TooLargeError,
    TooManyPartsError,
    shortened,
)

_PIECE = 65536
_BROKEN_HEAD = (
    FirstHeaderLineIsContinuationDefect,
    InvalidHeaderDefect,
    MissingHeaderBodySeparatorDefect,
)
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_CODINGS = {"gzip", "x-gzip", "deflate"}


def headers_of(reply: http.client.HTTPResponse) -> Headers:
    """The headers in the order and number they came, as UTF-8 where they are, else Latin-1.

    Raises MalformedReplyError where a line is no header, or where the body's length or
    framing is not said in a way that can be understood.
    """
    message = reply.msg
    if message.defects and any(isinstance(one, _BROKEN_HEAD) for one in message.defects):
        msg = "a line of its head is no header"
        raise MalformedReplyError(msg)
    headers = tuple((name, _text(value)) for name, value in message.raw_items())
    lengths: set[str] = set()
    for name, value in headers:
        match name.lower():
            case "content-length":
                lengths.update(part.strip() for part in value.split(","))
            case "transfer-encoding" if value.lower() not in {"chunked", "identity"}:
                msg = f"Transfer-Encoding is {shortened(value)}"
                raise MalformedReplyError(msg)
    if len(lengths) > 1 or not all(one.isascii() and one.isdigit() for one in lengths):
        msg = f"Content-Length is {shortened(', '.join(sorted(lengths)))}"
        raise MalformedReplyError(msg)
    if lengths and reply.will_close and reply.length is None and not reply.chunked:
        # http.client does not read a length that is given twice in a line, which is allowed.
        reply.length = int(lengths.pop())
    return headers


def _text(value: str) -> str:
    value = value.strip(" \t")
    if "\n" in value or "\r" in value:
        value = " ".join(value.split())
    if value.isascii():
        return value
    try:
        return value.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return value


def body_of(reply: http.client.HTTPResponse, limit: int) -> bytes:
    """The whole body without its transfer coding and without gzip or deflate.

    Other content codings (and stacked ones) stay as they are. At most `limit` bytes, decoded;
    raises TooLargeError beyond it, TooManyPartsError for more than a run
    can hold, MalformedReplyError for broken compression, and what
    http.client raises for broken framing.
    """
    coding = (reply.msg.get("Content-Encoding") or "").strip().lower()
    declared = reply.length
    if declared is not None and declared > limit:
        raise TooLargeError
    if coding not in _CODINGS:
        body = _plain(reply, limit)
    else:
        body = _Inflating(coding, limit).all_of(reply)
    if has_too_many_parts(body):
        raise TooManyPartsError
    return body


def has_too_many_parts(body: bytes) -> bool:
    """Whether a body holds more elements or values than a run can hold as a tree."""
    if len(body) <= MOST_PARTS:
        return False
    if body.removeprefix(codecs.BOM_UTF8).lstrip()[:1] in {b"{", b"["}:
        objects = body.count(b"{") + body.count(b"[")
        return objects > MOST_PARTS or body.count(b",") > 2 * MOST_PARTS
    return body.count(b"<") > MOST_PARTS


def _plain(reply: http.client.HTTPResponse, limit: int) -> bytes:
    if reply.length is not None:
        return reply.read()
    pieces: list[bytes] = []
    total = 0
    while piece := reply.read1(_PIECE):
        pieces.append(piece)
        total += len(piece)
        if total > limit:
            raise TooLargeError
    return b"".join(pieces)


class _Inflating:
    """Undoes gzip and deflate, never holding more than the limit."""

    def __init__(self, coding: str, limit: int) -> None:
        self._coding = coding
        self._limit = limit
        self._pieces: list[bytes] = []
        self._total = 0
        self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)
        self._begun = False

    def all_of(self, reply: http.client.HTTPResponse) -> bytes:
        # A read of a declared body waits for the whole piece, one of a chunked body must not.
        read = reply.read1 if reply.length is None else reply.read
        try:
            while piece := read(_PIECE):
                self._take(piece)
        except zlib.error as trouble:
            msg = f"the body is not {self._coding}, as Content-Encoding says"
            raise MalformedReplyError(msg) from trouble
        if self._begun and not self._inflater.eof:
            msg = f"the {self._coding} body is cut short"
            raise MalformedReplyError(msg)
        return b"".join(self._pieces)

    def _take(self, data: bytes) -> None:
        if not self._begun:
            self._begun = True
            if self._coding == "deflate" and not _has_zlib_head(data):
                self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)
        while data:
            piece = self._inflater.decompress(data, _PIECE)
            self._pieces.append(piece)
            self._total += len(piece)
            if self._total > self._limit:
                raise TooLargeError
            data = self._inflater.unconsumed_tail
            if self._inflater.eof:
                data = self._inflater.unused_data
                if not data.startswith(b"\x1f\x8b"):
                    return
                self._inflater = zlib.decompressobj(_GZIP_OR_ZLIB)


def _has_zlib_head(data: bytes) -> bool:
    return len(data) > 1 and data[0] & 0x0F == zlib.DEFLATED and (data[0] << 8 | data[1]) % 31 == 0

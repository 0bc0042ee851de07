"""Content codings that a capture left on a body."""

from __future__ import annotations

import zlib

_LONGEST = 64 << 20
_GZIP_OR_ZLIB = zlib.MAX_WBITS | 32
_WINDOWS = {
    "gzip": (_GZIP_OR_ZLIB,),
    "x-gzip": (_GZIP_OR_ZLIB,),
    "deflate": (_GZIP_OR_ZLIB, -zlib.MAX_WBITS),  # which some servers take for the bare format
}
_GZIP = b"\x1f\x8b"
_OPEN = frozenset({"", "identity", "none"})


def unpacked(body: bytes, coding: str) -> tuple[bytes, bool]:
    """A body without its content coding, and whether it is known to be without.

    Most tools take the coding off and leave the header. A body that begins as text is without;
    of others gzip and deflate are taken off here, and what is beyond 64 MiB is left out.
    """
    if coding.strip().lower() in _OPEN or _reads_as_text(body):
        return body, True
    for window in _WINDOWS.get(coding.strip().lower(), ()):
        decoder = zlib.decompressobj(window)
        try:
            plain = decoder.decompress(body, _LONGEST)
        except zlib.error:
            continue
        if decoder.eof:
            return plain, True
    return body, False


def _reads_as_text(body: bytes) -> bool:
    """Whether a body begins as text does."""
    if body.startswith(_GZIP):
        return False
    start = body[:256]
    try:
        start.decode()
    except UnicodeDecodeError as trouble:
        if trouble.start < len(start) - 4:
            return False
    return not any(byte < 32 and byte not in b"\t\n\r" for byte in start)  # noqa: PLR2004 - controls

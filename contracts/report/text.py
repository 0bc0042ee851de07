"""Text that came from a target, made safe and visible before it is shown anywhere."""

from __future__ import annotations

import re

# Controls (C0 without tab and newline, DEL, C1), soft hyphen, bidi and zero-width marks,
# line and paragraph separators, byte order mark, interlinear and tag characters, surrogates:
# whatever steers a terminal or a browser, or cannot be seen.
_HIDDEN = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180e"
    "\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufdd0-\ufdef\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff"
    "\ud800-\udfff\U000e0000-\U000e0fff"
)
HIDDEN = re.compile(f"[{_HIDDEN}]")
_HIDDEN_OR_BREAK = re.compile(f"[\t\n{_HIDDEN}]")
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SURROGATE = re.compile("[\ud800-\udfff]")

_BYTE = 0x100
_PLANE = 0x10000
_NAMED = {"\t": r"\t", "\n": r"\n", "\r": r"\r"}


def escape_of(character: str) -> str:
    r"""The escape that stands for one character: `\r`, `\x1b`, `\u202e`, `\U000e0041`."""
    if character in _NAMED:
        return _NAMED[character]
    code = ord(character)
    if code < _BYTE:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < _PLANE else f"\\U{code:08x}"


def _escape(match: re.Match[str]) -> str:
    return escape_of(match[0])


def visible(text: str) -> str:
    """`text` with every hidden or steering character shown as an escape; tabs and lines stay."""
    return HIDDEN.sub(_escape, text)


def one_line(text: str) -> str:
    """As `visible`, with tabs and line ends shown as escapes too."""
    return _HIDDEN_OR_BREAK.sub(_escape, text)


def for_xml(text: str) -> str:
    """`text` with every character that XML 1.0 cannot hold, or that hides, as an escape."""
    return _NOT_XML.sub(_escape, visible(text))


def encodable(text: str) -> str:
    """`text` without lone surrogates, so that it can be written as UTF-8."""
    return _SURROGATE.sub(_escape, text)


def shorten(text: str, limit: int) -> str:
    """At most `limit` characters of `text`, the last one an ellipsis where it was cut."""
    return text if len(text) <= limit else text[: limit - 1] + "…"


def plural(count: int, noun: str) -> str:
    """`1 check`, `2 checks`; thousands are set apart."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"

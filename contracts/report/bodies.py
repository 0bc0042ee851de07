"""A recorded body as a page shows it: indented where that helps, cut where it is long."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

from contracts.model import BodyStored
from contracts.report.marks import Hint, Span, spans
from contracts.report.text import encodable

SHOWN = 16 * 1024
_INDENTED_UP_TO = 64 * 1024
_MARKED_UP_TO = 1024 * 1024
_HEX_SHOWN = 512
_ROW = 16
_DECLARATION = re.compile(r"\s*(<\?xml[^>]*\?>)")


class BodyView(msgspec.Struct, frozen=True):
    """`text` to show and `note` on what it is: its size, whether indented, cut or a dump.

    `marked` are the offending parts of `text`. `home` is the anchor of the exchange at which the
    body is shown, where that is another one.
    """

    text: str
    note: str
    digest: str
    marked: tuple[Span, ...] = ()
    home: str = ""

    @property
    def parts(self) -> Iterator[tuple[str, bool]]:
        """The text in pieces, and whether each is offending."""
        at = 0
        for start, end in self.marked:
            yield self.text[at:start], False
            yield self.text[start:end], True
            at = end
        yield self.text[at:], False


def body_view(body: BodyStored, limit: int = SHOWN, hints: Iterable[Hint] = ()) -> BodyView:
    """At most `limit` characters of `body`, around the first part that `hints` point to."""
    size = f"{body.size:,} bytes"
    if body.kept is not None:
        size += f", of which the first {body.kept:,} were recorded"
    if body.text is None:
        text, cut = _dump(body.base64 or "")
        note = f"{size}, not text; " + ("its beginning as a dump" if cut else "as a dump")
        return BodyView(text, note, body.digest)
    indented = _indented(body.text) if len(body.text) <= _INDENTED_UP_TO else None
    text = body.text if indented is None else indented
    notes = [size]
    if indented is not None and indented != body.text:
        notes.append("indented for reading")
    marked = spans(text, hints) if len(text) <= _MARKED_UP_TO else ()
    start = 0
    if len(text) > limit:
        start = _start(text, limit, marked)
        which = (
            f"{limit:,} characters from the {start + 1:,}th on"
            if start
            else f"the first {limit:,} characters"
        )
        notes.append(f"only {which} are shown")
    if marked:
        notes.append("the offending part is marked")
    end = start + limit
    shown = tuple(
        (max(a, start) - start, min(b, end) - start) for a, b in marked if a < end and b > start
    )
    return BodyView(text[start:end], ", ".join(notes), body.digest, shown)


def _start(text: str, limit: int, marked: tuple[Span, ...]) -> int:
    """Where the shown part of a long text begins: at its beginning, or before the first mark."""
    if not marked or marked[0][1] <= limit:
        return 0
    around = marked[0][0] - limit // 4
    line = text.rfind("\n", 0, around) + 1
    return line if around - line < limit // 4 else around


def _indented(text: str) -> str | None:
    """`text` indented as JSON or XML, or None where it is neither or had better be left alone."""
    start = text.lstrip("\ufeff \t\r\n")[:1]
    if start in {"{", "["}:
        return _indented_json(text)
    return _indented_xml(text) if start == "<" else None


def _indented_json(text: str) -> str | None:
    # msgspec only moves white space: numbers, escapes and doubled members stay as sent.
    try:
        return msgspec.json.format(encodable(text), indent=2)
    except (msgspec.DecodeError, RecursionError):
        return None


def _indented_xml(text: str) -> str | None:
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        return None
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, strip_cdata=False
    )
    try:
        root = etree.fromstring(text.strip().encode("utf-8", "replace"), parser)
        etree.indent(root)
        tree = etree.tostring(root.getroottree(), encoding="unicode")
    except (etree.LxmlError, ValueError, RecursionError):
        return None
    declaration = _DECLARATION.match(text)
    return f"{declaration[1]}\n{tree}" if declaration else tree


def _dump(encoded: str) -> tuple[str, bool]:
    """The first bytes in hexadecimal and as characters, and whether there are more."""
    try:
        data = base64.b64decode(encoded, validate=True)
    except (binascii.Error, ValueError):
        return "the log holds no readable copy of it", False
    rows = []
    for offset in range(0, min(len(data), _HEX_SHOWN), _ROW):
        row = data[offset : offset + _ROW]
        shown = "".join(chr(byte) if 0x20 <= byte < 0x7F else "." for byte in row)  # noqa: PLR2004
        rows.append(f"{offset:08x}  {row.hex(' '):<{_ROW * 3 - 1}}  {shown}")
    return "\n".join(rows), len(data) > _HEX_SHOWN

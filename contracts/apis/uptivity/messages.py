"""Messages as XML: writing them, and telling which of them only read."""

from __future__ import annotations

import re
from collections.abc import Sequence
from xml.sax.saxutils import escape

from lxml import etree

from contracts.kit import parse_xml

CRLF = b"\r\n"
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_IN_LINE = {"\n": "&#10;", "\r": "&#13;"}
_WORD = re.compile(r"[^\W\d]\w*")
_MARKUP = frozenset({"request", "type", "requestid"})


def xml_request(elements: Sequence[tuple[str, str]]) -> str:
    """A REQUEST with `elements` as its children, on one line whatever their texts are."""
    inner = "".join(f"<{name}>{_text(value)}</{name}>" for name, value in elements)
    return f"<REQUEST>{inner}</REQUEST>"


def _text(value: str) -> str:
    return escape(_NOT_XML.sub("?", value), _IN_LINE)


def upper(text: str) -> str:
    """`text` in capitals; other scripts than ASCII do not survive a change of case."""
    return text.upper() if text.isascii() else text


def lines_only_read(sent: bytes, known: frozenset[str], invented: str) -> bool:
    """Whether every message in `sent` names only commands that are `known`, or `invented` ones.

    All in small letters; commands that no server has begin with `invented`. What is not
    well-formed, or half a message, may be taken for anything that its words can mean: it only
    reads where these are known, too.
    """
    try:
        text = sent.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return all(_line_only_reads(line, known, invented) for line in re.split(r"[\r\n]+", text))


def _line_only_reads(line: str, known: frozenset[str], invented: str) -> bool:
    try:
        root = parse_xml(line.encode())
    except etree.XMLSyntaxError:
        words = {word.lower() for word in _WORD.findall(line)}
        return words <= known | _MARKUP
    if "<!" in line or "<?" in line:
        return False
    commands = []
    for element in root.iter():
        if not isinstance(element.tag, str) or element.attrib or "}" in element.tag:
            return False
        if element.tag.lower() == "type":
            commands.append("".join(map(str, element.itertext())).strip().lower())
    name = str(root.tag).lower()
    # Public documentation also has the command as the root.
    commands += [] if name in _MARKUP else [name]
    return all(one in known or one.startswith(invented) for one in commands)

"""Where in a shown body the offending part stands."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import msgspec
from lxml import etree

Span = tuple[int, int]

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],]|[^\s{}\[\],:"]+', re.DOTALL)
_QUOTED = re.compile(r"'([^']+)'|\"([^\"]+)\"")
_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>\n?")
_LONGEST = 2_000
_MOST = 8


class Hint(msgspec.Struct, frozen=True):
    """What a finding tells of the offending part: `where` (see `Finding`) and what was observed."""

    where: str
    observed: str


def spans(text: str, hints: Iterable[Hint]) -> tuple[Span, ...]:
    """The parts of `text`, a body as it is shown, that the hints point to; in order, disjoint.

    A hint that names a place points there and nowhere else; one that does not points to the
    places where what was observed stands, as long as they are few.
    """
    found = sorted({span for hint in hints for span in _spans(text, hint)})
    merged: list[Span] = []
    for start, end in found:
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)


def _spans(text: str, hint: Hint) -> Iterable[Span]:
    if hint.where.startswith("/"):
        span = _json_span(text, hint.where)
    elif hint.where.startswith("xpath "):
        span = _xml_span(text, hint.where.removeprefix("xpath "))
    elif hint.where:
        return ()
    else:
        return _occurrences(text, hint.observed)
    return (_bounded(text, span),) if span else ()


def _bounded(text: str, span: Span) -> Span:
    """The span, or of a long one the first line: what is all marked is not marked."""
    start, end = span
    return span if end - start <= _LONGEST else _line(text, start)


def _line(text: str, start: int) -> Span:
    end = text.find("\n", start)
    return start, min(len(text) if end < 0 else end, start + _LONGEST)


def _json_span(text: str, pointer: str) -> Span | None:
    """The member or item at `pointer`, with its name."""
    steps = [part.replace("~1", "/").replace("~0", "~") for part in pointer.split("/")[1:]]
    # Containers that are open, and for each the name (None: comes next) or index in it.
    kinds: list[str] = []
    path: list[str | None] = []
    begin = named = -1
    try:
        for token in _TOKEN.finditer(text):
            what = token[0]
            if what in "}]":
                kinds.pop()
                path.pop()
                if begin >= 0 and len(path) == len(steps):
                    return begin, token.end()
            elif what == ",":
                path[-1] = str(int(path[-1] or 0) + 1) if kinds[-1] == "[" else None
            elif kinds and path[-1] is None:
                path[-1], named = msgspec.json.decode(what, type=str), token.start()
            else:
                if begin < 0 and path == steps:
                    begin = named if kinds[-1] == "{" else token.start()
                    if what not in "{[":
                        return begin, token.end()
                if what in "{[":
                    kinds.append(what)
                    path.append("0" if what == "[" else None)
    except (IndexError, ValueError, msgspec.DecodeError):
        return None
    return None


def _xml_span(text: str, path: str) -> Span | None:
    """The line on which the first element at `path` begins."""
    declaration = _DECLARATION.match(text)
    offset = declaration.end() if declaration else 0
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(text[offset:].encode("utf-8", "replace"), parser)
        found = root.xpath(path)
    except (etree.LxmlError, ValueError, RecursionError):
        return None
    line = getattr(found[0], "sourceline", None) if isinstance(found, list) and found else None
    if line is None:
        return None
    for _ in range(line - 1):
        offset = text.find("\n", offset) + 1
    start, end = _line(text, offset)
    return start + len(text[start:end]) - len(text[start:end].lstrip()), end


def _occurrences(text: str, observed: str) -> Iterable[Span]:
    """Where the observed value stands in `text`; else where the values quoted in it stand."""
    whole = (observed, observed.strip("'\""))
    # What is quoted in a document is quoted by its own syntax.
    parts = (
        ()
        if observed.lstrip().startswith(("<", "{", "[")) or "<?xml" in observed
        else (*_quoted(observed),)
    )
    for group in (whole, parts):
        found = [span for value in dict.fromkeys(group) for span in _few(text, value)]
        if found:
            return found
    return ()


def _quoted(observed: str) -> Iterator[str]:
    for match in _QUOTED.finditer(observed):
        yield match[1] or match[2]


def _few(text: str, value: str) -> list[Span]:
    """The places of `value` as a whole, if it is one and they are few."""
    value = value.strip()
    if not value or len(value) > _LONGEST:
        return []
    whole = re.compile(rf"(?<!\w){re.escape(value)}(?!\w)")
    found: list[Span] = []
    for match in whole.finditer(text):
        found.append(match.span())
        if len(found) > _MOST:
            return []
    return found

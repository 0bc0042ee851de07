"""The names by which the content of an API's answers is known from that of other servers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from contracts.catalogue import find_kit, load
from contracts.catalogue.kits import Kit

_COMMON = frozenset(
    {
        "code",
        "data",
        "description",
        "detail",
        "details",
        "error",
        "errors",
        "id",
        "message",
        "name",
        "path",
        "status",
        "success",
        "text",
        "timestamp",
        "title",
        "type",
        "url",
        "value",
    }
)
"""Names that any server's answers, or its error bodies, may have."""

_MARKUP = frozenset({"a", "body", "form", "head", "html", "label", "link", "option", "p", "table"})
_MEMBER = re.compile(rb"""["']([A-Za-z_][\w.-]*)["']\s*:""")
_ELEMENT = re.compile(rb"<(?:[A-Za-z_][\w.-]*:)?([A-Za-z_][\w.-]*)[\s/>]")
_PAGE = re.compile(
    rb"(?is)[\xef\xbb\xbf\xfe\xff\s]*(?:<!--.*?-->\s*|<\?xml.*?\?>\s*)*"
    rb"<(?:!doctype\s+)?html\b"
)
_DECLARED = re.compile(r"<xs\w*:element\s[^>]*\bname=\"([^\"]+)\"")


def distinctive(api: str) -> frozenset[str]:
    """The names of members and elements in the answers of `api`, in lower case.

    Those are left out that any server may use.
    """
    return _distinctive(find_kit(api))


@cache
def _distinctive(kit: Kit) -> frozenset[str]:
    spec = load(kit.name)
    found = {name for document in spec.documents.values() for name in _properties(document)}
    found |= {name for path in spec.directory.glob("*.xsd") for name in _elements(path)}
    return frozenset(name.lower() for name in found) - _COMMON - _MARKUP


def names_in(body: bytes) -> set[str]:
    """The names of members of JSON and of elements in XML, in lower case.

    The text is searched, not parsed: a body that is broken somewhere is still known by it.
    """
    plain = body.replace(b"\0", b"")  # of UTF-16
    found = {*_MEMBER.findall(plain), *_ELEMENT.findall(plain + b" ")}
    return {name.decode().lower() for name in found}


def is_page(body: bytes) -> bool:
    """Whether a body is an HTML document, as browsers are shown."""
    return bool(_PAGE.match(body.replace(b"\0", b"")))


def _properties(node: Any) -> Iterator[str]:
    """The names of all properties in the schemas of an OpenAPI document."""
    if isinstance(node, dict):
        properties = node.get("properties")
        if isinstance(properties, dict):
            yield from properties
        for one in node.values():
            yield from _properties(one)
    elif isinstance(node, list):
        for one in node:
            yield from _properties(one)


def _elements(path: Path) -> list[str]:
    return _DECLARED.findall(path.read_text("utf-8"))

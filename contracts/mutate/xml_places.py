"""Places in XML: enumerated from an XSD, and changed in a document.

A place is a path of local names from the root: `/users/user/id`; `/users/@start` is an attribute.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import xmlschema
from lxml import etree

_DEEPEST = 6


@cache
def _schema(path: Path) -> Any:
    return xmlschema.XMLSchema(str(path))


def places(xsd: Path, root: str) -> tuple[str, ...]:
    """The elements and attributes that an XSD names below its element `root`, and that itself."""
    return tuple(dict.fromkeys(_walk(_schema(xsd).elements[root], "", 0)))


def _walk(element: Any, parent: str, depth: int) -> Iterator[str]:
    place = f"{parent}/{element.local_name}"
    yield place
    for name in element.attributes:
        if name is not None:
            yield f"{place}/@{name}"
    content: Any = getattr(element.type, "content", None)  # a simple type has none
    if depth == _DEEPEST or not hasattr(content, "iter_elements"):
        return
    for child in content.iter_elements():
        if getattr(child, "local_name", None) is not None:
            yield from _walk(child, place, depth + 1)


Rewriter = Callable[[str], str | None]
"""From a text to another one; None where there is nothing to change."""


def _number(by: int) -> Rewriter:
    def rewrite(text: str) -> str | None:
        text = text.strip()
        return str(int(text) + by) if text.lstrip("-").isdigit() else None

    return rewrite


def _flipped(text: str) -> str:
    known = {"true": "false", "false": "true"}
    return known.get(text.strip(), "4711" if text.strip().isdigit() else "constant")


TEXTS: Mapping[str, Rewriter] = {
    "empty": lambda text: "" if text.strip() else None,
    "constant": _flipped,
    "plus-one": _number(1),
    "minus-one": _number(-1),
    "cut": lambda text: text.rstrip()[:-1] if text.strip() else None,
    "case": lambda text: text.swapcase() if text.swapcase() != text else None,
}
"""Operators over the text of an element or an attribute, by name."""

ELEMENTS = ("drop", "twice", "rename")
"""Operators over an element as a whole; `drop` is one over attributes, too."""

CHILDREN = ("last-lost", "first-lost", "reversed", "swapped")
"""Operators over the children of an element."""


def changed(body: bytes, place: str, operator: str) -> bytes | None:
    """`body` with `operator` applied wherever `place` is; None where nothing is to be changed.

    Raises etree.XMLSyntaxError for a body that is no XML.
    """
    root = etree.fromstring(body)
    names = place.strip("/").split("/")
    attribute = names.pop().removeprefix("@") if names[-1].startswith("@") else None
    hits = [one for one in _found(root, names) if attribute is None or attribute in one.attrib]
    done = [_change(one, attribute, operator) for one in hits]
    return (
        bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) if any(done) else None
    )


def _found(root: etree._Element, names: list[str]) -> list[etree._Element]:
    found = [root] if etree.QName(root).localname == names[0] else []
    for name in names[1:]:
        found = [
            child
            for one in found
            for child in one
            if isinstance(child.tag, str) and etree.QName(child).localname == name
        ]
    return found


def _change(element: etree._Element, attribute: str | None, operator: str) -> bool:
    """Apply an operator at one place; whether anything was changed."""
    if attribute is not None:
        return _change_attribute(element, attribute, operator)
    if operator in TEXTS:
        after = None if len(element) else TEXTS[operator](element.text or "")
        if after is not None:
            element.text = after
        return after is not None
    if operator in CHILDREN:
        return _change_children(element, operator)
    return _change_element(element, operator)


def _change_attribute(element: etree._Element, attribute: str, operator: str) -> bool:
    if operator == "drop":
        del element.attrib[attribute]
        return True
    after = TEXTS[operator](str(element.attrib[attribute]))
    if after is not None:
        element.attrib[attribute] = after
    return after is not None


def _change_children(element: etree._Element, operator: str) -> bool:
    children = list(element)
    after = {
        "last-lost": children[:-1],
        "first-lost": children[1:],
        "reversed": children[::-1],
        "swapped": [*children[1:2], *children[:1], *children[2:]],
    }[operator]
    if after == children:
        return False
    element[:] = after
    return True


def _change_element(element: etree._Element, operator: str) -> bool:
    parent = element.getparent()
    if operator == "rename":
        element.tag = f"{etree.QName(element).localname}X"
        return True
    if parent is None:
        return False
    if operator == "drop":
        parent.remove(element)
        return True
    again = etree.fromstring(etree.tostring(element, with_tail=False))
    parent.insert(parent.index(element) + 1, again)
    return True

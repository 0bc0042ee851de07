"""Places in XML, changed in a document.

A place is a path of local names from the root: `/users/user/id`; `/users/@start` is an attribute.
"""

from __future__ import annotations

from copy import deepcopy

import msgspec
from lxml import etree

from contracts.mutate import lists
from contracts.mutate.texts import TEXTS, rewritten

ELEMENTS = ("drop", "twice", "rename", "retype")
"""Operators over an element as a whole; `drop` and `rename` are some over attributes, too."""
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


class Change(msgspec.Struct, frozen=True):
    """An operator with its argument; with `non_ascii` only texts beyond ASCII are changed."""

    operator: str
    argument: str = ""
    non_ascii: bool = False

    def of(self, text: str) -> str | None:
        """The text that takes the place of `text`; None where nothing is to be changed."""
        if self.operator not in TEXTS:
            return None
        after = rewritten(text, self.operator, self.argument, non_ascii=self.non_ascii)
        return None if after == text else after


def changed(body: bytes, place: str, change: Change) -> bytes | None:
    """`body` with an operator applied wherever `place` is; None where nothing is to be changed.

    Raises etree.XMLSyntaxError for a body that is no XML.
    """
    root = etree.fromstring(body, _PARSER)
    names = place.strip("/").split("/")
    attribute = names.pop().removeprefix("@") if names[-1].startswith("@") else None
    hits = [one for one in _found(root, names) if attribute is None or attribute in one.attrib]
    if change.non_ascii:
        hits = [one for one in hits if not _text(one, attribute).isascii()]
    done = [_change(one, attribute, change) for one in hits]
    return (
        bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) if any(done) else None
    )


def _text(element: etree._Element, attribute: str | None) -> str:
    if attribute is not None:
        return str(element.attrib[attribute])
    return "".join(str(one) for one in element.itertext())


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


def _change(element: etree._Element, attribute: str | None, change: Change) -> bool:
    """Apply an operator at one place; whether anything was changed."""
    if attribute is not None:
        return _change_attribute(element, attribute, change)
    if change.operator in lists.NAMES and len(element):
        return _change_children(element, change)
    if change.operator == "empty" and len(element):
        element[:], element.text = [], None
        return True
    if change.operator in TEXTS:
        after = None if len(element) else change.of(element.text or "")
        if after is not None:
            element.text = after
        return after is not None
    return _change_element(element, change)


def _change_attribute(element: etree._Element, attribute: str, change: Change) -> bool:
    if change.operator in {"drop", "lost", "rename"}:
        value = str(element.attrib.pop(attribute))
        if change.operator == "rename":
            element.attrib[change.argument or f"{attribute}X"] = value
        return True
    after = change.of(str(element.attrib[attribute]))
    if after is not None:
        element.attrib[attribute] = after
    return after is not None


def _change_children(element: etree._Element, change: Change) -> bool:
    children = [one for one in element if isinstance(one.tag, str)]
    after = lists.relisted(children, change.operator, change.argument, _child_text)
    if after == children:
        return False
    # An element stands in one place: the second one is a copy.
    element[:] = [deepcopy(one) if one in after[:at] else one for at, one in enumerate(after)]
    return True


def _child_text(element: etree._Element, name: str) -> str:
    if not name:
        return _text(element, None)
    found = (one for one in element if etree.QName(one).localname == name)
    return next((_text(one, None) for one in found), str(element.get(name, "")))


def _change_element(element: etree._Element, change: Change) -> bool:
    parent = element.getparent()
    match change.operator:
        case "rename":
            element.tag = change.argument or f"{etree.QName(element).localname}X"
            return True
        case "retype" if not len(element) and (element.text or "").strip():
            etree.SubElement(element, "value").text, element.text = element.text, None
            return True
        case "drop" | "lost" if parent is not None:
            parent.remove(element)
            return True
        case "twice" if parent is not None:
            again = deepcopy(element)
            again.tail = None
            parent.insert(parent.index(element) + 1, again)
            return True
    return False

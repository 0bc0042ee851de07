"""Bodies of requests: read, and held to what their fields can be."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from lxml import etree

from contracts.reference.cisco_uds.request import Call, refuse
from contracts.reference.cisco_uds.search import Search

Fields = dict[str, str]

_PARSER = etree.XMLParser(resolve_entities=False, no_network=True, remove_comments=True)
_XML_TYPES = frozenset({"application/xml", "text/xml"})

NUMBER = r"\+?[0-9*#]{1,32}"
INDEX = r"[1-9][0-9]?|1[0-9][0-9]"
FLAG = r"true|false|"
CODE = r"[0-9]{0,4}"
NUMBER_OR_NONE = rf"(?:{NUMBER})?"
TEXT = r"[^\x00-\x1f]{0,50}"
SOMETHING = r"[^\x00-\x1f]{1,400}"
ADDRESS = r"[!-~]{0,255}"


class Bodies(Search):
    """The part of the server that reads bodies."""

    def body(self, call: Call, root: str) -> etree._Element:
        """The root of an XML body. Raises Refused (415)."""
        kind = call.headers.get("content-type", "").partition(";")[0].strip().lower()
        if kind not in _XML_TYPES:
            return self.not_xml(call, root)
        try:
            found = etree.fromstring(call.body, _PARSER)
        except etree.XMLSyntaxError as trouble:
            return self.malformed(call, trouble)
        return found if found.tag == root else self.wrong_root(found, root)

    def not_xml(self, call: Call, root: str) -> etree._Element:  # noqa: ARG002
        """A body of another type."""
        return self.in_error("the body has to be XML")

    def malformed(self, call: Call, trouble: Exception) -> etree._Element:  # noqa: ARG002
        """A body that is not well-formed."""
        return self.in_error(f"the body is not well-formed: {trouble}")

    def wrong_root(self, found: etree._Element, root: str) -> etree._Element:  # noqa: ARG002
        """A body with another root element."""
        return self.in_error(f"the root element has to be {root}")

    def in_error(self, why: str) -> etree._Element:
        """Refuse a body that has an error in it."""
        refuse(415, why)

    def fields(
        self, element: etree._Element, allowed: Mapping[str, str], required: Sequence[str] = ()
    ) -> Fields:
        """The texts of the children that are known. Raises Refused (415) for an error in one."""
        found: Fields = {}
        for child in element.iterchildren("*"):
            name = str(child.tag)
            if name not in allowed:
                continue
            if name in found:
                self.repeated(name)
            found[name] = self.value(name, child.text or "", allowed[name])
        for name in required:
            if not found.get(name):
                self.missing(element, name)
        return found

    def value(self, name: str, text: str, pattern: str) -> str:
        """The value of a field. Raises Refused (415)."""
        trimmed = text.strip()
        if not re.fullmatch(pattern, trimmed):
            return self.impossible(name, trimmed)
        return trimmed

    def impossible(self, name: str, text: str) -> str:
        """A value that a field cannot have."""
        refuse(415, f"{name} cannot be {text}")

    def missing(self, element: etree._Element, name: str) -> None:
        """A field that is required and not there."""
        refuse(415, f"{element.tag} needs {name}")

    def repeated(self, name: str) -> None:
        """A field that is there more than once."""
        refuse(415, f"{name} is there more than once")

    # The three rules (Policy Behavior)

    def updated(self, field: str, stored: str, sent: Fields, otherwise: str = "") -> str:
        """What a field becomes: what is sent, the default where it is empty, or what it was."""
        if field not in sent:
            return self.left(field, stored)
        return self.set_to(field, sent[field]) if sent[field] else self.reset(stored, otherwise)

    def set_to(self, field: str, value: str) -> str:  # noqa: ARG002
        """A field with a value."""
        return value

    def reset(self, stored: str, otherwise: str) -> str:  # noqa: ARG002
        """A field that is there and empty."""
        return otherwise

    def left(self, field: str, stored: str) -> str:  # noqa: ARG002
        """A field that is absent."""
        return stored

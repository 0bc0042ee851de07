"""Liberties in the form of representations."""

from __future__ import annotations

import re

from contracts.reference.cisco_uds.liberties._registry import liberty
from contracts.reference.cisco_uds.request import Call
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Cluster, Dial, Person
from contracts.reference.cisco_uds.xml import Element, el

_FOR_CDATA = re.compile(r"[ -~]*[&<>][ -~]*")


@liberty("elements-reversed")
class _ElementsReversed(Uds):
    """Elements stand in reverse order, but for the items of lists."""

    def order(self, element: Element) -> list[Element]:
        children = super().order(element)
        return children if element.name.endswith("s") else children[::-1]


@liberty("extra-elements")
class _ExtraElements(Uds):
    """Roots have undocumented elements."""

    def shown(self, operation: str, element: Element) -> Element:
        shown = super().shown(operation, element)
        extra = el("extension61", [el("id", "x"), el("option", [el("index", "none")])])
        shown.content = [*shown.children, extra]
        return shown


@liberty("attributes-reversed")
class _AttributesReversed(Uds):
    """Attributes stand in reverse order, in single quotes."""

    def attributes(self, element: Element) -> str:
        element.attributes = dict(reversed(element.attributes.items()))
        return super().attributes(element).replace("'", "&apos;").replace('"', "'")


@liberty("pretty-printed")
class _PrettyPrinted(Uds):
    """Every element has a line of its own, and texts have space around them."""

    def gap(self, depth: int) -> str:
        return super().gap(depth) + "\n" + "  " * depth

    def text(self, content: str) -> str:
        return f" {super().text(content)} "


@liberty("cdata")
class _CData(Uds):
    """Text that needs escaping stands in CDATA sections instead."""

    def text(self, content: str) -> str:
        if "]]>" in content or not _FOR_CDATA.fullmatch(content):
            return super().text(content)
        return f"<![CDATA[{content}]]>"


@liberty("document-type")
class _DocumentType(Uds):
    """A document type declares an entity, by which the truth values that are true are written."""

    def write(self, element: Element, depth: int = 0) -> str:
        before = "" if depth else '<!DOCTYPE uds [<!ENTITY yes "true">]>'
        return before + super().write(element, depth)

    def text(self, content: str) -> str:
        return "&yes;" if content == "true" else super().text(content)


@liberty("empty-elements-in-full")
class _EmptyElementsInFull(Uds):
    """Empty elements have a start and an end."""

    def write(self, element: Element, depth: int = 0) -> str:
        written = super().write(element, depth)
        return written if not written.endswith("/>") else f"{written[:-2]}></{element.name}>"


@liberty("utf-16", choice="declaration")
class _Utf16(Uds):
    """Representations are in UTF-16, and say so."""

    def prolog(self) -> str:
        return '<?xml version="1.0" encoding="UTF-16"?>'

    def encode(self, document: str) -> bytes:
        return document.encode("utf-16")


@liberty("text-xml")
class _TextXml(Uds):
    """The Content-Type is text/xml, with a charset."""

    def media_type(self, call: Call) -> str:  # noqa: ARG002
        return "text/xml;charset=UTF-8" if self.prolog()[-10:] != 'UTF-16"?>' else "text/xml"


@liberty("numeric-ids")
class _NumericIds(Uds):
    """The ids of users are numbers."""

    def id_of(self, person: Person) -> str:
        return str(4000 + person.number)


class _Braced(Cluster):
    def identity(self, *parts: object) -> str:
        return f"{{{super().identity(*parts).upper() * 5}}}"


@liberty("braced-ids")
class _BracedIds(Uds):
    """Ids are long and in braces, so that a path needs percent-encoding."""

    def filled(self) -> Cluster:
        return _Braced()

    def attributes(self, element: Element) -> str:
        given = dict(element.attributes)
        if "uri" in given:
            given["uri"] = given["uri"].replace("{", "%7B").replace("}", "%7D")
        return super().attributes(Element(element.name, attributes=given))


@liberty("relative-addresses", ambiguity="UDS-AMB-16")
class _RelativeAddresses(Uds):
    """The addresses of items are relative to that of their list."""

    def shown(self, operation: str, element: Element) -> Element:
        found = super().shown(operation, element)
        for child in found.children:
            address = child.attributes.get("uri", "")
            _, resource, end = address.partition(f"/{child.name}/")
            if resource:
                child.attributes["uri"] = f"{child.name}/{end}"
        return found


@liberty("no-label-element")
class _NoLabelElement(Uds):
    """A speed dial without a label has no label element."""

    def dial(self, one: Dial) -> list[Element]:
        return [child for child in super().dial(one) if child.name != "label" or child.content]

"""Places in XML, with what is there, read off XSDs and examples of documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from lxml import etree

from contracts.mutate.xml_places import Change, changed

_DEEPEST = 6
Kinds = Mapping[str, frozenset[str]]


@cache
def declared(xsd: Path, root: str) -> Kinds:
    """The elements and attributes that an XSD names below its element `root`, and that itself.

    What is there is said in the words of JSON Schema: `object`, `array`, `string`, `integer`,
    `number`, `boolean`.
    """
    found: dict[str, set[str]] = {}
    for place, kind in _walk(_schema(xsd).elements[root], "", 0):
        found.setdefault(place, set()).add(kind)
    return {place: frozenset(kinds) for place, kinds in found.items()}


@cache
def shown(xsd: Path, example: str) -> Kinds:
    """The places of an example, with what the XSD says of its elements, or else its texts.

    An XSD that leaves the order of elements open declares them outside of their parents.
    """
    found: dict[str, set[str]] = {}
    for place, kind in _elements(etree.fromstring(example.encode()), "", _schema(xsd).elements):
        found.setdefault(place, set()).add(kind)
    return {place: frozenset(kinds) for place, kinds in found.items()}


@cache
def _schema(path: Path) -> Any:
    import xmlschema  # noqa: PLC0415 - slow, and needed to enumerate alone

    return xmlschema.XMLSchema(str(path))


@cache
def allows(xsd: Path, example: str, place: str, operator: str) -> bool:
    """Whether an example to which an operator was applied at a place is still valid by the XSD.

    False where the example has nothing at that place.
    """
    after = changed(example.encode(), place, Change(operator))
    return after is not None and _validator(xsd).validate(etree.fromstring(after))


@cache
def _validator(path: Path) -> etree.XMLSchema:
    return etree.XMLSchema(file=str(path))


def _walk(element: Any, parent: str, depth: int) -> Iterator[tuple[str, str]]:
    place = f"{parent}/{element.local_name}"
    content: Any = getattr(element.type, "content", None)  # a simple type has none
    inner = [*content.iter_elements()] if hasattr(content, "iter_elements") else []
    children = [one for one in inner if getattr(one, "local_name", None) is not None]
    yield place, _kind(element.type)
    if any(one.max_occurs is None or one.max_occurs > 1 for one in children):
        yield place, "array"
    for name, attribute in element.attributes.items():
        if name is not None:
            yield f"{place}/@{name}", _kind(attribute.type, "string")
    for child in children if depth < _DEEPEST else ():
        yield from _walk(child, place, depth + 1)


def _kind(said: Any, otherwise: str = "object") -> str:
    simple = said if said.is_simple() else said.content
    primitive = getattr(getattr(simple, "primitive_type", None), "local_name", None)
    if primitive is None:
        return otherwise
    return {"decimal": "integer", "boolean": "boolean", "double": "number"}.get(primitive, "string")


def _elements(
    element: etree._Element, parent: str, known: Mapping[str, Any]
) -> Iterator[tuple[str, str]]:
    name = etree.QName(element).localname
    place = f"{parent}/{name}"
    names = {etree.QName(one).localname for one in element}
    if not len(element):
        yield place, _of(name, element.text or "", known)
    else:
        yield place, "array" if len(names) == 1 else "object"
    for attribute, value in element.attrib.items():
        yield f"{place}/@{etree.QName(attribute).localname}", _of("", str(value), known)
    for child in element:
        yield from _elements(child, place, known)


def _of(name: str, text: str, known: Mapping[str, Any]) -> str:
    declared = known.get(name)
    kind = "string" if declared is None else _kind(declared.type)
    if kind != "string":
        return "string" if kind == "object" else kind
    if text.strip() in {"true", "false"}:
        return "boolean"
    return "integer" if text.strip().isdigit() and declared is None else "string"

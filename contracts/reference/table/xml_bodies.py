"""Changes in bodies of XML: by the operators of the mutants, and of texts by all others."""

from __future__ import annotations

from lxml import etree

from contracts.mutate import lists, texts, xml_places
from contracts.mutate.values import DROPPED, SAME
from contracts.reference.table.inside import Change
from contracts.reference.table.matching import text_of

_KNOWN = frozenset({*xml_places.ELEMENTS, *texts.TEXTS, *lists.NAMES}) - {"replace"}
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def changed_xml(body: bytes, place: str, operator: str, argument: str, change: Change) -> bytes:
    """The body with an operator applied at a place (`/users/user/id`, `/users/@start`).

    The same one where it is no XML, or nothing is there.
    """
    try:
        if operator in _KNOWN:
            after = xml_places.changed(body, place, xml_places.Change(operator, argument))
            return body if after is None else after
        root = etree.fromstring(body, _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return body
    names = place.strip("/").split("/")
    attribute = names.pop().removeprefix("@") if names[-1].startswith("@") else None
    hit = False
    for one in _found([root], names):
        text = (one.text or "") if attribute is None else one.get(attribute)
        new = SAME if text is None else change(text, None)
        if new is SAME or new is DROPPED:
            continue
        hit = True
        if attribute is None:
            one.text = text_of(new)
        else:
            one.set(attribute, text_of(new))
    return bytes(etree.tostring(root, encoding="utf-8", xml_declaration=True)) if hit else body


def _found(among: list[etree._Element], names: list[str]) -> list[etree._Element]:
    """The elements that a path of local names leads to; `*` is any name."""
    hits = [
        one
        for one in among
        if isinstance(one.tag, str) and names[0] in {"*", etree.QName(one).localname}
    ]
    if len(names) == 1:
        return hits
    return [found for one in hits for found in _found(list(one), names[1:])]

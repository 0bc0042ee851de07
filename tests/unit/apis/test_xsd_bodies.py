"""Bodies made from XSDs: what is called valid is valid, each defect makes it invalid."""

from __future__ import annotations

from lxml import etree

from contracts.catalogue import load
from contracts.kit import XsdBodies, few, texts_of


def _is_valid(schema: etree.XMLSchema, body: bytes) -> bool:
    try:
        return bool(schema.validate(etree.fromstring(body)))
    except etree.XMLSyntaxError:
        return False


def test_bodies_are_valid_and_defects_are_not() -> None:
    folder = load("cisco-uds").directory
    for xsd in (
        folder / "user.put.xsd",
        folder / "credentials.put.xsd",
        *folder.glob("*.request.xsd"),
    ):
        schema, bodies = etree.XMLSchema(etree.parse(xsd)), XsdBodies(xsd)
        for body in few(bodies.valid(), 1, 1):
            assert _is_valid(schema, body), (xsd.name, body)
        for defects in few(bodies.defective(), 1, 1):
            assert {"malformed", "root"} <= {one.kind for one in defects}
            assert [one.what for one in defects if _is_valid(schema, one.body)] == []


def test_every_part_of_a_body_can_be_wrong() -> None:
    xsd = load("cisco-uds").directory / "speedDial.request.xsd"
    (defects,) = few(XsdBodies(xsd).defective({"index": "7"}), 1, 1)
    found = {one.what for one in defects}
    assert {"no speedDial/index", "no speedDial/number", "speedDial/index is seven"} <= found


def test_the_same_few_are_drawn_for_the_same_seed() -> None:
    xsd = load("cisco-uds").directory / "speedDial.request.xsd"
    strategy = XsdBodies(xsd).valid()
    assert few(strategy, 1, 4) == few(strategy, 1, 4) != few(strategy, 2, 4)


def test_what_is_generated_is_sent_as_text() -> None:
    query = {"max": 3, "name": ["a", True], "x": None}
    assert texts_of(query) == [("max", "3"), ("name", "a"), ("name", "true"), ("x", "null")]
    assert texts_of("no query") == []

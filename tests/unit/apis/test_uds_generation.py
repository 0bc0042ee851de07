"""Bodies made from XSDs: what is called valid is valid, each defect makes it invalid."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from lxml import etree

from contracts.apis.cisco_uds import Bodies, Defect
from contracts.catalogue import load

XSDS = sorted(load("cisco-uds").directory.glob("*.p*t.xsd")) + sorted(
    load("cisco-uds").directory.glob("*.request.xsd")
)
few = settings(
    max_examples=4,
    database=None,
    deadline=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def _is_valid(schema: etree.XMLSchema, body: bytes) -> bool:
    try:
        return bool(schema.validate(etree.fromstring(body)))
    except etree.XMLSyntaxError:
        return False


def test_every_request_has_an_xsd() -> None:
    assert len(XSDS) == 11


@pytest.mark.parametrize("xsd", XSDS, ids=lambda path: path.name)
@few
@given(data=st.data())
def test_bodies_are_valid_and_defects_are_not(xsd: Path, data: st.DataObject) -> None:
    schema, bodies = etree.XMLSchema(etree.parse(xsd)), Bodies(xsd)
    assert _is_valid(schema, data.draw(bodies.valid()))
    defects = data.draw(bodies.defective())
    assert {"malformed", "root"} <= {one.kind for one in defects}
    assert [one.what for one in defects if _is_valid(schema, one.body)] == []


def _defects_of(name: str) -> list[Defect]:
    xsd = load("cisco-uds").directory / name
    found: list[list[Defect]] = []

    @settings(few, max_examples=1)
    @given(defects=Bodies(xsd).defective({"index": st.just("7")}))
    def draw(defects: list[Defect]) -> None:
        found.append(defects)

    draw()
    return found[0]


def test_a_required_element_is_left_out_and_a_number_spelt() -> None:
    what = {one.what for one in _defects_of("speedDial.request.xsd")}
    assert {
        "no speedDial/index",
        "no speedDial/number",
        "speedDial/index is seven",
    } <= what


def test_an_override_is_the_text_of_its_element() -> None:
    bodies = {one.kind: one.body for one in _defects_of("speedDial.request.xsd")}
    assert b"<index>7</index>" in bodies["root"]

"""Places: read off schemas, and found again in answers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from contracts.mutate import json_places, xml_places, xsd_places
from contracts.mutate.values import SAME, operator_of
from contracts.mutate.xml_places import Change

DOCUMENT = {
    "components": {
        "schemas": {
            "User": {
                "type": "object",
                "properties": {
                    "id": {"type": ["integer", "null"]},
                    "a/b": {"enum": ["x"]},
                    "boss": {"$ref": "#/components/schemas/User"},
                },
            }
        }
    }
}
LIST = {
    "allOf": [{"properties": {"count": {"type": "integer"}}}],
    "then": {"properties": {"more": {"type": "boolean"}}},
    "properties": {"items": {"items": {"$ref": "#/components/schemas/User"}}},
}


def test_json_places_follow_references_and_combinations() -> None:
    found = json_places.places(LIST, DOCUMENT)
    assert found["/count"] == {"integer"}
    assert found["/more"] == {"boolean"}
    assert found["/items"] == {"array"}
    assert found["/items/*/id"] == {"integer"}
    assert found["/items/*/a~1b"] == {"string"}
    assert found[""] == {"object"}


def test_members_are_optional_that_no_schema_requires() -> None:
    schema = {
        "allOf": [{"required": ["a"]}, {"properties": {"a": {"type": ["string", "null"]}}}],
        "properties": {"b": {"items": {"properties": {"c": {}, "d": {}}, "required": ["d"]}}},
    }
    optional, nullable = json_places.lenient(schema, {})
    assert optional == {"/b", "/b/*/c"}
    assert nullable == {"/a"}
    optional, _ = json_places.lenient({"properties": {"a": {}}}, {})
    assert not optional, "it does not speak of that"


def test_a_schema_that_names_itself_is_walked_once_more_and_no_further() -> None:
    found = json_places.places({"$ref": "#/components/schemas/User"}, DOCUMENT)
    assert "/boss/id" in found
    assert "/boss/boss/id" not in found


@pytest.mark.parametrize(
    ("place", "operator", "after"),
    [
        ("/count", "plus-one", {"count": 3, "items": [{"id": 1}, {"id": 2}]}),
        ("/items/*/id", "drop", {"count": 2, "items": [{}, {}]}),
        ("/items", "last-lost", {"count": 2, "items": [{"id": 1}]}),
        ("/items/*", "drop", {"count": 2, "items": []}),
        ("/items/*/name", "drop", SAME),
        ("/nothing/here", "drop", SAME),
        ("", "retype", [{"count": 2, "items": [{"id": 1}, {"id": 2}]}]),
    ],
)
def test_a_json_value_is_changed_at_a_place(place: str, operator: str, after: Any) -> None:
    value = {"count": 2, "items": [{"id": 1}, {"id": 2}]}
    found = json_places.changed(value, place, operator_of(operator))
    assert found is SAME if after is SAME else found == after
    assert value == {"count": 2, "items": [{"id": 1}, {"id": 2}]}


XSD = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="users"><xs:complexType><xs:sequence>
    <xs:element name="user" maxOccurs="unbounded"><xs:complexType><xs:all>
      <xs:element name="id" type="xs:string"/></xs:all></xs:complexType></xs:element>
  </xs:sequence><xs:attribute name="start"/></xs:complexType></xs:element>
</xs:schema>"""
BODY = b'<users start="0"><user><id>a1</id></user><user><id>7</id></user></users>'


def test_xml_places_are_elements_and_attributes(tmp_path: Path) -> None:
    xsd = tmp_path / "users.xsd"
    xsd.write_text(XSD, encoding="utf-8")
    assert xsd_places.declared(xsd, "users") == {
        "/users": {"object", "array"},
        "/users/@start": {"string"},
        "/users/user": {"object"},
        "/users/user/id": {"string"},
    }


LAX = """\
<xs:schema xmlns:xs="http://www.w3.org/2001/XMLSchema">
  <xs:element name="count" type="xs:int"/><xs:element name="name" type="xs:string"/>
</xs:schema>"""


def test_an_example_shows_where_elements_are_that_a_lax_xsd_declares(tmp_path: Path) -> None:
    xsd = tmp_path / "lax.xsd"
    xsd.write_text(LAX, encoding="utf-8")
    example = "<a x='1'><name>7</name><count>7</count><b><c>true</c><c>true</c></b></a>"
    assert xsd_places.shown(xsd, example) == {
        "/a": {"object"},
        "/a/@x": {"integer"},
        "/a/name": {"string"},
        "/a/count": {"integer"},
        "/a/b": {"array"},
        "/a/b/c": {"boolean"},
    }


@pytest.mark.parametrize(
    ("place", "operator", "after"),
    [
        (
            "/users/user/id",
            "empty",
            '<users start="0"><user><id/></user><user><id/></user></users>',
        ),
        ("/users/user/id", "plus-one", BODY.decode().replace("<id>7<", "<id>8<")),
        ("/users/user/id", "case", BODY.decode().replace("a1", "A1")),
        ("/users/user/id", "drop", '<users start="0"><user/><user/></users>'),
        ("/users/@start", "drop", BODY.decode().replace(' start="0"', "")),
        ("/users/@start", "plus-one", BODY.decode().replace('"0"', '"1"')),
        ("/users", "last-lost", '<users start="0"><user><id>a1</id></user></users>'),
        ("/users/user", "rename", BODY.decode().replace("user>", "userX>")),
        ("/users/@start", "rename", BODY.decode().replace("start=", "startX=")),
        (
            "/users",
            "last-twice",
            BODY.decode().replace("</users>", "<user><id>7</id></user></users>"),
        ),
        (
            "/users/user/id",
            "retype",
            BODY.decode().replace("a1", "<value>a1</value>").replace("7", "<value>7</value>"),
        ),
        ("/users/nothing", "drop", None),
        ("/people/user", "drop", None),
        ("/users", "drop", None),
    ],
)
def test_xml_is_changed_at_a_place(place: str, operator: str, after: str | None) -> None:
    found = xml_places.changed(BODY, place, Change(operator))
    if after is None:
        assert found is None
    else:
        assert found is not None
        assert etree.tostring(etree.fromstring(found)).decode() == after


def test_an_element_is_doubled_in_place() -> None:
    found = xml_places.changed(BODY, "/users/user/id", Change("twice"))
    assert found is not None
    assert found.count(b"<id>") == 4


def test_children_are_chosen_by_what_they_say() -> None:
    found = xml_places.changed(BODY, "/users", Change("filtered", "id:a1"))
    assert found is not None
    assert b"a1" not in found
    assert xml_places.changed(BODY, "/users/user/id", Change("cut", non_ascii=True)) is None

"""Answers of a VOSS system as tests read them."""

from __future__ import annotations

import json
from typing import Any

import msgspec
import pytest

from contracts.apis.voss import Item, Page, Resource, Tree, Voss, find, schema_version
from contracts.apis.voss.listing import NAMELESS
from contracts.apis.voss.lists import gather
from contracts.apis.voss.meta import pkid_of, summary_attrs_in
from contracts.apis.voss.rules import JSON, LIMIT, check
from contracts.model import Allow, Exchange, Inconclusive, Request, Response, Target

TARGET = Target("t", "voss", "t", "http://localhost/api", Allow.READ)


def exchange(body: Any, status: int = 200) -> Exchange:
    content = body if isinstance(body, bytes) else json.dumps(body).encode()
    request = Request("GET", "http://localhost/api/data/User/")
    return Exchange("x-1", "t", request, Response(status, body=content), None, 0.0, 0.0)


def listed(*keys: str, total: int | None = None) -> Page:
    resources = [{"meta": {"pkid": key}, "data": {"name": key}} for key in keys]
    count = len(keys) if total is None else total
    return Page(exchange({"resources": resources, "pagination": {"total": count}}))


def test_a_page_has_items_and_a_total() -> None:
    page = listed("a", "b", total=7)
    assert page.is_list
    assert page.keys == ["a", "b"]
    assert page.total == 7
    assert page.values("name") == ["a", "b"]


def test_a_page_that_was_read_does_not_keep_its_body() -> None:
    rows = [{"meta": {"pkid": "a"}, "data": {"name": "a"}}]
    body = {"extra": ["x"] * 3, "resources": rows, "pagination": {"total": 1}}
    page = Page(exchange(body))
    assert (page.keys, page.total) == (["a"], 1)
    assert page.members["extra"] == ["x"] * 3
    kept = [one for one in vars(page).values() if isinstance(one, dict) and "extra" in one]
    assert kept == []


def test_a_total_is_a_whole_number_however_it_is_written() -> None:
    assert Page(exchange(b'{"resources": [], "pagination": {"total": 5E1}}')).total == 50
    assert Page(exchange(b'{"resources": [], "pagination": {"total": 0.5}}')).total is None


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ({"success": False, "fault": {"code": 404}}, 404),
        ({"success": False, "http_code": 403, "message": "no"}, 403),
        ({"success": False, "fault": "no"}, 400),
        ({"success": False, "error": {"code": 4404}}, 400),
        ({"success": True, "fault": {"code": 404}}, 200),
        ({"data": {"success": False}}, 200),
    ],
)
def test_a_fault_may_be_told_by_the_body_alone(body: Any, status: int) -> None:
    answer = Resource(exchange(body))
    assert (answer.status, answer.accepted) == (status, status == 200)
    assert Resource(exchange(body, 500)).status == 500


@pytest.mark.parametrize("body", [b"<html>", {}, {"resources": [{"meta": {}}]}, [], None])
def test_what_is_no_list_is_inconclusive(body: Any) -> None:
    page = Page(exchange(body))
    assert not page.is_list
    with pytest.raises(Inconclusive):
        _ = page.keys


def test_resources_without_pkid_are_told_apart_by_their_data() -> None:
    rows = [{"meta": {}, "data": {"name": "a"}}, {"data": {"name": "b"}}, {"pkid": "p", "data": {}}]
    page = Page(exchange({"resources": rows}))
    assert len(set(page.keys)) == 3
    assert page.keys[2] == "p"
    assert page.keys[0].startswith(NAMELESS)


def test_resources_are_found_under_another_name() -> None:
    page = Page(exchange({"meta": {}, "instances": [{"meta": {"pkid": "a"}, "data": {"n": 1}}]}))
    assert page.is_list
    assert page.keys == ["a"]
    assert not Page(exchange({"resources": {"a": {}}, "others": [{"data": {}}]})).is_list


def test_resources_by_another_name_may_be_none() -> None:
    page = Page(exchange({"meta": {}, "pagination": {"total": 0}, "instances": []}))
    assert page.is_list
    assert page.keys == []
    assert not Page(exchange({"meta": {}, "errors": []})).is_list


def test_a_refused_resource_is_none() -> None:
    assert Resource(exchange({"meta": {}, "data": {"name": "x"}}, 404)).item is None
    assert Resource(exchange({"meta": {"pkid": "p"}, "data": {}})).resource().key == "p"


@pytest.mark.parametrize(
    "meta",
    [
        {"pkid": "p"},
        {"references": {"self": [{"pkid": "p", "href": "/api/data/User/q"}]}},
        {"references": {"self": [{"href": "/api/data/User/p/?format=json"}]}},
        {"references": {"self": {"href": "/api/data/User/p"}}},
    ],
)
def test_forms_of_a_pkid(meta: dict[str, Any]) -> None:
    assert pkid_of(meta, {}) == "p"


def test_forms_of_summary_attrs() -> None:
    assert summary_attrs_in({"summary_attrs": [{"name": "a", "title": "A"}, "b"]}) == ("a", "b")
    assert summary_attrs_in({"summary_attrs": {"name": "a"}}) == ("a",)
    assert summary_attrs_in({}) == ()


@pytest.mark.parametrize(("value", "number"), [(10.0, 10), ("10.0", 10), (10, 10), ("x", None)])
def test_schema_version_is_a_number_or_a_text(value: Any, number: float | None) -> None:
    assert schema_version({"schema_version": value}) == number


def test_members_are_found_however_deep() -> None:
    assert list(find({"a": [{"b": {"c": 1}}], "c": 2}, "c")) == [2, 1]


def test_a_whole_list_is_read_in_pages() -> None:
    pages = {0: listed("a", "b", total=5), 2: listed("c", "d", total=5), 4: listed("e", total=5)}
    whole = gather("data/User", {}, lambda skip: pages[skip], 100)
    assert whole.keys == ["a", "b", "c", "d", "e"]
    assert whole.complete


def test_a_wrong_total_does_not_end_the_reading() -> None:
    pages = {0: listed("a", "b", total=0), 2: listed("c", total=0), 3: listed(total=0)}
    assert gather("data/User", {}, lambda skip: pages[skip], 100).keys == ["a", "b", "c"]


def test_pages_that_come_again_are_inconclusive() -> None:
    with pytest.raises(Inconclusive, match="come again"):
        gather("data/User", {}, lambda _: listed("a", "b", total=9), 100)


def test_a_tree_knows_dots_and_families() -> None:
    def node(key: str, name: str, parent: str, path: str) -> Item:
        meta = {"pkid": key, "references": {"parent": [{"pkid": parent}]}, "hierarchy": path}
        return Item(key, {"name": name}, meta)

    tree = Tree(
        [node("1", "sys", "1", "sys"), node("2", "P", "1", "sys"), node("3", "A.B", "2", "")]
    )
    root, provider, dotted = tree
    assert provider.dotted == "sys.P"
    assert dotted.dotted == ""
    assert tree.above(dotted) == [provider, root]
    assert tree.above(root) == []
    assert [(one.name, [b.name for b in below]) for one, below in tree.families()] == [
        ("sys", ["P"]),
        ("P", ["A.B"]),
    ]


@pytest.mark.parametrize(
    ("method", "path", "reads"),
    [
        ("GET", "/data/User/", True),
        ("HEAD", "/data/User/", True),
        ("POST", "/data/User/", False),
        ("PATCH", "/data/User/1/+tag/", False),
        ("GET", "/tool/Transaction/1/replay/", False),
    ],
)
def test_what_only_reads(method: str, path: str, *, reads: bool) -> None:
    request = Request(method, f"http://localhost/api{path}")
    assert Voss.reads(request, TARGET) is reads


@pytest.mark.parametrize(
    ("query", "headers", "found"),
    [
        ("limit=2", (), False),
        ("limit=1", (), True),
        ("skip=3&limit=1&direction=desc", (), True),
        ("limit=0", (), False),
        ("limit=one", (), False),
        ("limit=1&limit=2", (), False),
        ("limit=1", (("Range", "items=0-1"),), False),
        ("", (), False),
    ],
)
def test_no_list_has_more_resources_than_its_limit(
    query: str,
    headers: tuple[tuple[str, str], ...],
    found: bool,  # noqa: FBT001 - what is expected
) -> None:
    request = Request("GET", f"http://h/api/data/User/?{query}", headers, operation="listResources")
    answered = msgspec.structs.replace(listed("a", "b").exchange, request=request)
    findings = check(answered, {LIMIT}).findings
    assert [one.requirement for one in findings] == [LIMIT] * found
    assert check(answered, set()).findings == ()


def test_what_a_change_says_is_json_is_json() -> None:
    """A success of another media type, without a body or of a GET is left to others."""
    table: list[tuple[str, str, bytes, int]] = [
        ("PATCH", "application/json", b'{"success": tr', 1),
        ("PATCH", "application/vnd.voss+json", b'{"success": tr', 1),
        ("PATCH", "application/json", b'{"success": true}', 0),
        ("PATCH", "application/json", b"", 0),
        ("PATCH", "text/plain", b"done", 0),
        ("GET", "application/json", b'{"success": tr', 0),
    ]
    for method, media, body, found in table:
        request = Request(method, "http://h/api/data/User/1/+tag/", operation="tagInstance")
        response = Response(200, headers=(("Content-Type", media),), body=body)
        asked = msgspec.structs.replace(exchange(b""), request=request, response=response)
        assert len(check(asked, {JSON}).findings) == found


@pytest.mark.parametrize(
    ("body", "refused"),
    [
        (b"<s:Envelope><s:Body><s:Fault><faultcode>s:Client</faultcode></s:Fault></s:Body>", True),
        (b"<Fault><Code><Value>env:Sender</Value></Code></Fault>", True),
        (b"<s:Fault><faultcode>s:Server</faultcode></s:Fault>", False),
        (b"<html><h1>Internal Server Error</h1></html>", False),
        (b"", False),
    ],
)
def test_a_soap_fault_tells_whose_fault_it_is(body: bytes, refused: bool) -> None:  # noqa: FBT001
    assert Page(exchange(body, 500)).refused is refused

"""What the vocabulary makes of answers and addresses."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from contracts.apis.cisco_uds import Answer, Page, Uds, digits, of_each_kind
from contracts.apis.cisco_uds.rules import check_format, check_replies
from contracts.kit import parse_xml
from contracts.model import Exchange, Inconclusive, Request, Response

URL = "http://localhost:8443/cucm-uds/users"


def _exchange(body: bytes, status: int = 200, media: str = "application/xml") -> Exchange:
    response = Response(status, "", (("Content-Type", media),), body)
    request = Request("GET", URL, operation="getUsers")
    return Exchange("x-1", "uds", request, response, None, 0.0, 0.1)


def _page(attributes: str, inner: str = "") -> Page:
    return Page(_exchange(f"<users {attributes}>{inner}</users>".encode()))


def test_a_page_has_users_and_counters() -> None:
    page = _page('totalCount="1"', "<user><userName> anna </userName><email/></user>")
    assert page.users == [{"userName": "anna", "email": ""}]
    assert page.count("totalCount") == 1
    assert page.whole


def test_a_counter_that_is_no_number_is_no_ground_for_a_judgement() -> None:
    with pytest.raises(Inconclusive, match="returnedCount"):
        _page('returnedCount="many"').count("returnedCount")


@pytest.mark.parametrize("body", [b"", b"<html/>", b"{}", b"<users"])
def test_what_is_no_page_has_no_users(body: bytes) -> None:
    page = Page(_exchange(body))
    assert not page.is_page
    assert page.users == []
    with pytest.raises(Inconclusive):
        page.needed("users")


def test_an_error_is_no_representation_whatever_its_root() -> None:
    assert not Answer(_exchange(b"<users/>", status=403)).has_root("users")


def test_separators_of_numbers_do_not_count() -> None:
    assert digits("+41 (44) 555-01") == "414455501"


@pytest.mark.parametrize(
    ("body", "media", "upheld", "broken"),
    [
        (b"<users/>", "application/xml", ["UDS-XML-04"], []),
        (b"<users/>", "text/xml;charset=UTF-8", ["UDS-XML-04"], []),
        (b"<users/>", "text/plain", [], ["UDS-XML-04"]),
        (b"<users>", "application/xml", [], ["UDS-XML-01"]),
        (b"{}", "application/json", [], ["UDS-XML-01"]),
        (b"<html><body/></html>", "text/html", [], []),
        (b"<root/>", "application/xml", [], []),
        (b"", "application/xml", [], ["UDS-XML-01"]),
        (b"", "", [], []),
    ],
)
def test_representations_are_held_to_be_xml(
    body: bytes, media: str, upheld: list[str], broken: list[str]
) -> None:
    checked = check_format(_exchange(body, media=media), "users")
    assert list(checked.upheld) == upheld
    assert [one.requirement for one in checked.findings] == broken


@pytest.mark.parametrize(
    ("method", "status", "accept", "body", "broken"),
    [
        ("PUT", 200, "", b'{"ok": true}', ["UDS-XML-06"]),
        ("PUT", 200, "", b"<device/>", []),
        ("GET", 404, "", b'{"error": 1}', ["UDS-XML-05"]),
        ("POST", 409, "", b'{"error": 1}', ["UDS-XML-05"]),
        ("GET", 406, "application/json", b'{"error": 1}', []),
        ("GET", 503, "", b'{"error": 1}', []),
        ("GET", 404, "", b"", []),
        ("GET", 404, "", b"404", []),
    ],
)
def test_neither_errors_nor_changes_are_answered_in_json(
    method: str, status: int, accept: str, body: bytes, broken: list[str]
) -> None:
    exchange = _exchange(body, status=status, media="text/plain")
    request = Request(method, URL, (("Accept", accept),))
    asked = msgspec.structs.replace(exchange, request=request)
    found = check_replies(asked, errors=True).findings
    assert [one.requirement for one in found] == broken
    if broken == ["UDS-XML-05"]:
        assert not check_replies(asked, errors=False).findings


def test_a_namespace_is_open() -> None:
    uds: Any = object.__new__(Uds)
    for encoding in ("utf-8", "utf-16"):
        body = '<users xmlns="http://x" totalCount="1"><user><id>1</id></user></users>'
        exchange = _exchange(body.encode(encoding))
        understood = uds.understood(exchange).response.body
        assert b"xmlns" not in understood
        assert b"<user><id>1</id></user>" in understood
        assert Page(exchange).is_page
    plain = _exchange(b"<users/>")
    assert uds.understood(plain) is plain
    assert uds.understood(_exchange(b"<users xmlns=")).response.body == b"<users xmlns="


def test_errors_and_deliberate_defects_are_not_held_to_be_xml() -> None:
    exchange = _exchange(b"no XML")
    assert not check_format(_exchange(b"no XML", status=401), "users").findings
    defect = msgspec.structs.replace(exchange.request, defect="asks for JSON")
    assert not check_format(msgspec.structs.replace(exchange, request=defect), "users").findings


@pytest.mark.parametrize(
    ("address", "path"),
    [
        ("https://cucm:8443/cucm-uds/user/anna/devices", "/user/anna/devices"),
        ("https://cucm/proxy/cucm-uds/user/anna/devices", "/user/anna/devices"),
        ("/uds/user/anna/devices", "/user/anna/devices"),
    ],
)
def test_only_the_path_of_an_address_is_followed(address: str, path: str) -> None:
    uds: Any = object.__new__(Uds)
    uds.target = type("Target", (), {"base_url": "http://localhost/uds"})
    assert uds.path_in(address) == path


def test_a_relative_address_leads_on_from_its_list() -> None:
    uds: Any = object.__new__(Uds)
    uds.target = type("Target", (), {"base_url": "http://localhost/uds"})
    page = "/uds/user/anna/devices"
    assert uds.path_in("device/7", page) == "/user/anna/device/7"
    assert uds.path_in("/uds/users", page) == "/users"


@pytest.mark.parametrize(
    ("base_url", "location", "secure"),
    [
        ("http://ucm.example.com/cucm-uds", "", False),
        ("http://ucm.example.com/cucm-uds", "https://ucm.example.com/cucm-uds/version", True),
        ("https://ucm.example.com:8443/cucm-uds", "", True),
        ("http://127.0.0.1:8443/cucm-uds", "", None),
    ],
)
def test_plain_http_is_no_matter_within_this_machine(
    base_url: str,
    location: str,
    secure: bool | None,  # noqa: FBT001 - what is expected
) -> None:
    uds: Any = object.__new__(Uds)
    uds.target = type("Target", (), {"base_url": base_url})
    assert uds.is_secure(location) is secure


def test_an_item_of_each_kind_is_chosen() -> None:
    rows = [("a", "true"), ("b", "true"), ("c", "false"), ("d", "true"), ("e", "true")]
    listed = {
        name: parse_xml(f"<s><name>{name}</name><enabled>{flag}</enabled></s>".encode())
        for name, flag in rows
    }
    assert of_each_kind(listed, 1) == ["a", "e", "c"]


def test_an_item_with_unusual_characters_is_chosen_as_well() -> None:
    texts = ["a", "b", "B&#246;rse", "Zo&#235;", "R &amp; D", "Q &amp; A", "c"]
    listed = {
        str(at): parse_xml(f"<s><id>{at}</id><name>{text}</name></s>".encode())
        for at, text in enumerate(texts)
    }
    assert of_each_kind(listed, 1) == ["0", "6", "2", "4"]

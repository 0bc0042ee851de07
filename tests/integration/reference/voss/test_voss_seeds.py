"""Faults and liberties: each does something, and names what it is about."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.reference.voss.faults import FAULTS
from contracts.reference.voss.liberties import LIBERTIES
from contracts.reference.voss.model_list import SUBSCRIBER_FIELDS, USER
from contracts.reference.voss.state import pkid_of

CATALOGUE = load("voss").catalogue
NODE = "sys.CS-P.North Reseller.Acme-Corp"
NUMBERS = "data/NumberInventory/"
USERS = "data/User/"
PHONES = "device/cucm/Phone/"
SUBSCRIBERS = "relation/Subscriber/"
TRANSACTIONS = "tool/Transaction/"
FORM = "data/Contact/add/"
FULL = {"schema": "true", "schema_rules": "true"}
BASIC = "authorization"


def filters(*sets: tuple[str, ...]) -> dict[str, Any]:
    keys = ("filter_field", "filter_condition", "filter_text", "ignore_case")
    columns = {key: [one[place] for one in sets] for place, key in enumerate(keys)}
    return {key: column for key, column in columns.items() if any(column)}


CONDITION_PROBES: list[dict[str, Any]] = [
    filters((field, condition, text, case)) | {"limit": 4}
    for field, text in (
        ("last_name", "SMITH"),
        ("last_name", "m\u00fcLLER"),
        ("department", "R&D"),
        ("department", "a.b"),
        ("department", "50%_o"),
        ("department", "plus+"),
        ("department", "x' OR"),
        ("first_name", "n"),
        ("last_name", "Goldsmith"),
        ("last_name", "la"),
        ("department", "a_b"),
        ("department", "Legal ("),
        ("department", "STRASSE"),
    )
    for condition in ("startswith", "endswith", "contains", "notcontain", "equals", "notequal", "")
    for case in ("true", "false", "")
]
CONDITION_PROBES = [
    CONDITION_PROBES[n * 101 % len(CONDITION_PROBES)] for n in range(len(CONDITION_PROBES))
]
SET_PROBES = [
    filters(first, second)
    for first, second in (
        (("first_name", "startswith", "JO", "true"), ("last_name", "endswith", "h", "false")),
        (("title", "equals", "Manager", "true"), ("username", "contains", "s", "true")),
        (("username", "contains", "s", "true"), ("title", "equals", "Manager", "true")),
        (("title", "equals", "Manager", "true"), ("title", "equals", "Engineer", "true")),
    )
]
Reads = list[tuple[str, dict[str, Any]]]

LISTS: Reads = [
    (USERS, {}),
    (USERS, {"limit": 3}),
    (USERS, {"limit": 180, "skip": 2}),
    (USERS, {"limit": 7, "skip": 60, "order_by": "title", "direction": "desc"}),
    (USERS, {"limit": 7, "skip": 7, "order_by": "title"}),
    (USERS, {"count": "false", "skip": 1}),
    (USERS, {"count": "false", "limit": 2000}),
    (USERS, {"skip": 1000}),
    (USERS, {"skip": 180}),
    (USERS, {"limit": "x"}),
    (USERS, {"limit": "0"}),
    (USERS, {"limit": "5000", "skip": "-1"}),
    (USERS, {"skip": "-1"}),
    *((USERS, {"order_by": name, "limit": 60}) for name in (*USER.summary, "role")),
    (USERS, {"order_by": "first_name", "direction": "desc"}),
    (USERS, {"direction": "asc", "limit": 4}),
    (USERS, {"summary": "true"}),
    (USERS, {"summary": "false"}),
    *((USERS, {"hierarchy": NODE, "traversal": one}) for one in ("up", "down", "local", "")),
    (USERS, {"traversal": "local"}),
    (USERS, {"hierarchy": pkid_of(NODE)}),
    (USERS, {"hierarchy": "sys.Nowhere"}),
    (USERS, {"hierarchy": None}),
    ("data/HierarchyNode/", {}),
    ("data/HierarchyNode/", {"hierarchy": NODE, "traversal": "local"}),
    (NUMBERS, {"limit": 2001}),
    (NUMBERS, {"limit": 2000}),
    (NUMBERS, {"limit": 101}),
    (NUMBERS, {}),
]
FILTERS: Reads = [
    *((USERS, probe) for probe in SET_PROBES),
    *((USERS, probe) for probe in CONDITION_PROBES[:60]),
    *((USERS, filters((name, "contains", "a", "true"))) for name in (*USER.summary, "role")),
    (USERS, filters(("username", "like", "a", "true"))),
    (USERS, filters(("title", "contains", "e", "true")) | {"skip": 5, "limit": 2}),
    (USERS, filters(("last_name", "contains", "smi", "true")) | {"skip": 3, "limit": 9}),
    (USERS, filters(("title", "contains", "e", "true")) | {"order_by": "email"}),
    (USERS, filters(("title", "contains", "e", "true")) | {"traversal": "local"}),
    (USERS, filters(("title", "contains", "e", "true")) | {"summary": "false"}),
    (
        USERS,
        {"filter_field": ["title", "email"], "filter_text": ["e", "S"], "ignore_case": ["false"]},
    ),
    (
        USERS,
        filters(("username", "contains", "s", "true"))
        | {"direction": "desc", "order_by": "username"},
    ),
    (SUBSCRIBERS, {"cached": "false"}),
    (SUBSCRIBERS, {"summary": "false"}),
    (SUBSCRIBERS, {"traversal": "up", "hierarchy": NODE}),
    *((SUBSCRIBERS, filters((name, "contains", "1", ""))) for name in SUBSCRIBER_FIELDS),
    (SUBSCRIBERS, filters(("entitlement_profile", "contains", "o", ""))),
    (SUBSCRIBERS, filters(("department", "contains", "o", ""))),
    (TRANSACTIONS, {"skip": 2, "limit": 3}),
    (TRANSACTIONS, filters(("status", "equals", "Fail", ""))),
    (TRANSACTIONS, filters(("status", "endswith", "cc", ""))),
    (TRANSACTIONS, filters(("id", "startswith", "c", ""))),
    (TRANSACTIONS, filters(("id", "contains", "-4", ""))),
    *((USERS, probe) for probe in CONDITION_PROBES[60:]),
]
RESOURCES: Reads = [
    (f"{USERS}{pkid_of('data/User 1')}/", {}),
    (f"{USERS}{pkid_of('data/User 1')}/", {"hierarchy": None}),
    *((f"{USERS}{pkid_of(f'data/User {number}')}/", FULL) for number in (2, 3, 12)),
    *((f"{USERS}{pkid_of('data/User 1')}/", {"cached": one}) for one in ("true", "false")),
    (f"{USERS}{'0' * 24}/", {}),
    ("data/NoSuchModel/", {}),
    ("nothing/User/", {}),
    (f"{USERS}help/", {}),
    ("data/Contact/", FULL),
    (FORM, {"schema": "true"}),
    (FORM, {"schema": "true", "policy_name": "Short Contact"}),
    (FORM, {"schema": "true", "policy": pkid_of("Short Contact")}),
    (PHONES, {}),
    *((PHONES, FULL | {"api_version": f"{one}"}) for one in ("10.1.2", "10.6.1", "10.6.2")),
    *((PHONES, FULL | {"api_version": f"{one}"}) for one in ("10.6.3", "11.5.1", "11.5.2")),
    (PHONES, FULL | {"api_version": "11.5.3"}),
]


def seen(answer: Any) -> tuple[Any, ...]:
    headers = sorted((n, "" if n == "x-request-id" else value) for n, value in answer.headers)
    return (answer.status, headers, answer.body)


def pairs(query: dict[str, Any]) -> list[tuple[str, Any]]:
    lists = ((k, value if isinstance(value, list) else [value]) for k, value in query.items())
    return [(name, one) for name, values in lists for one in values]


def reading(client: Any, reads: Reads) -> Iterator[tuple[Any, ...]]:
    for path, query in reads:
        given = dict(query)
        node = given.pop("hierarchy", "sys")
        yield seen(client.get(path, *pairs(given), hierarchy=node))


def lists(client: Any) -> Iterator[tuple[Any, ...]]:
    for given in ("items=3-5", "items=170-400"):
        headers = {**client.headers, "range": given}
        query = {"hierarchy": "sys", "format": "json", "skip": "1", "limit": "1"}
        yield seen(client.send("GET", "/api/data/User/", query, headers=headers))
    yield from reading(client, LISTS)


def resources(client: Any) -> Iterator[tuple[Any, ...]]:
    yield seen(client.send("GET", "/api/data/User/", [("hierarchy", "sys")]))
    yield from reading(client, RESOURCES)
    phone = client.get(PHONES, limit=1).json["resources"][0]["meta"]["pkid"]
    yield seen(client.get(f"{PHONES}{phone}/"))
    kept = dict(client.headers)
    for value in ("Basic YWRtaW46d3Jvbmc=", "Basic YWRtaW46dm9zcw==", ""):
        client.headers = {BASIC: value} if value else {}
        yield seen(client.get())
    client.headers = kept
    yield seen(client.send("POST", "/noninteractivelogin/", payload=b""))


def changes(client: Any) -> Iterator[tuple[Any, ...]]:
    """What a client sees of what it changes."""
    new = {"name": "Probe", "company": "Acme"}
    templates = ({"template_name": "Swiss Contact"}, {"template": pkid_of("Swiss Contact")})
    for query in ({}, {"nowait": "false"}, *templates):
        yield seen(client.change("POST", "data/Contact/", new, **query))
    template = {"template_name": "Swiss Contact"}
    yield seen(client.change("POST", "data/Contact/", {**new, "country": "Peru"}, **template))
    found = filters(("name", "startswith", "Probe", "")) | {"summary": "false", "limit": 9}
    yield seen(client.get("data/Contact/", *pairs(found)))
    page = f"data/Contact/{pkid_of('data/Contact 1')}/"
    for tags in (["b"], ["abcd", "c", "D"], ["__CLEAR_TAG__c"], ["__CLEAR_ALL_TAGS__"]):
        yield seen(client.change("PATCH", f"{page}+tag/", tag=tags))
        yield seen(client.change("PATCH", f"{page}+tag_version/", version_tag="1.2"))
        yield seen(client.get(page))
    yield seen(client.change("PATCH", f"{page}+tag/", tag="x", nowait="true"))
    yield seen(client.get(page))
    late = client.change("POST", "data/Contact/", {"name": "Late", "city": "Bern"}, nowait="true")
    yield seen(late)
    transaction = f"{TRANSACTIONS}{late.json['transaction_id']}/"
    for _ in range(3):
        yield seen(client.get(transaction))
        yield seen(client.get(f"{transaction}poll/"))
        client.clock.advance(0.35)
    yield seen(client.get("data/Contact/", *pairs(filters(("name", "startswith", "Late", "")))))
    yield seen(client.change("DELETE", f"data/Contact/{pkid_of('data/Contact 1')}/"))


AREAS: dict[str, Any] = {
    "lists": lists,
    "filters": lambda client: reading(client, FILTERS),
    "resources": resources,
    "changes": changes,
}
AREA_OF = {"FILTER": "filters", "SUB": "filters", "TRANS": "filters"} | dict.fromkeys(
    ("TEMPLATE", "ASYNC", "TAG", "VTAG", "changes"), "changes"
)
AREA_OF |= {"filtering": "filters"} | dict.fromkeys(("ordering", "paging", "places"), "lists")
IN_LISTS = ("HIER", "PAGE", "LIST", "ORDER", "SUMMARY", "TRAVERSAL")


@pytest.fixture(scope="module")
def conforming(voss_with: Any) -> Any:
    """What the conforming server answers, by area."""
    return {name: list(area(voss_with())) for name, area in AREAS.items()}


def differs(make: Any, conforming: Any, area: str) -> bool:
    """Whether some answer is another one; the area that is named is looked at first."""
    return any(
        differs_in(make(), name, conforming[name])
        for name in sorted(AREAS, key=lambda one: one != area)
    )


def differs_in(client: Any, area: str, conforming: Any) -> bool:
    steps = AREAS[area](client)
    for expected in conforming:
        try:
            found = next(steps)
        except (KeyError, IndexError, TypeError, StopIteration):
            return True
        if found != expected:
            return True
    return False


@pytest.mark.parametrize("identifier", LIBERTIES)
def test_a_liberty_changes_an_answer(voss_with: Any, conforming: Any, identifier: str) -> None:
    area = AREA_OF.get(LIBERTIES[identifier].mixin.__module__.rpartition(".")[2], "resources")
    assert differs(lambda: voss_with(liberties=[identifier]), conforming, area)


def test_faults_violate_what_there_is_and_cover_all_that_can_be_tested() -> None:
    wanted = {
        one.id
        for one in CATALOGUE.requirements.values()
        if one.level != "may" and one.not_tested is None
    }
    assert {fault.violates for fault in FAULTS.values()} == wanted
    assert {one for fault in FAULTS.values() for one in fault.related.split()} <= wanted


def test_requirements_have_faults_of_several_kinds() -> None:
    counts = Counter(fault.violates for fault in FAULTS.values())
    for one in CATALOGUE.requirements.values():
        if counts[one.id] and not one.derived and "APIVERSION" not in one.id:
            assert counts[one.id] >= 2, one.id


def test_liberties_name_entries_of_the_ledger() -> None:
    named = {liberty.ambiguity for liberty in LIBERTIES.values()} - {None}
    assert named <= set(CATALOGUE.ambiguities)
    assert len(LIBERTIES) >= 30


def test_everything_says_what_it_does() -> None:
    summaries = [f.summary for f in FAULTS.values()] + [x.summary for x in LIBERTIES.values()]
    assert all(summary.splitlines()[0].endswith(".") for summary in summaries)
    assert len(set(summaries)) == len(summaries)

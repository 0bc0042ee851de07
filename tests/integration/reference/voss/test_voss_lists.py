"""Lists: paging, order, summary, traversal, the hierarchy parameter."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.reference.voss.model_list import MODELS, USER
from contracts.reference.voss.seed import NUMBERS, USERS

NUMBER = "data/NumberInventory/"
SITE = "sys.CS-P.North Reseller.Acme-Corp.site-b annex"
CUSTOMER = "CS-P.North Reseller.Acme-Corp"


def test_a_list_has_meta_pagination_and_resources(server: Any) -> None:
    body = server.get().json
    assert body["pagination"] == {
        "skip": 0,
        "limit": 50,
        "maximum_limit": 2000,
        "total": USERS,
        "order_by": "username",
        "direction": "asc",
    }
    assert [one["name"] for one in body["meta"]["summary_attrs"]] == list(USER.summary)
    first = body["resources"][0]["meta"]
    own = first["references"]["self"][0]
    assert own == {"pkid": first["pkid"], "href": f"/api/data/User/{first['pkid']}"}
    assert len(first["pkid"]) == 24
    assert int(first["pkid"], 16)


def test_the_tree_has_five_levels(server: Any) -> None:
    paths = server.get("data/HierarchyNode/").values("hierarchy_path")
    assert len(paths) == 15
    assert max(path.count(".") for path in paths) == 4


def test_seed_data_are_awkward(server: Any) -> None:
    for name in ("first_name", "last_name", "department"):
        values = [one or "" for one in server.get(limit=2000).values(name)]
        assert len(set(values)) < len(values)
        assert "" in values
        assert not all(value.isascii() for value in values)
    rows = server.get(limit=2000).json["resources"]
    assert any("last_name" not in one["data"] for one in rows)
    departments = "".join(server.get(limit=2000).values("department"))
    assert set("&%+'\"?*.^$\\()[];=#<>{}|~@/_-") <= set(departments)


def test_skip_limit_and_total(server: Any) -> None:
    whole = server.get(NUMBER, limit=2000)
    rest = server.get(NUMBER, limit=2000, skip=2000)
    everything = whole.pkids + rest.pkids
    assert (len(whole.pkids), len(set(everything))) == (2000, NUMBERS)
    for skip, limit in ((0, 1), (3, 7), (49, 2), (50, 50), (1999, 3), (2095, 50)):
        page = server.get(NUMBER, skip=skip, limit=limit)
        assert page.pkids == everything[skip : skip + limit]
        assert page.total == NUMBERS
    assert server.get(NUMBER, skip=NUMBERS).pkids == []
    assert len(server.get(NUMBER).pkids) == 50


@pytest.mark.parametrize(("limit", "status"), [("2001", 200), ("0", 400), ("-1", 400), ("x", 400)])
def test_a_limit_out_of_range(server: Any, limit: str, status: int) -> None:
    answer = server.get(NUMBER, limit=limit)
    assert answer.status == status
    if status == 200:
        assert len(answer.pkids) == 2000


@pytest.mark.parametrize("skip", ["-1", "x", "1.5", "9" * 12])
def test_a_skip_that_is_no_offset(server: Any, skip: str) -> None:
    assert server.get(NUMBER, skip=skip).status == 400


@pytest.mark.parametrize("name", ["range", "x-range"])
def test_range_overrides_skip_and_limit(server: Any, name: str) -> None:
    expected = server.get(skip=5, limit=4).pkids
    server.headers[name] = "items=5-8"
    answer = server.get(skip=70, limit=1)
    assert answer.pkids == expected
    assert answer.header("content-range") == f"items 5-8/{USERS}"
    assert (answer.status, answer.json["pagination"]["limit"]) == (200, 4)
    server.headers[name] = "items=170-999"
    assert server.get().header("content-range") == "items 170-179/180"
    server.headers[name] = "items=500-600"
    assert server.get().header("content-range") == "items */180"
    server.headers[name] = "items=0-99999"
    assert len(server.get(NUMBER).pkids) == 2000


@pytest.mark.parametrize("given", ["bytes=0-1", "items=4-2", "items", "items=-1-2"])
def test_other_ranges_are_ignored(server: Any, given: str) -> None:
    server.headers["range"] = given
    answer = server.get()
    assert len(answer.pkids) == 50
    assert answer.header("content-range") is None


def test_count_false(server: Any) -> None:
    counted, uncounted = server.get(count="true", limit=9), server.get(count="false", limit=9)
    assert (counted.total, uncounted.total) == (USERS, 0)
    assert counted.pkids == uncounted.pkids


@pytest.mark.parametrize("name", USER.summary)
def test_order_by_every_summary_attribute(server: Any, name: str) -> None:
    values = [one or "" for one in server.get(order_by=name, limit=2000).values(name)]
    assert values == sorted(values, key=lambda one: (one.casefold(), one))
    turned = [
        one or "" for one in server.get(order_by=name, limit=2000, direction="desc").values(name)
    ]
    assert turned == values[::-1]


def test_the_default_order_is_the_first_summary_attribute_ascending(server: Any) -> None:
    assert (
        server.get(limit=2000).pkids
        == server.get(limit=2000, order_by="username", direction="asc").pkids
    )


def test_equals_keep_their_order_over_pages(server: Any) -> None:
    whole = server.get(order_by="title", limit=2000).pkids
    pages = [server.get(order_by="title", skip=skip, limit=7).pkids for skip in range(0, 180, 7)]
    assert [one for page in pages for one in page] == whole


@pytest.mark.parametrize(
    "query",
    [
        {"order_by": "role"},
        {"direction": "up"},
        {"traversal": "sideways"},
        {"count": "yes"},
        {"summary": "1"},
        {"format": "xml"},
    ],
)
def test_what_a_list_refuses(server: Any, query: dict[str, str]) -> None:
    assert server.get(**query).status == 400


def test_summary(server: Any) -> None:
    short = server.get().json["resources"][0]["data"]
    full = server.get(summary="false").json["resources"][0]["data"]
    assert set(short) <= set(USER.summary)
    assert short.items() <= full.items()
    assert {"role", "active", "phone_lines"} <= set(full) - set(short)


def test_traversal(server: Any) -> None:
    def nodes(traversal: str) -> set[str]:
        rows = server.get(hierarchy=CUSTOMER, limit=2000, traversal=traversal).json["resources"]
        return {one["meta"]["hierarchy"] for one in rows}

    own = f"sys.{CUSTOMER}"
    assert nodes("local") == {own}
    assert nodes("up") == {"sys", "sys.CS-P", "sys.CS-P.North Reseller", own}
    assert nodes("down") == {own, f"{own}.Site-A", f"{own}.Site-B", SITE}
    default = server.get(hierarchy=CUSTOMER, limit=2000)
    assert default.pkids == server.get(hierarchy=CUSTOMER, limit=2000, traversal="down").pkids


def test_the_hierarchy_by_pkid_and_by_both_dot_notations(server: Any) -> None:
    nodes = server.get("data/HierarchyNode/").json["resources"]
    node = next(one for one in nodes if one["data"]["hierarchy_path"] == SITE)
    assert node["meta"]["path"][-1] == node["meta"]["pkid"]
    assert len(node["meta"]["path"]) == SITE.count(".") + 1
    lists = [
        server.get(hierarchy=one, limit=2000).pkids
        for one in (node["meta"]["pkid"], SITE, SITE.removeprefix("sys."))
    ]
    assert lists[0] == lists[1] == lists[2] != []


def test_hierarchies_that_are_missing_or_unknown(server: Any) -> None:
    assert server.get(hierarchy=None).pkids == server.get(hierarchy="sys").pkids
    assert server.get(hierarchy="sys.Nowhere").status == 400
    assert server.get("data/Contact/add/", hierarchy="sys.Nowhere").status == 400


@pytest.mark.parametrize("name", sorted(MODELS))
def test_every_model_has_a_list(server: Any, name: str) -> None:
    answer = server.get(f"{name}/", limit=1)
    assert answer.status == 200
    assert answer.total >= 3
    assert set(answer.json["meta"]["actions"]["list"]) >= {"method", "href", "support_async"}


def test_subscribers_are_cached_summaries_from_below(server: Any) -> None:
    model = "relation/Subscriber/"
    plain = server.get(model, hierarchy=CUSTOMER, limit=2000)
    for query in ({"cached": "false"}, {"summary": "false"}, {"traversal": "up"}):
        other = server.get(model, hierarchy=CUSTOMER, limit=2000, **query)
        assert other.json["resources"] == plain.json["resources"]
    local = server.get(model, hierarchy=CUSTOMER, limit=2000, traversal="local")
    assert 0 < len(local.pkids) < len(plain.pkids)

"""Lists as a vocabulary describes them, and as they were seen."""

from __future__ import annotations

from contracts.oracles.lists import ListSpec, Ordering, Partition, Row, Snapshot, Windowing

SPEC = ListSpec("listThings", key=lambda row: str(row["id"]))
ONE, TWO = {"id": 1, "name": "a"}, {"id": 2, "name": "b"}


def test_parameters_of_windows() -> None:
    items = Windowing(skip="start", limit="max", first=1)
    assert items.query(skip=0, limit=5) == (("start", "1"), ("max", "5"))
    assert items.query(limit=0) == (("max", "0"),)
    assert items.query() == ()
    assert Windowing(limit="max").query(skip=2, limit=3) == (("max", "3"),)
    assert Windowing(skip="start").query(skip=2, limit=3) == (("start", "2"),)


def test_how_many_items_come_at_most() -> None:
    both = Windowing(limit="max", default=50, most=200)
    assert [both.capped(one) for one in (None, 7, 300)] == [50, 7, 200]
    assert [Windowing(most=200).capped(one) for one in (None, 7)] == [200, 7]
    assert Windowing().capped(None) is None


def test_what_a_request_asks_for() -> None:
    items = Windowing(skip="start", limit="max", first=1)
    for query, asked in (
        ({}, (0, None)),
        ({"start": "1", "max": "5"}, (0, 5)),
        ({"start": "4"}, (3, None)),
        ({"start": "0"}, None),
        ({"start": "-1"}, None),
        ({"start": "2", "max": "all"}, None),
        ({"start": "x"}, None),
    ):
        assert items.asked(query) == asked
    spec = ListSpec("listThings", SPEC.key, items, Ordering("by", "way", "up", "down"))
    query = {"z": "1", "way": "up", "start": "1", "max": "2", "by": "name", "a": "2"}
    assert spec.sorting(query) == (("by", "name"), ("way", "up"))
    assert spec.filtering(query) == (("a", "2"), ("z", "1"))
    assert spec.sorting({"way": "down"}) == (("way", "down"),)


def test_a_filter_divides_what_it_is_given() -> None:
    def begins(row: Row, value: str) -> bool | None:
        name = row.get("name")
        return name.startswith(value) if name else None

    spec = ListSpec("listThings", SPEC.key, filters={"name": begins})
    found = spec.divided({"1": ONE, "2": TWO, "3": {}}, "name", "a")
    assert found == Partition(frozenset("1"), frozenset("2"), frozenset("3"))


def test_parameters_of_orders() -> None:
    order = Ordering(by="orderField", direction="descAsc", ascending="false", descending="true")
    assert order.query("name", "asc") == (("orderField", "name"), ("descAsc", "false"))
    assert order.query("name", "desc")[1:] == (("descAsc", "true"),)
    assert order.query("name") == (("orderField", "name"),)
    assert order.query(direction="asc") == (("descAsc", "false"),)
    assert Ordering().query("name", "asc") == ()


def test_a_list_that_was_seen_twice() -> None:
    seen = Snapshot(SPEC, [ONE, TWO])
    assert seen.keys == ["1", "2"]
    assert seen.by_key == {"1": ONE, "2": TWO}
    assert seen.values("name") == ["a", "b"]
    assert seen.values("size") == [None, None]
    turned = Snapshot(SPEC, (TWO, ONE))
    assert seen.moved(turned)
    assert not seen.changed(turned)
    for other in (
        Snapshot(SPEC, [ONE]),
        Snapshot(SPEC, [ONE, {"id": 2}]),
        Snapshot(SPEC, [ONE, TWO, TWO]),
    ):
        assert seen.changed(other)
    assert not seen.moved(Snapshot(SPEC, (ONE, TWO)))

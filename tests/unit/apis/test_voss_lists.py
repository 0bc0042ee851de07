"""Lists that are known as a whole, and beginnings of long ones."""

from __future__ import annotations

import json
from typing import Any

import pytest

from contracts.apis.voss import LONGEST, Page, Whole
from contracts.apis.voss.lists import PagesOverlap, gather
from contracts.apis.voss.reach import Reach
from contracts.model import Exchange, Inconclusive, Request, Response
from contracts.oracles import FilterSet, split

NAMES = ["Ann", "Bea", "Cem", "Dan", "Eva", "Fay"]
WITH_A = FilterSet("name", "contains", "a", ignore_case=True)


def page(names: list[str], total: int | None = None) -> Page:
    rows = [{"meta": {"pkid": name}, "data": {"name": name}} for name in names]
    count = len(names) if total is None else total
    body: Any = {"resources": rows, "pagination": {"total": count}}
    response = Response(200, body=json.dumps(body).encode())
    request = Request("GET", "http://localhost/api/data/User/")
    return Page(Exchange("x-1", "t", request, response, None, 0.0, 0.0))


WHOLE = Whole("data/User", {}, [page(NAMES)], complete=True)
LONG = Whole("data/User", {}, [page(NAMES, total=5000)], complete=False)


def trouble(whole: Whole, answer: Page) -> str | None:
    return whole.trouble(lambda rows: split(rows, WITH_A), answer)


def test_a_part_of_a_whole_list_is_all_that_belongs_to_it() -> None:
    assert trouble(WHOLE, page(["Ann", "Bea", "Dan", "Eva", "Fay"])) is None
    assert trouble(WHOLE, page(["Ann", "Bea", "Dan", "Eva"])) == (
        "1 that match and are not listed (Fay)"
    )
    assert trouble(WHOLE, page(["Ann", "Bea", "Dan", "Eva", "Fay", "Zad"])) == (
        "1 listed that the whole list lacks (Zad)"
    )


def test_a_part_of_a_long_list_goes_on_behind_what_is_known() -> None:
    right = ["Ann", "Bea", "Dan", "Eva", "Fay", "Gina"]
    assert trouble(LONG, page(right, total=3000)) is None
    assert trouble(LONG, page(right[:3], total=3000)) is None
    assert trouble(LONG, page(["Ann", "Dan", "Eva", "Fay"], total=3000)) == (
        "1 that match and are not listed (Bea)"
    )
    assert trouble(LONG, page([*right, "Hugo"], total=3000)) == (
        "1 listed that do not match (Hugo)"
    )
    assert trouble(LONG, page(right[:4])) == "1 that match and are not listed (Fay)"


def test_the_beginning_of_a_list_is_no_whole_list() -> None:
    found = WHOLE.beginning(2)
    assert found.keys == ["Ann", "Bea"]
    assert not found.complete
    assert found.end == 6
    assert LONG.end == 5000
    with pytest.raises(Inconclusive, match="its total is 3"):
        _ = Whole("data/User", {}, [page(NAMES, total=3)], complete=False).end


def test_long_lists_are_the_same_where_they_begin_alike() -> None:
    assert LONG.same_as(Whole("data/User", {}, [page(NAMES, total=5000)], complete=False))
    assert not LONG.same_as(Whole("data/User", {}, [page(NAMES, total=5001)], complete=False))
    assert WHOLE.same_as(Whole("data/User", {}, [page(NAMES[::-1])], complete=True))


def test_a_quick_target_is_asked_for_the_longest_lists() -> None:
    reach = Reach(10.0)
    reach.note(5, 3.0)
    assert reach.limit < LONGEST
    reach.note(50, 0.1)
    assert reach.limit == LONGEST


def test_a_slow_target_is_asked_for_what_comes_within_half_of_the_time_out() -> None:
    reach = Reach(10.0)
    reach.note(200, 2.0)
    assert reach.limit == 500
    assert reach.shrink(500)
    assert reach.limit == 31
    assert reach.shrink(31)
    assert not reach.shrink(reach.limit)


def test_lists_are_slow_where_most_of_them_took_over_a_second() -> None:
    reach = Reach(10.0)
    reach.note(1, 2.0)
    reach.note(1, 2.0)
    assert not reach.slow
    reach.note(1, 0.1)
    assert reach.slow
    reach.note(1, 0.1)
    assert not reach.slow


def test_pages_that_overlap_are_no_list() -> None:
    pages = {0: page(["Ann", "Bea"], total=4), 2: page(["Bea", "Cem"], total=4)}
    with pytest.raises(PagesOverlap, match="resources come again"):
        gather("data/User", {}, pages.__getitem__, 10)

"""Lists asked for with several parameters at once: which combinations, and what is wrong."""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import combinations, product
from typing import Any

import pytest

from contracts.apis.voss import (
    ROWS,
    WITHOUT_TRAVERSAL,
    Ground,
    Levels,
    Page,
    Whole,
    parameters,
    smaller,
    with_defaults,
)
from contracts.model import Exchange, Request, Response
from contracts.oracles import FilterSet

NAMES = ["Ann", "Bea", "Cem", "Dan", "Eva", "Fay"]
CITIES = ["Rome", "Oslo", "Rome", "Bern", "Oslo", "Rome"]
PLAIN: Levels = dict.fromkeys(ROWS[0], 1)
NO_M = FilterSet("name", "notcontain", "m", ignore_case=True)
IN_ROME = FilterSet("city", "startswith", "Ro", ignore_case=False)


def page(names: Sequence[str], total: int | None = None, status: int = 200, **more: str) -> Page:
    rows = [
        {"meta": {"pkid": n}, "data": {"name": n, "city": CITIES[NAMES.index(n)], **more}}
        for n in names
    ]
    body: Any = {"resources": rows, "pagination": {"total": len(rows) if total is None else total}}
    response = Response(status, body=json.dumps(body).encode())
    request = Request("GET", "http://localhost/api/data/User/")
    return Page(Exchange("x-1", "t", request, response, None, 0.0, 0.0))


GROUND = Ground(
    model="data/User",
    scopes={1: Whole("data/User", {}, [page(NAMES)], complete=True)},
    filters={1: ((), (NO_M,), (NO_M, IN_ROME))},
    orders={("name", "asc"): NAMES, ("name", "desc"): NAMES[::-1]},
    names=("name", "name", "city"),
    beyond=frozenset({"notes"}),
)


def mistake(answer: Page, poor: Sequence[str] = (), /, **levels: int) -> str | None:
    return GROUND.mistake({**PLAIN, **levels}, answer, lambda key: key not in poor)


def test_every_value_meets_every_other_one() -> None:
    names = list(PLAIN)
    for one, other in combinations(names, 2):
        values = ({row[one] for row in ROWS}, {row[other] for row in ROWS})
        assert {(row[one], row[other]) for row in ROWS} == set(product(*values))
    assert len(WITHOUT_TRAVERSAL) == 6
    # The default of limit meets one filter, and all data, where lists are longest.
    assert any(row["limit"] == 1 and row["filter"] == 2 for row in WITHOUT_TRAVERSAL)


def test_what_the_parameters_say_is_right() -> None:
    assert mistake(page(NAMES)) is None
    assert mistake(page(["Cem", "Dan"], 6), skip=2, limit=2) is None
    assert mistake(page(["Fay", "Eva"], 6), direction=3, limit=2) is None
    assert mistake(page(["Dan", "Eva", "Fay"], 5), filter=2, skip=2) is None
    assert mistake(page(["Ann", "Fay"]), filter=3) is None
    # A page may have fewer than limit says, and two sets may be joined either way.
    assert mistake(page(["Cem"], 6), skip=2, limit=2) is None
    assert mistake(page(NAMES, 6), filter=3) is None
    assert mistake(page(NAMES, 0), count=3) is None
    assert mistake(page(NAMES, notes="x"), summary=3) is None
    # What has no data beyond its summary is the same in full.
    assert mistake(page(["Cem", "Dan"], 6), ["Cem", "Dan"], skip=2, limit=2, summary=3) is None
    assert mistake(page(["Cem", "Dan"], 6), ["Cem"], skip=2, limit=2, summary=3)


@pytest.mark.parametrize(
    ("answer", "levels", "said"),
    [
        (page(["Ann", "Bea"], 6), {"skip": 2, "limit": 2}, "number 0 of the whole list"),
        (page(NAMES), {"filter": 2}, "1 listed that do not belong"),
        (page(["Ann", "Bea", "Cem"], 6), {"limit": 2}, "at most 2 are due"),
        (page([], 6), {"skip": 2}, "at most 4 are due"),
        (page(NAMES), {"count": 3}, "total is 6, not 0"),
        (page(["Ann", "Bea"], 6), {"filter": 2, "limit": 2}, "total is 6, not 5"),
        (page(NAMES), {"direction": 3}, "name is not in order"),
        (page(NAMES), {"order_by": 3}, "city is not in order"),
        (page(NAMES, notes="x"), {"filter": 1}, "notes listed"),
        (page(NAMES), {"summary": 3}, "summary data only"),
        (page(["Ann"], status=400), {"skip": 2}, "refused: 400"),
        (page(["Ann", "Fay"], city="Bonn"), {"filter": 3}, "city of Ann is 'Bonn'"),
    ],
)
def test_what_is_wrong_is_said(answer: Page, levels: dict[str, int], said: str) -> None:
    assert said in (mistake(answer, **levels) or "")


def test_combinations_are_made_smaller_one_parameter_at_a_time() -> None:
    two = {**PLAIN, "skip": 2, "count": 3}
    assert [parameters(one) for one in smaller(two)] == [1, 1]
    assert GROUND.said(two) == "skip and count"
    assert GROUND.said(PLAIN) == "no parameters"
    assert [[n for n, v in one.items() if v == 2] for one in with_defaults(PLAIN)] == [
        ["limit"],
        ["count"],
        ["summary"],
        ["direction"],
    ]

"""What traffic with VOSS shows beyond single exchanges."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from contracts.model import Outcome
from contracts.targets import from_address
from contracts.traffic import TrafficJudge, laws_of
from tests.unit.traffic._made import exchange

VOSS = "https://voss.example/api"
NAMES = ("Adam", "berta", "Carla", "Dora", "Emil", "Frida", "gustav")
ATTRIBUTES = [{"name": "name"}, {"name": "town"}]


def resource(number: int) -> dict[str, Any]:
    data = {"name": NAMES[number], "town": f"town{9 - number}"}
    return {"data": data, "meta": {"pkid": f"p{number}", "model_type": "data/User"}}


class Traffic:
    """Exchanges of one client, a second apart."""

    def __init__(self) -> None:
        self._times = count(1000.0)
        target = from_address("voss", VOSS)
        self.judge = TrafficJudge(target, laws_of(target))

    def add(self, method: str, path: str, status: int = 200, answer: Any = None) -> None:
        """Feed an exchange."""
        made = exchange(method, f"{VOSS}{path}", status, answer, at=next(self._times))
        self.judge.feed(made, caller="somebody")

    def page(self, query: str, *numbers: int, total: int = len(NAMES)) -> None:
        """Feed a page of the list of users."""
        answer = {
            "meta": {"summary_attrs": ATTRIBUTES},
            "pagination": {"total": total, "skip": 0, "limit": 50},
            "resources": [resource(one) for one in numbers],
        }
        path = f"/data/User/?hierarchy=sys&format=json&{query}"
        self.add("GET", path, answer=answer)

    def outcome(self, requirement: str) -> Outcome | None:
        """What the whole traffic says of a requirement."""
        self.judge.end()
        return self.judge.accounts.outcome(requirement)


@pytest.fixture
def traffic() -> Traffic:
    return Traffic()


ALL = range(len(NAMES))


def test_windows_make_up_the_list(traffic: Traffic) -> None:
    traffic.page("skip=0&limit=4", 0, 1, 2, 3)
    traffic.page("skip=4&limit=4", 4, 5, 6)
    traffic.page("skip=2&limit=2", 2, 3)
    for requirement in ("VOSS-PAGE-03", "VOSS-PAGE-05", "VOSS-PAGE-09", "VOSS-PAGE-16"):
        assert traffic.outcome(requirement) is Outcome.PASS, requirement


def test_a_longer_page_than_limit_is_a_violation(traffic: Traffic) -> None:
    traffic.page("limit=2", 0, 1, 2)
    assert traffic.outcome("VOSS-PAGE-05") is Outcome.VIOLATION


def test_what_is_uncounted_has_total_0(traffic: Traffic) -> None:
    traffic.page("count=false", *ALL, total=0)
    assert traffic.judge.accounts.outcome("VOSS-PAGE-14") is Outcome.PASS
    traffic.page("count=false", *ALL)
    assert traffic.outcome("VOSS-PAGE-14") is Outcome.VIOLATION


@pytest.mark.parametrize(
    ("query", "numbers", "requirement", "expected"),
    [
        ("order_by=town", ALL[::-1], "VOSS-ORDER-01", Outcome.PASS),
        ("order_by=town", ALL[::-1], "VOSS-ORDER-03", Outcome.PASS),
        ("order_by=town", ALL, "VOSS-ORDER-03", Outcome.VIOLATION),
        ("order_by=town&direction=desc", ALL, "VOSS-ORDER-02", Outcome.PASS),
        ("order_by=town&direction=desc", ALL[::-1], "VOSS-ORDER-02", Outcome.VIOLATION),
        ("order_by=town", (3, 0, 5, 1, 2, 6, 4), "VOSS-ORDER-01", Outcome.VIOLATION),
        ("direction=desc", ALL[::-1], "VOSS-ORDER-06", Outcome.PASS),
    ],
)
def test_orders(
    traffic: Traffic, query: str, numbers: tuple[int, ...], requirement: str, expected: Outcome
) -> None:
    traffic.page(query, *numbers)
    assert traffic.outcome(requirement) is expected


FILTER = "filter_field=name&filter_text={}&filter_condition={}"


@pytest.mark.parametrize(
    ("text", "condition", "numbers", "requirement", "expected"),
    [
        ("arl", "contains", (2,), "VOSS-FILTER-03", Outcome.PASS),
        ("arl", "contains", (2, 3), "VOSS-FILTER-03", Outcome.VIOLATION),
        ("A", "startswith", (0,), "VOSS-FILTER-01", Outcome.PASS),
        ("arl", "notcontain", (0, 1, 3, 4, 5, 6), "VOSS-FILTER-04", Outcome.PASS),
        ("BERTA", "equals", (1,), "VOSS-FILTER-10", Outcome.PASS),
        ("BERTA", "equals", (), "VOSS-FILTER-10", Outcome.VIOLATION),
    ],
)
def test_filters(  # noqa: PLR0913 - one for each parameter of the test
    traffic: Traffic,
    text: str,
    condition: str,
    numbers: tuple[int, ...],
    requirement: str,
    expected: Outcome,
) -> None:
    traffic.page("", *ALL)
    traffic.page(FILTER.format(text, condition), *numbers, total=len(numbers))
    assert traffic.outcome(requirement) is expected


def test_a_tag_that_was_added_is_seen(traffic: Traffic) -> None:
    path = "/data/User/p1/"
    given = resource(1) | {"meta": {"pkid": "p1", "tags": []}}
    traffic.add("GET", f"{path}?format=json", answer=given)
    traffic.add("PATCH", f"{path}+tag/?hierarchy=sys&format=json&tag=blue", answer={})
    tagged = resource(1) | {"meta": {"pkid": "p1", "tags": ["blue"]}}
    traffic.add("GET", f"{path}?format=json", answer=tagged)
    assert traffic.outcome("VOSS-TAG-01") is Outcome.PASS


def test_a_resource_is_the_one_of_the_list(traffic: Traffic) -> None:
    traffic.page("", *ALL)
    traffic.add("GET", "/data/User/p1/?format=json", answer=resource(1))
    assert traffic.judge.accounts.outcome("VOSS-INST-01") is Outcome.PASS
    traffic.add("GET", "/data/User/p1/?format=json", answer=resource(2))
    assert traffic.outcome("VOSS-INST-01") is Outcome.VIOLATION

"""What traffic with UDM shows beyond single exchanges."""

from __future__ import annotations

from itertools import count
from typing import Any

import pytest

from contracts.model import Exchange, Outcome
from contracts.targets import from_address
from contracts.traffic import TrafficJudge, laws_of
from tests.unit.traffic._made import exchange

UDM = "https://udm.example/udm"
JOBS = f"{UDM}/v4/export/jobs"
ROWS = [
    {"id": number, "type": "EXPORT", "source": "voice", "title": f"{word} {number}", "status": "s"}
    for number, word in enumerate(("alpha", "beta", "gamma", "delta", "epsilon"), 1)
]
JOB = {
    "source": "voice",
    "type": "EXPORT",
    "title": "mine",
    "timeFrame": {"type": "ALL"},
    "schedulerParam": {"type": "NOW"},
    "jobParams": {"type": "RECORDINGS", "media": ["voice"]},
    "suspended": "false",
}


class Traffic:
    """Exchanges of one client, a second apart."""

    def __init__(self) -> None:
        self._times = count(1000.0)
        self.judge = TrafficJudge(
            from_address("genesys-udm", UDM), laws_of(from_address("genesys-udm", UDM))
        )

    def wait(self, seconds: int) -> None:
        """Let time pass."""
        for _ in range(seconds):
            next(self._times)

    def add(
        self, method: str, url: str, status: int = 200, answer: Any = None, **more: Any
    ) -> None:
        """Feed an exchange."""
        made: Exchange = exchange(method, url, status, answer, at=next(self._times), **more)
        self.judge.feed(made, caller="somebody")

    def page(self, query: str, *rows: dict[str, Any], total: int = 5) -> None:
        """Feed a page of the list of jobs."""
        answer = {"count": total, "from": 0, "size": len(rows), "items": list(rows)}
        self.add("GET", f"{JOBS}?{query}", answer=answer)

    def outcome(self, requirement: str) -> Outcome | None:
        """What the whole traffic says of a requirement."""
        self.judge.end()
        return self.judge.accounts.outcome(requirement)


@pytest.fixture
def traffic() -> Traffic:
    return Traffic()


def whole(traffic: Traffic) -> None:
    traffic.page("from=0&size=10", *ROWS)


def test_no_more_items_come_than_size_says(traffic: Traffic) -> None:
    whole(traffic)
    traffic.page("from=0&size=2", *ROWS[:2])
    assert traffic.outcome("UDM-LIST-jobsV4-SIZE") is Outcome.PASS


def test_more_items_than_size_are_a_violation(traffic: Traffic) -> None:
    traffic.page("from=0&size=2", *ROWS[:3])
    assert traffic.outcome("UDM-LIST-jobsV4-SIZE") is Outcome.VIOLATION


def test_a_list_that_is_not_cut_proves_nothing_of_size(traffic: Traffic) -> None:
    traffic.page("from=0&size=10", *ROWS)
    assert traffic.outcome("UDM-LIST-jobsV4-SIZE") is None


def test_windows_join(traffic: Traffic) -> None:
    whole(traffic)
    traffic.page("from=0&size=3", *ROWS[:3])
    traffic.page("from=3&size=3", *ROWS[3:])
    assert traffic.outcome("UDM-LIST-jobsV4-FROM") is Outcome.PASS
    assert traffic.outcome("UDM-LIST-jobsV4-JOIN") is Outcome.PASS


def test_a_window_that_begins_elsewhere_accuses_where_the_list_stood_still(
    traffic: Traffic,
) -> None:
    whole(traffic)
    traffic.page("from=3&size=2", *ROWS[:2])
    assert traffic.judge.accounts.outcome("UDM-LIST-jobsV4-FROM") is Outcome.INCONCLUSIVE
    whole(traffic)  # the same again
    traffic.page("from=3&size=2", *ROWS[:2])
    assert traffic.outcome("UDM-LIST-jobsV4-FROM") is Outcome.VIOLATION


def test_nothing_is_compared_across_a_change(traffic: Traffic) -> None:
    whole(traffic)
    whole(traffic)
    traffic.add("DELETE", f"{JOBS}/1", 204)
    traffic.page("from=3&size=2", *ROWS[:2])
    assert traffic.outcome("UDM-LIST-jobsV4-FROM") is None


def test_nothing_is_compared_where_the_clock_goes_backwards(traffic: Traffic) -> None:
    late = exchange("GET", f"{JOBS}?from=0&size=9", answer={"count": 5, "items": ROWS}, at=9999.0)
    traffic.judge.feed(late, caller="somebody")
    traffic.page("from=3&size=2", *ROWS[:2])
    assert traffic.outcome("UDM-LIST-jobsV4-FROM") is None


def test_a_filter_lists_what_matches(traffic: Traffic) -> None:
    whole(traffic)
    traffic.page("title=alpha&size=10", ROWS[0], total=1)
    assert traffic.outcome("UDM-FILTER-jobsV4-title") is Outcome.PASS


def test_a_filter_that_lists_others_is_a_violation(traffic: Traffic) -> None:
    traffic.page("title=alpha&size=10", ROWS[0], ROWS[1])
    assert traffic.outcome("UDM-FILTER-jobsV4-title") is Outcome.VIOLATION


def test_a_filter_over_a_list_that_was_not_seen_proves_nothing(traffic: Traffic) -> None:
    traffic.page("title=alpha&size=10", ROWS[0])
    assert traffic.outcome("UDM-FILTER-jobsV4-title") is None


def test_an_order_is_told_by_another_one(traffic: Traffic) -> None:
    whole(traffic)
    rows = sorted(ROWS, key=lambda row: str(row["title"]), reverse=True)
    traffic.page("orderField=title&descAsc=true&size=10", *rows)
    assert traffic.outcome("UDM-LIST-jobsV4-DESC") is Outcome.PASS


def made(traffic: Traffic, identifier: int = 7) -> None:
    traffic.add("POST", JOBS, 202, {"id": identifier, **JOB}, body=JOB)


def test_a_job_that_was_made_is_given(traffic: Traffic) -> None:
    made(traffic)
    traffic.add("GET", f"{JOBS}/7", answer={"id": 7, **JOB})
    assert traffic.outcome("UDM-JOBS4-01") is Outcome.PASS
    assert traffic.outcome("UDM-JOBS4-04") is Outcome.PASS


def test_a_job_with_another_title_than_was_sent_is_a_violation(traffic: Traffic) -> None:
    made(traffic)
    traffic.add("GET", f"{JOBS}/7", answer={"id": 7, **JOB, "title": "other"})
    assert traffic.outcome("UDM-JOBS4-04") is Outcome.VIOLATION


@pytest.mark.parametrize(
    ("seconds", "expected"), [(1, Outcome.INCONCLUSIVE), (20, Outcome.VIOLATION)]
)
def test_a_deleted_job_has_time_to_go(traffic: Traffic, seconds: int, expected: Outcome) -> None:
    made(traffic)
    traffic.add("DELETE", f"{JOBS}/7", 204)
    traffic.wait(seconds)
    traffic.add("GET", f"{JOBS}/7", answer={"id": 7, **JOB})
    assert traffic.outcome("UDM-JOBS4-18") is expected


def test_a_deleted_job_that_is_neither_given_nor_listed_is_gone(traffic: Traffic) -> None:
    made(traffic)
    traffic.add("DELETE", f"{JOBS}/7", 204)
    traffic.add("GET", f"{JOBS}/7", 404, {})
    traffic.page("from=0&size=10", *ROWS)
    assert traffic.outcome("UDM-JOBS4-18") is Outcome.PASS


def test_a_refusal_counts_beside_what_was_accepted(traffic: Traffic) -> None:
    lacking = {name: value for name, value in JOB.items() if name != "title"}
    traffic.add("POST", JOBS, 400, {}, body=lacking)
    assert traffic.judge.accounts.outcome("UDM-REQUIRED-createJobV4-title") is None
    made(traffic)
    assert traffic.outcome("UDM-REQUIRED-createJobV4-title") is Outcome.PASS


def test_what_has_to_be_refused_and_is_not_is_a_violation(traffic: Traffic) -> None:
    lacking = {name: value for name, value in JOB.items() if name != "title"}
    traffic.add("POST", JOBS, 202, {"id": 1}, body=lacking)
    assert traffic.outcome("UDM-REQUIRED-createJobV4-title") is Outcome.VIOLATION


def test_what_does_not_exist(traffic: Traffic) -> None:
    made(traffic)
    traffic.add("GET", f"{JOBS}/999", 404, {})
    traffic.add("GET", f"{JOBS}/7", answer={"id": 7, **JOB})
    assert traffic.outcome("UDM-UNKNOWN-getJobV4") is Outcome.PASS

"""Jobs, records and files that are read in two places: both say the same of them."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    V4,
    V10,
    WITH_FILES,
    WITH_JOBS,
    Answer,
    Listing,
    Row,
    Udm,
    Version,
    key_of,
)
from contracts.apis.genesys_udm.agreement import WAITS, apart, compared
from contracts.kit import Allow, Inconclusive, Judge

_SAMPLES = 3
_PAIRS = 200


@pytest.mark.requirement("UDM-JOBS-45", "UDM-JOBS4-45", "UDM-HISTORY4-10")
def test_what_is_listed_is_what_is_given(udm: Udm, judge: Judge) -> None:
    """A job or a record has in the list the values that it has by its id."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "45")):
            udm.needs("jobs", version)
            listing = BY_NAME[f"jobs{version.name}"]
            _as_listed(udm, judge, listing, _jobs(udm, version), "getJob")
    with judge.of("UDM-HISTORY4-10"):
        udm.needs("history", V4)
        listing = BY_NAME["historyV4"]
        rows = [row for row in udm.filled(listing).rows if udm.is_at_its_end(row)]
        _as_listed(udm, judge, listing, _spread(rows), "getHistory")


def _spread(rows: Sequence[Row]) -> list[str]:
    """The ids of some items: the first, one in the middle, the last."""
    return [key_of(row) for row in rows[:: max(1, len(rows) // _SAMPLES)][:_SAMPLES]]


def _jobs(udm: Udm, version: Version) -> list[str]:
    """The ids of jobs that are over or wait, those of the suite's own first."""
    rows = udm.filled(BY_NAME[f"jobs{version.name}"]).rows
    own = []
    if udm.target.allow is Allow.WRITE:
        own = [udm.pool.waiting(version).id, udm.pool.held(version).id]
    return own + _spread([row for row in rows if udm.is_at_its_end(row)])


def _as_listed(udm: Udm, judge: Judge, listing: Listing, ids: Sequence[str], base: str) -> None:
    answers: list[Answer] = []

    def look() -> list[tuple[Row, Row]]:
        rows = udm.whole(listing).by_key
        operation = listing.version.operation(base)
        answers[:] = [udm.call(operation, {"id": one}, checked=False) for one in ids]
        given = zip(ids, answers, strict=True)
        return [(rows[one], each.members) for one, each in given if one in rows and each.succeeded]

    reason = f"no item of {listing.name} is given by its id with members of the list"
    differing = compared(udm, look, reason)
    judge.holds(
        not differing,
        f"{listing.name}: {', '.join(differing)} differ between the list and {base}",
        expected={name: listed for name, (listed, _) in differing.items()},
        observed={name: given for name, (_, given) in differing.items()},
        shown=tuple(answers),
    )


@pytest.mark.requirement("UDM-JOBS-46", "UDM-JOBS4-46")
def test_a_change_is_answered_with_what_is_given_then(udm: Udm, judge: Judge) -> None:
    """POST, PUT, suspend and resume answer with the JobInfo that a GET gives right after."""
    for version in WITH_JOBS:
        requirement = version.requirement("JOBS", "46")
        with judge.of(requirement):
            udm.needs("jobs", version)
            made = udm.pool.waiting(version)
            _as_given(udm, judge, made.id, made.answer, "POST")
            with udm.pool.changing(version) as own:
                body = {**own.body, "type": udm.template().type, "title": udm.new_title("agreed")}
                before = udm.on_job(V10, "getJob", own.id, checked=False)
                answer = udm.update(version, own.id, body, checked=False)
                after = _as_given(udm, judge, own.id, answer, "PUT")
                if after is not None:
                    _in_its_state(udm, judge, before, answer, after)
                # v4 answers the others with a status alone.
                for base in ("suspendJob", "resumeJob") if version is V10 else ():
                    answer = udm.on_job(V10, base, own.id, checked=False)
                    _as_given(udm, judge, own.id, answer, base)
            if requirement not in judge.standings:
                reason = "no change is answered with the JobInfo of the job"
                raise Inconclusive(reason)


def _in_its_state(udm: Udm, judge: Judge, before: Answer, answer: Answer, after: Answer) -> None:
    """A job that has one status before and after its PUT has no other one in the answer."""
    states = [udm.status_in(one.members) for one in (before, after)]
    judge.holds(
        states[0] != states[1] or answer.members.get("status") in {None, states[0]},
        "the answer to PUT has another status than the job has before and after it",
        expected=states[0],
        observed=answer.members.get("status"),
        shown=(before, answer, after),
    )


def _as_given(udm: Udm, judge: Judge, job: str, answer: Answer, what: str) -> Answer | None:
    """Hold an answer to the JobInfo of v10 after it, which is returned.

    None where there is nothing to compare: that of a run says nothing of the job.
    """
    if not answer.succeeded or str(answer.members.get("id")) != job:
        return None
    agree = lambda one: not apart(answer.members, one.members, WAITS)  # noqa: E731 - a look
    same, after = udm.comes_to(V10, job, "an update shows", agree)
    if not after.succeeded:
        return None
    differing = apart(answer.members, after.members, WAITS)
    judge.holds(
        same,
        f"the answer to {what} differs from the job in {', '.join(differing)}",
        expected={name: given for name, (_, given) in differing.items()},
        observed={name: said for name, (said, _) in differing.items()},
        shown=(answer, after),
    )
    return after


@pytest.mark.requirement("UDM-ACROSS-09", "UDM-ACROSS-10", "UDM-ACROSS-11")
def test_lists_are_the_same_in_all_versions(udm: Udm, judge: Judge) -> None:
    """What two versions list under one id has the same values in both lists."""
    for requirement, feature, versions in (
        ("UDM-ACROSS-09", "jobs", WITH_JOBS),
        ("UDM-ACROSS-10", "history", WITH_JOBS),
        ("UDM-ACROSS-11", "files", WITH_FILES),
    ):
        with judge.of(requirement):
            udm.needs(feature, versions[1])
            listings = [BY_NAME[f"{feature}{version.name}"] for version in versions]
            _same_lists(udm, judge, *listings)


def _same_lists(udm: Udm, judge: Judge, one: Listing, other: Listing) -> None:
    files = one.feature == "files"

    def items(listing: Listing) -> dict[str, Row]:
        rows = udm.filled(listing).rows
        return {udm.name_of(row) if files else key_of(row): row for row in rows}

    def look() -> list[tuple[Row, Row]]:
        first, second = items(one), items(other)
        return [(first[key], second[key]) for key in first if key in second][:_PAIRS]

    reason = f"nothing stands in both {one.name} and {other.name}"
    differing = compared(udm, look, reason)
    judge.holds(
        not differing,
        f"{', '.join(differing)} differ between {one.name} and {other.name}",
        expected={name: first for name, (first, _) in differing.items()},
        observed={name: second for name, (_, second) in differing.items()},
        shown=(udm.whole(one).first, udm.whole(other).first),
    )

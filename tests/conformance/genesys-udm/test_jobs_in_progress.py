"""A job in progress is left alone by updates and deletions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

import pytest

from contracts.apis.genesys_udm import (
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Udm,
    Version,
    key_of,
    named_in,
)
from contracts.apis.genesys_udm.following import without as nothing_of
from contracts.apis.genesys_udm.progress import (
    again,
    not_over,
    still_in_progress,
)
from contracts.apis.genesys_udm.refusing import not_in_state
from contracts.apis.genesys_udm.updating import changed, unchanged
from contracts.kit import Inconclusive, Judge, NotApplicable

_SERVER_ERROR = 500


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-JOBS-12", "UDM-JOBS-19", "UDM-JOBS-22")
@pytest.mark.requirement("UDM-JOBS4-19", "UDM-JOBS4-22", "UDM-JOBS4-28")
@pytest.mark.requirement("UDM-HISTORY4-08", "UDM-HISTORY4-11", "UDM-HISTORY4-12")
def test_a_job_in_progress(udm: Udm, judge: Judge) -> None:
    """One job in progress is neither updated nor deleted, nor is its record in v4."""
    _left_alone(udm, judge)
    _records_left_alone(udm, judge)
    for requirement, other, feature in (
        ("UDM-JOBS4-28", "UDM-JOBS4-22", "jobs"),
        ("UDM-HISTORY4-12", "UDM-HISTORY4-11", "history"),
    ):
        if requirement not in judge.standings:
            with judge.of(requirement):
                udm.needs("jobs", feature, V4)
                reason = f"nothing in progress was deleted with others: see {other}"
                raise nothing_of(judge.standings, other, reason)


# Updates and deletions


def _left_alone(udm: Udm, judge: Judge) -> None:
    """A job in progress is neither updated nor deleted, alone or with others."""
    with judge.of("UDM-JOBS-12"):
        udm.needs("jobs")
        again(lambda: _is_not_updated(udm, judge))
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "19")):
            udm.needs("jobs", version)
            again(partial(_is_not_deleted, udm, judge, version))
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "22")):
            udm.needs("jobs", version)
            again(partial(_is_not_deleted_with_others, udm, judge, version))


def _is_not_updated(udm: Udm, judge: Judge) -> None:
    own = udm.pool.running()
    body = changed(udm, own)
    before = udm.look_at(own.id)
    answer = udm.update(V10, own.id, body, defect="it has started", checked=False)
    still_in_progress(udm, own, answer)
    judge.refused(not_in_state("the update of a job in progress", 404), answer)
    unchanged(udm, judge, own, body, before)


def _is_not_deleted(udm: Udm, judge: Judge, version: Version) -> None:
    own = udm.pool.running()
    answer = udm.on_job(version, "deleteJob", own.id, checked=False)
    _is_kept(udm, judge, version, own, answer)


def _is_not_deleted_with_others(udm: Udm, judge: Judge, version: Version) -> None:
    with udm.own(version) as other:
        own = udm.pool.running()
        ids = [own.id, other.id]
        answer = udm.naming(version, "deleteJobs", "jobIDs", ids, learn=False, checked=False)
        udm.forget("list")
        still_in_progress(udm, own, answer)
        if version is V4:
            with judge.of("UDM-JOBS4-28"):
                stays = lambda key: not udm.goes(V4, key)  # noqa: E731 - a look
                _names_what_is_left(judge, [own.id, other.id], answer, stays)
        _is_kept(udm, judge, version, own, answer)
        if version is V4 and udm.reading("UDM-AMB-17") == "prose":
            judge.equal(answer.status, _SERVER_ERROR, "the status", shown=(answer,))


def _is_kept(udm: Udm, judge: Judge, version: Version, own: Own, answer: Answer) -> None:
    there = udm.is_there(version, own.id)
    if there or udm.lag_s():
        still_in_progress(udm, own, answer)
    judge.holds(
        not answer.succeeded and there,
        f"{version.name}: a job in progress is deleted, or its deletion is accepted",
        expected="a refusal, and the job stays",
        observed=f"{answer}{'' if there else '; it is gone'}",
        shown=(answer,),
    )


def _names_what_is_left(
    judge: Judge, asked: Sequence[str], answer: Answer, stays: Callable[[str], bool]
) -> None:
    """The body of a server error is an array of what is still there.

    Raises NotApplicable for another answer: which error comes is left open (UDM-AMB-17).
    """
    if answer.status < _SERVER_ERROR:
        reason = f"a bulk delete of what is in progress is answered with {answer.status}, not 500"
        raise NotApplicable(reason)
    named = named_in(answer.body, asked) if isinstance(answer.body, list) else []
    # The first one was in progress: whether it is there still is another matter.
    left = [asked[0], *(one for one in asked[1:] if stays(one))]
    judge.holds(
        named == left,
        "the body is no JSON array of what was not deleted",
        expected=left,
        observed=answer,
        shown=(answer,),
    )


# Records


def _records_left_alone(udm: Udm, judge: Judge) -> None:
    """v4 deletes no record of an export in progress, alone or with others."""
    with judge.of("UDM-HISTORY4-08"):
        udm.needs("jobs", "history", V4)
        again(lambda: _record_is_not_deleted(udm, judge))
    with judge.of("UDM-HISTORY4-11"):
        udm.needs("jobs", "history", V4)
        again(lambda: _record_is_not_deleted_in_bulk(udm, judge))


def _record_is_not_deleted(udm: Udm, judge: Judge) -> None:
    own, record = _under_way(udm)
    for version in WITH_JOBS:
        # Held to its percentage as it passes: while something runs is when it moves.
        udm.on_record(version, "getProgress", record)
    answer = udm.on_record(V4, "deleteHistory", record, checked=False)
    _record_is_kept(udm, judge, own, record, answer)


def _record_is_not_deleted_in_bulk(udm: Udm, judge: Judge) -> None:
    own, record = _under_way(udm)
    answer = udm.call("deleteHistoriesV4", None, (("jobIDs", record),), checked=False)
    udm.forget("list")
    still_in_progress(udm, own, answer)
    with judge.of("UDM-HISTORY4-12"):
        _names_what_is_left(judge, [record], answer, lambda key: _is_there(udm, key))
    _record_is_kept(udm, judge, own, record, answer)


def _record_is_kept(udm: Udm, judge: Judge, own: Own, record: str, answer: Answer) -> None:
    there = _is_there(udm, record)
    still_in_progress(udm, own, answer)
    if not there:
        # Without its record it is of no more use here.
        udm.pool.forget_running()
    judge.holds(
        not answer.succeeded and there,
        "v4: a record whose export is in progress is deleted, or its deletion is accepted",
        expected="a refusal, and the record stays",
        observed=f"{answer}{'' if there else '; it is gone'}",
        shown=(answer,),
    )


def _is_there(udm: Udm, identifier: str) -> bool:
    """Whether a record is there, as v4 says."""
    answer = udm.on_record(V4, "getHistory", identifier, checked=False)
    if not answer.succeeded and answer.status not in {400, 404, 410}:
        reason = f"cannot tell whether record {identifier} is there: {answer}"
        raise Inconclusive(reason)
    return answer.succeeded


def _under_way(udm: Udm) -> tuple[Own, str]:
    """A job in progress, and its record.

    Raises NotApplicable where records come with the end of an export only.
    """
    own = udm.pool.running()

    def find() -> str | None:
        rows = udm.page("listHistoryV4", ("title", own.title), checked=False)
        for row in rows.rows if rows.is_page else ():
            if row.get("title") == own.title and udm.is_under_way(row):
                return key_of(row)
        return None

    record = udm.patience("a run has a record", 0.5).until(find)
    if record is None:
        not_over(udm, own)
        reason = "the history shows no record of an export while it is in progress"
        raise NotApplicable(reason)
    return own, record

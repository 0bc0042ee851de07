"""Records of exports: read, followed, deleted (export/history)."""

from __future__ import annotations

import time
from collections.abc import Sequence
from contextlib import suppress

import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    LONG,
    NO_ID,
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Row,
    Udm,
    Version,
    is_cancelled,
    is_completed,
    is_over,
    is_running,
    key_of,
)
from contracts.engine import Judge
from contracts.model import Inconclusive, NotApplicable

_REFUSALS = frozenset({400, 409, 423, 500})
_GONE = 404
_SAMPLES = 3
_LOOKS, _PAUSE_S = 4, 0.02
_SOON_S = 2.0
_STEP = 10
_MEMBERS = [
    "type",
    "source",
    "title",
    "fileSplitSize",
    "fileName",
    "fileSize",
    "status",
    "createdDate",
    "dateFrom",
    "dateTo",
    "description",
    "media",
    "progress",
    "parentId",
    "exportAttachments",
]


def _samples(udm: Udm, version: Version) -> Sequence[Row]:
    """Some records of the list: the first, one in the middle, the last."""
    udm.needs("history", version)
    rows = udm.filled(BY_NAME[f"history{version.name}"]).rows
    return rows[:: max(1, len(rows) // _SAMPLES)][:_SAMPLES]


@pytest.mark.requirement("UDM-HISTORY-01", "UDM-HISTORY4-01")
def test_listed_records_are_given(udm: Udm, judge: Judge) -> None:
    """A record is found under the id that the list gives."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("HISTORY", "01")):
            for row in _samples(udm, version):
                answer = udm.on_record(version, "getHistory", key_of(row))
                judge.holds(
                    answer.succeeded and str(answer.members.get("id")) == key_of(row),
                    f"{version.name}: a record that is listed is not given under its id",
                    expected=f"200 and id {key_of(row)}",
                    observed=answer,
                    shown=(answer,),
                )


@pytest.mark.requirement("UDM-HISTORY-08")
def test_a_record_is_the_same_in_the_list(udm: Udm, judge: Judge) -> None:
    """What a record says alone is what it says in the list."""
    for row in _ended(udm):
        _same(judge, row, _record(udm, V10, row), "v10 gives a record that differs from its list")


@pytest.mark.requirement("UDM-ACROSS-03")
def test_a_record_is_the_same_in_v4(udm: Udm, judge: Judge) -> None:
    """A record of v10 is given by v4 under the same id, with the same values."""
    udm.needs(V4)
    for row in _ended(udm):
        one = _record(udm, V10, row)
        other = udm.on_record(V4, "getHistory", key_of(row))
        judge.holds(
            other.succeeded,
            "v4 does not give a record that v10 lists",
            expected=f"record {key_of(row)}",
            observed=other,
            shown=(other,),
        )
        _same(judge, one.members, other, "v4 gives a record that differs from that of v10")


def _record(udm: Udm, version: Version, row: Row) -> Answer:
    answer = udm.on_record(version, "getHistory", key_of(row))
    if not answer.succeeded:
        reason = f"record {key_of(row)} is not given: see UDM-HISTORY-01"
        raise Inconclusive(reason)
    return answer


def _same(judge: Judge, one: Row, other: Answer, what: str) -> None:
    """Members of a record that is over, as far as both places give them."""
    names = [n for n in _MEMBERS if one.get(n) is not None and other.members.get(n) is not None]
    if not names:
        reason = "no member is given in both places"
        raise Inconclusive(reason)
    differing = [name for name in names if one[name] != other.members[name]]
    judge.holds(
        not differing,
        what,
        expected={name: one[name] for name in differing},
        observed={name: other.members[name] for name in differing},
        shown=(other,),
    )


def _ended(udm: Udm) -> list[Row]:
    """Some records that are over, those with a title beyond ASCII first."""
    udm.needs("history")
    rows = [
        row for row in udm.filled(BY_NAME["historyV10"]).rows if is_over(str(row.get("status")))
    ]
    if not rows:
        reason = "the history has no record of an export that is over"
        raise Inconclusive(reason)
    rows.sort(key=lambda row: str(row.get("title")).isascii())
    return rows[:: max(1, len(rows) // _SAMPLES)][: _SAMPLES + 1]


@pytest.mark.requirement("UDM-HISTORY-02", "UDM-HISTORY4-02")
def test_progress_lies_between_0_and_100(udm: Udm, judge: Judge) -> None:
    """The progress of records, of those under way above all, is a percentage."""
    for version in WITH_JOBS:
        requirement = version.requirement("HISTORY", "02")
        with judge.of(requirement):
            samples = list(_samples(udm, version))
            rows = udm.filled(BY_NAME[f"history{version.name}"]).rows
            samples += [row for row in rows if is_running(str(row.get("status")))][:1]
            for row in samples:
                answer = udm.on_record(version, "getProgress", key_of(row))
                progress = answer.members.get("progress")
                if not answer.succeeded or not isinstance(progress, int | float):
                    reason = f"the progress of record {key_of(row)} is not given: {answer}"
                    raise Inconclusive(reason)
                judge.holds(
                    0 <= progress <= 100,
                    f"{version.name}: the progress is no percentage",
                    expected="0 to 100",
                    observed=progress,
                    shown=(answer,),
                )


@pytest.mark.requirement("UDM-HISTORY-05", "UDM-HISTORY4-05")
def test_progress_of_nothing_is_refused(udm: Udm, judge: Judge) -> None:
    """The progress of a record that does not exist is refused, that of another is not."""
    strict = udm.reading("UDM-AMB-23") == "table"
    for version in WITH_JOBS:
        with judge.of(version.requirement("HISTORY", "05")):
            row = _samples(udm, version)[0]
            udm.on_record(version, "getProgress", key_of(row)).needed("the progress of a record")
            answer = udm.on_record(
                version, "getProgress", NO_ID, defect="no such record", checked=False
            )
            judge.holds(
                answer.status in ({400} if strict else {400, 404}),
                f"{version.name}: the progress of a record that does not exist is not refused",
                expected="400" if strict else "400 or 404",
                observed=answer,
                shown=(answer,),
            )


@pytest.mark.requirement("UDM-HISTORY4-08")
def test_a_record_under_way_is_not_deleted(udm: Udm, judge: Judge) -> None:
    """v4 refuses the deletion of a record whose export is in progress, and keeps it."""
    udm.needs("jobs", V4)
    with udm.own(V4, LONG) as own:
        record = _under_way(udm, own)
        answer = udm.on_record(V4, "deleteHistory", record, checked=False)
        now = udm.status(own.id, V4)
        if answer.succeeded and not is_running(now):
            reason = f"the job came to its end ({now}) while its record was being deleted"
            raise Inconclusive(reason)
        judge.holds(
            answer.status in _REFUSALS and _is_there(udm, record),
            "a record whose export is in progress is deleted",
            expected="400, and the record stays",
            observed=answer,
            shown=(answer,),
        )


def _is_there(udm: Udm, identifier: str) -> bool:
    """Whether a record is there, as v4 says."""
    answer = udm.on_record(V4, "getHistory", identifier, checked=False)
    if not answer.succeeded and answer.status != _GONE:
        reason = f"it is not clear whether record {identifier} is there: {answer}"
        raise Inconclusive(reason)
    return answer.succeeded


def _under_way(udm: Udm, own: Own) -> str:
    """The record of a job that is in progress.

    Raises NotApplicable where records come with the end of an export only.
    """
    udm.in_progress(own, V4)
    for _ in range(_LOOKS):
        for row in udm.page("listHistoryV4", ("title", own.title)).rows:
            if row.get("title") != own.title:
                continue
            if is_running(str(row.get("status"))):
                return key_of(row)
        time.sleep(_PAUSE_S)
    reason = "the history shows no record of an export while it is in progress"
    raise NotApplicable(reason)


@pytest.mark.requirement("UDM-HISTORY-09", "UDM-HISTORY4-09")
def test_progress_is_that_of_the_record(udm: Udm, judge: Judge) -> None:
    """Of a record that is over, progress and state are those that the record has."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("HISTORY", "09")):
            udm.needs(version)
            for row in _ended(udm):
                record = _record(udm, version, row)
                answer = udm.on_record(version, "getProgress", key_of(row))
                if not answer.succeeded:
                    reason = f"the progress of record {key_of(row)} is not given: {answer}"
                    raise Inconclusive(reason)
                judge.holds(
                    _end(record) == _end(answer) and _apart(record, answer) <= _STEP,
                    f"{version.name}: the progress of a record is not what the record says",
                    expected=f"{record.members.get('progress')}, {record.members.get('status')}",
                    observed=answer,
                    shown=(record, answer),
                )


def _end(answer: Answer) -> tuple[bool, bool, bool]:
    """What kind of end a status tells."""
    status = str(answer.members.get("status"))
    return is_over(status), is_completed(status), is_cancelled(status)


def _apart(one: Answer, other: Answer) -> float:
    """How far two progresses are apart; steps and roundings may differ."""
    first, second = (answer.members.get("progress") for answer in (one, other))
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second)
    return 0


@pytest.mark.requirement("UDM-HISTORY-10")
def test_the_record_of_a_cancelled_job(udm: Udm, judge: Judge) -> None:
    """The record of a job that was in progress does not stay so when the job is cancelled."""
    udm.needs("jobs", "history")
    with udm.own(V10, LONG) as own:
        udm.in_progress(own)
        cancelled = udm.on_job(V10, "cancelJob", own.id)
        if not cancelled.succeeded or is_running(udm.status(own.id)):
            reason = f"the job is not cancelled: see UDM-JOBS-17 ({cancelled})"
            raise Inconclusive(reason)
        statuses: list[str] = []

        def ended() -> bool:
            statuses[:] = [str(row.get("status")) for row in udm.records(own.title)[own.title]]
            return not any(map(is_running, statuses))

        with suppress(Inconclusive):
            udm.wait("the end of the record", ended, _SOON_S)
        if not statuses:
            reason = "the history shows no record of an export that was cancelled"
            raise NotApplicable(reason)
        judge.holds(
            ended(),
            "the record of a cancelled job stays in progress",
            expected="another status",
            observed=", ".join(statuses),
            shown=(cancelled,),
        )

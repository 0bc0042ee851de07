"""Records of exports: read, followed, deleted (export/history)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    NO_ID,
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Row,
    Udm,
    Version,
    key_of,
)
from contracts.apis.genesys_udm.refusing import not_found
from contracts.kit import Inconclusive, Judge, moment

_SAMPLES = 3
_STATUSES = 6
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
                _has_id(row)
                answer = udm.on_record(version, "getHistory", key_of(row))
                if not answer.succeeded:
                    _is_listed_still(udm, version, row)
                judge.holds(
                    answer.succeeded and str(answer.members.get("id")) == key_of(row),
                    f"{version.name}: a record that is listed is not given under its id",
                    expected=f"200 and id {key_of(row)}",
                    observed=answer,
                    shown=(answer,),
                )


def _has_id(row: Row) -> None:
    """Raise Inconclusive where a record has no id in the list: no member of items is documented."""
    if "id" not in row:
        reason = "a record has no member id in the list"
        raise Inconclusive(reason)


def _is_listed_still(udm: Udm, version: Version, row: Row) -> None:
    """Raise Inconclusive where a record was deleted since it was listed: somebody may, or time."""
    udm.forget("list", "history")
    if key_of(row) not in udm.whole(BY_NAME[f"history{version.name}"]).by_key:
        reason = f"record {key_of(row)} was deleted while it was being looked at"
        raise Inconclusive(reason)


@pytest.mark.requirement("UDM-HISTORY-08")
def test_a_record_is_the_same_in_the_list(udm: Udm, judge: Judge) -> None:
    """What a record says alone is what it says in the list."""
    for row in _ended(udm):
        record = _record(udm, V10, row)
        listed = _caught_up(udm, row, record)
        _same(judge, listed, record, "v10 gives a record that differs from its list")


def _caught_up(udm: Udm, row: Row, record: Answer) -> Row:
    """A record as it is listed once the list agrees with it, waited for; else as it is at last."""
    rows = [row]

    def look() -> bool | None:
        if not _differing(rows[0], record):
            return True
        udm.forget("list")
        whole = udm.whole(BY_NAME["historyV10"])
        rows[:] = [whole.by_key.get(key_of(row), rows[0])]
        return None if _differing(rows[0], record) else True

    udm.patience("a list agrees with a record", udm.patience_s).until(look)
    return rows[0]


@pytest.mark.requirement("UDM-ACROSS-03")
def test_a_record_is_the_same_in_v4(udm: Udm, judge: Judge) -> None:
    """A record of v10 is given by v4 under the same id, with the same values."""
    udm.needs("history", V4)
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
    if not _both(one, other):
        reason = "no member is given in both places"
        raise Inconclusive(reason)
    differing = _differing(one, other)
    judge.holds(
        not differing,
        what,
        expected={name: one[name] for name in differing},
        observed={name: other.members[name] for name in differing},
        shown=(other,),
    )


def _both(one: Row, other: Answer) -> list[str]:
    return [n for n in _MEMBERS if one.get(n) is not None and other.members.get(n) is not None]


def _differing(one: Row, other: Answer) -> list[str]:
    return [name for name in _both(one, other) if not _alike(one[name], other.members[name])]


def _alike(one: Any, other: Any) -> bool:
    """Whether two values are the same; times may be rounded to the second in one place."""
    first, second = moment(one), moment(other)
    if first is None or second is None:
        return bool(one == other)
    return abs(first - second) <= dt.timedelta(seconds=1)


def _ended(udm: Udm) -> list[Row]:
    """Some records that are over, those with a title beyond ASCII first."""
    udm.needs("history")
    rows = [row for row in udm.filled(BY_NAME["historyV10"]).rows if udm.is_at_its_end(row)]
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
            samples += [row for row in rows if udm.is_under_way(row)][:1]
            samples += _by_status(rows)
            for row in {key_of(row): row for row in samples}.values():
                answer = udm.on_record(version, "getProgress", key_of(row))
                progress = answer.members.get("progress")
                if answer.succeeded and progress is None:
                    # Once it is over, a run need not have a progress.
                    continue
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
            if requirement not in judge.standings:
                reason = "no record has a progress"
                raise Inconclusive(reason)


def _by_status(rows: Sequence[Row]) -> list[Row]:
    """A record of each status, of as many as there are plausibly."""
    return list({str(row.get("status")): row for row in rows}.values())[:_STATUSES]


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
            codes = (400,) if strict else (400, 404)
            refusal = not_found("the progress of a record that does not exist", *codes)
            judge.refused(refusal, answer, detail=version.name)


@pytest.mark.requirement("UDM-HISTORY-09", "UDM-HISTORY4-09")
def test_progress_is_that_of_the_record(udm: Udm, judge: Judge) -> None:
    """Of a record that is over, progress and state are those that the record has."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("HISTORY", "09")):
            udm.needs("history", version)
            for row in _ended(udm):
                record = _record(udm, version, row)
                answer = udm.on_record(version, "getProgress", key_of(row))
                if answer.succeeded and answer.members.get("status") is None:
                    continue
                if not answer.succeeded:
                    reason = f"the progress of record {key_of(row)} is not given: {answer}"
                    raise Inconclusive(reason)
                judge.holds(
                    _end(udm, record) == _end(udm, answer) and _apart(record, answer) <= _STEP,
                    f"{version.name}: the progress of a record is not what the record says",
                    expected=f"{record.members.get('progress')}, {record.members.get('status')}",
                    observed=answer,
                    shown=(record, answer),
                )
            if version.requirement("HISTORY", "09") not in judge.standings:
                reason = "no status stands beside the progress of a record that is over"
                raise Inconclusive(reason)


def _end(udm: Udm, answer: Answer) -> str:
    """What kind of end a status tells; that of a finished record where none is given."""
    status = answer.members.get("status")
    return str(udm.states.of(status)) if isinstance(status, str) else ""


def _apart(one: Answer, other: Answer) -> float:
    """How far two progresses are apart; steps and roundings may differ."""
    first, second = (answer.members.get("progress") for answer in (one, other))
    if isinstance(first, int | float) and isinstance(second, int | float):
        return abs(first - second)
    return 0

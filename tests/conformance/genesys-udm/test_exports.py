"""What jobs of the suite's own leave when they have run: records and files, and their deletion."""

from __future__ import annotations

from collections.abc import Callable

import msgspec
import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    V3,
    V4,
    V10,
    Answer,
    Udm,
    Version,
    key_of,
)
from contracts.engine import Judge
from contracts.model import Inconclusive

_BAD = frozenset({400, 422})
_NOT_FOUND = 404
_THERE = frozenset({200, 303})
_COUNT = 9


class _Kind(msgspec.Struct, frozen=True):
    """Records, or files: how they are deleted, and how one sees whether one is there."""

    noun: str
    area: str
    versions: tuple[Version, Version]
    numbers: tuple[str, str]
    delete: Callable[[Udm, Version, str], Answer]
    get: Callable[[Udm, Version, str], Answer]
    listed: Callable[[Udm, Version], list[str]]
    bulk: str
    parameter: str


_RECORDS = _Kind(
    "record",
    "HISTORY",
    (V10, V4),
    ("04", "07"),
    lambda udm, version, key: udm.on_record(version, "deleteHistory", key),
    lambda udm, version, key: udm.on_record(version, "getHistory", key, checked=False),
    lambda udm, version: udm.read(BY_NAME[f"history{version.name}"]).keys,
    "deleteHistories",
    "jobIDs",
)
_FILES = _Kind(
    "file",
    "FILES",
    (V10, V3),
    ("08", "09"),
    lambda udm, version, key: udm.on_file(version, "deleteFile", key),
    lambda udm, version, key: udm.on_file(version, "getFile", key, checked=False),
    lambda udm, version: [
        udm.name_of(row) for row in udm.read(BY_NAME[f"files{version.name}"]).rows
    ],
    "deleteFiles",
    "filename",
)


@pytest.mark.requirement("UDM-HISTORY-03", "UDM-HISTORY-04", "UDM-HISTORY4-04")
@pytest.mark.requirement("UDM-HISTORY-07", "UDM-HISTORY4-07")
@pytest.mark.requirement("UDM-FILES-08", "UDM-FILES-09", "UDM-FILES-10")
@pytest.mark.requirement("UDM-FILES3-08", "UDM-FILES3-09")
def test_what_jobs_leave_can_be_deleted(udm: Udm, judge: Judge) -> None:
    """Jobs that have run leave records and files; what is deleted is gone, and nothing else."""
    udm.needs("jobs")
    with udm.exports(_COUNT) as exports:
        records = [key_of(export.records[0]) for export in exports if export.records]
        files = [export.files[0] for export in exports if export.files]
        shown = f"none; the job is {exports[0].status}"
        with judge.of("UDM-HISTORY-03"):
            udm.needs("history")
            expected = f"a record with the title {exports[0].job.title}"
            judge.holds(
                bool(records),
                "a job that has run is not in the history",
                expected=expected,
                observed=shown,
            )
        with judge.of("UDM-FILES-10"):
            udm.needs("files")
            expected = f"a file of the job {exports[0].job.title}"
            judge.holds(
                bool(files),
                "the file of a job that has run is not among the metadata",
                expected=expected,
                observed=shown,
            )
        for kind, left in ((_FILES, files), (_RECORDS, records)):
            for version in kind.versions:
                one, some = (version.requirement(kind.area, number) for number in kind.numbers)
                with judge.of(one):
                    _delete_one(udm, judge, kind, version, left)
                with judge.of(some):
                    _delete_some(udm, judge, kind, version, left)


def _taken(udm: Udm, kind: _Kind, version: Version, left: list[str], count: int) -> list[str]:
    """So many that are there. Raises Inconclusive where there are too few."""
    if len(left) < count:
        reason = f"the jobs of the suite's own left too few {kind.noun}s"
        raise Inconclusive(reason)
    taken = [left.pop() for _ in range(count)]
    for key in taken:
        if not _is_there(udm, kind, version, key):
            reason = f"{kind.noun} {key} is listed, and not given"
            raise Inconclusive(reason)
    return taken


def _is_there(udm: Udm, kind: _Kind, version: Version, key: str) -> bool:
    """Whether a record or file is there, as a version says."""
    answer = kind.get(udm, version, key)
    if answer.status not in _THERE | {_NOT_FOUND}:
        reason = f"it is not clear whether {kind.noun} {key} is there: {answer}"
        raise Inconclusive(reason)
    return answer.status in _THERE


def _delete_one(udm: Udm, judge: Judge, kind: _Kind, version: Version, left: list[str]) -> None:
    udm.needs(version, kind.area.lower())
    (key,) = _taken(udm, kind, version, left, 1)
    answer = kind.delete(udm, version, key)
    there = _is_there(udm, kind, version, key)
    listed = key in kind.listed(udm, version)
    judge.holds(
        answer.succeeded and not there and not listed,
        f"{version.name}: a {kind.noun} is there although it was deleted, or cannot be deleted",
        expected=f"204, and no {kind.noun} {key}",
        observed=f"{answer}{'; it is given' if there else ''}{'; it is listed' if listed else ''}",
        shown=(answer,),
    )


def _delete_some(udm: Udm, judge: Judge, kind: _Kind, version: Version, left: list[str]) -> None:
    """Three in one request, and not the one between them; two where there are no more."""
    udm.needs(version, kind.area.lower())
    first, *middle = _taken(udm, kind, version, left, min(4, max(2, len(left))))
    kept = middle.pop(0) if len(middle) > 1 else ""
    deleted = [first, *middle]
    query = ((kind.parameter, ",".join(deleted)),)
    answer = udm.call(version.operation(kind.bulk), None, query)
    udm.forget("list")
    found = [key for key in deleted if _is_there(udm, kind, version, key)]
    judge.holds(
        answer.succeeded and not found,
        f"{version.name}: not all {kind.noun}s that were named are gone",
        expected=f"204, and none of {', '.join(deleted)}",
        observed=f"{answer}; left: {', '.join(found)}",
        shown=(answer,),
    )
    if kept:
        judge.holds(
            _is_there(udm, kind, version, kept),
            f"{version.name}: a {kind.noun} is gone that was not named",
            expected=kept,
            observed="it is gone",
            shown=(answer,),
        )
        left.append(kept)


@pytest.mark.requirement("UDM-HISTORY-06", "UDM-HISTORY4-06")
def test_a_bulk_delete_without_ids_is_refused(udm: Udm, judge: Judge) -> None:
    """A bulk delete of records that names none is refused, beside one that names a record."""
    udm.needs("history", "jobs")
    with udm.exports(2) as exports:
        left = [key_of(export.records[0]) for export in exports if export.records]
        for version in _RECORDS.versions:
            with judge.of(version.requirement("HISTORY", "06")):
                udm.needs(version)
                (record,) = _taken(udm, _RECORDS, version, left, 1)
                operation = version.operation(_RECORDS.bulk)
                answer = udm.call(operation, defect="jobIDs is missing", checked=False)
                query = (("jobIDs", record),)
                udm.call(operation, None, query, checked=False).needed("with an id, it")
                judge.holds(
                    answer.status in _BAD,
                    f"{version.name}: a bulk delete of records without jobIDs is not refused",
                    expected=400,
                    observed=answer,
                    shown=(answer,),
                )

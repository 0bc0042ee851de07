"""What jobs of the suite's own leave when they have run: records and files, and their deletion."""

from __future__ import annotations

import re
from collections.abc import Sequence
from contextlib import ExitStack

import msgspec
import pytest

from contracts.apis.genesys_udm import BY_NAME, V3, V10, Answer, Export, Udm, Version
from contracts.apis.genesys_udm.leavings import (
    FILES,
    RECORDS,
    Kind,
    delete_by,
    delete_several,
    goes,
    is_there,
    left_of,
    taken_from,
    unlisted,
)
from contracts.apis.genesys_udm.refusing import malformed, unnamed, without_credentials
from contracts.kit import Inconclusive, Judge, NotApplicable

_LASTS_S = 1.2
"""After how long what was deleted is looked for again, in seconds."""
_COUNT = 9
_MORE = 6
_SERVER_ERROR = 500
_ASKS = frozenset({400, 401, 403})
_NO_FILE = "ucc-no-such-file.zip"


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-HISTORY-03", "UDM-HISTORY-04", "UDM-HISTORY4-04")
@pytest.mark.requirement("UDM-HISTORY-07", "UDM-HISTORY4-07", "UDM-HISTORY-06", "UDM-HISTORY4-06")
@pytest.mark.requirement("UDM-FILES-08", "UDM-FILES-09", "UDM-FILES-10", "UDM-FILES-15")
@pytest.mark.requirement("UDM-FILES3-08", "UDM-FILES3-09", "UDM-FILES3-11", "UDM-FILES3-15")
@pytest.mark.requirement("UDM-FILES-13", "UDM-FILES3-13")
@pytest.mark.requirement(
    "UDM-deleteHistoryV10-AUTH",
    "UDM-deleteHistoriesV10-AUTH",
    "UDM-deleteFileV10-AUTH",
    "UDM-deleteFilesV10-AUTH",
    "UDM-AUTH-05",
)
@pytest.mark.requirement("UDM-HISTORY-11", "UDM-FILES-17")
def test_what_jobs_leave_can_be_deleted(udm: Udm, judge: Judge) -> None:
    """Jobs that have run leave records and files; what is deleted is gone, and nothing else."""
    udm.needs("jobs")
    with ExitStack() as stack:
        exports = stack.enter_context(udm.pool.exports(_COUNT))
        with judge.of("UDM-HISTORY-03"):
            udm.needs("history")
            _recorded(judge, exports)
        with judge.of("UDM-FILES-10"):
            udm.needs("files")
            _filed(udm, judge, exports)
        gone: list[tuple[Kind, Version, str]] = []
        for kind in (FILES, RECORDS):
            left = left_of(kind, exports)
            for version in kind.versions:
                if udm.names_otherwise and len(left) < _MORE:
                    # Finding out how several are named has taken some of them.
                    left += left_of(kind, stack.enter_context(udm.pool.exports(_MORE)))
                if kind is FILES:
                    with judge.of(version.requirement("FILES", "15")):
                        udm.needs("files", version)
                with judge.of(version.requirement(kind.area, "08" if kind is FILES else "04")):
                    udm.needs(kind.feature, version)
                    gone.append((kind, version, _delete_one(udm, judge, kind, version, left)))
                with judge.of(version.requirement(kind.area, "09" if kind is FILES else "07")):
                    udm.needs(kind.feature, version)
                    _delete_some(udm, judge, kind, version, left)
            _without_a_token(udm, judge, kind, left)
            for version in kind.versions:
                with judge.of(version.requirement(kind.area, "13" if kind is FILES else "06")):
                    udm.needs(kind.feature, version)
                    _names_nothing(udm, judge, kind, version, left)
            if kind is FILES:
                with judge.of("UDM-FILES3-11"):
                    udm.needs("files", V3)
                    _names_what_is_left(udm, judge, left)
        _stay_gone(udm, judge, gone)
    judge.unsaid("the jobs of the suite's own left nothing that could be deleted")


def _recorded(judge: Judge, exports: Sequence[Export]) -> None:
    first = exports[0]
    judge.holds(
        any(one.records for one in exports),
        "a job that has run is not in the history",
        expected=f"a record with the title {first.job.title}",
        observed=f"none; the job is {first.status}",
    )


def _filed(udm: Udm, judge: Judge, exports: Sequence[Export]) -> None:
    """A run that says it left a file has one among the metadata, with the title of its job."""
    if any(one.is_filed for one in exports):
        judge.holds(condition=True, summary="")
        return
    names = {
        str(row.get("fileName"))
        for one in exports
        for row in (*one.records, udm.look_at(one.job.id))
        if row.get("fileName")
    }
    if not names:
        reason = (
            f"the jobs of the suite's own left no files ({exports[0].status}): give days that "
            "hold data in [data.job] date_from and date_to"
        )
        raise Inconclusive(reason)
    listed = {udm.name_of(row) for row in udm.read(BY_NAME["filesV10"]).rows}
    if listed == {""}:
        reason = "the metadata name no files in a member name or fileName"
        raise Inconclusive(reason)
    judge.holds(
        condition=False,
        summary="the file of a job that has run is not among the metadata of its job",
        expected=f"{min(names)} with the title {exports[0].job.title}",
        observed="without that title" if names & listed else "no such file",
    )


def _stay_gone(udm: Udm, judge: Judge, gone: list[tuple[Kind, Version, str]]) -> None:
    """What was deleted is not there again a little later."""
    if gone:
        udm.sleep(_LASTS_S)
    for kind, version, key in gone:
        with judge.of(version.requirement(kind.area, "08" if kind is FILES else "04")):
            judge.holds(
                goes(udm, kind, version, key),
                f"{version.name}: a {kind.noun} that was deleted is there again",
                expected=f"no {kind.noun} {key}, as before",
                observed="it is there",
            )


def _delete_one(udm: Udm, judge: Judge, kind: Kind, version: Version, left: list[str]) -> str:
    """The name, or id, of what was deleted."""
    (key,) = taken_from(udm, kind, version, left, 1)
    # What the job before it has left, which is there unless the target took it away.
    beside = [one for one in left[-1:] if is_there(udm, kind, version, one)]
    was_listed = kind.listed(udm, version, key)
    answer = kind.remove(udm, version, key, None)
    gone = answer.succeeded and goes(udm, kind, version, key)
    listed = was_listed and gone and not unlisted(udm, kind, version, key)
    if kind is FILES:
        with judge.of(version.requirement("FILES", "15")):
            if not was_listed or not gone:
                reason = "no file that was listed is deleted"
                raise Inconclusive(reason)
            judge.holds(
                not listed,
                f"{version.name}: a file is listed although it was deleted",
                expected=f"no file {key}",
                observed="it is listed",
                shown=(answer,),
            )
    judge.holds(
        gone and (kind is FILES or not listed),
        f"{version.name}: a {kind.noun} is there although it was deleted, or cannot be deleted",
        expected=f"204, and no {kind.noun} {key}",
        observed=f"{answer}{'; it is listed' if listed else ''}",
        shown=(answer,),
    )
    for one in beside:
        judge.holds(
            is_there(udm, kind, version, one),
            f"{version.name}: a {kind.noun} is gone with another one that was deleted",
            expected=f"{kind.noun} {one} is there after the deletion of {key}",
            observed="it is gone",
            shown=(answer,),
        )
    return key


def _delete_some(udm: Udm, judge: Judge, kind: Kind, version: Version, left: list[str]) -> None:
    """Several in one request, and not the one between them: three where commas are documented."""
    most = 3 if version is V10 else 4
    first, *kept, last = taken_from(udm, kind, version, left, min(most, max(2, len(left))))
    named = [first, *kept[1:], last]
    kept = kept[:1]
    answer, stay = delete_several(udm, kind, version, named)
    if len(stay) > 1 and version is V10 and answer.succeeded and udm.takes_otherwise(kind.bulk):
        # A name with a comma may be that of a file which does not exist.
        answer, stay = delete_several(udm, kind, version, named)
    if version is V10:
        with judge.of("UDM-FILES-17" if kind is FILES else "UDM-HISTORY-11"):
            udm.needs(kind.feature)
            stay = _all_or_none(udm, judge, kind, named, answer, stay, left)
    judge.holds(
        not stay,
        f"{version.name}: not all {kind.noun}s that were named are gone",
        expected=f"204, and none of {', '.join(named)}",
        observed=f"{answer}; left: {', '.join(stay)}",
        shown=(answer,),
    )
    if version is V10 and left:
        # One alone is named in the same way by every version.
        (key,) = taken_from(udm, kind, version, left, 1)
        answer = udm.naming(version, kind.bulk, kind.parameter, [key])
        judge.holds(
            answer.succeeded and goes(udm, kind, version, key),
            f"{version.name}: a {kind.noun} that a bulk delete names alone is not gone",
            expected=f"204, and no {key}",
            observed=answer,
            shown=(answer,),
        )
    for key in kept:
        judge.holds(
            is_there(udm, kind, version, key),
            f"{version.name}: a {kind.noun} is gone that was not named",
            expected=key,
            observed="it is gone",
            shown=(answer,),
        )
        left.append(key)


def _all_or_none(  # noqa: PLR0913 - one parameter for each part of a request and its effect
    udm: Udm,
    judge: Judge,
    kind: Kind,
    named: Sequence[str],
    answer: Answer,
    stay: list[str],
    left: list[str],
) -> list[str]:
    """Hold a bulk delete of v10 that took some of what it named to taking all; those that stay.

    Where commas took one alone, they may have to be separated otherwise (UDM-AMB-36). Raises
    NotApplicable where none was taken.
    """
    if len(stay) == len(named):
        _takes_one(udm, judge, kind, stay[0])
        reason = f"no {kind.noun} is deleted by a request that names several"
        raise NotApplicable(reason)
    tried = stay
    while tried and len(left) > 1 and udm.takes_otherwise(kind.bulk):
        _, tried = delete_several(udm, kind, V10, [left.pop(), left.pop()])
        left += tried
    judge.holds(
        not tried,
        f"V10: a bulk delete takes some of the {kind.noun}s that it names, and not all",
        expected=f"204, and none of {', '.join(named)}",
        observed=f"{answer}; left: {', '.join(stay)}",
        shown=(answer,),
    )
    return tried


def _takes_one(udm: Udm, judge: Judge, kind: Kind, key: str) -> None:
    """One alone is named in the same way by every version: accepted, it is deleted."""
    answer = udm.naming(V10, kind.bulk, kind.parameter, [key])
    if answer.succeeded and not goes(udm, kind, V10, key):
        judge.holds(
            condition=False,
            summary=f"V10: a bulk delete of one {kind.noun} is accepted, and deletes nothing",
            expected=f"no {kind.noun} {key}",
            observed=f"{answer}, and it is there",
            shown=(answer,),
        )


def _without_a_token(udm: Udm, judge: Judge, kind: Kind, left: list[str]) -> None:
    """Deletions without a token are refused, and leave what they name."""
    for base in (kind.delete, kind.bulk):
        with judge.of(f"UDM-{base}V10-AUTH"):
            udm.needs(kind.feature)
            udm.needs("authentication")
            auth = udm.without_token()
            (key,) = taken_from(udm, kind, V10, left, 1)
            left.append(key)
            udm.wire.refresh()
            operation = V10.operation(base)
            refusal = delete_by(udm, kind, base, key, auth)
            if not refusal.refused:
                left.remove(key)
            with judge.of("UDM-AUTH-05"):
                judge.holds(
                    not (
                        refusal.succeeded
                        and udm.call("listJobsV10", auth=auth, checked=False).status
                        in {400, 401, 403}
                    ),
                    "a deletion is carried out without a token, a list of jobs is not",
                    expected="400, 401 or 403",
                    observed=f"{operation}: {refusal.status}",
                    shown=(refusal,),
                )
            case = without_credentials("a deletion without a token")
            judge.refused(case, refusal, detail=operation)
            judge.holds(
                is_there(udm, kind, V10, key),
                f"{operation}: a deletion without a token is refused and carried out",
                expected=f"{kind.noun} {key} stays",
                observed="it is gone",
                shown=(refusal,),
            )
            if udm.accepted(operation) is None:
                left.remove(key)
                delete_by(udm, kind, base, key, None).needed("the same request with the token")


def _names_nothing(udm: Udm, judge: Judge, kind: Kind, version: Version, left: list[str]) -> None:
    """A bulk delete that names nothing is refused, beside one that names something."""
    udm.may_delete_without_ids()
    operation = version.operation(kind.bulk)
    if udm.accepted(operation) is None:
        (key,) = taken_from(udm, kind, version, left, 1)
        query = ((kind.parameter, key),)
        udm.call(operation, None, query, checked=False).needed("the same request with a name")
    defect = f"{kind.parameter} is missing"
    answer = udm.call(operation, defect=defect, checked=False)
    udm.forget("list")
    case = f"a bulk delete of {kind.noun}s without {kind.parameter}"
    refusal = unnamed(case) if kind is FILES else malformed(case)
    judge.refused(refusal, answer, detail=version.name)
    for key in left[:1] if kind is FILES else ():
        judge.holds(
            is_there(udm, kind, version, key),
            f"{version.name}: {case} deletes all",
            expected=f"{key} stays",
            observed="it is gone",
            shown=(answer,),
        )


def _names_what_is_left(udm: Udm, judge: Judge, left: list[str]) -> None:
    """Where a bulk delete in v3 is answered with a server error, its body names what is left."""
    (key,) = taken_from(udm, FILES, V3, left, 1)
    names = f"{key},{_NO_FILE}"
    answer = udm.call("deleteFilesV3", None, (("filename", names),), checked=False)
    udm.forget("list")
    if answer.status < _SERVER_ERROR:
        if not answer.succeeded:
            left.append(key)
        reason = f"a bulk delete with a file that does not exist is answered with {answer.status}"
        raise NotApplicable(reason)
    text = msgspec.json.encode(answer.body).decode() if isinstance(answer.body, list) else ""
    named = key in text
    right = is_there(udm, FILES, V3, key) if named else goes(udm, FILES, V3, key)
    judge.holds(
        bool(re.search(re.escape(_NO_FILE), text)) and right,
        "the body is no JSON array of the files that were not deleted",
        expected=[_NO_FILE, *([key] if named != right else ())],
        observed=answer,
        shown=(answer,),
    )

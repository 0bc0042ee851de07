"""What a job keeps: its time frame and parameters, its start, its end."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from contracts.apis.genesys_udm import (
    SUSPENDED,
    V4,
    V10,
    WITH_JOBS,
    Answer,
    Own,
    Udm,
    Version,
    otherwise,
)
from contracts.apis.genesys_udm.refusing import not_in_state
from contracts.apis.genesys_udm.updating import changed, unchanged
from contracts.kit import Inconclusive, Judge

_SOON_S = 0.3
_CRONS = ("0 0 3 1 1 ?", "0 3 1 1 *")
"""The night of New Year, as Quartz and as Unix have it: no form is documented."""


@pytest.mark.requirement("UDM-JOBS-30", "UDM-JOBS4-30")
def test_a_job_keeps_its_parts(udm: Udm, judge: Judge) -> None:
    """Dates, parameters and flags that are given are those that were sent."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "30")):
            udm.needs("jobs", version)
            _keeps(udm, judge, version, udm.pool.waiting(version))
            _keeps(udm, judge, version, udm.pool.held(version))
            if version is V10:
                with udm.pool.changing(version) as own:
                    _keeps_attachments(udm, judge, own)
            else:
                _keeps_repetitions(udm, judge)


def _keeps(udm: Udm, judge: Judge, version: Version, own: Own) -> None:
    _as_sent(judge, version, own.body, udm.given(version, own.id).needed("the job"))


def _keeps_attachments(udm: Udm, judge: Judge, own: Own) -> None:
    """An update to the other value of exportAttachments is given back, too."""
    params = {**own.body["jobParams"], "exportAttachments": True}
    body = {**own.body, "jobParams": params, "title": udm.new_title()}
    udm.update(V10, own.id, body).needed("an update")
    _, given = udm.comes_to(
        V10, own.id, "an update shows", lambda one: one.members.get("title") == body["title"]
    )
    _as_sent(judge, V10, body, given)


def _keeps_repetitions(udm: Udm, judge: Judge) -> None:
    """A Job of v4 has the cron and runs that were sent, in a form of cron that is accepted."""
    for cron in _CRONS:
        body = udm.body(V4, SUSPENDED, "repeated")
        body["schedulerParam"] = {"immediately": False, "cron": cron, "runs": "2"}
        made = udm.id_in(udm.create(V4, body, checked=False))
        if not made:
            udm.remove_by_title(body["title"])
            continue
        try:
            given = udm.given(V4, made)
        finally:
            udm.remove(made)
        scheduler = given.members.get("schedulerParam")
        if not isinstance(scheduler, Mapping):
            return
        judge.holds(
            scheduler.get("cron") == cron and str(scheduler.get("runs", "2")) == "2",
            "V4: a job does not have cron and runs as sent",
            expected=body["schedulerParam"],
            observed=given,
            shown=(given,),
        )
        return


def _as_sent(judge: Judge, version: Version, body: Mapping[str, Any], given: Answer) -> None:
    wrong = otherwise(body, given.members)
    judge.holds(
        not wrong,
        f"{version.name}: a job does not have {' and '.join(wrong)} as sent",
        expected=body,
        observed=given,
        shown=(given,),
    )


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-JOBS-31", "UDM-JOBS4-31", "UDM-JOBS-33")
def test_what_is_over_stays_over(udm: Udm, judge: Judge) -> None:
    """A job that is over keeps its state, whatever is asked of it."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "31")):
            udm.needs("jobs", version)
            (own,) = udm.pool.finished(1)
            # Checked: of a job that has run more members have values.
            before = udm.given(V10, own.id).members.get("status")
            for base in ("cancelJob", "suspendJob", "resumeJob"):
                answer = udm.on_job(version, base, own.id, checked=False)
                after = udm.status(own.id)
                if after != before:
                    udm.pool.spoil(own)
                judge.equal(
                    after,
                    before,
                    f"{version.name}: the state of a job that is over, after {base}",
                    shown=(answer,),
                )
    with judge.of("UDM-JOBS-33"):
        udm.needs("jobs")
        (own,) = udm.pool.finished(1)
        body = changed(udm, own)
        before = udm.look_at(own.id)
        answer = udm.update(V10, own.id, body, defect="it is over", checked=False)
        judge.refused(not_in_state("the update of a job that is over", 404), answer)
        unchanged(udm, judge, own, body, before)


@pytest.mark.waits
@pytest.mark.budget(exchanges=2000, seconds=900)
@pytest.mark.requirement("UDM-JOBS-34", "UDM-JOBS4-34", "UDM-JOBS-35", "UDM-JOBS4-35")
@pytest.mark.requirement("UDM-JOBS-32", "UDM-JOBS4-32")
def test_jobs_that_are_not_to_run_do_not(udm: Udm, judge: Judge) -> None:
    """Jobs that start later, or are suspended, do not run while others of their kind do."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "34")):
            udm.needs("jobs", version)
            own = udm.pool.waiting(version)
            if udm.template().held:
                reason = "the target makes no jobs that start later, only suspended ones"
                raise Inconclusive(reason)
            udm.pool.finish_after(own)
            _has_not_run(udm, judge, version, own, "starts later")
        with judge.of(version.requirement("JOBS", "35")):
            udm.needs("jobs", version)
            own = udm.pool.held(version)
            udm.pool.finish_after(own)
            _has_not_run(udm, judge, version, own, "was made suspended")
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "32")):
            udm.needs("jobs", version)
            ran = _resumed(udm, version, udm.pool.held(version))
            when = "at once" if ran is not None else "not at once"
            judge.observe(f"{version.name}: a job that was made suspended runs {when} when resumed")


def _resumed(udm: Udm, version: Version, own: Own) -> float | None:
    """After how many seconds a job runs that is resumed; None where it is not seen to."""
    udm.on_job(version, "resumeJob", own.id, checked=False)
    udm.pool.discard("held", version)
    return udm.watch(_SOON_S, lambda: _runs(udm, own))


def _runs(udm: Udm, own: Own) -> bool:
    row = udm.look_at(own.id)
    return udm.is_under_way(row) or udm.is_at_its_end(row)


def _has_not_run(udm: Udm, judge: Judge, version: Version, own: Own, why: str) -> None:
    row = udm.look_at(own.id)
    ran = [str(one.get("status")) for one in udm.records(own.title)[own.title]]
    judge.holds(
        not udm.is_under_way(row) and not udm.is_at_its_end(row) and not ran,
        f"{version.name}: a job that {why} runs like others",
        expected="no run, while jobs that run at once came to their end",
        observed=f"{row.get('status')}, progress {row.get('progress')}, {len(ran)} records",
    )

"""Walks of a job through its operations: whatever is done with it, it stays what it is."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from contracts.apis.genesys_udm import WITH_JOBS, Own, Udm, Version
from contracts.engine import Judge
from contracts.model import Inconclusive

_ALL_PAIRS = "UUSSRRURSUC"
"""Updates, suspensions and resumptions, each one behind each one; cancelled in the end."""
_STEPS = {"S": "suspendJob", "R": "resumeJob", "C": "cancelJob"}
_WALKS = {"quick": 0, "standard": 3, "thorough": 30}
_LENGTH = 8
_GONE = 404


@pytest.mark.requirement("UDM-JOBS-24", "UDM-JOBS4-24")
def test_a_job_stays_what_it_is(udm: Udm, judge: Judge) -> None:
    """After each step a job has the title that was stored last, and stands in the list once."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "24")):
            udm.needs("jobs", version)
            for walk in _walks(judge):
                with udm.own(version) as own:
                    _walk(udm, judge, version, own, walk)


def _walks(judge: Judge) -> Iterator[str]:
    yield _ALL_PAIRS
    chance = random.Random(judge.seed)  # noqa: S311 - repeatable, not secret
    for _ in range(_WALKS[judge.depth]):
        yield "".join(chance.choices("USR", k=_LENGTH))


def _walk(udm: Udm, judge: Judge, version: Version, own: Own, walk: str) -> None:
    title = _stored(udm, version, own)
    for number, step in enumerate(walk):
        if step == "U":
            body = {**own.body, "type": udm.template().type, "title": udm.new_title()}
            if udm.update(version, own.id, body, checked=False).succeeded:
                title = body["title"]
        else:
            # A step may be refused where the job is in that state already.
            udm.on_job(version, _STEPS[step], own.id, checked=False)
        answer = udm.on_job(version, "getJob", own.id)
        if answer.status == _GONE and step == "C":
            # Whether a cancelled job is kept is not said.
            return
        judge.holds(
            answer.succeeded and answer.members.get("title") == title,
            f"{version.name}: a job is not what it was after the steps {walk[: number + 1]}",
            expected=f"job {own.id} with the title {title}",
            observed=answer,
            shown=(answer,),
        )
        if number % 3 == 0 or number == len(walk) - 1:
            times = len(udm.listed(version, own.id))
            judge.holds(
                times == 1,
                f"{version.name}: after the steps {walk[: number + 1]} the list has a job not once",
                expected=f"job {own.id} once",
                observed=f"{times} times",
            )


def _stored(udm: Udm, version: Version, own: Own) -> str:
    """The title of a job once an update was stored. Raises Inconclusive where it is not."""
    body = {**own.body, "type": udm.template().type, "title": udm.new_title()}
    answer = udm.update(version, own.id, body)
    found = udm.on_job(version, "getJob", own.id).members.get("title")
    if found != body["title"] or len(udm.listed(version, own.id)) != 1:
        numbers = (version.requirement("JOBS", one) for one in ("01", "02", "10"))
        reason = f"an update is not stored, or not listed: see {', '.join(numbers)} ({answer})"
        raise Inconclusive(reason)
    return str(found)

"""Walks of a job through its operations: whatever is done with it, it stays what it is."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator

import pytest

from contracts.apis.genesys_udm import V10, WITH_JOBS, Answer, Own, Udm, Version
from contracts.kit import Inconclusive, Judge

_ALL_PAIRS = "UUSSRRURSU"
"""Updates, suspensions and resumptions, each one behind each one."""
_STEPS = {"S": "suspendJob", "R": "resumeJob", "C": "cancelJob"}
_WALKS = {"quick": 0, "standard": 1, "thorough": 30}
_LENGTH = 8
_GONE = frozenset({400, 404, 410})


@pytest.mark.requirement("UDM-JOBS-24", "UDM-JOBS4-24")
def test_a_job_stays_what_it_is(udm: Udm, judge: Judge) -> None:
    """After each step a job has the title that was stored last, and stands in the list once."""
    for version in WITH_JOBS:
        with judge.of(version.requirement("JOBS", "24")):
            udm.needs("jobs", version)
            *walks, last = _walks(judge)
            for walk in walks:
                with udm.pool.changing(version) as own:
                    _walk(udm, judge, version, own, walk)
            if version is V10:
                with udm.pool.changing(version) as own:
                    _walk(udm, judge, version, own, last)
            else:
                _walk(udm, judge, version, udm.pool.spare(version), f"{last}C")


def _walks(judge: Judge) -> Iterator[str]:
    """Steps, those in all pairs last."""
    chance = random.Random(judge.seed)  # noqa: S311 - repeatable, not secret
    for _ in range(_WALKS[judge.depth]):
        yield "".join(chance.choices("USR", k=_LENGTH))
    yield _ALL_PAIRS


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
        if step == "C" and udm.on_job(version, "getJob", own.id, checked=False).status in _GONE:
            # Whether a cancelled job is kept is not said.
            return
        same, answer = udm.comes_to(version, own.id, "an update shows", _titled(title))
        judge.holds(
            same,
            f"{version.name}: a job is not what it was after the steps {walk[: number + 1]}",
            expected=f"job {own.id} with the title {title}",
            observed=answer,
            shown=(answer,),
        )
    listed = udm.listed(version, own.id)
    if walk.endswith("C") and not listed:
        # A list may leave cancelled jobs out.
        return
    judge.holds(
        len(listed) == 1,
        f"{version.name}: after the steps {walk} the list does not have a job once",
        expected=f"job {own.id} once",
        observed=f"{len(listed)} times",
    )


def _titled(title: str) -> Callable[[Answer], bool]:
    """Whether a job is given with a title."""
    return lambda one: one.succeeded and one.members.get("title") == title


def _stored(udm: Udm, version: Version, own: Own) -> str:
    """The title of a job once an update was stored. Raises Inconclusive where it is not."""
    body = {**own.body, "type": udm.template().type, "title": udm.new_title()}
    answer = udm.update(version, own.id, body)
    stored, _ = udm.comes_to(version, own.id, "an update shows", _titled(body["title"]))
    if not stored or not udm.comes_to_be_listed(version, own.id):
        numbers = (version.requirement("JOBS", one) for one in ("01", "02", "10"))
        reason = f"an update is not stored, or not listed: see {', '.join(numbers)} ({answer})"
        raise Inconclusive(reason)
    return str(body["title"])

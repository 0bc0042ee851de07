"""What is found of requirements whose prerequisites are violated."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.model import (
    Blocked,
    Catalogue,
    Level,
    Outcome,
    Requirement,
    RunVerdict,
    TargetResult,
    Verdict,
)
from tests.unit.report.conftest import RunLog

MUST, SHOULD = Level.MUST, Level.SHOULD
VIOLATION, PASS, OPEN = Outcome.VIOLATION, Outcome.PASS, Outcome.INCONCLUSIVE


class Judge:
    """Judges a demo API: `A` needs nothing, `B` needs A, `C` needs B; each at the level given."""

    def __init__(
        self, folder: Path, requirement: Callable[..., Requirement], catalogue: Any
    ) -> None:
        self._folder, self._requirement, self._catalogue = folder, requirement, catalogue
        self._count = 0

    def __call__(self, levels: str, *found: Outcome | None, doubted: bool = False) -> TargetResult:
        """What is found where the tests say `found` of A, B and C."""
        self._count += 1
        names = {"m": MUST, "s": SHOULD}
        needs = ((), ("D-A",), ("D-B",))
        made: Catalogue = self._catalogue(
            *(
                self._requirement(f"D-{name}", names[level], needs=needed)
                for name, level, needed in zip("ABC", levels, needs, strict=False)
            )
        )
        log = RunLog(self._folder / str(self._count), {"demo": made})
        log.begin()
        for name, outcome in zip("ABC", found, strict=False):
            if outcome is not None:
                log.judged(f"D-{name}", outcome, f"{name} it is", doubted=doubted and name == "A")
        return log.target()


@pytest.fixture
def judge(tmp_path: Path, make_requirement: Any, make_catalogue: Any) -> Judge:
    """See `Judge`."""
    return Judge(tmp_path, make_requirement, make_catalogue)


TABLE: tuple[tuple[str, tuple[Outcome | None, ...], str], ...] = (
    ("mmm", (VIOLATION, VIOLATION, VIOLATION), "fail inconclusive(A) inconclusive(A)"),
    ("mmm", (VIOLATION, OPEN, VIOLATION), "fail inconclusive(A) inconclusive(A)"),
    ("mmm", (VIOLATION, None, VIOLATION), "fail not-tested inconclusive(A)"),
    ("mmm", (VIOLATION, PASS, VIOLATION), "fail pass fail"),
    ("mmm", (VIOLATION, PASS, OPEN), "fail pass inconclusive"),
    ("mmm", (VIOLATION, VIOLATION, PASS), "fail inconclusive(A) pass"),
    ("mmm", (PASS, VIOLATION, OPEN), "pass fail inconclusive(B)"),
    ("mmm", (OPEN, VIOLATION, VIOLATION), "inconclusive fail inconclusive(B)"),
    ("mmm", (None, VIOLATION, None), "not-tested fail not-tested"),
    ("msm", (VIOLATION, VIOLATION, VIOLATION), "fail inconclusive(A) inconclusive(A)"),
    ("smm", (VIOLATION, VIOLATION, VIOLATION), "warn fail inconclusive(B)"),
    ("smm", (VIOLATION, OPEN, OPEN), "warn inconclusive(A) inconclusive(A)"),
    ("sss", (VIOLATION, VIOLATION, OPEN), "warn inconclusive(A) inconclusive(A)"),
    ("sss", (Outcome.WARNING, VIOLATION, OPEN), "warn warn inconclusive(B)"),
    ("mmm", (Outcome.ERROR, VIOLATION, PASS), "error fail pass"),
    ("mmm", (VIOLATION, Outcome.ERROR, VIOLATION), "fail error inconclusive(A)"),
    ("mss", (VIOLATION, Outcome.WARNING, VIOLATION), "fail warn warn"),
)


def said(target: TargetResult) -> str:
    """The verdicts of a target's requirements, each with what it rests on."""
    return " ".join(
        one.verdict.value
        + (f"({','.join(name[2:] for name in one.blocked.by)})" if one.blocked else "")
        for one in target.requirements
    )


def test_a_violation_under_a_violated_need_is_inconclusive_because_of_it(judge: Judge) -> None:
    for levels, found, expected in TABLE:
        assert said(judge(levels, *found)) == expected, (levels, found)


def test_a_violation_that_was_seen_once_counts_as_one(judge: Judge) -> None:
    assert said(judge("mm", VIOLATION, VIOLATION, doubted=True)) == "fail inconclusive(A)"


def test_the_verdict_of_the_target_stays_and_the_cause_is_named(judge: Judge) -> None:
    target = judge("mmm", VIOLATION, VIOLATION, OPEN)
    assert target.verdict is RunVerdict.NOT_CONFORMING
    _, seen, unseen = target.requirements
    assert seen.reason == "rests on D-A, which fails; seen all the same: B it is"
    assert seen.blocked == Blocked(("D-A",), Verdict.FAIL, "B it is")
    assert seen.blocked.hides_violation
    assert unseen.reason == "C it is; rests on D-A, which fails"
    assert unseen.blocked is not None
    assert not unseen.blocked.hides_violation
    assert [one.needs for one in target.requirements] == [(), ("D-A",), ("D-B",)]


def test_two_causes_are_both_named(
    make_requirement: Any, make_catalogue: Any, make_log: Any
) -> None:
    one = make_requirement("D-1")
    both = make_requirement("D-3", needs=("D-1", "D-2"))
    log = make_log(make_catalogue(one, msgspec.structs.replace(one, id="D-2"), both))
    log.begin()
    for name in ("D-1", "D-2", "D-3"):
        log.judged(name, VIOLATION, "no")
    assert said(log.target()) == "fail fail inconclusive(1,2)"
    assert log.target().requirements[2].reason.startswith("rests on D-1 and D-2, which fail;")

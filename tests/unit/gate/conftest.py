"""Runs and baselines, made of a few words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.model import (
    Basis,
    Catalogue,
    Level,
    RequirementResult,
    Results,
    RunVerdict,
    SuiteFacts,
    TargetResult,
    Verdict,
)

DAY = "2026-06-01"


def requirement(identifier: str, verdict: Verdict) -> RequirementResult:
    """One result; ids with SHOULD in them are no musts."""
    level = Level.SHOULD if "SHOULD" in identifier else Level.MUST
    return RequirementResult(
        id=identifier,
        level=level,
        basis=Basis.STATED,
        verdict=verdict,
        reason="why",
        observed="",
        tests=(),
        evidence=(),
        curl=(),
        statement="",
        source="",
        feature="",
    )


def target(name: str, verdicts: Mapping[str, str]) -> TargetResult:
    """One target."""
    return TargetResult(
        api="demo",
        name=name,
        base_url="http://x",
        allow="read",
        catalogue="",
        verdict=RunVerdict.NOT_CONFORMING,
        requirements=tuple(requirement(key, Verdict(one)) for key, one in verdicts.items()),
        readings={},
        exchanges=1,
        seconds=1.0,
    )


@pytest.fixture(scope="session")
def results() -> Callable[..., Results]:
    """Make a run of DAY: `results(lab={"A": "fail"}, other={…})`."""

    def make(*, explore: bool = False, stopped: str | None = None, **targets: Any) -> Results:
        facts = SuiteFacts("0", f"{DAY}T10:00:00+00:00", 0, "quick", explore)
        found = tuple(target(name, verdicts) for name, verdicts in targets.items())
        return Results(facts, RunVerdict.NOT_CONFORMING, found, 1.0, stopped)

    return make


@pytest.fixture(scope="session")
def catalogues() -> dict[str, Catalogue]:
    """A catalogue that knows none of the ids, so that all of them count."""
    return {"demo": load("uptivity").catalogue}

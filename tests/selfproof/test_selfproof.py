"""Every API's suite proves itself on its reference server."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from rich.console import Console

from contracts import reference
from contracts.catalogue import load
from contracts.model import Verdict
from contracts.report.fold import UNJUDGED
from contracts.selfproof import Lanes, Outcome, Proof, Sample, cost_table, sensitivity_table

_SAMPLE = 4
"""Faults of each API judged by its whole suite; `bench/proof.py` does so with all of them."""
_SHARE = 12
"""Of so many faults one is judged by its own tests in each turn."""
_JOBS = (os.cpu_count() or 1) + 1
"""Runs of a proof at a time: one more than there are processors, since some wait."""
_LANES = 2
"""Proofs at a time: while one waits for its servers, another computes."""


def _turn() -> int:
    """The number of the conformance tests' content; 0 without git.

    Every change of them has another turn. What the faults say of themselves does not count: a
    turn that shows them to be wrong comes again until they are right.
    """
    asked = subprocess.run(
        ["git", "rev-parse", "HEAD:tests/conformance"],  # noqa: S607 - git is wherever it is
        cwd=Path(__file__).parent,
        capture_output=True,
        text=True,
        check=False,
    )
    return int(asked.stdout[:8], 16) if asked.returncode == 0 else 0


@pytest.fixture(scope="module")
def lanes(request: pytest.FixtureRequest) -> Iterator[Lanes]:
    """The proofs of all APIs whose tests were not deselected, which go on while tests wait."""
    asked = set(filter(None, map(_api, request.session.items)))
    sample = Sample(_SAMPLE, _turn(), _SHARE)
    with Lanes(asked, lanes=_LANES, jobs=_JOBS, sample=sample) as lanes:
        yield lanes


def _api(item: pytest.Item) -> str | None:
    """The API whose proof a test looks at."""
    callspec = getattr(item, "callspec", None)
    return None if callspec is None else callspec.params.get("proof")


@pytest.fixture(scope="module", params=reference.available())
def proof(request: pytest.FixtureRequest, lanes: Lanes) -> Iterator[Proof]:
    """The proof of one API; its tables are printed when its tests are over."""
    found = lanes.proof(request.param)
    yield found
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        console = Console(width=100)
        console.print(sensitivity_table(found, load(request.param).catalogue))
        console.print(cost_table(found))


def test_every_fault_is_found_by_its_requirement(proof: Proof) -> None:
    assert proof.missed() == {}


def test_faults_break_nothing_unrelated(proof: Proof) -> None:
    assert proof.unrelated() == {}


def test_faults_do_not_only_blind_the_suite(proof: Proof) -> None:
    """Where much cannot be judged for one broken requirement, something fails."""
    assert proof.blinding() == {}


def test_conforming_servers_never_fail(proof: Proof) -> None:
    """With liberties, every two of them, in any surroundings, and whatever they do not claim."""
    assert proof.false_alarms() == {}


def test_mutants_are_killed(proof: Proof) -> None:
    """Not all of them are yet; `bench/mutants.py` says which live. None breaks the suite down."""
    outcomes = [one.outcome for one in proof.mutants if one.outcome is not Outcome.EQUIVALENT]
    assert proof.mutants
    assert outcomes.count(Outcome.BROKE_DOWN) == 0
    assert outcomes.count(Outcome.KILLED) >= len(outcomes) // 8


def test_null_implementations_earn_nothing(proof: Proof) -> None:
    catalogue = load(proof.reference.api).catalogue.requirements
    levels = {one.id: one.level for one in catalogue.values()}
    assert proof.false_greens(levels) == {}


def test_every_testable_requirement_has_a_fault(proof: Proof) -> None:
    seeded = {fault.violates for fault in proof.reference.faults.values()}
    catalogue = load(proof.reference.api).catalogue.requirements.values()
    without = {
        one.id
        for one in catalogue
        if one.level != "may" and one.not_tested is None and one.id not in seeded
    }
    # What makes no sense on this machine, such as HTTPS off it, no server on it can break.
    clean = proof.liberties["none"]
    assert without <= clean.having(Verdict.NOT_APPLICABLE)


def test_nothing_that_can_be_tested_is_left_unjudged(proof: Proof) -> None:
    """What only violations are attributed to would never be shown to be kept."""
    reasons = proof.liberties["none"].reasons
    assert [one for one, reason in reasons.items() if reason == UNJUDGED] == []

"""Every API's suite proves itself on its reference server."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from rich.console import Console

from contracts import reference
from contracts.catalogue import load
from contracts.model import Verdict
from contracts.selfproof import Proof, prove, sensitivity_table

_SAMPLE = 24
"""Faults of each API judged by its whole suite; `bench/proof.py` does so with all of them."""


@pytest.fixture(scope="module", params=reference.available())
def proof(request: pytest.FixtureRequest) -> Iterator[Proof]:
    """The proof of one API; its table is printed when its tests are over."""
    found = prove(request.param, sample=_SAMPLE)
    yield found
    capture = request.config.pluginmanager.getplugin("capturemanager")
    with capture.global_and_fixture_disabled():
        Console(width=100).print(sensitivity_table(found, load(request.param).catalogue))


def test_every_fault_is_found_by_its_requirement(proof: Proof) -> None:
    assert proof.missed() == {}


def test_faults_break_nothing_unrelated(proof: Proof) -> None:
    assert proof.unrelated() == {}


def test_liberties_never_fail(proof: Proof) -> None:
    assert proof.false_alarms() == {}


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
    clean = next(iter(proof.liberties.values()))
    assert without <= clean.having(Verdict.NOT_APPLICABLE)

"""The fixtures of conformance tests: `target`, `judge`, and one vocabulary per API."""

from __future__ import annotations

from typing import Any

import pytest

from contracts import apis
from contracts.catalogue import kits
from contracts.engine import Judge
from contracts.model import Target
from contracts.plugin.state import ANY_API, REQUIREMENTS, fixture_of, run_of


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> Target:
    """The implementation under test."""
    return run_of(request.config).target(request.param)


@pytest.fixture
def judge(request: pytest.FixtureRequest, target: Target) -> Judge:
    """Where a test says what it found."""
    run = run_of(request.config)
    return Judge(target, request.node.stash[REQUIREMENTS], run.facts.depth, run.facts.seed)


class Vocabularies:
    """A pytest plugin with one fixture for each API."""


def vocabularies() -> Vocabularies:
    """The plugin, with the fixtures of all kits; no vocabulary is imported for that."""
    found = {
        f"fixture_{one}": _vocabulary(one)
        for one in dict.fromkeys([ANY_API, *(fixture_of(kit) for kit in kits().values())])
    }
    made = type("Vocabularies", (Vocabularies,), found)()
    assert isinstance(made, Vocabularies)  # noqa: S101 - for the type checker
    return made


def _vocabulary(fixture: str) -> Any:
    @pytest.fixture(name=fixture)
    def vocabulary(_self: Vocabularies, request: pytest.FixtureRequest, target: Target) -> apis.Api:
        """The API of the target, in the words of its document."""
        return run_of(request.config).session(target).api

    return vocabulary

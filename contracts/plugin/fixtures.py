"""The fixtures of conformance tests: `target`, `judge`, and one vocabulary per API."""

from __future__ import annotations

from typing import Any

import pytest

from contracts import apis
from contracts.model import Target
from contracts.plugin.judge import Judge
from contracts.plugin.running import run_of
from contracts.plugin.state import REQUIREMENTS


@pytest.fixture(scope="session")
def target(request: pytest.FixtureRequest) -> Target:
    """The implementation under test."""
    found: Target = request.param
    return found


@pytest.fixture
def judge(request: pytest.FixtureRequest, target: Target) -> Judge:
    """Where a test says what it found."""
    run = run_of(request.config)
    options = run.options
    return Judge(target, request.node.stash[REQUIREMENTS], options.depth, run.seed)


class Vocabularies:
    """A pytest plugin with one fixture for each installed API."""


def _vocabulary(name: str, fixture: str) -> Any:
    @pytest.fixture(name=fixture)
    def vocabulary(_self: Vocabularies, request: pytest.FixtureRequest, target: Target) -> apis.Api:
        """The API of the target, in the words of its document."""
        return run_of(request.config).api(target)

    vocabulary.__doc__ = f"The {name} API of the target, in the words of its document."
    return vocabulary


for _name, _api in apis.available().items():
    setattr(Vocabularies, f"fixture_{_api.fixture}", _vocabulary(_name, _api.fixture))

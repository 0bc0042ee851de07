"""What the plugin's parts keep on pytest's objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, cast

import pytest

from contracts import apis
from contracts.engine import Judgement, Run, Session
from contracts.model import Requirement

RUN = pytest.StashKey[Run]()
"""On the configuration: the run, from the moment at which a conformance test was collected."""

REQUIREMENTS = pytest.StashKey[tuple[Requirement, ...]]()
"""On an item: the requirements that it judges."""

JUDGEMENT = pytest.StashKey[Judgement]()
"""On an item that has run: what came of it."""


def run_of(config: pytest.Config) -> Run:
    """The run that was begun. Raises KeyError where there is none."""
    return config.stash[RUN]


def key_of(item: pytest.Item) -> str:
    """The key of the target that a conformance test judges."""
    callspec: Any = item.callspec  # type: ignore[attr-defined] # a Function, parametrized
    return cast("str", callspec.params["target"])


def session_of(item: pytest.Item) -> Session:
    """The session of the target that a conformance test judges."""
    run = run_of(item.config)
    return run.session(run.target(key_of(item)))


def api_of(fixturenames: Iterable[str]) -> str | None:
    """The API whose vocabulary a test uses; None for a test that is no conformance test."""
    names = set(fixturenames)
    found = (name for name, api in apis.available().items() if api.fixture in names)
    return next(found, None)

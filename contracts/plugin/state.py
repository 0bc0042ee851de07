"""What the plugin's parts keep on pytest's objects."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from contracts import apis
from contracts.model import Requirement

REQUIREMENTS = pytest.StashKey[tuple[Requirement, ...]]()
"""On an item: the requirements that it judges."""

VERDICT = pytest.StashKey[tuple[str, str]]()
"""On an item that has run: its verdict and the text that goes with it."""


def api_of(fixturenames: Iterable[str]) -> str | None:
    """The API whose vocabulary a test uses; None for a test that is no conformance test."""
    names = set(fixturenames)
    found = (name for name, api in apis.available().items() if api.fixture in names)
    return next(found, None)

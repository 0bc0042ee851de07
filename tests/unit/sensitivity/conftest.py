"""A small API."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from contracts.mutate import Selection


@pytest.fixture
def book() -> Selection:
    """The operations of an API below /api: one lists users."""
    operation: Any = SimpleNamespace(id="listUsers", method="GET", path="/users")
    return Selection({"listUsers": operation}, "/api")

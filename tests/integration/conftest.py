"""Tests against servers that repeat themselves, on a machine of any speed."""

from __future__ import annotations

from tests.items import pytest_collection_finish, pytest_pycollect_makeitem

__all__ = ["pytest_collection_finish", "pytest_pycollect_makeitem"]

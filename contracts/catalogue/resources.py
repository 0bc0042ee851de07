"""Where `specs/` and the conformance tests are: inside the wheel, or in the checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent.parent


def specs_dir() -> Path:
    """The folder of the specs."""
    shipped = _PACKAGE / "_shipped" / "specs"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "specs"


def conformance_dir() -> Path:
    """The folder of the conformance tests."""
    shipped = _PACKAGE / "_shipped" / "conformance"
    return shipped if shipped.is_dir() else _PACKAGE.parent / "tests" / "conformance"

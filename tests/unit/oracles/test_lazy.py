"""Modules that are imported when something of them is first used."""

from __future__ import annotations

import colorsys
import sys

from contracts.oracles.lazy import LazyModule


def test_a_module_is_imported_by_its_name_when_it_is_used() -> None:
    loaded = sys.modules.pop("colorsys")
    try:
        lazy = LazyModule("colorsys")
        assert "colorsys" not in sys.modules
        assert lazy.rgb_to_hsv(0, 0, 0) == colorsys.rgb_to_hsv(0, 0, 0)
        assert "colorsys" in sys.modules
    finally:
        sys.modules["colorsys"] = loaded

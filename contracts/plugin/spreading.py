"""Tests that judge any API: one case for each operation, each law, each life."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from fnmatch import fnmatchcase
from typing import Any

import pytest

from contracts.catalogue import load

_SPREAD = ("operation", "law", "life")
"""The names of arguments of which a test has a case for each that the API has."""


def spread_over(metafunc: pytest.Metafunc) -> str | None:
    """The argument of which a test has a case each; None for a test with one case per target."""
    own = _parametrized(metafunc.definition)
    return next((one for one in _SPREAD if one in metafunc.fixturenames and one not in own), None)


def _parametrized(item: Any) -> set[str]:
    """The arguments for which a test has values of its own."""
    marks = item.iter_markers("parametrize")
    names = (mark.args[0] if mark.args else mark.kwargs["argnames"] for mark in marks)
    return {
        name.strip() for one in names for name in (one.split(",") if isinstance(one, str) else one)
    }


def cases(api: str, argument: str, patterns: Sequence[str]) -> Iterator[str]:
    """The values of `argument` for which the API has a requirement that the test judges."""
    spec = load(api)
    known = spec.catalogue.requirements
    values = {"operation": spec.operations, "law": spec.laws, "life": spec.lives}
    for one in values[argument]:
        filled = [pattern.replace(f"{{{argument}}}", one) for pattern in patterns]
        if any(fnmatchcase(name, pattern) for name in known for pattern in filled):
            yield one


def filled_in(patterns: Iterable[str], item: Any) -> list[str]:
    """The ids and patterns of a marker, with the test's own operation or law in their place."""
    callspec = getattr(item, "callspec", None)
    params = callspec.params if callspec is not None else {}
    found = list(patterns)
    for name in _SPREAD:
        if isinstance(params.get(name), str):
            found = [one.replace(f"{{{name}}}", params[name]) for one in found]
    return found


def is_open(patterns: Iterable[str]) -> bool:
    """Whether a marker waits for the operation or law of a case."""
    return any(f"{{{name}}}" in one for one in patterns for name in _SPREAD)

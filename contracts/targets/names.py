"""The names in a target file that its API gives: features, ambiguities, keys of `[data]`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from contracts.catalogue import Spec, nearest, problems
from contracts.catalogue.positions import Position
from contracts.targets.mistakes import Mistakes


def check_names(data: Mapping[str, Any], spec: Spec, mistakes: Mistakes) -> None:
    """Add what the API does not know, with the nearest that it knows."""
    for table, check in (("supports", _features), ("readings", _readings), ("data", _data)):
        given = data.get(table, {})
        if isinstance(given, Mapping):
            for at, text in check(given, spec):
                if mistakes.sound((table, *at)):
                    mistakes.add((table, *at), text)


def _features(given: Mapping[str, Any], spec: Spec) -> Iterator[tuple[Position, str]]:
    known = spec.catalogue.features
    for name in given:
        if name not in known:
            yield (name,), f"unknown feature {name!r}{nearest(name, known)}"


def _readings(given: Mapping[str, Any], spec: Spec) -> Iterator[tuple[Position, str]]:
    known = spec.catalogue.ambiguities
    for identifier, reading in given.items():
        entry = known.get(identifier)
        if entry is None:
            yield (identifier,), f"unknown ambiguity {identifier!r}{nearest(identifier, known)}"
            continue
        names = [one.name for one in entry.readings]
        if reading not in names:
            yield (identifier,), f"no reading {reading!r}{nearest(str(reading), names)}"


def _data(given: Mapping[str, Any], spec: Spec) -> Iterator[tuple[Position, str]]:
    yield from problems(given, dict(spec.data_schema))

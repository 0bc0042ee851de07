"""Prerequisites between requirements: read from the catalogue, checked, and followed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from fnmatch import fnmatchcase

import msgspec

from contracts.catalogue.positions import Position
from contracts.catalogue.requirements import RequirementFile
from contracts.catalogue.validate import nearest
from contracts.model import Catalogue, Level, Requirement, SpecError


def with_needs(
    entries: RequirementFile, requirements: Mapping[str, Requirement]
) -> dict[str, Requirement]:
    """`requirements` with the needs that `needs:` of the file gives by pattern.

    Raises SpecError with a line for each that is unknown or senseless, and for each circle.
    """
    wrong: list[str] = []
    given: dict[str, dict[str, Position]] = {}
    for one in entries.requirements.values():
        at = (*entries.position(one.id), "needs")
        given[one.id] = dict.fromkeys(one.needs, at)
    for pattern, needed in entries.needs.items():
        matching = [one for one in requirements if fnmatchcase(one, pattern)]
        if not matching:
            text = f"no requirement matches {pattern!r}{nearest(pattern, requirements)}"
            wrong.append(entries.placed(("needs", pattern), text))
        for matched in matching:
            others = [name for name in needed if name != matched]
            given.setdefault(matched, dict.fromkeys(requirements[matched].needs, ()))
            given[matched].update(dict.fromkeys(others, ("needs", pattern)))
    for needing_it, named in given.items():
        for name, at in named.items():
            if text := _trouble(requirements[needing_it], name, requirements):
                wrong.append(entries.placed(at, text))
    if wrong:
        raise SpecError(*wrong)
    found = {
        name: msgspec.structs.replace(one, needs=tuple(given.get(name, one.needs)))
        for name, one in requirements.items()
    }
    if circle := _circle(found):
        at = given.get(circle[0], {}).get(circle[1], ())
        text = f"requirements need each other in a circle: {' needs '.join(circle)}"
        raise SpecError(entries.placed(at, text))
    return found


def _trouble(one: Requirement, name: str, requirements: Mapping[str, Requirement]) -> str:
    """What is wrong with `name` as a prerequisite of `one`; empty where nothing is."""
    needed = requirements.get(name)
    if needed is None:
        return f"{one.id} needs {name!r}, an unknown requirement{nearest(name, requirements)}"
    if name == one.id:
        return f"{one.id} needs itself"
    if needed.not_tested is not None:
        return f"{one.id} needs {name}, which no test can judge"
    if needed.level is Level.MAY:
        return f"{one.id} needs {name}, a may, which cannot be violated"
    return ""


def _circle(requirements: Mapping[str, Requirement]) -> list[str]:
    """A requirement, what it needs, and so on back to it; empty where there is no circle."""
    done: set[str] = set()

    def walk(name: str, above: list[str]) -> list[str]:
        if name in above:
            return [*above[above.index(name) :], name]
        if name in done:
            return []
        done.add(name)
        steps = (walk(one, [*above, name]) for one in requirements[name].needs)
        return next((found for found in steps if found), [])

    return next((found for one in requirements if (found := walk(one, []))), [])


def needing(catalogue: Catalogue, name: str) -> Iterator[str]:
    """The requirements that need `name`, directly or through others, the nearest first."""
    reached, seen = [name], {name}
    while reached:
        reached = [
            one.id
            for one in catalogue.requirements.values()
            if one.id not in seen and not seen.isdisjoint(one.needs)
        ]
        seen.update(reached)
        yield from reached


def dependents(catalogue: Catalogue) -> dict[str, frozenset[str]]:
    """The requirements that need each requirement, directly or through others."""
    needed = {name for one in catalogue.requirements.values() for name in one.needs}
    return {name: frozenset(needing(catalogue, name)) for name in needed}

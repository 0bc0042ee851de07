"""What `--select` leaves of the tests: requirements by pattern, for all targets or for one.

A pattern that begins with `test_` means tests by their names instead.
"""

from __future__ import annotations

from fnmatch import fnmatchcase
from functools import cache

from contracts.catalogue import find_kit, load
from contracts.catalogue.kits import Kit


def parted(selector: str) -> tuple[str, str]:
    """The target's name in front of a selector's colon (or nothing), and its pattern."""
    target, _, pattern = selector.rpartition(":")
    return target, pattern


@cache
def selectors_of(target: str, select: tuple[str, ...]) -> tuple[str, ...]:
    """The selectors that concern `target`; none means that all of its tests run."""
    return tuple(one for one in select if parted(one)[0] in {"", target})


def names_test(pattern: str) -> bool:
    """Whether a pattern is one of the names of tests."""
    return pattern.startswith("test_")


def selected(
    api: str,
    requirements: tuple[str, ...],
    selectors: tuple[str, ...],
    names: tuple[str, ...] = (),
) -> bool:
    """Whether a test of `requirements` runs; ids that exchanges are judged by select every test.

    But for kits: the tests that judge any API have one for each of these ids. `names` are those
    that the test goes by.
    """
    patterns = [parted(one)[1] for one in selectors]
    by_name = [one for one in patterns if names_test(one)]
    if any(fnmatchcase(name, one) for one in by_name for name in names):
        return True
    if len(by_name) == len(patterns):
        return False
    return _selected(find_kit(api), requirements, selectors)


@cache
def _selected(kit: Kit, requirements: tuple[str, ...], selectors: tuple[str, ...]) -> bool:
    catalogue = load(kit.name).catalogue.requirements
    of_all = kit.shipped or kit.extends is not None
    judged = {*requirements, *(one.id for one in catalogue.values() if one.derived and of_all)}
    patterns = [parted(one)[1] for one in selectors]
    return any(fnmatchcase(one, pattern) for pattern in patterns for one in judged)

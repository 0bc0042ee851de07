"""Which part of a suite is enough to find a fault."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from contracts.catalogue import judging_tests, load
from contracts.selfproof.judging import Found

_ENOUGH = 3
"""How many of the tests whose exchanges judge a requirement are tried for it."""

Member = TypeVar("Member")


def narrowed(api: str, clean: Found) -> dict[str, tuple[str, ...]]:
    """By requirement, what to select so that tests which judge it run; empty for all tests.

    Requirements that exchanges are judged by, or that no test names: `clean`, what was found of
    the conforming server, says in which tests. Selecting a derived id would select every test.
    """
    catalogue = load(api).catalogue.requirements
    named: dict[str, str] = {}
    for one in catalogue.values():
        if not one.derived:
            for test, _ in judging_tests(api, one.id):
                named.setdefault(test, one.id)
    chosen: dict[str, tuple[str, ...]] = {}
    for one in catalogue.values():
        if judging_tests(api, one.id) and not one.derived:
            chosen[one.id] = (one.id,)
            continue
        tests = dict.fromkeys(_bare(test) for test in clean.tests.get(one.id, ()))
        ids = [named[test] for test in tests if test in named]
        chosen[one.id] = tuple(dict.fromkeys(spread(ids, _ENOUGH)))
    return chosen


def spread(members: Sequence[Member], count: int) -> list[Member]:
    """`count` of the members, evenly spaced, the first among them; all where there are fewer."""
    if len(members) <= count:
        return list(members)
    return [members[number * len(members) // count] for number in range(count)]


def _bare(test: str) -> str:
    """`file::test` of a test's id in results, without its folder and parameters."""
    return test.rpartition("/")[2].partition("[")[0]

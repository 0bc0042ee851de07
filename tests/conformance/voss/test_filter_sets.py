"""Several filter sets together (Filter)."""

from __future__ import annotations

from itertools import product

import pytest

from contracts.apis.voss import Voss, Whole
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested
from contracts.oracles import (
    FilterSet,
    any_of,
    both,
    split,
)

Pair = tuple[FilterSet, FilterSet]


def _telling_pair(whole: Whole, sets: list[FilterSet]) -> Pair:
    """Two sets on two attributes that belong together as they stand and in no other way."""
    for one, other in product(sets, sets):
        if one.field == other.field or one.condition == other.condition:
            continue
        first, second = whole.split(one), whole.split(other)
        right = [both(first, second), any_of(first, second), first, second]
        crossed = (
            FilterSet(one.field, other.condition, one.text, one.ignore_case),
            FilterSet(other.field, one.condition, other.text, other.ignore_case),
            FilterSet(one.field, one.condition, other.text, one.ignore_case),
            FilterSet(other.field, other.condition, one.text, other.ignore_case),
        )
        wrong = [whole.split(each) for each in crossed]
        pairs = [both(*wrong[:2]), any_of(*wrong[:2]), both(*wrong[2:]), any_of(*wrong[2:])]
        if all(part.telling for part in right) and all(
            part.problem(bad.inside) for part in right for bad in pairs
        ):
            return one, other
    reason = f"{whole.model} has no values with which two filter sets could be told from others"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-13")
def test_sets_are_paired_by_position(voss: Voss, judge: Judge) -> None:
    """Two sets on two fields list what these sets say, in either order of the sets."""
    whole = voss.sample()
    pair = _telling_pair(whole, voss.working_sets(whole, "startswith", "endswith", "contains"))
    first, second = (whole.split(one) for one in pair)
    for sets in (pair, pair[::-1]):
        listed = voss.read(whole.model, sets)
        right = (both(first, second), any_of(first, second), first, second)
        judge.holds(
            voss.settled(any(part.problem(listed.keys) is None for part in right), whole),
            "the values of repeated filter keys are not paired by their position",
            expected=f"{sets[0]}; {sets[1]}: {len(right[0].inside)} resources",
            observed=f"{len(listed)} resources that neither set accounts for",
            shown=(whole, listed),
        )


@pytest.mark.requirement("VOSS-FILTER-13")
def test_ignore_case_is_paired_by_position(voss: Voss, judge: Judge) -> None:
    """Of two sets, one that ignores case and one that does not, each keeps its own."""
    whole = voss.sample()
    sets = voss.working_sets(whole, "startswith", "contains")
    for one, other in product(sets, sets):
        ignoring = FilterSet(one.field, one.condition, one.text, ignore_case=True)
        first, second = split(whole.rows, ignoring), split(whole.rows, other)
        loose = FilterSet(other.field, other.condition, other.text, ignore_case=True)
        crossed = split(whole.rows, loose)
        right = [both(first, second), any_of(first, second), first, second]
        wrong = [both(first, crossed), any_of(first, crossed)]
        if one.field == other.field or not all(
            part.telling and part.problem(bad.inside) for part in right for bad in wrong
        ):
            continue
        if voss.filtered(whole, ignoring, first)[1] or voss.filtered(whole, other, second)[1]:
            continue  # ignore_case does not work alone: see VOSS-FILTER-08 and 09.
        for pair in ((ignoring, other), (other, ignoring)):
            listed = voss.read(whole.model, pair)
            judge.holds(
                voss.settled(any(part.problem(listed.keys) is None for part in right), whole),
                "the values of ignore_case are not paired by their position",
                expected=f"{pair[0]}; {pair[1]}: {len(right[0].inside)} resources",
                observed=f"{len(listed)} resources",
                shown=(whole, listed),
            )
        return
    reason = f"{whole.model} has no values with which ignore_case of two sets could be told"
    raise NotTested(reason)


@pytest.mark.requirement("VOSS-FILTER-14")
def test_equals_has_other_sets_ignored(voss: Voss, judge: Judge) -> None:
    """Equals beside another set lists what equals lists alone, wherever it stands."""
    whole = voss.sample()
    others = voss.working_sets(whole, "startswith", "endswith", "contains", "notequal")
    for one, other in product(voss.working_sets(whole, "equals"), others):
        alone, beside = whole.split(one), whole.split(other)
        narrower, wider = both(alone, beside), any_of(alone, beside)
        if one.field == other.field or not (
            alone.inside - narrower.inside - narrower.unsure and wider.inside - alone.inside
        ):
            continue
        for sets in ((one, other), (other, one)):
            listed = voss.read(whole.model, sets)
            trouble = alone.problem(listed.keys)
            judge.holds(
                voss.settled(trouble is None, whole),
                "a set beside one with equals is not ignored",
                expected=f"{one}: {len(alone.inside)} resources",
                observed=f"with {other}: {len(listed)} resources ({trouble})",
                shown=(whole, listed),
            )
        return
    reason = f"{whole.model} has no values with which equals could be told from two sets"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-15")
def test_several_sets_narrow_the_list(voss: Voss, judge: Judge) -> None:
    """Two sets list what matches both of them, under the reading that is in force."""
    whole = voss.sample()
    pair = _telling_pair(whole, voss.working_sets(whole, "startswith", "endswith", "contains"))
    first, second = (whole.split(one) for one in pair)
    narrow, wide = both(first, second), any_of(first, second)
    by_reading = {"and": (narrow,), "or": (wide,), "either": (narrow, wide)}
    wanted = by_reading[voss.reading("VOSS-AMB-09")]
    listed = voss.read(whole.model, pair)
    known = (narrow, wide, first, second)
    if all(part.problem(listed.keys) for part in known):
        reason = "the sets are not paired by their position: see VOSS-FILTER-13"
        raise Inconclusive(reason)
    judge.holds(
        voss.settled(any(part.problem(listed.keys) is None for part in wanted), whole),
        f"two filter sets do not work together as reading {voss.reading('VOSS-AMB-09')!r} says",
        expected=f"{pair[0]}; {pair[1]}: {len(wanted[0].inside)} resources",
        observed=f"{len(listed)} resources",
        shown=(whole, listed),
    )
    _third_counts(voss, judge, pair)


def _third_counts(voss: Voss, judge: Judge, pair: Pair) -> None:
    """Judge that a third set counts as the first two do, where the data can tell."""
    whole = voss.sample()
    first, second = (whole.split(one) for one in pair)
    reading = voss.reading("VOSS-AMB-09")
    joins = {"and": (both,), "or": (any_of,), "either": (both, any_of)}[reading]
    for third in voss.working_sets(whole, "startswith", "endswith", "contains", "notcontain"):
        part = whole.split(third)
        wanted = [join(join(first, second), part) for join in joins]
        shorter = [both(first, second), any_of(first, second)]
        if third.field in {one.field for one in pair} or not all(
            one.problem(two.inside) for one in wanted for two in shorter
        ):
            continue
        listed = voss.read(whole.model, (*pair, third))
        judge.holds(
            voss.settled(any(one.problem(listed.keys) is None for one in wanted), whole),
            f"three filter sets do not work together as reading {reading!r} says",
            expected=f"{pair[0]}; {pair[1]}; {third}: {len(wanted[0].inside)} resources",
            observed=f"{len(listed)} resources",
            shown=(whole, listed),
        )
        return

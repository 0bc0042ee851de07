"""Several filter sets together (Filter)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import reduce
from itertools import combinations, product

import pytest

from contracts.apis.voss import Page, Part, Voss, Whole, telling_beside
from contracts.kit import (
    FilterSet,
    Inconclusive,
    Judge,
    NotTested,
    Partition,
    any_of,
    both,
    split,
    split_either_way,
)

Pair = tuple[FilterSet, FilterSet]
Join = Callable[[Partition, Partition], Partition]


def _every(pair: Pair) -> list[Part]:
    """What two sets may list together: both, either, or one of them alone."""
    one, other = pair
    return [
        _joined(both, one, other),
        _joined(any_of, one, other),
        lambda rows: split_either_way(rows, one),
        lambda rows: split_either_way(rows, other),
    ]


def _joined(join: Join, *sets: FilterSet) -> Part:
    """What sets list that are joined one after the other."""
    return lambda rows: reduce(join, (split_either_way(rows, one) for one in sets))


def _fits(
    voss: Voss, whole: Whole, sets: tuple[FilterSet, ...], parts: Iterable[Part]
) -> tuple[Page, bool]:
    """The list that sets give, and whether it is one of these parts."""
    found = [
        voss.filtered(whole, sets, part, remembered=bool(number))
        for number, part in enumerate(parts)
    ]
    return found[0][0], any(trouble is None for _, trouble in found)


def _length(page: Page) -> str:
    return f"{len(page.keys)} resources" if page.is_list else str(page)


def _telling_pair(voss: Voss, whole: Whole) -> Pair:
    """Two sets on two attributes that belong together as they stand and in no other way.

    Each works alone. Raises Inconclusive where there are none.
    """
    sets = voss.candidate_sets(whole, "startswith", "endswith", "contains")
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
        apart = all(part.telling for part in right) and all(
            part.problem(bad.required) for part in right for bad in pairs
        )
        if apart and voss.works(whole, one) and voss.works(whole, other):
            return one, other
    reason = f"{whole.model} has no values with which two filter sets could be told from others"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-13")
def test_sets_are_paired_by_position(voss: Voss, judge: Judge) -> None:
    """Two sets on two fields list what these sets say, in either order of the sets."""
    whole = voss.sample()
    pair = _telling_pair(voss, whole)
    first, second = (whole.split(one) for one in pair)
    for sets in (pair, pair[::-1]):
        page, right = _fits(voss, whole, sets, _every(pair))
        judge.holds(
            voss.settled(right, whole),
            "the values of repeated filter keys are not paired by their position",
            expected=f"{sets[0]}; {sets[1]}: {len(both(first, second).required)} resources",
            observed=f"{_length(page)} that neither set accounts for",
            shown=(whole, page),
        )


@pytest.mark.requirement("VOSS-FILTER-13")
def test_ignore_case_is_paired_by_position(voss: Voss, judge: Judge) -> None:
    """Of two sets, one that ignores case and one that does not, each keeps its own."""
    whole = voss.sample()
    sets = voss.candidate_sets(whole, "startswith", "contains")
    for one, other in product(sets, sets):
        ignoring = FilterSet(one.field, one.condition, one.text, ignore_case=True)
        first, second = whole.exactly(ignoring), whole.exactly(other)
        loose = FilterSet(other.field, other.condition, other.text, ignore_case=True)
        crossed = whole.exactly(loose)
        right = [both(first, second), any_of(first, second), first, second]
        wrong = [both(first, crossed), any_of(first, crossed)]
        if one.field == other.field or not all(
            part.telling and part.problem(bad.required) for part in right for bad in wrong
        ):
            continue
        alone = ((ignoring, _exactly(ignoring)), (other, _exactly(other)))
        if any(voss.filtered(whole, one, part, remembered=True)[1] for one, part in alone):
            continue  # ignore_case does not work alone: see VOSS-FILTER-08 and 09.
        for pair in ((ignoring, other), (other, ignoring)):
            parts = [
                _exactly_joined(both, ignoring, other),
                _exactly_joined(any_of, ignoring, other),
                _exactly(ignoring),
                _exactly(other),
            ]
            page, fits = _fits(voss, whole, pair, parts)
            judge.holds(
                voss.settled(fits, whole),
                "the values of ignore_case are not paired by their position",
                expected=f"{pair[0]}; {pair[1]}: {len(right[0].required)} resources",
                observed=_length(page),
                shown=(whole, page),
            )
        return
    reason = f"{whole.model} has no values with which ignore_case of two sets could be told"
    raise NotTested(reason)


def _exactly(one: FilterSet) -> Part:
    """What a set lists with its own ignore_case."""
    return lambda rows: split(rows, one)


def _exactly_joined(join: Join, one: FilterSet, other: FilterSet) -> Part:
    """What two sets list together, each with its own ignore_case."""
    return lambda rows: join(split(rows, one), split(rows, other))


@pytest.mark.requirement("VOSS-FILTER-14")
def test_equals_has_other_sets_ignored(voss: Voss, judge: Judge) -> None:
    """Equals beside another set lists what equals lists alone, wherever it stands."""
    whole = voss.sample()
    others = voss.candidate_sets(whole, "startswith", "endswith", "contains", "notequal")
    for one, other in product(voss.candidate_sets(whole, "equals"), others):
        alone, beside = whole.split(one), whole.split(other)
        narrower, wider = both(alone, beside), any_of(alone, beside)
        if one.field == other.field or not (
            alone.required - narrower.required - narrower.either and wider.required - alone.required
        ):
            continue
        if not voss.works(whole, one) or not voss.works(whole, other):
            continue  # See VOSS-FILTER-01 to 06.
        for sets in ((one, other), (other, one), (other, other, one)):
            page, trouble = voss.filtered(whole, sets, _joined(both, one))
            judge.holds(
                voss.settled(trouble is None, whole),
                "a set beside one with equals is not ignored",
                expected=f"{one}: {len(alone.required)} resources",
                observed=f"with {other}: {trouble}",
                shown=(whole, page),
            )
        return
    reason = f"{whole.model} has no values with which equals could be told from two sets"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-15")
def test_several_sets_narrow_the_list(voss: Voss, judge: Judge) -> None:
    """Two sets list what matches both of them, under the reading that is in force."""
    whole = voss.sample()
    pair = _telling_pair(voss, whole)
    reading = voss.reading("VOSS-AMB-09")
    parts = [_joined(join, *pair) for join in _JOINS[reading]]
    page = _counted(voss, whole, pair)
    judge.holds(
        voss.settled(_fits(voss, whole, pair, parts)[1], whole),
        f"two filter sets do not work together as reading {reading!r} says",
        expected=f"{pair[0]}; {pair[1]}: {len(parts[0](whole.rows).required)} resources",
        observed=_length(page),
        shown=(whole, page),
    )
    what = f"{{}} filter sets do not work together as reading {reading!r} says"
    _more_count(voss, judge, _JOINS[reading], what, _JOINS[reading][0])


def _counted(voss: Voss, whole: Whole, pair: Pair) -> Page:
    """The list that two sets give. Raises Inconclusive where it is not that of both of them."""
    page, known = _fits(voss, whole, pair, _every(pair)[:2])
    if known:
        return page
    if _fits(voss, whole, pair, _every(pair))[1]:
        reason = "a set is ignored: see VOSS-FILTER-23"
    else:
        reason = "the sets are not paired by their position: see VOSS-FILTER-13"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-23")
def test_no_set_is_ignored(voss: Voss, judge: Judge) -> None:
    """Two sets do not list what one of them lists alone, nor more sets what fewer of them do."""
    whole = voss.sample()
    pair = _telling_pair(voss, whole)
    page, known = _fits(voss, whole, pair, _every(pair))
    if not known:
        reason = "the sets are not paired by their position: see VOSS-FILTER-13"
        raise Inconclusive(reason)
    judge.holds(
        voss.settled(_fits(voss, whole, pair, _every(pair)[:2])[1], whole),
        "one of two filter sets is ignored",
        expected=f"what matches both of {pair[0]}; {pair[1]}",
        observed=f"{_length(page)}: what one of them lists alone",
        shown=(whole, page),
    )
    either = voss.filtered(whole, pair, _joined(any_of, *pair), remembered=True)[1] is None
    what = "one of {} filter sets is ignored"
    _more_count(voss, judge, (both, any_of), what, any_of if either else both)
    _hold_both_of_one_field(voss, judge, whole)


def _hold_both_of_one_field(voss: Voss, judge: Judge, whole: Whole) -> None:
    """Judge that two sets on the same field count, where the data can tell."""
    sets = voss.candidate_sets(whole, "startswith", "endswith", "contains")
    for one, other in combinations(sets, 2):
        first, second = whole.split(one), whole.split(other)
        joined = (both(first, second), any_of(first, second))
        apart = all(
            part.telling and part.problem(alone.required)
            for part in joined
            for alone in (first, second)
        )
        if one.field != other.field or not apart:
            continue
        if not (voss.works(whole, one) and voss.works(whole, other)):
            continue  # See VOSS-FILTER-01 to 06.
        for sets_sent in ((one, other), (other, one)):
            page, fits = _fits(voss, whole, sets_sent, _every((one, other))[:2])
            judge.holds(
                voss.settled(fits, whole),
                "one of two filter sets on the same field is ignored",
                expected=f"{one}; {other}: {len(joined[0].required)} resources",
                observed=_length(page),
                shown=(whole, page),
            )
        return


_JOINS: Mapping[str, tuple[Join, ...]] = {
    "and": (both,),
    "or": (any_of,),
    "either": (both, any_of),
}


def _more_count(
    voss: Voss, judge: Judge, joins: Sequence[Join], what: str, taken: Join = both
) -> None:
    """Judge that a third and a fourth set on fields of their own count, joined in these ways.

    They are chosen for one that joins as in `taken`.
    """
    whole = voss.sample()
    sets: tuple[FilterSet, ...] = ()
    while len(sets) < _MOST_SETS:
        chosen = telling_beside(whole, voss.candidate_sets(whole, *_CHANGING), sets, taken)
        beside = (one for one in chosen if voss.works(whole, one))
        more = next(beside, None)
        if more is None:
            return
        sets = (*sets, more)
        if len(sets) not in _NUMBERS:
            continue
        parts = [_joined(join, *sets) for join in joins]
        page, fits = _fits(voss, whole, sets, parts)
        judge.holds(
            voss.settled(fits, whole),
            what.format(_NUMBERS[len(sets)]),
            expected=f"{'; '.join(map(str, sets))}: {len(parts[0](whole.rows).required)} resources",
            observed=_length(page),
            shown=(whole, page),
        )


_MOST_SETS = 4
_CHANGING = ("contains", "notcontain", "startswith", "endswith")
_NUMBERS = {3: "three", 4: "four"}

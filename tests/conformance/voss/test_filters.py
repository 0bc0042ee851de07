"""One filter set: conditions and case (Filter).

What a filter has to list is computed from the target's own unfiltered list.
"""

from __future__ import annotations

from collections.abc import Sequence
from random import Random
from typing import NamedTuple

import pytest

from contracts.apis.voss import (
    Voss,
    Whole,
    apart_sets,
    discriminating_sets,
    is_wordy,
    random_sets,
    telling_sets,
)
from contracts.kit import CONDITIONS, FilterSet, Inconclusive, Judge, NotTested, split

_POSITIVE = ("contains", "startswith", "endswith", "equals")
_OF_EXAMPLES = 20
"""One filter of each condition is drawn for so many examples of a run's depth, or one."""
_WHEN_SLOW = 2
"""How many filters of a condition are tried where lists are slow."""
_CONDITIONS_WHEN_SLOW = 2
"""With how many conditions ignore_case is tried there."""


def _lists(  # noqa: PLR0913 - what is asked of what, and what is wrong where not
    voss: Voss, judge: Judge, whole: Whole, one: FilterSet, wanted: FilterSet, what: str
) -> None:
    """Judge that a filter set lists what `wanted` has to; `what` says what is wrong where not."""
    page, trouble = voss.filtered(whole, one, lambda rows: split(rows, wanted))
    judge.holds(
        voss.settled(trouble is None, whole),
        what,
        expected=f"{one}: {len(whole.exactly(wanted).required)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


def _right(voss: Voss, whole: Whole, one: FilterSet) -> bool:
    """Whether a filter set, given in full, lists what it has to."""
    found = voss.filtered(whole, one, lambda rows: split(rows, one), remembered=True)
    return found[1] is None


def _condition_holds(voss: Voss, judge: Judge, whole: Whole, one: FilterSet) -> None:
    """Judge a filter set; what another requirement is about does not count."""
    page, trouble = voss.filtered(whole, one)
    if trouble is not None:
        voss.excuse(whole, one)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"the filter {one} does not list what matches of {whole.model}",
        expected=f"{len(whole.split(one).required)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


@pytest.mark.requirement("VOSS-FILTER-0[1-6]")
def test_each_condition_lists_what_matches(voss: Voss, judge: Judge) -> None:
    """Texts that tell a condition from others and from careless comparisons."""
    for number, condition in enumerate(CONDITIONS, 1):
        with judge.of(f"VOSS-FILTER-0{number}"):
            sets = discriminating_sets(voss.sample(), condition)
            if not sets:
                reason = f"no text is known with which {condition} differs from another condition"
                raise Inconclusive(reason)
            for one in voss.sampled(sets, _WHEN_SLOW):
                _condition_holds(voss, judge, voss.sample(), one)
            if voss.reach.slow or not voss.sound(voss.sample(), condition):
                continue
            for other in filter(voss.filterable, voss.others()):
                for one in apart_sets(other, condition)[:1]:
                    _condition_holds(voss, judge, other, one)


@pytest.mark.requirement("VOSS-FILTER-0[1-6]")
def test_any_text_lists_what_matches(voss: Voss, judge: Judge) -> None:
    """Parts of any value of any attribute, case ignored or not, drawn by the run's seed."""
    whole = voss.sample()
    for number, condition in enumerate(CONDITIONS, 1):
        with judge.of(f"VOSS-FILTER-0{number}"):
            sets = random_sets(whole, condition, Random(judge.seed + number))  # noqa: S311 - repeatable
            few = sets[: max(1, judge.depth.examples // _OF_EXAMPLES)]
            for one in voss.sampled(few, 1):
                _condition_holds(voss, judge, whole, one)
            if not sets:
                reason = f"no text is known with which {condition} could be told from nothing"
                raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-07")
def test_default_of_filter_condition(voss: Voss, judge: Judge) -> None:
    """Without filter_condition the list is the one of contains, and of no other condition."""
    whole = voss.sample()
    tried = 0
    for one in (*discriminating_sets(whole, "contains"), *telling_sets(whole, "contains")):
        wanted = whole.split(one)
        others = [whole.split(_with(one, condition=c)) for c in CONDITIONS]
        if sum(other.required == wanted.required for other in others) > 1:
            continue
        if not _right(voss, whole, _with(one, case=one.ignore_case)):
            reason = "contains, when it is given, does not list what matches: see VOSS-FILTER-03"
            raise Inconclusive(reason)
        text = "without filter_condition a filter does not look for the text anywhere"
        wanted_set = _with(one, condition="contains")
        _lists(voss, judge, whole, _with(one, condition=None), wanted_set, text)
        tried += 1
        if tried == 3:
            return
    if not tried:
        reason = "no text is known with which contains differs from every other condition"
        raise Inconclusive(reason)


def _with(
    one: FilterSet, *, condition: str | None = "", text: str = "", case: bool | None = False
) -> FilterSet:
    """`one` with another condition or text; case counts unless it is said otherwise."""
    changed = one.condition if condition == "" else condition
    return FilterSet(one.field, changed, text or one.text, case)


class Cased(NamedTuple):
    """A filter set, and one with its text in other letters, which lists others as case counts."""

    plain: FilterSet
    turned: FilterSet


def _cased(whole: Whole, condition: str) -> list[Cased]:
    """Filters for which case makes a difference; one with letters beyond ASCII, if there is any."""
    found: list[Cased] = []
    for one in telling_sets(whole, condition, fit=is_wordy):
        turned = _with(one, text=one.text.swapcase())
        if turned.text.swapcase() != one.text or len(turned.text) != len(one.text):
            continue  # There and back again is another text.
        ignoring = whole.exactly(_with(turned, case=True))
        minding = whole.exactly(turned)
        if ignoring.required & minding.forbidden or ignoring.forbidden & minding.required:
            found.append(Cased(one, turned))
    capital = [one for one in found if one.turned.text != one.turned.text.lower()][:1]
    small = [one for one in found if one.turned.text != one.turned.text.upper()][:1]
    beyond = [one for one in found if not one.plain.text.isascii()][:1]
    chosen = capital + beyond if condition in {"contains", "equals"} else capital
    return list(dict.fromkeys(chosen or small))


def _judge_case(voss: Voss, judge: Judge, *, sent: bool | None, what: str) -> None:
    """Judge ignore_case as `sent` (None: not at all) with every condition that works.

    On other models with one condition each.
    """
    whole = voss.sample()
    tried = 0
    for condition in CONDITIONS:
        if voss.reach.slow and tried >= _CONDITIONS_WHEN_SLOW:
            break
        if not voss.sound(whole, condition):
            continue  # See VOSS-FILTER-01 to 06.
        tried += _judge_cased(voss, judge, whole, _cased(whole, condition), sent, what)
    if not tried:
        reason = "no filter is known for which case makes a difference"
        raise Inconclusive(reason)
    for other in () if voss.reach.slow else filter(voss.filterable, voss.others()):
        cased = (_cased(other, one) for one in _POSITIVE if voss.sound(whole, one))
        _judge_cased(voss, judge, other, next(filter(None, cased), [])[:1], sent, what)


def _judge_cased(  # noqa: PLR0913 - the filters, and what is said of them
    voss: Voss,
    judge: Judge,
    whole: Whole,
    filters: Sequence[Cased],
    sent: bool | None,  # noqa: FBT001 - three-valued
    what: str,
) -> int:
    """Judge ignore_case with filters of which case makes a difference; how many were tried."""
    tried = 0
    for plain, turned in filters:
        if not voss.works(whole, plain) and not voss.works(whole, _with(plain, case=True)):
            continue  # The field does not work: see VOSS-FILTER-11.
        if sent is None and not _right(voss, whole, _with(turned, case=True)):
            reason = "ignore_case=true does not work when it is given: see VOSS-FILTER-08"
            raise Inconclusive(reason)
        wanted = _with(turned, case=sent is not False)
        _lists(voss, judge, whole, _with(turned, case=sent), wanted, what)
        tried += 1
    return tried


@pytest.mark.requirement("VOSS-FILTER-08")
def test_case_is_ignored(voss: Voss, judge: Judge) -> None:
    """With ignore_case=true a text in other letters lists the same resources."""
    what = "with ignore_case=true upper and lower case make a difference"
    _judge_case(voss, judge, sent=True, what=what)


@pytest.mark.requirement("VOSS-FILTER-09")
def test_case_counts(voss: Voss, judge: Judge) -> None:
    """With ignore_case=false a text in other letters does not match."""
    what = "with ignore_case=false upper and lower case make no difference"
    _judge_case(voss, judge, sent=False, what=what)


@pytest.mark.requirement("VOSS-FILTER-10")
def test_default_of_ignore_case(voss: Voss, judge: Judge) -> None:
    """Without ignore_case a text in other letters lists the same resources."""
    what = "without ignore_case upper and lower case make a difference"
    _judge_case(voss, judge, sent=None, what=what)


def _of_field(whole: Whole, condition: str, name: str) -> list[FilterSet]:
    """A filter set on an attribute that tells something; none where no value does."""
    try:
        return telling_sets(whole, condition, fit=bool, fields=(name,))[:1]
    except Inconclusive:
        return []


@pytest.mark.requirement("VOSS-FILTER-22")
def test_resources_without_a_value(voss: Voss, judge: Judge) -> None:
    """A resource whose attribute has no value is listed by the two negative conditions only."""
    whole = voss.sample()
    tried = 0
    for name in whole.summary_attrs:
        without = {key for key, data in whole.rows.items() if data.get(name) is None}
        if not without or not whole.texts(name):
            continue
        for positive, negative in (("contains", "notcontain"), ("equals", "notequal")):
            for one in _of_field(whole, positive, name):
                turned = _with(one, condition=negative)
                if not voss.works(whole, one) or not voss.works(whole, turned):
                    continue  # See VOSS-FILTER-03 to 06.
                page, _ = voss.filtered(whole, turned)
                shown = set(page.keys) & without
                cut = not whole.complete and page.total != len(page.keys)
                judge.holds(
                    voss.settled(shown == without or cut, whole),
                    f"{turned} leaves out resources that have no {name}",
                    expected=f"{len(without)} resources without {name} among those listed",
                    observed=f"{len(shown)} of them",
                    shown=(whole, page),
                )
                tried += not cut
        if tried:
            return
    if not tried:
        reason = f"all resources of {whole.model} have a value for each summary attribute"
        raise NotTested(reason)

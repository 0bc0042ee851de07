"""One filter set: conditions, case, fields, texts (Filter).

What a filter has to list is computed from the target's own unfiltered list.
"""

from __future__ import annotations

from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.voss import Voss, Whole, distinguishing_sets, drawn_sets, is_wordy, telling_sets
from contracts.engine import Judge
from contracts.model import Inconclusive
from contracts.oracles import CONDITIONS, FilterSet, Split, split


def _lists(voss: Voss, judge: Judge, one: FilterSet, wanted: Split, what: str) -> None:
    """Judge that a filter set lists what it has to; `what` says what is wrong where not."""
    whole = voss.sample()
    page, trouble = voss.filtered(whole, one, wanted)
    judge.holds(
        voss.settled(trouble is None, whole),
        what,
        expected=f"{len(wanted.inside)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


def _right(voss: Voss, one: FilterSet, wanted: Split) -> bool:
    """Whether a filter set, given in full, lists what it has to."""
    return voss.filtered(voss.sample(), one, wanted)[1] is None


def _condition_holds(voss: Voss, judge: Judge, one: FilterSet) -> None:
    """Judge a filter set; what another requirement is about does not count."""
    whole = voss.sample()
    page, trouble = voss.filtered(whole, one)
    if trouble is not None:
        voss.excuse(whole, one)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"the filter {one} does not list what matches",
        expected=f"{len(whole.split(one).inside)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


def _any(voss: Voss, condition: str) -> st.SearchStrategy[FilterSet]:
    return drawn_sets(voss.sample(), condition, is_wordy)


@pytest.mark.requirement("VOSS-FILTER-01")
@given(data=st.data())
def test_startswith(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Startswith lists the resources whose attribute begins with the text."""
    _condition_holds(voss, judge, data.draw(_any(voss, "startswith")))


@pytest.mark.requirement("VOSS-FILTER-02")
@given(data=st.data())
def test_endswith(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Endswith lists the resources whose attribute ends with the text."""
    _condition_holds(voss, judge, data.draw(_any(voss, "endswith")))


@pytest.mark.requirement("VOSS-FILTER-03")
@given(data=st.data())
def test_contains(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Contains lists the resources whose attribute has the text in it."""
    _condition_holds(voss, judge, data.draw(_any(voss, "contains")))


@pytest.mark.requirement("VOSS-FILTER-04")
@given(data=st.data())
def test_notcontain(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Notcontain lists the resources that contains leaves out."""
    _condition_holds(voss, judge, data.draw(_any(voss, "notcontain")))


@pytest.mark.requirement("VOSS-FILTER-05")
@given(data=st.data())
def test_equals(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Equals lists the resources whose attribute is the text."""
    _condition_holds(voss, judge, data.draw(_any(voss, "equals")))


@pytest.mark.requirement("VOSS-FILTER-06")
@given(data=st.data())
def test_notequal(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Notequal lists the resources that equals leaves out."""
    _condition_holds(voss, judge, data.draw(_any(voss, "notequal")))


@pytest.mark.requirement("VOSS-FILTER-0[1-6]")
def test_no_condition_is_taken_for_another(voss: Voss, judge: Judge) -> None:
    """Texts with which one condition and another one differ list what the condition says."""
    for number, condition in enumerate(CONDITIONS, 1):
        with judge.of(f"VOSS-FILTER-0{number}"):
            sets = distinguishing_sets(voss.sample(), condition)
            if not sets:
                reason = f"no text is known with which {condition} differs from another condition"
                raise Inconclusive(reason)
            for one in sets:
                _condition_holds(voss, judge, one)


@pytest.mark.requirement("VOSS-FILTER-07")
def test_default_of_filter_condition(voss: Voss, judge: Judge) -> None:
    """Without filter_condition the list is the one of contains, and of no other condition."""
    whole = voss.sample()
    tried = 0
    for one in telling_sets(whole, "contains"):
        wanted = whole.split(one)
        others = [whole.split(_with(one, condition=c)) for c in CONDITIONS]
        if sum(other.inside == wanted.inside for other in others) > 1:
            continue
        if not _right(voss, one, wanted):
            reason = "contains, when it is given, does not list what matches: see VOSS-FILTER-03"
            raise Inconclusive(reason)
        text = "without filter_condition a filter does not look for the text anywhere"
        _lists(voss, judge, _with(one, condition=None), wanted, text)
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
    """A filter set, and one with its text in other letters: what that lists in either case."""

    plain: FilterSet
    turned: FilterSet
    ignoring: Split
    minding: Split


def _cased(whole: Whole, condition: str) -> list[Cased]:
    """Filters for which case makes a difference; one with letters beyond ASCII, if there is any."""
    found: list[Cased] = []
    for one in telling_sets(whole, condition, fit=is_wordy):
        turned = _with(one, text=one.text.swapcase())
        if turned.text.swapcase() != one.text or len(turned.text) != len(one.text):
            continue  # There and back again is another text.
        ignoring = split(whole.rows, _with(turned, case=True))
        minding = split(whole.rows, turned)
        if ignoring.inside & minding.outside or ignoring.outside & minding.inside:
            found.append(Cased(one, turned, ignoring, minding))
    return found[:2] + [one for one in found[2:] if not one.plain.text.isascii()][:1]


def _judge_case(voss: Voss, judge: Judge, *, sent: bool | None, what: str) -> None:
    """Judge ignore_case as `sent` (None: not at all) with every condition that works."""
    whole = voss.sample()
    tried = 0
    for condition in CONDITIONS:
        if not voss.sound(whole, condition):
            continue  # See VOSS-FILTER-01 to 06.
        for plain, turned, ignoring, minding in _cased(whole, condition):
            if not voss.works(whole, plain) and not voss.works(whole, _with(plain, case=True)):
                continue  # The field does not work: see VOSS-FILTER-11.
            if sent is None and not _right(voss, _with(turned, case=True), ignoring):
                reason = "ignore_case=true does not work when it is given: see VOSS-FILTER-08"
                raise Inconclusive(reason)
            wanted = minding if sent is False else ignoring
            _lists(voss, judge, _with(turned, case=sent), wanted, what)
            tried += 1
    if not tried:
        reason = "no filter is known for which case makes a difference"
        raise Inconclusive(reason)


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

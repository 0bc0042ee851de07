"""The fields and texts of a filter set (Filter).

What a filter has to list is computed from the target's own unfiltered list.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.voss import Voss, Whole, attributes, drawn_sets, is_awkward, telling_sets
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested
from contracts.oracles import FilterSet, Split, split

PATTERNS = (".*", "%", "_", "^", "$", "[a-z]", "(", "\\", "*", "?", "|", "'")

MOST = 40
"""How many characters are looked for at most."""


def _lists(voss: Voss, judge: Judge, one: FilterSet, wanted: Split | None = None) -> None:
    """Judge that a filter set lists what it has to."""
    whole = voss.sample()
    page, trouble = voss.filtered(whole, one, wanted)
    if trouble is not None:
        _not_over_case(voss, whole, one)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"the filter {one} does not list what matches",
        expected=f"{len((wanted or whole.split(one)).inside)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


def _works(voss: Voss, whole: Whole, name: str) -> bool | None:
    """Whether some condition works on an attribute; None where its values do not tell."""
    sets = [
        one
        for condition in ("contains", "equals", "startswith")
        for one in _telling(whole, condition, name)
    ]
    return any(voss.filtered(whole, one)[1] is None for one in sets) if sets else None


def _telling(whole: Whole, condition: str, name: str) -> list[FilterSet]:
    """A filter set on an attribute that divides the list; none where no value does."""
    try:
        return telling_sets(whole, condition, fit=bool, fields=(name,))[:1]
    except Inconclusive:
        return []


@pytest.mark.requirement("VOSS-FILTER-11")
def test_every_summary_attribute_can_be_filtered(voss: Voss, judge: Judge) -> None:
    """Each attribute of summary_attrs with different values works as filter_field."""
    whole = voss.sample()
    found = {name: _works(voss, whole, name) for name in attributes(whole)}
    if not any(found.values()):
        reason = "no filter works on any attribute: see VOSS-FILTER-01 to 06"
        raise Inconclusive(reason)
    broken = [name for name, works in found.items() if works is False]
    judge.holds(
        voss.settled(not broken, whole),
        "a summary attribute cannot be filtered",
        expected=", ".join(found),
        observed=f"not: {', '.join(broken)}",
    )


@pytest.mark.requirement("VOSS-FILTER-12")
@given(data=st.data())
def test_text_is_plain(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Texts with spaces, signs, quotes and other alphabets match what they say."""
    whole = voss.sample()
    condition = data.draw(st.sampled_from(("contains", "equals", "startswith")))
    one = data.draw(drawn_sets(whole, condition, is_awkward))
    page, trouble = voss.filtered(whole, one)
    if trouble is not None:
        _plain_works(voss, whole, condition, one.field)
        _not_over_case(voss, whole, one)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"the filter {one} does not list what matches",
        expected=f"{len(whole.split(one).inside)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


@pytest.mark.requirement("VOSS-FILTER-12")
@pytest.mark.parametrize(
    "pattern", [".*", "%", "_", "^", "$", "[a-z]", "(", "\\", "*", "?", "|", "'"]
)
def test_patterns_are_texts(voss: Voss, judge: Judge, pattern: str) -> None:
    """What would be a pattern, or the end of a query's text, matches itself alone."""
    whole = voss.sample()
    _plain_works(voss, whole, "contains")
    plain = telling_sets(whole, "contains")[0]
    for text in (pattern, plain.text[:1] + pattern):
        one = FilterSet(plain.field, "contains", text, ignore_case=True)
        _lists(voss, judge, one, split(whole.rows, one))


@pytest.mark.requirement("VOSS-FILTER-12")
def test_every_character_is_plain(voss: Voss, judge: Judge) -> None:
    """Each sign and each letter beyond ASCII that values have is found where it is."""
    whole = voss.sample()
    _plain_works(voss, whole, "contains")
    seen: set[str] = set()
    for name in attributes(whole):
        if not all(voss.works(whole, one) for one in _telling(whole, "contains", name)):
            continue  # The field does not work: see VOSS-FILTER-11.
        for sign in sorted({one for text in whole.texts(name) for one in text if is_awkward(one)}):
            one = FilterSet(name, "contains", sign, ignore_case=True)
            if sign not in seen and len(seen) < MOST and whole.split(one).telling:
                seen.add(sign)
                _lists(voss, judge, one)
    if not seen:
        reason = "no field that can be filtered has texts with signs or letters beyond ASCII"
        raise NotTested(reason)


def _not_over_case(voss: Voss, whole: Whole, one: FilterSet) -> None:
    """Raise Inconclusive where a filter goes right with the other value of ignore_case."""
    turned = FilterSet(one.field, one.condition, one.text, not one.ignore_case)
    if whole.split(one).telling and voss.filtered(whole, turned)[1] is None:
        reason = f"{one} goes wrong over case alone: see VOSS-FILTER-08 and 09"
        raise Inconclusive(reason)


def _plain_works(voss: Voss, whole: Whole, condition: str, field: str = "") -> None:
    """Raise Inconclusive where the condition does not even work for letters and digits."""
    fields = [field] if field else []
    try:
        sets = telling_sets(whole, condition, fields=fields)
    except Inconclusive:
        sets = telling_sets(whole, condition)
    for one in sorted(sets, key=lambda one: -len(one.text))[:2]:
        if not voss.works(whole, one):
            reason = f"{condition} does not work for plain letters and digits"
            raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-19")
def test_unknown_fields_and_conditions_are_observed(voss: Voss, judge: Judge) -> None:
    """A filter_field that is no summary attribute and an unknown condition are reported."""
    whole = voss.sample()
    name = attributes(whole)[0]
    for what, one in (
        (
            "an unknown filter_field",
            FilterSet("uccNoSuchAttribute", "contains", "a", ignore_case=True),
        ),
        ("an unknown filter_condition", FilterSet(name, "resembles", "a", ignore_case=True)),
    ):
        page = voss.page(whole.model, (one,), limit=2000, how={"defect": what})
        told = f"{len(page.keys)} of {len(whole)} resources" if page.is_list else str(page.status)
        judge.observe(f"{what}: {told}")

"""The fields and texts of a filter set (Filter).

What a filter has to list is computed from the target's own unfiltered list.
"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.voss import Voss, Whole, attributes, drawn_sets, is_awkward, telling_sets
from contracts.model import Inconclusive
from contracts.oracles import FilterSet, Split, split
from contracts.plugin.judge import Judge

PATTERNS = (".*", "%", "_", "^", "$", "[a-z]", "(", "\\", "*", "?", "|", "'")

MOST = 40
"""How many characters are looked for at most."""


def _lists(voss: Voss, judge: Judge, one: FilterSet, wanted: Split | None = None) -> None:
    """Judge that a filter set lists what it has to."""
    whole = voss.sample()
    page, trouble = voss.filtered(whole, one, wanted)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"the filter {one} does not list what matches",
        expected=f"{len((wanted or whole.split(one)).inside)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


def _working(voss: Voss, whole: Whole, name: str) -> FilterSet | None:
    """A filter on an attribute that lists what it has to; None where no condition does."""
    for condition in ("contains", "equals", "startswith"):
        one = telling_sets(whole, condition, fit=bool, fields=(name,))[0]
        if voss.filtered(whole, one)[1] is None:
            return one
    return None


@pytest.mark.requirement("VOSS-FILTER-11")
def test_every_summary_attribute_can_be_filtered(voss: Voss, judge: Judge) -> None:
    """Each attribute of summary_attrs with different values works as filter_field."""
    whole = voss.sample()
    found = {name: _working(voss, whole, name) for name in attributes(whole)}
    if not any(found.values()):
        reason = "no filter works on any attribute: see VOSS-FILTER-01 to 06"
        raise Inconclusive(reason)
    broken = [name for name, one in found.items() if one is None]
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
        turned = FilterSet(one.field, one.condition, one.text, not one.ignore_case)
        if voss.filtered(whole, turned)[1] is None:
            reason = f"{one} goes wrong over case alone: see VOSS-FILTER-08 and 09"
            raise Inconclusive(reason)
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
        if not voss.works(whole, telling_sets(whole, "contains", fit=bool, fields=(name,))[0]):
            continue  # The field does not work: see VOSS-FILTER-11.
        for sign in sorted({one for text in whole.texts(name) for one in text if is_awkward(one)}):
            one = FilterSet(name, "contains", sign, ignore_case=True)
            if sign not in seen and len(seen) < MOST and whole.split(one).telling:
                seen.add(sign)
                _lists(voss, judge, one)
    if not seen:
        reason = "no field that can be filtered has texts with signs or letters beyond ASCII"
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

"""The fields and texts of a filter set (Filter).

What a filter has to list is computed from the target's own unfiltered list.
"""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

import pytest

from contracts.apis.voss import (
    Voss,
    Whole,
    attributes,
    is_awkward,
    random_sets,
    telling_on,
    telling_sets,
)
from contracts.kit import FilterSet, Inconclusive, Judge, NotTested, split

PATTERNS = (".*", "%", "_", "^", "[a-z]", "(", "\\", "*", "'", "a|e", "+", "%61")

_SIGNS = 8
_SIGNS_WHEN_SLOW = 3
_LETTERS = 2
"""How many signs, and letters beyond ASCII, are looked for at most."""
_OF_EXAMPLES = 40
_FIELDS = 3


def _lists(voss: Voss, judge: Judge, one: FilterSet, *, minding: bool = False) -> None:
    """Judge that a filter set lists what it has to; with `minding` case counts as it says."""
    whole = voss.sample()
    page, trouble = voss.filtered(whole, one, (lambda rows: split(rows, one)) if minding else None)
    if trouble is not None:
        _plain_works(voss, whole, one.condition or "contains", one.field)
        _not_over_case(voss, whole, one)
    wanted = whole.exactly(one) if minding else whole.split(one)
    judge.holds(
        voss.settled(trouble is None, whole),
        f"the filter {one} does not list what matches",
        expected=f"{len(wanted.required)} of {len(whole)} resources",
        observed=trouble,
        shown=(whole, page),
    )


@pytest.mark.requirement("VOSS-FILTER-11")
def test_every_summary_attribute_can_be_filtered(voss: Voss, judge: Judge) -> None:
    """Each attribute of summary_attrs with different values works as filter_field."""
    whole = voss.sample()
    found = {name: voss.field_works(whole, name) for name in attributes(whole)}
    if not any(found.values()):
        reason = "no filter works on any attribute: see VOSS-FILTER-01 to 06"
        raise Inconclusive(reason)
    broken = [name for name, works in found.items() if works is False]
    for one in telling_on(whole, "contains", next(iter(found)))[:1]:
        voss.filtered(whole, one)
    judge.holds(
        voss.settled(not broken, whole),
        "a summary attribute cannot be filtered",
        expected=", ".join(found),
        observed=f"not: {', '.join(broken)}",
    )


def _awkward(judge: Judge, whole: Whole, condition: str) -> list[FilterSet]:
    """Filter sets with texts that have signs, spaces or other alphabets, on several attributes."""
    try:
        chosen = telling_sets(whole, condition, fit=is_awkward)
    except Inconclusive:
        return []
    by_field = {one.field: one for one in chosen}
    random = Random(judge.seed)  # noqa: S311 - repeatable
    drawn = random_sets(whole, condition, random, is_awkward)
    few = list(by_field.values())[:_FIELDS]
    return [*few, *drawn[: max(1, judge.depth.examples // _OF_EXAMPLES)]]


@pytest.mark.requirement("VOSS-FILTER-12")
def test_text_is_plain(voss: Voss, judge: Judge) -> None:
    """Texts with spaces, signs, quotes and other alphabets match what they say."""
    whole = voss.sample()
    tried = 0
    for condition in ("contains", "equals", "startswith"):
        for one in voss.sampled(_awkward(judge, whole, condition), 2):
            _lists(voss, judge, one)
            tried += 1
    if not tried:
        reason = f"{whole.model} has no texts with signs, spaces or letters beyond ASCII"
        raise NotTested(reason)


def _with_edges(whole: Whole) -> Iterator[FilterSet]:
    """Filters whose text begins or ends with a space, and lists others without it."""
    for name in attributes(whole):
        for value in whole.texts(name):
            at = value.find(" ")
            for condition, text in (
                ("contains", value[max(0, at - 1) : at + 1]),
                ("contains", value[at : at + 2]),
                ("startswith", value[: at + 1]),
                ("endswith", value[value.rfind(" ") :]),
            ):
                one = FilterSet(name, condition, text, ignore_case=True)
                bare = FilterSet(name, condition, text.strip(), ignore_case=True)
                if at > 0 and bare.text and whole.split(one).required:
                    right, wrong = whole.split(one), whole.split(bare)
                    if wrong.required & right.forbidden:
                        yield one
                        break


@pytest.mark.requirement("VOSS-FILTER-12")
def test_spaces_at_the_edges_count(voss: Voss, judge: Judge) -> None:
    """A text that begins or ends with a space matches only where the space is."""
    whole = voss.sample()
    _plain_works(voss, whole, "contains")
    by_field = {(one.field, one.condition): one for one in _with_edges(whole)}
    if not by_field:
        reason = f"{whole.model} has no texts in which a space at an edge of filter_text would tell"
        raise NotTested(reason)
    tried = 0
    for one in voss.sampled(list(by_field.values())[:4], 2):
        if voss.works(whole, FilterSet(one.field, "contains", one.text.strip(), one.ignore_case)):
            _lists(voss, judge, one)
            tried += 1
    if not tried:
        reason = "no filter works with these texts without their spaces, or the list moves"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-FILTER-12")
def test_patterns_are_texts(voss: Voss, judge: Judge) -> None:
    """What would be a pattern, or the end of a query's text, matches itself alone."""
    whole = voss.sample()
    _plain_works(voss, whole, "contains")
    plain = telling_sets(whole, "contains")[0]
    for pattern in voss.sampled(PATTERNS, 2):
        one = FilterSet(plain.field, "contains", pattern, ignore_case=True)
        _lists(voss, judge, one, minding=True)
    for pattern in voss.sampled(("%", "*"), 1):
        text = plain.text[:1] + pattern
        _lists(voss, judge, FilterSet(plain.field, "startswith", text, ignore_case=True))


@pytest.mark.requirement("VOSS-FILTER-12")
def test_every_character_is_plain(voss: Voss, judge: Judge) -> None:
    """Signs and letters beyond ASCII that values have are found where they are."""
    whole = voss.sample()
    _plain_works(voss, whole, "contains")
    left = {True: _SIGNS_WHEN_SLOW if voss.reach.slow else _SIGNS, False: _LETTERS}
    seen: set[str] = set()
    for name in attributes(whole):
        if not all(voss.works(whole, one) for one in telling_on(whole, "contains", name)):
            continue  # The field does not work: see VOSS-FILTER-11.
        for sign in sorted({one for text in whole.texts(name) for one in text if is_awkward(one)}):
            one = FilterSet(name, "contains", sign, ignore_case=True)
            if sign not in seen and left[sign.isascii()] and whole.split(one).telling:
                seen.add(sign)
                left[sign.isascii()] -= 1
                _lists(voss, judge, one)
    if not seen:
        reason = "no field that can be filtered has texts with signs or letters beyond ASCII"
        raise NotTested(reason)


def _not_over_case(voss: Voss, whole: Whole, one: FilterSet) -> None:
    """Raise Inconclusive where a filter goes right with the other value of ignore_case."""
    turned = FilterSet(one.field, one.condition, one.text, not one.ignore_case)
    if whole.split(one).telling and voss.works(whole, turned):
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

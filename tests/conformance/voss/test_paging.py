"""skip, and the pages that skip and limit make (List pagination)."""

from __future__ import annotations

from functools import partial
from typing import Any

import pytest

from contracts.apis.voss import LONGEST, Page, Voss, Whole, attributes
from contracts.kit import (
    Found,
    Inconclusive,
    Judge,
    Mismatch,
    across,
    defaulted,
    in_place,
    joined,
)

_MANY = 50


def _page(voss: Voss, whole: Whole, skip: int, limit: int, **how: Any) -> Page:
    """A page of a list in the order in which the list was read."""
    return voss.page(whole.model, skip=skip, limit=limit, **{**whole.how, **how})


def _is_list(judge: Judge, page: Page, what: str) -> None:
    judge.holds(
        page.is_list,
        f"a list with {what} is refused",
        expected="the list",
        observed=page,
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-PAGE-03")
def test_skip_is_the_offset(voss: Voss, judge: Judge) -> None:
    """With skip=n the first resource is number n of the whole list, counted from 0."""
    model = max(voss.totals().items(), key=lambda one: one[1])[0]
    plain = voss.page(model, limit=3)
    zero = voss.page(model, skip=0, limit=3)
    judge.holds(
        not (plain.is_list and plain.keys) or (zero.is_list and bool(zero.keys)),
        f"the list of {model} has no resources with skip=0; without skip it has some",
        expected=f"{len(plain.keys) if plain.is_list else 0} resources",
        observed=zero if not zero.is_list else "none",
        shown=(plain, zero),
    )
    whole = voss.sample()
    for skip in sorted(set(voss.sampled((len(whole) // 2, 1, len(whole) - 1, 2, 5), 2))):
        page = _page(voss, whole, skip, 3)
        _is_list(judge, page, f"skip={skip}")
        judge.law(
            in_place(page.keys[:1], whole.keys, skip),
            f"the beginning of a list with skip={skip}",
            shown=(whole, page),
            moved=partial(voss.hold_still, whole, ordered=True),
        )
    name = _most_varied(whole)
    first = _page(voss, whole, 0, 12, order_by=name, direction="desc").keys
    second = _page(voss, whole, 3, 9, order_by=name, direction="desc")
    if len(first) < 4:
        reason = f"a list with order_by={name} has {len(first)} resources only"
        raise Inconclusive(reason)
    again = _page(voss, whole, 0, 12, order_by=name, direction="desc").keys
    if again != first:
        reason = f"a list with order_by={name} comes in another order each time"
        raise Inconclusive(reason)
    judge.holds(
        voss.settled(second.keys[:1] not in ([], first[:1]), whole),
        f"a list with order_by={name} and skip=3 begins as without skip",
        expected=f"another resource than {first[0]}",
        observed=second.keys[:1] or "no resources",
        shown=(second,),
    )


@pytest.mark.requirement("VOSS-PAGE-04")
def test_default_of_skip(voss: Voss, judge: Judge) -> None:
    """Without skip the list begins as with skip=0."""
    whole = voss.sample()
    plain = voss.page(whole.model, limit=3, **whole.how)
    explicit, other = _page(voss, whole, 0, 3), _page(voss, whole, 1, 3)
    judge.law(
        defaulted(plain.keys[:1], explicit.keys[:1], other.keys[:1]),
        "the beginning of a list without skip",
        shown=(plain, explicit, other),
        moved=partial(voss.hold_still, whole, ordered=True),
    )


def _most_varied(whole: Whole) -> str:
    """The attribute with the fewest equals, whose order may change from page to page."""
    return max(attributes(whole), key=lambda one: len(whole.texts(one)))


def _hold_skip_works(voss: Voss, whole: Whole) -> None:
    """Raise Inconclusive where skip or limit alone do not do what they have to."""
    skipped = _page(voss, whole, 1, len(whole)).keys
    limited = voss.page(whole.model, limit=3, **whole.how).keys
    if skipped[:1] != whole.keys[1:2] or len(limited) > 3:
        reason = "skip or limit does not work by itself: see VOSS-PAGE-03 and VOSS-PAGE-05"
        raise Inconclusive(reason)


def _part(voss: Voss, whole: Whole, most: int = LONGEST) -> int:
    """The size of pages of which a few make up the list: fewer where lists are slow."""
    return max(1, len(whole) // 3 if voss.reach.slow else min(most, len(whole) // 7))


def _joined(voss: Voss, whole: Whole, size: int, **how: Any) -> tuple[list[str], list[Page]]:
    """The keys of pages that follow each other up to the end, each begun where the last ended."""
    keys: list[str] = []
    pages: list[Page] = []
    while len(keys) < len(whole):
        page = _page(voss, whole, len(keys), size, **how)
        pages.append(page)
        if not page.keys:
            break
        keys += page.keys
    return keys, pages


@pytest.mark.requirement("VOSS-PAGE-09")
def test_a_window_is_that_of_the_list(voss: Voss, judge: Judge) -> None:
    """Skip and limit together give the window that they name, at the beginning, inside, at the end.

    A page may have fewer resources than limit says: what it has must be in its place.
    """
    whole = voss.sample()
    size = len(whole)
    telling = [(1, 3), (size // 3, 19), (size // 2, _MANY), (size - 3, _MANY), (7, 13)]
    more = [(0, 1), (0, size // 2), (size - 1, 1), (size - 17, 11)]
    windows = {(max(0, s), max(1, n)) for s, n in voss.sampled([*telling, *more], len(telling))}
    evidence: list[Found] = []
    for skip, limit in sorted(windows):
        page = _page(voss, whole, skip, limit)
        known = page.keys if whole.complete else page.keys[: max(1, size - skip)]
        found = in_place(known, whole.keys, skip)
        if isinstance(found, Mismatch):
            _hold_skip_works(voss, whole)
        judge.law(
            found,
            f"a page with skip={skip} and limit={limit}",
            shown=(whole, page),
            moved=partial(voss.hold_still, whole, ordered=True),
            among=evidence,
        )
    judge.law(across(evidence), "windows of the list", shown=(whole,))


@pytest.mark.requirement("VOSS-PAGE-09")
def test_pages_make_up_the_list(voss: Voss, judge: Judge) -> None:
    """Pages read one after the other are the whole list, without gap or repetition."""
    whole = voss.sample()
    keys, pages = _joined(voss, whole, _part(voss, whole, most=_MANY))
    _hold_joined(voss, judge, whole, keys, pages, "pages that follow each other")


@pytest.mark.requirement("VOSS-PAGE-19")
def test_pages_with_equals_make_up_the_list(voss: Voss, judge: Judge) -> None:
    """Pages sorted by an attribute with few values have each resource once, in any order."""
    whole = voss.sample()
    name = min(attributes(whole), key=lambda one: len(whole.texts(one)))
    keys, pages = _joined(voss, whole, _part(voss, whole), order_by=name)
    what = f"pages sorted by {name}, which has equals"
    _hold_joined(voss, judge, whole, keys, pages, what, sequence=False)


def _hold_joined(  # noqa: PLR0913 - the pages, and what is said of them
    voss: Voss,
    judge: Judge,
    whole: Whole,
    keys: list[str],
    pages: list[Page],
    what: str,
    *,
    sequence: bool = True,
) -> None:
    """Judge that pages are the list: of a long one, its beginning, or each resource once."""
    wanted, parts = whole.keys, [page.keys for page in pages]
    if not whole.complete and sequence:
        parts[-1] = parts[-1][: min(0, len(wanted) - len(keys)) or None]
    elif not whole.complete:
        wanted = list(dict.fromkeys(keys))
    found = joined(parts, wanted, sequence=sequence)
    if isinstance(found, Mismatch):
        _hold_skip_works(voss, whole)
    judge.law(
        found,
        what,
        shown=(whole, *pages[:3]),
        moved=partial(voss.hold_still, whole, ordered=sequence),
    )


@pytest.mark.requirement("VOSS-PAGE-10")
def test_nothing_is_past_the_end(voss: Voss, judge: Judge) -> None:
    """The last resource is a page of its own; after it there are none."""
    whole = voss.sample()
    end = whole.end
    last = _page(voss, whole, end - 1, 5)
    if len(last.keys) != 1 or (whole.complete and last.keys != whole.keys[-1:]):
        reason = "the last resource is not the last page: see VOSS-PAGE-03 and VOSS-PAGE-13"
        raise Inconclusive(reason)
    for skip in (end, end + 1, end + 1000, 999_999_999):
        # Its status is not judged beside: this is the one requirement that looks past the end.
        how = {"operation": None}
        page = voss.page(whole.model, skip=skip, limit=5, how=how, **whole.how)
        judge.holds(
            voss.settled(page.refused or (page.is_list and not page.keys), whole),
            f"a list of {end} resources has some after skip={skip}",
            expected="no resources",
            observed=page.keys if page.is_list else page,
            shown=(page,),
        )

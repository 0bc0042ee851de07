"""summary (List format)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pytest

from contracts.apis.voss import (
    SUBSCRIBERS,
    Item,
    Page,
    Voss,
    Whole,
    difference,
)
from contracts.kit import Inconclusive, Judge

_NOTHING = (None, "")
_MISSING = object()


def _with_more(voss: Voss) -> tuple[Whole, frozenset[str]]:
    """A list whose resources have more than their summary, and the names of what they have more.

    Raises Inconclusive where there is none.
    """
    sample = voss.sample()
    if others := voss.beyond(sample):
        return sample, others
    for model in voss.totals():
        whole = voss.beginning(model)
        if model != SUBSCRIBERS and whole.keys and (others := voss.beyond(whole)):
            return whole, others
    reason = f"resources of {', '.join(voss.totals())} have no data beyond their summary"
    raise Inconclusive(reason)


def _too_much(page: Page, others: frozenset[str]) -> list[str]:
    return sorted({name for one in page for name in one.data} & others)


def _seen_from(whole: Whole) -> dict[str, Any]:
    """What a list was asked for with, but for summary."""
    return {name: value for name, value in whole.how.items() if name != "summary"}


def _hold_summary(voss: Voss, judge: Judge, what: str, **how: Any) -> None:
    """Judge that no attribute beyond the summary is listed."""
    whole, others = _with_more(voss)
    for skip in (0, len(whole) // 2):
        page = voss.page(whole.model, skip=skip, **{**_seen_from(whole), **how})
        extra = _too_much(page, others)
        judge.holds(
            voss.settled(bool(page.keys), whole) and not extra,
            f"{what} data has more than the summary attributes",
            expected=", ".join(whole.summary_attrs),
            observed=", ".join(extra) or "no resources",
            shown=(page,),
        )


@pytest.mark.requirement("VOSS-SUMMARY-01")
def test_summary_is_summary_data_only(voss: Voss, judge: Judge) -> None:
    """With summary=true no attribute beyond summary_attrs is listed."""
    _hold_summary(voss, judge, "with summary=true", summary=True)
    whole, _ = _with_more(voss)
    listed = whole.items[0]
    full = voss.get(whole.model, listed.key).resource().data
    names = [one for one in whole.summary_attrs if full.get(one) not in _NOTHING]
    lacking = [one for one in names if one not in listed.data]
    judge.holds(
        voss.settled(not lacking, whole),
        f"with summary=true data lacks {', '.join(lacking)}, which summary_attrs names",
        expected=", ".join(names),
        observed=", ".join(listed.data),
        shown=(whole,),
    )


@pytest.mark.requirement("VOSS-SUMMARY-02")
def test_default_of_summary(voss: Voss, judge: Judge) -> None:
    """Without summary no attribute beyond summary_attrs is listed."""
    whole, others = _with_more(voss)
    if _too_much(voss.page(whole.model, **{**whole.how, "summary": True}), others):
        reason = "summary=true does not limit the data: see VOSS-SUMMARY-01"
        raise Inconclusive(reason)
    _hold_summary(voss, judge, "without summary")


@pytest.mark.requirement("VOSS-SUMMARY-03")
def test_without_summary_all_data_is_listed(voss: Voss, judge: Judge) -> None:
    """With summary=false resources have data beyond their summary, and their summary too."""
    whole, others = _with_more(voss)
    page = voss.page(whole.model, summary=False, **_seen_from(whole))
    judge.holds(
        page.is_list, "summary=false is refused", expected="the list", observed=page, shown=(page,)
    )
    judge.holds(
        bool(_too_much(page, others)),
        "with summary=false data is no more than the summary attributes",
        expected=", ".join(sorted(others)),
        observed=", ".join(sorted(page.items[0].data)) if page.keys else "no resources",
        shown=(page,),
    )
    for item in page:
        lost = _lost(whole, item)
        judge.holds(
            voss.settled(not lost, whole),
            f"with summary=false {lost} is missing or has another value",
            expected=f"{lost}: {whole.rows.get(item.key, {}).get(lost)!r}",
            observed=repr(item.data.get(lost)),
            shown=(page,),
        )


def _lost(whole: Whole, item: Item) -> str:
    """A summary attribute that the list has and `item` has not; empty for none.

    A summary may name with dots, as `person.name`, what is nested in the whole data.
    """
    listed = whole.rows.get(item.key, {})
    names = [one for one in listed if one in whole.summary_attrs and listed[one] not in _NOTHING]
    there = {one: _member(item.data, one) for one in names}
    gone = [one for one in names if there[one] is _MISSING]
    return next(iter(gone), difference({one: listed[one] for one in names}, there))


def _member(data: Mapping[str, Any], name: str) -> Any:
    """A member by its name, or else by its path."""
    found: Any = data
    for part in (name,) if name in data else name.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return _MISSING
        found = found[part]
    return found

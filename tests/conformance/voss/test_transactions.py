"""The list of tool/Transaction (Filter). It may grow while it is looked at."""

from __future__ import annotations

import pytest

from contracts.apis.voss import TRANSACTIONS, Voss, Whole, attributes, telling_sets
from contracts.apis.voss.lists import LONGEST
from contracts.model import Inconclusive, NotApplicable, NotTested
from contracts.oracles import FilterSet
from contracts.plugin.judge import Judge

CONDITIONS = ("equals", "contains", "startswith")


def _recent(voss: Voss) -> Whole:
    """The beginning of the list. Raises NotApplicable where there is no such list."""
    page = voss.page(TRANSACTIONS, limit=200)
    if page.refused:
        reason = f"transactions cannot be listed here: {page}"
        raise NotApplicable(reason)
    if not page.keys:
        reason = "there are no transactions"
        raise Inconclusive(reason)
    return Whole(TRANSACTIONS, {}, [page], complete=False)


def _listed(voss: Voss, whole: Whole, one: FilterSet) -> list[str] | None:
    """Which of the known transactions a filter lists; None where it is refused."""
    page = voss.page(TRANSACTIONS, (one,), limit=LONGEST)
    return [key for key in page.keys if key in whole.rows] if page.is_list else None


@pytest.mark.requirement("VOSS-TRANS-01")
def test_transactions_can_be_filtered(voss: Voss, judge: Judge) -> None:
    """A filter lists the transactions that match, for each attribute with different values."""
    whole = _recent(voss)
    tried = 0
    for name in attributes(whole):
        sets = [
            telling_sets(whole, condition, fit=bool, fields=(name,))[0] for condition in CONDITIONS
        ]
        listed = [_listed(voss, whole, one) for one in sets]
        right = [
            found is not None and whole.split(one).problem(found) is None
            for one, found in zip(sets, listed, strict=True)
        ]
        judge.holds(
            any(right),
            f"the list of {TRANSACTIONS} cannot be filtered by {name}",
            expected=f"{sets[0]}: {len(whole.split(sets[0]).inside)} of {len(whole)} resources",
            observed="refused" if listed[0] is None else f"{len(listed[0])} of them",
        )
        tried += 1
    if not tried:
        reason = "all transactions are alike"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-TRANS-02")
def test_transactions_can_be_filtered_by_id(voss: Voss, judge: Judge) -> None:
    """The id of a transaction as filter_text lists this transaction alone."""
    whole = _recent(voss)
    for name in whole.summary_attrs:
        if all(one.data.get(name) == one.key for one in whole.items):
            break
    else:
        reason = "no summary attribute of the list holds the ids of transactions"
        raise NotTested(reason)
    for key in (whole.keys[0], whole.keys[-1]):
        found = [
            _listed(voss, whole, FilterSet(name, condition, key, ignore_case=False))
            for condition in CONDITIONS
        ]
        judge.holds(
            [key] in found,
            f"a filter by {name} does not list the transaction with this id alone",
            expected=key,
            observed=found[0],
        )


@pytest.mark.requirement("VOSS-TRANS-03")
def test_transactions_can_be_paged(voss: Voss, judge: Judge) -> None:
    """Skip and limit cut the list of transactions."""
    _recent(voss)
    for _ in range(3):
        before = voss.page(TRANSACTIONS, limit=5)
        part = voss.page(TRANSACTIONS, skip=1, limit=2)
        after = voss.page(TRANSACTIONS, limit=5)
        if before.keys == after.keys:
            break
    else:
        reason = "the list of transactions moves too fast to be paged"
        raise Inconclusive(reason)
    if len(before.keys) < 4:
        reason = "there are not enough transactions to page"
        raise Inconclusive(reason)
    judge.holds(
        part.is_list and part.keys == before.keys[1:3],
        "skip=1 and limit=2 do not give the second and third transaction",
        expected=before.keys[1:3],
        observed=part.keys if part.is_list else part,
        shown=(before, part),
    )

"""The list of tool/Transaction (Filter). It may grow while it is looked at."""

from __future__ import annotations

import pytest

from contracts.apis.voss import (
    LONGEST,
    TRANSACTIONS,
    Voss,
    Whole,
    apart_sets,
    attributes,
    status_in,
    telling_sets,
)
from contracts.kit import (
    CONDITIONS,
    FilterSet,
    Inconclusive,
    Judge,
    NotApplicable,
    NotTested,
    split_either_way,
)

_RECENT = 100
_WHEN_SLOW = 3
"""How many conditions are tried where lists are slow."""
_IDS = frozenset({"id", "pkid", "transaction_id", "transactionid"})


def _recent(voss: Voss) -> Whole:
    """The beginning of the list. Raises NotApplicable where there is no such list."""
    page = voss.longest(TRANSACTIONS, most=_RECENT, skip=0)
    if page.refused:
        reason = f"transactions cannot be listed here: {page}"
        raise NotApplicable(reason)
    if not page.keys:
        reason = "there are no transactions"
        raise Inconclusive(reason)
    whole = Whole(TRANSACTIONS, {}, [page], complete=page.total == len(page.keys))
    whole.summary_attrs = whole.summary_attrs or voss.summary_of(whole)
    return whole


def _listed(
    voss: Voss, whole: Whole, one: FilterSet, most: int = LONGEST
) -> tuple[list[str] | None, bool]:
    """Which of the known transactions a filter lists, None where it is refused; whether all."""
    page = voss.longest(TRANSACTIONS, (one,), most, skip=0)
    if not page.is_list:
        return None, False
    return [key for key in page.keys if key in whole.rows], page.total == len(page.keys)


@pytest.mark.requirement("VOSS-TRANS-01")
def test_transactions_can_be_filtered(voss: Voss, judge: Judge) -> None:
    """A filter lists the transactions that match, with each condition that works elsewhere."""
    whole = _recent(voss)
    tried = 0
    for condition in voss.sampled(CONDITIONS, _WHEN_SLOW):
        if not voss.sound(voss.sample(), condition):
            continue  # It does not work on other lists either: see VOSS-FILTER-01 to 06.
        for one in voss.sampled(_few_sets(whole, condition), 1):
            trouble = _trouble(voss, whole, one)
            judge.holds(
                trouble is None,
                f"the list of {TRANSACTIONS} cannot be filtered: {one}",
                expected=f"{len(whole.split(one).required)} of {len(whole)} resources",
                observed=trouble,
            )
            tried += 1
    if not tried:
        reason = "no filter works on other lists, or all transactions are alike"
        raise Inconclusive(reason)


def _few_sets(whole: Whole, condition: str) -> list[FilterSet]:
    """A filter set on an attribute, and some that tell conditions apart."""
    fields = [name for name in attributes(whole) if name != _id_field(whole)]
    try:
        sets = telling_sets(whole, condition, fit=bool, fields=fields)
    except Inconclusive:
        return []
    each = list({one.field: one for one in reversed(sets)}.values())
    apart = apart_sets(whole, condition, fields=fields)
    return list(dict.fromkeys((*each[:1], *apart[:2])))


def _trouble(voss: Voss, whole: Whole, one: FilterSet) -> str | None:
    """What is wrong with the list that a filter gives, as to transactions that stayed the same."""
    listed, complete = _listed(voss, whole, one)
    if listed is None:
        return "refused"
    part = whole.split(one)
    if part.problem(listed) is None or (not complete and not set(listed) & part.forbidden):
        return None  # What is not on the first page of a long list may come behind it.
    after = _recent(voss).rows
    same = {key: data for key, data in whole.rows.items() if after.get(key) == data}
    return split_either_way(same, one).problem([key for key in listed if key in same])


def _id_field(whole: Whole) -> str:
    """The summary attribute that holds the ids of transactions; empty for none.

    It has the pkids, or is called an id and is different for each.
    """
    for name in whole.summary_attrs:
        values = [one.data.get(name) for one in whole.items]
        different = len({str(one) for one in values if one is not None}) == len(whole)
        if values == whole.keys or (name.lower() in _IDS and different):
            return name
    return ""


@pytest.mark.requirement("VOSS-TRANS-02")
def test_transactions_can_be_filtered_by_id(voss: Voss, judge: Judge) -> None:
    """The id of a transaction as filter_text lists this transaction alone."""
    whole = _recent(voss)
    name = _id_field(whole)
    if not name:
        reason = "no summary attribute of the list holds the ids of transactions"
        raise NotTested(reason)
    for item in (whole.items[0], whole.items[-1]):
        text = str(item.data[name])
        found = []
        for condition in ("equals", "contains", "startswith"):
            one = FilterSet(name, condition, text, ignore_case=False)
            found.append(_listed(voss, whole, one, _RECENT)[0])
            if found[-1] == [item.key]:
                break
        judge.holds(
            [item.key] in found,
            f"a filter by {name} does not list the transaction with this id alone",
            expected=text,
            observed=found[0],
        )


@pytest.mark.requirement("VOSS-TRANS-03")
def test_transactions_can_be_paged(voss: Voss, judge: Judge) -> None:
    """Skip and limit cut the list of transactions."""
    _recent(voss)
    for _ in range(3):
        before = voss.page(TRANSACTIONS, skip=0, limit=5)
        part = voss.page(TRANSACTIONS, skip=1, limit=2)
        after = voss.page(TRANSACTIONS, skip=0, limit=5)
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


@pytest.mark.requirement("VOSS-TRANS-04")
def test_a_transaction_is_the_same_everywhere(voss: Voss, judge: Judge) -> None:
    """The list, the transaction and polling agree on the id and status of one that is over."""
    whole = _recent(voss)
    over = [one for one in whole.items if voss.is_final(str(one.data.get("status", "")))]
    # One of each outcome: a target that always says the same must not go unnoticed.
    by_status = {str(one.data["status"]): one for one in reversed(over)}
    asked = [(one.key, status) for status, one in by_status.items()]
    if not asked:
        reason = "no transaction that is over shows its status in the list"
        raise NotTested(reason)
    known = False
    for key, status in dict(asked).items():
        for what, answer in (("GET", voss.transaction(key)), ("poll", voss.polled(key))):
            if answer.refused:
                continue  # Both are known from public documentation only.
            known = True
            said = status_in(answer)
            named = key in str(answer.body)
            judge.holds(
                said == status and named,
                f"{what} of a transaction says {said!r}; the list says {status!r}"
                if named
                else f"{what} of a transaction does not name its id",
                expected=f"{key}: {status}",
                observed=answer,
                shown=(answer,),
            )
    if not known:
        reason = "the transactions that are listed can neither be read nor polled by their ids"
        raise Inconclusive(reason)

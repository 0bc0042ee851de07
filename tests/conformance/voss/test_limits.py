"""limit, which is a maximum (List pagination)."""

from __future__ import annotations

from collections import Counter
from contextlib import suppress
from functools import partial
from itertools import product

import pytest

from contracts.apis.voss import LONGEST, USUAL, Page, Voss
from contracts.kit import Found, Inconclusive, Judge, NotTested, across, capped, filled

_MODELS = 3
"""How many models are looked at from the top of the hierarchy."""
_PLACES = 3
"""At how many nodes the default is tried with traversal=local."""

LIMITS = (1, 2, 7, 49, 50, 51, 199, LONGEST)

OUT_OF_RANGE = (
    ("limit", "0"),
    ("limit", "-1"),
    ("limit", "ten"),
    ("limit", "99999999999999999999"),
    ("skip", "-1"),
    ("skip", "none"),
)


def _longest(voss: Voss, more_than: int) -> tuple[str, int]:
    """A model whose list has more resources than that, and its total: not the longest one.

    Raises NotTested where none is known to have so many.
    """
    totals = sorted(voss.totals().items(), key=lambda one: one[1])
    for model, total in totals:
        if total > more_than:
            return model, total
    reason = f"no list is known to have more than {more_than} resources"
    raise NotTested(reason)


def _list_for(voss: Voss, limit: int) -> tuple[str, int]:
    """The shortest list with more than `limit` resources, or else the longest; its total."""
    try:
        return _longest(voss, limit)
    except NotTested:
        return max(voss.totals().items(), key=lambda one: one[1])


def _longest_anywhere(voss: Voss, more_than: int) -> tuple[str, int, str]:
    """A model whose list has more resources than that, its total, and the node that has it.

    That is the node from which lists are read, or else one above. Raises NotTested where none is
    known to have so many.
    """
    with suppress(NotTested):
        return (*_longest(voss, more_than), voss.hierarchy)
    tops = [node for node in voss.tree() if not voss.tree().above(node)][:1]
    models = sorted(voss.totals(), key=lambda one: -voss.totals()[one])
    for node, model in product(tops, models[:_MODELS]):
        page = voss.page(model, limit=1, count=True, hierarchy=node.pkid, **voss.explicit)
        if page.is_list and page.total is not None and page.total > more_than:
            return model, page.total, node.pkid
    reason = f"no list is known to have more than {more_than} resources"
    raise NotTested(reason)


def _moved(voss: Voss, model: str, total: int, place: str | None = None) -> None:
    """Raise Inconclusive where a list is no longer as long as it was."""
    now = voss.page(model, limit=1, count=True, hierarchy=place, **voss.explicit).total
    if now != total:
        reason = f"the length of {model} changed from {total} to {now} meanwhile"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-PAGE-05", "VOSS-PAGE-07")
def test_limit_is_the_most_resources(voss: Voss, judge: Judge) -> None:
    """Limit from 1 to 2000 is taken, no list has more, and fewer only where it ends."""
    lists = {limit: _list_for(voss, limit) for limit in LIMITS}
    pages = {
        limit: voss.page(model, limit=limit, how={"failures": "return"}, **voss.explicit)
        for limit, (model, _) in lists.items()
    }
    # What does not come within the time-out says nothing of limit.
    pages = {limit: page for limit, page in pages.items() if page.exchange.failure is None}
    lists = {limit: lists[limit] for limit in pages}
    evidence: list[Found] = []
    with judge.of("VOSS-PAGE-05"):
        for limit, page in pages.items():
            judge.holds(
                page.is_list,
                f"a list with limit={limit} is refused",
                expected=f"at most {limit} resources",
                observed=page,
                shown=(page,),
            )
            model, total = lists[limit]
            # A list that does not say how long it is has more than it shows, as far as is known.
            found = capped(len(page.keys), limit, total or limit + 1)
            judge.law(
                found,
                f"a list of {model} with limit={limit}",
                shown=(page,),
                among=evidence,
            )
        judge.law(across(evidence), "limit")
    with judge.of("VOSS-PAGE-07"):
        tried = 0
        for limit, page in pages.items():
            model, total = lists[limit]
            if not page.is_list or not total:
                continue
            judge.law(
                filled(len(page.keys), limit, total),
                f"a list of {model} with limit={limit}",
                shown=(page,),
                moved=partial(_moved, voss, model, total),
            )
            tried += 1
        if not tried:
            reason = "no list says how many resources it has: see VOSS-PAGE-13"
            raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-PAGE-06")
def test_default_of_limit(voss: Voss, judge: Judge) -> None:
    """Without limit a list of more than 50 resources shows 50 at most."""
    model, total, place = _longest_anywhere(voss, USUAL)
    page = voss.page(model, hierarchy=place, **voss.explicit)
    judge.holds(
        page.is_list and 0 < len(page.keys) <= USUAL,
        f"without limit a list does not have 1 to {USUAL} resources",
        expected=f"at most {USUAL} of {total} resources",
        observed=len(page.keys) if page.is_list else page,
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-PAGE-06")
def test_default_of_limit_at_nodes(voss: Voss, judge: Judge) -> None:
    """Without limit the longest list shows 50 at most with traversal=local, too, where it is long.

    The nodes are those at which most resources of its beginning hang.
    """
    model, _ = max(voss.totals().items(), key=lambda one: one[1])
    hung = Counter(str(one.meta.get("hierarchy")) for one in voss.beginning(model).items)
    tried = 0
    for place, _ in voss.sampled(hung.most_common(_PLACES), 1):
        counted = voss.page(model, limit=1, hierarchy=place, traversal="local")
        if not counted.is_list or (counted.total or 0) <= USUAL:
            continue
        page = voss.page(model, hierarchy=place, traversal="local")
        judge.holds(
            page.is_list and 0 < len(page.keys) <= USUAL,
            f"with traversal=local and without limit a list does not have 1 to {USUAL} resources",
            expected=f"at most {USUAL} of {counted.total} resources",
            observed=len(page.keys) if page.is_list else page,
            shown=(counted, page),
        )
        tried += 1
    if not tried:
        reason = f"no node is known that has more than {USUAL} resources of {model} of its own"
        raise NotTested(reason)


@pytest.mark.requirement("VOSS-PAGE-18")
def test_default_of_limit_is_50(voss: Voss, judge: Judge) -> None:
    """Without limit a list of more than 50 resources shows no fewer than 50."""
    model, total, place = _longest_anywhere(voss, USUAL)
    page = voss.page(model, hierarchy=place, **voss.explicit)
    judge.law(
        filled(len(page.keys), USUAL, total),
        f"a list of {model} without limit",
        shown=(page,),
        moved=partial(_moved, voss, model, total, place),
    )


@pytest.mark.requirement("VOSS-PAGE-08")
def test_never_more_than_2000(voss: Voss, judge: Judge) -> None:
    """limit=2001 is refused or gives 2000 resources at most, of a list that has more."""
    model, _, place = _longest_anywhere(voss, LONGEST)
    if len(voss.page(model, limit=1, hierarchy=place, **voss.explicit).keys) != 1:
        reason = "limit does not work by itself: see VOSS-PAGE-05"
        raise Inconclusive(reason)
    how = {"operation": None, "defect": f"limit={LONGEST + 1}"}
    page = voss.page(model, limit=LONGEST + 1, how=how, hierarchy=place, **voss.explicit)
    judge.holds(
        not page.is_list or len(page.keys) <= LONGEST,
        f"a list with limit={LONGEST + 1} has more than {LONGEST} resources",
        expected=f"a refusal, or at most {LONGEST} resources",
        observed=len(page.keys) if page.is_list else page,
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-PAGE-17")
@pytest.mark.parametrize(("name", "value"), OUT_OF_RANGE)
def test_values_out_of_range(voss: Voss, judge: Judge, name: str, value: str) -> None:
    """A skip or limit that cannot be is refused, or a list in range comes all the same."""
    model = voss.any_list().model
    query = (("hierarchy", voss.hierarchy), ("format", "json"), (name, value))
    page = Page(voss.ask(f"/{model}/", query, defect=f"{name}={value}").exchange)
    lenient = voss.reading("VOSS-AMB-11") == "lenient" or name == "skip"
    judge.holds(
        page.refused or (lenient and page.is_list and len(page.keys) <= LONGEST),
        f"{name}={value} is neither refused nor replaced",
        expected="a 4xx, or a list in range" if lenient else "a 4xx",
        observed=page,
        shown=(page,),
    )

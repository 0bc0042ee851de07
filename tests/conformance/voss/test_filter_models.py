"""Filters of every model that has the list action (Filter)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.apis.voss import NODES, Voss, Whole, attributes, find
from contracts.kit import FilterSet, Inconclusive, Judge, NotTested

_WHEN_SLOW = 1
"""How many models are looked at where lists are slow."""
_LONGEST_TEXT = 60


@pytest.mark.requirement("VOSS-FILTER-21")
def test_models_with_the_list_action_can_be_filtered(voss: Voss, judge: Judge) -> None:
    """Each model whose schema has the list action is filtered by one of its attributes."""
    sample = voss.sample()
    if not any(voss.field_works(sample, name) for name in attributes(sample)):
        reason = f"no filter works on {sample.model}: see VOSS-FILTER-01 to 06"
        raise Inconclusive(reason)
    tried = 0
    for model in dict.fromkeys((*voss.totals(), NODES)):
        actions = next(find(voss.known_schema(model).body, "actions"), None)
        names = {str(name) for name in _action_names(actions)}
        if "list" not in names or model == sample.model:
            continue
        if voss.reach.slow and tried >= _WHEN_SLOW:
            break
        whole = voss.beginning(model)
        told = [voss.field_works(whole, name) for name in attributes(whole)[:1]]
        if told != [True]:
            told += [voss.field_works(whole, name) for name in attributes(whole)[1:3]]
        if not any(one is not None for one in told):
            continue
        judge.holds(
            voss.settled(any(told), whole),
            f"{model} has the list action and cannot be filtered",
            expected=f"a filter by {attributes(whole)[0]} lists what matches",
            observed="refused, or other resources",
            shown=(whole, *list(whole.pages.values())[:1]),
        )
        _hold_far(voss, judge, whole)
        tried += 1
    if not tried:
        reason = f"no model but {sample.model} names the list action and has texts to filter by"
        raise NotTested(reason)


def _hold_far(voss: Voss, judge: Judge, whole: Whole) -> None:
    """Judge that a filter finds what stands far behind in a long list."""
    if whole.complete or not whole.total:
        return
    far_behind = (whole.total - 1, whole.total * 2 // 3, whole.total // 2)
    for skip in voss.sampled(far_behind, 1):
        page = voss.page(whole.model, skip=skip, limit=1, **whole.how)
        far = page.items[0] if page.is_list and page.keys else None
        name = next((n for n in attributes(whole) if far and _is_short(far.data.get(n))), None)
        if far is None or name is None:
            continue
        one = FilterSet(name, "equals", far.data[name], ignore_case=False)
        found = voss.longest(whole.model, (one,), **whole.how)
        again = voss.get(whole.model, far.key).item
        gone = again is None or again.data.get(name) != far.data[name]
        judge.holds(
            gone or (found.is_list and (far.key in found.keys or found.total != len(found.keys))),
            f"the filter {one} does not list resource {skip} of {whole.model}, which matches",
            expected=far.key,
            observed=f"{len(found.keys)} resources" if found.is_list else found,
            shown=(page, found),
        )


def _is_short(value: object) -> bool:
    """Whether a value is a text of letters and digits that can be sent as filter_text."""
    return isinstance(value, str) and value.isalnum() and len(value) <= _LONGEST_TEXT


def _action_names(actions: object) -> Iterator[object]:
    """The names of actions: of a map its keys, of objects in a list their name or their keys."""
    if isinstance(actions, dict):
        yield from actions
    elif isinstance(actions, list):
        for one in actions:
            if isinstance(one, dict):
                yield from (one["name"],) if "name" in one else one
            else:
                yield one

"""Several parameters of a list at once (List pagination, List format, Filter).

What a combination has to list follows from what the target lists for each parameter alone. A
combination that goes wrong is made smaller as long as it still does, so that what one parameter
does wrong by itself is left to its own requirement.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.apis.voss import (
    ROWS,
    SUBSCRIBERS,
    WITHOUT_TRAVERSAL,
    Ground,
    Levels,
    Page,
    Voss,
    grounded,
    parameters,
    smaller,
    with_defaults,
)
from contracts.kit import Inconclusive, Judge, turned_round

_WHEN_SLOW = 3
_ENOUGH = 8
"""How many resources a list has of which combinations are asked."""


@pytest.mark.requirement("VOSS-LIST-03")
def test_parameters_work_together(voss: Voss, judge: Judge) -> None:
    """A list with many parameters is what they give one by one, for two models."""
    sample = voss.sample()
    ground = grounded(voss, sample.model, places=True)
    judged = sum(_hold(voss, judge, ground, row, None) for row in voss.sampled(ROWS, _WHEN_SLOW))
    if not judged:
        reason = (
            "parameters of lists do not work one by one: see VOSS-PAGE, VOSS-ORDER, VOSS-FILTER"
        )
        raise Inconclusive(reason)
    if voss.reach.slow:
        return
    for other in _others(voss, sample.model):
        _hold_turned(voss, judge, other)
        for row in WITHOUT_TRAVERSAL:
            _hold(voss, judge, other, row, ground)


def _hold_turned(voss: Voss, judge: Judge, ground: Ground) -> None:
    """Judge that on another model, too, direction=desc is direction=asc backwards."""
    whole = ground.scopes[1]
    for name, direction in ground.orders:
        up, down = ground.orders[name, "asc"], ground.orders[name, "desc"]
        values = [[whole.rows.get(key, {}).get(name) for key in keys] for keys in (up, down)]
        judge.holds(
            direction == "asc" or voss.settled(turned_round(*values), whole),
            f"by {name}, direction=desc is not direction=asc backwards for {ground.model}",
            expected=values[0][::-1][:5],
            observed=values[1][:5],
        )


def _others(voss: Voss, model: str) -> Iterator[Ground]:
    """What is known of the list of another model, of devices if there is one."""
    devices = [one for one in voss.totals() if one.startswith("device/")]
    for one in dict.fromkeys((*devices, *voss.totals())):
        if one in {model, SUBSCRIBERS} or 0 < voss.totals()[one] < _ENOUGH:
            continue
        try:
            found = grounded(voss, one, places=False)
        except Inconclusive:
            continue
        yield found
        return


def _hold(voss: Voss, judge: Judge, ground: Ground, levels: Levels, control: Ground | None) -> bool:
    """Judge a combination; False where it goes wrong over one parameter alone.

    That is for the requirement of this parameter, unless it works on the list of `control`.
    """
    if levels["traversal"] not in ground.scopes:
        return False
    page, trouble = _asked(voss, ground, levels)
    least = levels
    while trouble is not None:
        less = ((one, *_asked(voss, ground, one)) for one in smaller(least))
        found = next((one for one in less if one[2] is not None), None)
        if found is None:
            break
        least, page, trouble = found
    if trouble is not None and _alone(voss, ground, least, control):
        return False
    judge.holds(
        voss.settled(trouble is None, *ground.scopes.values()),
        f"a list of {ground.model} with {ground.said(least)} is not what they give one by one",
        expected="what each parameter says",
        observed=trouble,
        shown=(page,),
    )
    return True


def _alone(voss: Voss, ground: Ground, least: Levels, control: Ground | None) -> bool:
    """Whether what goes wrong is one parameter, and no default beside it.

    A condition that does not work by itself is one, whatever the list to which it is applied.
    """
    sets = ground.filters[least["traversal"]][least["filter"] - 1]
    if not all(voss.sound(voss.sample(), one.condition or "contains") for one in sets):
        return True
    if parameters(least) > 1:
        return False
    # Filters and orders of other models have requirements of their own, whatever the attribute.
    own = least["filter"] > 1 or least["order_by"] > 1
    if control is not None and not own and _asked(voss, control, least)[1] is None:
        return False
    plain: Levels = dict.fromkeys(least, 1)
    return (
        parameters(least) == 0
        or _asked(voss, ground, plain)[1] is not None
        or all(_asked(voss, ground, one)[1] is not None for one in with_defaults(least))
    )


def _asked(voss: Voss, ground: Ground, levels: Levels) -> tuple[Page, str | None]:
    page = ground.page(voss, levels)

    def has_more(pkid: str) -> bool:
        return not ground.beyond.isdisjoint(voss.get(ground.model, pkid).resource().data)

    return page, ground.mistake(levels, page, has_more)

"""Single resources, and where their data come from (Resource instance, Cached)."""

from __future__ import annotations

from itertools import islice

import pytest

from contracts.apis.voss import NODES, SEEN, Item, Resource, Voss, Whole, difference
from contracts.kit import Inconclusive, Judge

_BREAKDOWNS = range(500, 600)
_NOTHING: tuple[object, ...] = (None, "", [])


@pytest.mark.requirement("VOSS-INST-01")
def test_pkid_gives_the_resource(voss: Voss, judge: Judge) -> None:
    """First, middle and last resources of lists come by their pkids, with the data of the list.

    Of further models the last ones, and one whose data are not all ASCII.
    """
    for whole in (voss.any_list(), voss.beginning(NODES)):
        for listed in _few(whole):
            answer = voss.get(whole.model, listed.key)
            judge.holds(
                voss.settled(answer.item is not None and answer.item.key == listed.key, whole),
                "a GET with the pkid of a resource does not give this resource",
                expected=listed.key,
                observed=answer,
                shown=(answer,),
            )
            _hold_same(voss, judge, whole, listed, answer)
        again = voss.get(whole.model, whole.keys[0])
        judge.holds(
            voss.settled(again.item is not None, whole),
            "a resource that was given by its pkid is not given the second time",
            expected=whole.keys[0],
            observed=again,
            shown=(again,),
        )
    for model in voss.sampled(voss.totals(), 1):
        if model in {voss.any_list().model, NODES}:
            continue
        whole = voss.beginning(model)
        foreign = (one.key for one in whole.items if not str(one.data).isascii())
        for key in dict.fromkeys((*whole.keys[-1:], *islice(foreign, 1))):
            answer = voss.get(model, key)
            judge.holds(
                voss.settled(answer.item is not None and answer.item.key == key, whole),
                f"a GET with the pkid of a resource of {model} does not give this resource",
                expected=key,
                observed=answer,
                shown=(answer,),
            )


@pytest.mark.requirement("VOSS-INST-01")
def test_a_new_resource_is_given(voss: Voss, judge: Judge) -> None:
    """A resource that was just made, and is listed, comes by its pkid."""
    own = voss.subject()
    found = voss.patience(SEEN).until(lambda: voss.get(own.model, own.pkid).item)
    answer = voss.get(own.model, own.pkid)
    judge.holds(
        found is not None,
        "a GET with the pkid of a new resource, which is listed, does not give it",
        expected=own.pkid,
        observed=answer,
        shown=(own.answer, answer),
    )


@pytest.mark.requirement("VOSS-INST-04")
def test_a_resource_has_all_its_data(voss: Voss, judge: Judge) -> None:
    """A resource by its pkid has what the list with summary=false shows of it."""
    whole = voss.any_list()
    page = voss.page(whole.model, limit=3, summary=False)
    if not page.is_list:
        reason = f"summary=false is refused: see VOSS-SUMMARY-03 ({page})"
        raise Inconclusive(reason)
    for listed in page:
        answer = voss.get(whole.model, listed.key)
        data = answer.resource().data
        lacking = [n for n, value in listed.data.items() if n not in data and value not in _NOTHING]
        judge.holds(
            voss.settled(not lacking, whole),
            f"a resource by its pkid lacks {', '.join(lacking)}, which the list shows",
            expected=", ".join(listed.data),
            observed=", ".join(data),
            shown=(page, answer),
        )
        _hold_same(voss, judge, whole, listed, answer)


def _hold_same(voss: Voss, judge: Judge, whole: Whole, listed: Item, answer: Resource) -> None:
    """Judge that a resource has the values that the list shows of it, where both have one."""
    other = difference(listed.data, answer.resource().data)
    if other:
        # What changes by itself is no difference.
        again = voss.get(whole.model, listed.key).resource()
        if again.data.get(other) != answer.resource().data.get(other):
            reason = f"{whole.model}/{listed.key} changed while it was being looked at"
            raise Inconclusive(reason)
    judge.holds(
        voss.settled(not other, whole),
        f"{other} of a resource by its pkid is not that of the list",
        expected=f"{other}: {listed.data.get(other)!r}",
        observed=repr(answer.resource().data.get(other)),
        shown=(answer,),
    )


def _few(whole: Whole) -> list[Item]:
    """The first, the middle and the last resource of a list."""
    places = {0, len(whole) // 2, len(whole) - 1} if whole.items else set()
    return [whole.items[at] for at in sorted(places)]


@pytest.mark.requirement("VOSS-INST-02")
def test_unknown_pkid_gives_no_resource(voss: Voss, judge: Judge) -> None:
    """A pkid made up from a real one, and one of another model, give nothing."""
    whole = voss.any_list()
    real = whole.keys[0]
    voss.get(whole.model, real).resource()
    foreign = [key for key in voss.beginning(NODES).keys[:1] if whole.model != NODES]
    for unknown in (real[::-1], f"{real[:-6]}{'0' * 6}", "0" * len(real), *foreign):
        if unknown in whole.rows:
            continue
        answer = voss.get(whole.model, unknown)
        item = answer.item
        judge.holds(
            item is None or not item.data,
            "a pkid that no resource has gives a resource",
            expected="no resource",
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("VOSS-INST-03")
def test_unknown_model_gives_no_resources(voss: Voss, judge: Judge) -> None:
    """A model that no system has is not listed, while a real one is."""
    model = voss.any_list().model
    page = voss.page(model, limit=1)
    if not page.is_list:
        reason = f"{model} cannot be listed: {page}"
        raise Inconclusive(reason)
    kind = model.partition("/")[0]
    for unknown in (f"{kind}/UccNoSuchModel", "ucc/NoSuchModel"):
        page = voss.page(unknown, limit=5, how={"defect": "unknown model"})
        judge.holds(
            not (page.is_list and page.keys),
            "a model that does not exist has resources",
            expected="a 4xx, or no resources",
            observed=page,
            shown=(page,),
        )


def _device_model(voss: Voss) -> str:
    """A device model, for which cached matters, or else any."""
    try:
        model = voss.device_model()
        voss.first(model)
    except Inconclusive:
        return voss.any_list().model
    return model


@pytest.mark.requirement("VOSS-CACHED-01")
def test_both_values_of_cached_give_the_resource(voss: Voss, judge: Judge) -> None:
    """cached=true and cached=false give the resource with the same pkid.

    From a device that does not answer nothing can be read: one that does is enough.
    """
    device = _device_model(voss)
    for model in dict.fromkeys((device, voss.any_list().model)):
        unreachable = []
        whole = voss.beginning(model)
        clear = next((name for name in whole.summary_attrs if whole.is_unique(name)), "")
        listed = _few(whole)[: None if model == device else 1]
        for one in listed:
            data = voss.get(model, one.key).resource().data
            for cached in (True, False):
                answer = voss.get(model, one.key, cached=cached)
                if not cached and answer.status in _BREAKDOWNS:
                    unreachable.append(answer)
                    continue
                given = answer.item
                judge.holds(
                    given is not None and given.key == one.key and (bool(given.data) or not data),
                    f"a resource is not given with cached={str(cached).lower()}",
                    expected=one.key,
                    observed=answer,
                    shown=(answer,),
                )
                shown = given.data.get(clear) if given else None
                judge.holds(
                    shown == one.data.get(clear) or shown not in whole.values(clear),
                    f"a resource with cached={str(cached).lower()} has {clear} of another one",
                    expected=repr(one.data.get(clear)),
                    observed=repr(shown),
                    shown=(answer,),
                )
        if len(unreachable) == len(listed):
            reason = f"no device of {model} seems to be within reach: {unreachable[0]}"
            raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-CACHED-02")
def test_cached_is_the_default(voss: Voss, judge: Judge) -> None:
    """Without cached the answer is the one with cached=true, also after a look at the device."""
    model = _device_model(voss)
    for key in voss.beginning(model).keys[:3]:
        voss.get(model, key, cached=False)
        before = voss.get(model, key, cached=True).resource()
        plain = voss.get(model, key)
        after = voss.get(model, key, cached=True).resource()
        if before.data != after.data:
            reason = f"{model}/{key} changed while it was being looked at"
            raise Inconclusive(reason)
        marks = plain.resource().meta.get("cached"), before.meta.get("cached")
        judge.holds(
            plain.resource().data == before.data and (marks[0] == marks[1] or None in marks),
            "without cached a resource is not given as with cached=true",
            expected=before.data,
            observed=plain.resource().data,
            shown=(plain,),
        )


@pytest.mark.requirement("VOSS-CACHED-03")
def test_cached_is_for_devices_only(voss: Voss, judge: Judge) -> None:
    """A resource of a data model, which no device has, is the same with cached=false."""
    models = [one for one in voss.totals() if one.startswith("data/")]
    if not models:
        reason = "no data model is known; name one in [data] models"
        raise Inconclusive(reason)
    for model in models[:2]:
        for key in voss.beginning(model).keys[:1]:
            before = voss.get(model, key, cached=True).resource()
            answer = voss.get(model, key, cached=False)
            after = voss.get(model, key, cached=True).resource()
            if before.data != after.data:
                reason = f"{model}/{key} changed while it was being looked at"
                raise Inconclusive(reason)
            judge.holds(
                answer.item is not None and answer.item.data == before.data,
                f"with cached=false a resource of {model} is another than with cached=true",
                expected=before.data,
                observed=answer.item.data if answer.item else answer,
                shown=(answer,),
            )

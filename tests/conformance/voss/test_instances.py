"""Single resources, and where their data come from (Resource instance, Cached)."""

from __future__ import annotations

import pytest

from contracts.apis.voss import NODES, Item, Voss, Whole
from contracts.model import Inconclusive
from contracts.plugin.judge import Judge


@pytest.mark.requirement("VOSS-INST-01")
def test_pkid_gives_the_resource(voss: Voss, judge: Judge) -> None:
    """First, middle and last resources of lists come by their pkids, with the data of the list."""
    for whole in (voss.sample(), voss.whole(NODES)):
        for at in sorted({0, len(whole) // 2, len(whole) - 1}):
            listed = whole.items[at]
            answer = voss.get(whole.model, listed.key)
            judge.holds(
                voss.settled(answer.item is not None and answer.item.key == listed.key, whole),
                "a GET with the pkid of a resource does not give this resource",
                expected=listed.key,
                observed=answer,
                shown=(answer,),
            )
            other = _difference(whole, listed, answer.resource())
            judge.holds(
                voss.settled(not other, whole),
                "a resource by its pkid has other data than in the list",
                expected=f"{other}: {listed.data.get(other)!r}",
                observed=repr(answer.resource().data.get(other)),
                shown=(answer,),
            )


def _difference(whole: Whole, listed: Item, given: Item) -> str:
    """The first summary attribute whose text the resource lacks or has otherwise, or nothing."""
    for name in whole.summary_attrs:
        one, other = listed.data.get(name), given.data.get(name, None)
        if isinstance(one, str) and one and isinstance(other, str | None) and one != other:
            return name
    return ""


@pytest.mark.requirement("VOSS-INST-02")
def test_unknown_pkid_gives_no_resource(voss: Voss, judge: Judge) -> None:
    """A pkid made up from a real one gives nothing, while the real one gives its resource."""
    whole = voss.sample()
    real = whole.keys[0]
    voss.get(whole.model, real).resource()
    for unknown in (real[::-1], f"{real[:-6]}{'0' * 6}", "0" * len(real)):
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
    model = voss.sample().model
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


def _cached_model(voss: Voss) -> str:
    """A device model, for which cached matters, or else any."""
    try:
        model = voss.device_model()
        voss.first(model)
    except Inconclusive:
        return voss.sample().model
    return model


@pytest.mark.requirement("VOSS-CACHED-01")
def test_both_values_of_cached_give_the_resource(voss: Voss, judge: Judge) -> None:
    """cached=true and cached=false give the resource with the same pkid."""
    model = _cached_model(voss)
    key = voss.first(model).key
    voss.get(model, key).resource()
    for cached in (True, False):
        answer = voss.get(model, key, cached=cached)
        judge.holds(
            answer.item is not None and answer.item.key == key,
            f"a resource is not given with cached={str(cached).lower()}",
            expected=key,
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("VOSS-CACHED-02")
def test_cached_is_the_default(voss: Voss, judge: Judge) -> None:
    """Without cached the answer is the one with cached=true, also after a look at the device."""
    model = _cached_model(voss)
    for key in voss.whole(model).keys[:3]:
        voss.get(model, key, cached=False)
        before = voss.get(model, key, cached=True).resource()
        plain = voss.get(model, key)
        after = voss.get(model, key, cached=True).resource()
        if before.data != after.data:
            reason = f"{model}/{key} changed while it was being looked at"
            raise Inconclusive(reason)
        same = plain.resource().data == before.data
        marks = plain.resource().meta.get("cached") == before.meta.get("cached")
        judge.holds(
            same and marks,
            "without cached a resource is not given as with cached=true",
            expected=before.data,
            observed=plain.resource().data,
            shown=(plain,),
        )

"""Single resources, and where their data come from (Resource instance, Cached)."""

from __future__ import annotations

from collections.abc import Iterable

import pytest

from contracts.apis.voss import NODES, Item, Voss, Whole
from contracts.engine import Judge
from contracts.model import Inconclusive


@pytest.mark.requirement("VOSS-INST-01")
def test_pkid_gives_the_resource(voss: Voss, judge: Judge) -> None:
    """First, middle and last resources of lists come by their pkids, with the data of the list."""
    for whole in (voss.any_list(), voss.whole(NODES)):
        for listed in _few(whole):
            answer = voss.get(whole.model, listed.key)
            judge.holds(
                voss.settled(answer.item is not None and answer.item.key == listed.key, whole),
                "a GET with the pkid of a resource does not give this resource",
                expected=listed.key,
                observed=answer,
                shown=(answer,),
            )
            other = _difference(whole.summary_attrs, listed, answer.resource())
            judge.holds(
                voss.settled(not other, whole),
                "a resource by its pkid has other data than in the list",
                expected=f"{other}: {listed.data.get(other)!r}",
                observed=repr(answer.resource().data.get(other)),
                shown=(answer,),
            )

    _has_all(voss, judge)


def _few(whole: Whole) -> list[Item]:
    """The first, the middle and the last resource of a list."""
    places = {0, len(whole) // 2, len(whole) - 1} if whole.items else set()
    return [whole.items[at] for at in sorted(places)]


def _difference(names: Iterable[str], listed: Item, given: Item) -> str:
    """The first attribute whose text the resource lacks or has otherwise, or nothing."""
    for name in names:
        one, other = listed.data.get(name), given.data.get(name, None)
        if isinstance(one, str) and one and isinstance(other, str | None) and one != other:
            return name
    return ""


def _has_all(voss: Voss, judge: Judge) -> None:
    """Judge that a resource by its pkid has what the list shows of it with summary=false."""
    whole = voss.any_list()
    page = voss.page(whole.model, limit=3, summary=False)
    if not page.is_list:
        return  # See VOSS-SUMMARY-03.
    for listed in page:
        answer = voss.get(whole.model, listed.key)
        lacking = _difference(listed.data, listed, answer.resource())
        judge.holds(
            voss.settled(not lacking, whole),
            "a resource by its pkid has less, or other, data than in the list with summary=false",
            expected=f"{lacking}: {listed.data.get(lacking)!r}",
            observed=repr(answer.resource().data.get(lacking)),
            shown=(page, answer),
        )


@pytest.mark.requirement("VOSS-INST-02")
def test_unknown_pkid_gives_no_resource(voss: Voss, judge: Judge) -> None:
    """A pkid made up from a real one, and one of another model, give nothing."""
    whole = voss.any_list()
    real = whole.keys[0]
    voss.get(whole.model, real).resource()
    foreign = [key for key in voss.whole(NODES).keys[:1] if whole.model != NODES]
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


def _cached_model(voss: Voss) -> str:
    """A device model, for which cached matters, or else any."""
    try:
        model = voss.device_model()
        voss.first(model)
    except Inconclusive:
        return voss.any_list().model
    return model


@pytest.mark.requirement("VOSS-CACHED-01")
def test_both_values_of_cached_give_the_resource(voss: Voss, judge: Judge) -> None:
    """cached=true and cached=false give the resource with the same pkid."""
    for model in dict.fromkeys((_cached_model(voss), voss.any_list().model)):
        for listed in _few(voss.whole(model)):
            data = voss.get(model, listed.key).resource().data
            for cached in (True, False):
                answer = voss.get(model, listed.key, cached=cached)
                given = answer.item
                judge.holds(
                    given is not None
                    and given.key == listed.key
                    and (bool(given.data) or not data),
                    f"a resource is not given with cached={str(cached).lower()}",
                    expected=listed.key,
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

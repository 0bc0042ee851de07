"""The meta of resources, as the samples show it (Tags, Version Tags), and what agrees with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from contracts.apis.voss import NODES, Item, Resource, Voss
from contracts.kit import Inconclusive, Judge, NotTested

_COMPARED = ("pkid", "model_type", "hierarchy", "tags", "version_tag")
_FEW = 2


def _resources(voss: Voss) -> Iterator[tuple[str, Item, Resource]]:
    """Model, listed resource and the same one by its pkid, of a few lists."""
    for model in dict.fromkeys((voss.any_list().model, NODES)):
        for listed in voss.beginning(model).items[:_FEW]:
            yield model, listed, voss.get(model, listed.key)


def _hold_each(
    voss: Voss, judge: Judge, name: str, form: str, fits: Callable[[Any, str], bool]
) -> None:
    """Judge a member of the meta of some resources; `fits` gets its value and the model."""
    for model, _, answer in _resources(voss):
        found = answer.resource().meta.get(name)
        judge.holds(
            name in answer.meta and fits(found, model),
            f"{name} in the meta of {model} is {found!r}"
            if name in answer.meta
            else f"the meta of {model} has no {name}",
            expected=form,
            observed=repr(found),
            shown=(answer,),
        )


def _is_text(value: Any, _: str = "") -> bool:
    return isinstance(value, str) and bool(value)


@pytest.mark.requirement("VOSS-META-01")
def test_meta_has_the_pkid(voss: Voss, judge: Judge) -> None:
    """Pkid is a text in meta."""
    _hold_each(voss, judge, "pkid", "a text", _is_text)


@pytest.mark.requirement("VOSS-META-02")
def test_meta_has_the_model(voss: Voss, judge: Judge) -> None:
    """model_type is the path of the model that was asked for."""
    what = "model_type and model_name, as data/User"
    _hold_each(voss, judge, "model_type", what, lambda value, model: value == model)


@pytest.mark.requirement("VOSS-META-03")
def test_meta_has_the_hierarchy(voss: Voss, judge: Judge) -> None:
    """Hierarchy is a text in meta."""
    _hold_each(voss, judge, "hierarchy", "a text, as sys", _is_text)


@pytest.mark.requirement("VOSS-META-04")
def test_meta_has_tags(voss: Voss, judge: Judge) -> None:
    """Tags is an array of texts, with none in it where there are none."""

    def fits(value: Any, _: str) -> bool:
        return isinstance(value, list) and all(isinstance(one, str) for one in value)

    _hold_each(voss, judge, "tags", "an array of texts", fits)


@pytest.mark.requirement("VOSS-META-05")
def test_meta_has_a_schema_version(voss: Voss, judge: Judge) -> None:
    """schema_version is a text or a number."""

    def fits(value: Any, _: str) -> bool:
        number = isinstance(value, (int, float)) and not isinstance(value, bool)
        return number or _is_text(value)

    _hold_each(voss, judge, "schema_version", "a text as 0.2.2, or a number", fits)


@pytest.mark.requirement("VOSS-META-06")
def test_version_tags_have_a_form(voss: Voss, judge: Judge) -> None:
    """version_tag, where a listed resource shows one, is a text or a list of texts."""
    whole = voss.any_list()
    shown = [one for one in whole.items if one.meta.get("version_tag") not in (None, "", [])]
    if not shown:
        voss.get(whole.model, whole.keys[0])
        reason = f"no resource of {whole.model} has a version tag"
        raise NotTested(reason)
    for item in shown[:_FEW]:
        answer = voss.get(whole.model, item.key)
        found = answer.resource().meta.get("version_tag")
        texts = found if isinstance(found, list) else [found]
        judge.holds(
            voss.settled(bool(texts) and all(_is_text(one) for one in texts), whole),
            f"version_tag of {whole.model}/{item.key} is {found!r}",
            expected="a text as 1.2, or a list of texts",
            observed=repr(found),
            shown=(answer,),
        )


@pytest.mark.requirement("VOSS-META-07")
def test_list_and_resource_agree(voss: Voss, judge: Judge) -> None:
    """What the meta of a listed resource says, the meta of the same resource by its pkid says."""
    compared = 0
    for model, listed, answer in _resources(voss):
        meta = answer.resource().meta
        names = [one for one in _COMPARED if one in meta and one in listed.meta]
        compared += len(names)
        other = next((one for one in names if one != "tags" and meta[one] != listed.meta[one]), "")
        judge.holds(
            voss.settled(not other, voss.beginning(model)),
            f"{other} of a resource is not that which the list of {model} says",
            expected=f"{other}: {listed.meta.get(other)!r}",
            observed=repr(meta.get(other)),
            shown=(answer,),
        )
    tagged = [one for one in voss.any_list().items if one.meta.get("tags")][:_FEW]
    model = voss.any_list().model
    for listed in tagged:
        answer = voss.get(model, listed.key)
        tags = answer.resource().meta.get("tags")
        judge.holds(
            voss.settled(
                not isinstance(tags, list) or _same(tags, listed.meta["tags"]), voss.any_list()
            ),
            f"tags of a resource are not those that the list of {model} says",
            expected=repr(listed.meta["tags"]),
            observed=repr(tags),
            shown=(answer,),
        )
    if not compared:
        reason = f"lists and resources have none of {', '.join(_COMPARED)} in common"
        raise NotTested(reason)


@pytest.mark.requirement("VOSS-META-07")
def test_tags_are_listed(voss: Voss, judge: Judge) -> None:
    """A tag of the suite's own resource is shown by its list, too."""
    own = voss.subject()
    (tag,) = voss.new_tags(1)
    answer = voss.tag(own, tag).needed("the PATCH of a tag")
    shown = voss.effect(answer, lambda: tag in voss.tags_of(own) or None, "a tag")
    if not shown:
        reason = "a tag is not added: see VOSS-TAG-01"
        raise Inconclusive(reason)
    how: dict[str, Any] = {"hierarchy": voss.home}
    page = voss.longest(own.model, (voss.by_name(own.name),), **how)
    listed = next((one for one in page.items if one.key == own.pkid), None)
    if listed is None:
        listed = next((o for o in voss.read(own.model, **how).items if o.key == own.pkid), None)
    if listed is None or "tags" not in listed.meta:
        reason = f"the list of {own.model} does not show the tags of {own.pkid}"
        raise NotTested(reason)
    tags = listed.meta["tags"]
    judge.holds(
        isinstance(tags, list) and tag in tags,
        f"a tag of a resource is not shown by the list of {own.model}",
        expected=tag,
        observed=repr(tags),
        shown=(page,),
    )


def _same(tags: list[Any], listed: Any) -> bool:
    return isinstance(listed, list) and sorted(map(str, tags)) == sorted(map(str, listed))

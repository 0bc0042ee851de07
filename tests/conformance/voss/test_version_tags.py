"""Version tags, on resources of the suite's own (Version Tags)."""

from __future__ import annotations

import pytest

from contracts.apis.voss import CLEAR, CLEAR_ALL, Own, Resource, Voss, done, tags_in
from contracts.kit import Inconclusive, Judge


def _hold_data(judge: Judge, before: dict[str, object], after: dict[str, object]) -> None:
    judge.holds(
        before == after,
        "a PATCH of tags changes the data of the resource",
        expected=before,
        observed=after,
    )


def _versions(voss: Voss, resource: Resource) -> list[object]:
    """The version tag, or the list of them."""
    found = resource.resource().meta.get("version_tag")
    if isinstance(found, list) and voss.reading("VOSS-AMB-19") == "either":
        return found
    return [found]


def _set_version(voss: Voss, own: Own, version: str) -> tuple[Resource, bool]:
    """The resource once its version tag is set, and whether it is."""

    def look() -> Resource | None:
        seen = voss.seen(own)
        return seen if version in _versions(voss, seen) else None

    answer = done(voss.tag_version(own, version))
    found = voss.effect(answer, look, "the version tag of a resource")
    return found or voss.seen(own), found is not None


@pytest.mark.requirement("VOSS-VTAG-01")
def test_version_tag_is_set(voss: Voss, judge: Judge) -> None:
    """version_tag is what was sent last, on this resource alone."""
    own, other = voss.subject(), voss.bystander()
    untouched = _versions(voss, voss.seen(other))
    before = voss.made_with(own)
    answer = voss.tag_version(own, "1.0")
    judge.holds(
        voss.may_refuse(own, answer, "tag_version"),
        "the PATCH of +tag_version is refused, and the operation is among those of the resource",
        expected="a success",
        observed=answer,
        shown=(answer,),
    )
    for version in ("1.1", "1.2", "1.10", "2"):
        seen, right = _set_version(voss, own, version)
        judge.holds(
            right,
            f"version_tag is not {version}, which +tag_version has set",
            expected=version,
            observed=repr(seen.resource().meta.get("version_tag")),
            shown=(seen,),
        )
    _hold_data(judge, before, voss.made_with(own))
    seen = voss.seen(other)
    judge.holds(
        _versions(voss, seen) == untouched,
        "+tag_version changes version_tag of another resource",
        expected=untouched,
        observed=_versions(voss, seen),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-VTAG-02")
def test_tags_and_version_tag_are_apart(voss: Voss, judge: Judge) -> None:
    """Tags stay when version_tag is set, version_tag when tags come and go, data in any case."""
    own = voss.subject()
    one, two = voss.new_tags(2)
    data = voss.made_with(own)
    voss.tagged(own, one)
    if not _set_version(voss, own, "1.1")[1]:
        reason = "version_tag cannot be set: see VOSS-VTAG-01"
        raise Inconclusive(reason)
    seen = voss.seen(own)
    judge.holds(
        one in tags_in(seen) and "1.1" not in tags_in(seen),
        "+tag_version changes the tags",
        expected=one,
        observed=sorted(tags_in(seen)),
        shown=(seen,),
    )
    for tag in (two, f"{CLEAR}{two}", CLEAR_ALL):
        done(voss.tag(own, tag))
        seen = voss.seen(own)
        judge.holds(
            "1.1" in _versions(voss, seen),
            f"+tag with {tag} changes version_tag",
            expected="1.1",
            observed=repr(seen.resource().meta.get("version_tag")),
            shown=(seen,),
        )
    _hold_data(judge, data, voss.made_with(own))

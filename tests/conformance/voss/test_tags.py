"""Tags and version tags, on resources of the suite's own (Tags, Version Tags).

The tests share two resources, one of them a bystander, and each has tags of its own.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.apis.voss import CLEAR, CLEAR_ALL, SEEN, Answer, Own, Resource, Voss, find
from contracts.engine import Judge
from contracts.model import Inconclusive

NONE: frozenset[str] = frozenset()
_FORBIDDEN = frozenset({401, 403})


def _tags_in(resource: Resource) -> frozenset[str]:
    """The tags that the meta of a resource shows."""
    tags = resource.resource().meta.get("tags", [])
    return (
        frozenset(tag for tag in tags if isinstance(tag, str)) if isinstance(tags, list) else NONE
    )


def _tags(voss: Voss, own: Own) -> frozenset[str]:
    """The tags of a resource as it is read back."""
    return _tags_in(voss.seen(own))


def _payload(voss: Voss, own: Own) -> dict[str, object]:
    """What the resource was made with, as it is read back; other data may change by itself."""
    how = voss.how_to_create()
    data = voss.seen(own).resource().data
    return {name: data.get(name) for name in (*how["payload"], how["name_attribute"])}


def _done(answer: Answer) -> Answer:
    """The answer. Raises Inconclusive where tags cannot be managed, which rights may forbid."""
    return answer.needed("the PATCH of a tag")


def _hold_taken(voss: Voss, judge: Judge, own: Own, answer: Answer, operation: str) -> None:
    """Judge that a PATCH is not refused where the target says that the operation is there."""
    if answer.accepted or answer.status in _FORBIDDEN:
        return
    bodies = (voss.seen(own).body, voss.page(own.model, limit=1).body)
    enabled = [name for body in bodies for name in _enabled(body) if name.strip("+") == operation]
    judge.holds(
        not enabled,
        f"the PATCH of +{operation} is refused, and the operation is among those of the resource",
        expected="a success",
        observed=answer,
        shown=(answer,),
    )


def _enabled(body: object) -> Iterator[str]:
    """The names of the operations and actions that an answer shows."""
    for member in ("operations", "actions"):
        for found in find(body, member):
            for one in found if isinstance(found, list | dict) else ():
                yield from (one,) if isinstance(one, str) else one if isinstance(one, dict) else ()


def _read_back(
    voss: Voss,
    own: Own,
    answer: Answer,
    there: frozenset[str],
    gone: frozenset[str] = NONE,
) -> tuple[Resource, bool]:
    """The resource once a change is seen, and whether it has tags and lacks others."""

    def look() -> Resource | None:
        seen = voss.seen(own)
        tags = _tags_in(seen)
        return seen if there <= tags and not gone & tags else None

    found = voss.effect(answer, look, "tags of a resource")
    return found or voss.seen(own), found is not None


def _hold_tags(  # noqa: PLR0913 - what is read, what it has to be, the words for it
    voss: Voss,
    judge: Judge,
    own: Own,
    answer: Answer,
    there: frozenset[str],
    what: str,
    gone: frozenset[str] = NONE,
) -> None:
    seen, right = _read_back(voss, own, answer, there, gone)
    judge.holds(
        right,
        what,
        expected=f"{sorted(there)}, not {sorted(gone)}" if gone else sorted(there),
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
    )


def _tagged(voss: Voss, own: Own, *tags: str) -> None:
    """Give a resource all these tags. Raises Inconclusive where they do not all stay."""
    if _read_back(voss, own, _done(voss.tag(own, *tags)), frozenset(tags))[1]:
        return
    for tag in tags:
        if tag not in _tags(voss, own):
            _done(voss.tag(own, tag))
    if not frozenset(tags) <= _tags(voss, own):
        reason = f"{', '.join(tags)} cannot be there together: see VOSS-TAG-01, 02 and 05"
        raise Inconclusive(reason)


def _hold_data(judge: Judge, before: dict[str, object], after: dict[str, object]) -> None:
    judge.holds(
        before == after,
        "a PATCH of tags changes the data of the resource",
        expected=before,
        observed=after,
    )


@pytest.mark.requirement("VOSS-TAG-01")
def test_a_tag_is_added(voss: Voss, judge: Judge) -> None:
    """A short and a long tag are there after +tag, not before, and not on another resource."""
    own, other = voss.subject(), voss.bystander()
    if voss.get(own.model, own.pkid).item is None:
        own = voss.make()  # What the other tests share cannot be read any more.
    (short,) = voss.new_tags(1)
    long = f"{short}-with_40_characters-and-12345-end"
    if {short, long} & _tags(voss, own):
        reason = f"a resource has the tag {short} before it was added"
        raise Inconclusive(reason)
    before = _payload(voss, own)
    for tag in (short, long):
        answer = voss.tag(own, tag)
        _hold_taken(voss, judge, own, answer, "tag")
        _done(answer)
        given = voss.patience(SEEN).until(lambda: voss.get(own.model, own.pkid).item)
        judge.holds(
            given is not None,
            "a resource is no longer given by its pkid once it has a tag",
            expected=own.pkid,
            observed=voss.get(own.model, own.pkid) if given is None else "",
            shown=(answer,),
        )
        _hold_tags(voss, judge, own, answer, frozenset({tag}), f"the tag {tag} is not added")
    _hold_data(judge, before, _payload(voss, own))
    seen = voss.seen(other)
    judge.holds(
        not {short, long} & _tags_in(seen),
        "a tag is added to another resource, too",
        expected=f"no tag {short}",
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-02")
def test_several_tags_are_added(voss: Voss, judge: Judge) -> None:
    """Three tag parameters add three tags."""
    own, tags = voss.subject(), frozenset(voss.new_tags(3))
    answer = _done(voss.tag(own, *sorted(tags)))
    seen, right = _read_back(voss, own, answer, tags)
    if not right:
        for tag in sorted(tags):
            _done(voss.tag(own, tag))
        if not tags <= _tags(voss, own):
            reason = "tags are not added one by one either: see VOSS-TAG-01 and 05"
            raise Inconclusive(reason)
    judge.holds(
        right,
        "several tag parameters do not add all their tags",
        expected=sorted(tags),
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-03")
def test_a_tag_is_removed(voss: Voss, judge: Judge) -> None:
    """__CLEAR_TAG__ removes the tag that it names, and leaves the others, also longer ones."""
    what = "__CLEAR_TAG__ does not remove its tag alone"
    own = voss.subject()
    one, two, three = voss.new_tags(3)
    long, within = f"{one}-long", f"x-{one}"
    _tagged(voss, own, one, two, three, long, within)
    answer = _done(voss.tag(own, f"{CLEAR}{one}"))
    gone = frozenset({one, f"{CLEAR}{one}"})
    _hold_tags(voss, judge, own, answer, frozenset({two, three, long, within}), what, gone)
    (added,) = voss.new_tags(1)
    answer = _done(voss.tag(own, f"{CLEAR}{two}", f"{CLEAR}{long}", added))
    left = frozenset({three, within, added})
    _hold_tags(voss, judge, own, answer, left, what, gone | {two, long})
    # Whether a tag that is not there may be cleared is left open.
    voss.tag(own, f"{CLEAR}{one}")
    seen = voss.seen(own)
    judge.holds(
        left <= _tags_in(seen),
        "__CLEAR_TAG__ with a tag that is not there removes others",
        expected=sorted(left),
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-04")
def test_all_tags_are_removed(voss: Voss, judge: Judge) -> None:
    """__CLEAR_ALL_TAGS__ leaves no tag."""
    own, other = voss.subject(), voss.bystander()
    one, two, three = voss.new_tags(3)
    _tagged(voss, own, one, two)
    _tagged(voss, other, three)
    answer = _done(voss.tag(own, CLEAR_ALL))
    seen, _ = _read_back(voss, own, answer, NONE, _tags(voss, own) | {one, two, CLEAR_ALL})
    judge.holds(
        not _tags_in(seen),
        "__CLEAR_ALL_TAGS__ leaves tags",
        expected="no tags",
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
    )
    seen = voss.seen(other)
    judge.holds(
        three in _tags_in(seen),
        "__CLEAR_ALL_TAGS__ removes tags of another resource",
        expected=three,
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-05")
def test_tags_that_are_there_stay(voss: Voss, judge: Judge) -> None:
    """A second tag is added to the first."""
    own = voss.subject()
    one, two = voss.new_tags(2)
    for tag in (one, two):
        answer = _done(voss.tag(own, tag))
        if not _read_back(voss, own, answer, frozenset({tag}))[1]:
            reason = "a tag is not added: see VOSS-TAG-01"
            raise Inconclusive(reason)
    seen = voss.seen(own)
    judge.holds(
        {one, two} <= _tags_in(seen),
        "adding a tag removes another one",
        expected=sorted({one, two}),
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
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

    answer = _done(voss.tag_version(own, version))
    found = voss.effect(answer, look, "the version tag of a resource")
    return found or voss.seen(own), found is not None


@pytest.mark.requirement("VOSS-VTAG-01")
def test_version_tag_is_set(voss: Voss, judge: Judge) -> None:
    """version_tag is what was sent last, on this resource alone."""
    own, other = voss.subject(), voss.bystander()
    untouched = _versions(voss, voss.seen(other))
    before = _payload(voss, own)
    _hold_taken(voss, judge, own, voss.tag_version(own, "1.0"), "tag_version")
    for version in ("1.1", "1.2", "1.10", "2"):
        seen, right = _set_version(voss, own, version)
        judge.holds(
            right,
            f"version_tag is not {version}, which +tag_version has set",
            expected=version,
            observed=repr(seen.resource().meta.get("version_tag")),
            shown=(seen,),
        )
    _hold_data(judge, before, _payload(voss, own))
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
    data = _payload(voss, own)
    _tagged(voss, own, one)
    if not _set_version(voss, own, "1.1")[1]:
        reason = "version_tag cannot be set: see VOSS-VTAG-01"
        raise Inconclusive(reason)
    seen = voss.seen(own)
    judge.holds(
        one in _tags_in(seen) and "1.1" not in _tags_in(seen),
        "+tag_version changes the tags",
        expected=one,
        observed=sorted(_tags_in(seen)),
        shown=(seen,),
    )
    for tag in (two, f"{CLEAR}{two}", CLEAR_ALL):
        _done(voss.tag(own, tag))
        seen = voss.seen(own)
        judge.holds(
            "1.1" in _versions(voss, seen),
            f"+tag with {tag} changes version_tag",
            expected="1.1",
            observed=repr(seen.resource().meta.get("version_tag")),
            shown=(seen,),
        )
    _hold_data(judge, data, _payload(voss, own))

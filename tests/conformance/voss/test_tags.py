"""Tags and version tags, on a resource of the suite's own (Tags, Version Tags)."""

from __future__ import annotations

import pytest

from contracts.apis.voss import CLEAR, CLEAR_ALL, Answer, Own, Voss
from contracts.engine import Judge
from contracts.model import Inconclusive

ONE, TWO, THREE = "ucc-one", "ucc-two", "ucc-three"
LONG = "ucc-one-with_40_characters-and-12345-end"
WITHIN = "x-ucc-one"
NONE: frozenset[str] = frozenset()


def _tags(voss: Voss, own: Own) -> list[str]:
    """The tags of a resource as it is read back."""
    tags = voss.seen(own).resource().meta.get("tags", [])
    return [tag for tag in tags if isinstance(tag, str)] if isinstance(tags, list) else []


def _payload(voss: Voss, own: Own) -> dict[str, object]:
    """What the resource was made with, as it is read back; other data may change by itself."""
    data = voss.seen(own).resource().data
    return {name: data.get(name) for name in voss.new_payload(own.name)}


def _done(answer: Answer) -> None:
    """Raise Inconclusive where tags cannot be managed, which permissions may forbid."""
    answer.needed("the PATCH of a tag")


def _tagged(voss: Voss, own: Own, *tags: str) -> None:
    """Give a resource all these tags. Raises Inconclusive where they do not all stay."""
    _done(voss.tag(own, *tags))
    for tag in tags:
        if tag not in _tags(voss, own):
            _done(voss.tag(own, tag))
    if not set(tags) <= set(_tags(voss, own)):
        reason = f"{', '.join(tags)} cannot be there together: see VOSS-TAG-01, 02 and 05"
        raise Inconclusive(reason)


def _singly(voss: Voss, own: Own, *tags: str) -> None:
    """Raise Inconclusive where the tags, added one by one, are not there together either."""
    for tag in tags:
        _done(voss.tag(own, tag))
    if not set(tags) <= set(_tags(voss, own)):
        reason = "tags are not added one by one either: see VOSS-TAG-01 and 05"
        raise Inconclusive(reason)


def _read_back(  # noqa: PLR0913 - what is read, what it has to be, the words for it
    voss: Voss, judge: Judge, own: Own, there: set[str], what: str, gone: frozenset[str] = NONE
) -> None:
    seen = voss.seen(own)
    tags = set(_tags(voss, own))
    judge.holds(
        there <= tags and not gone & tags,
        what,
        expected=f"{sorted(there)}, not {sorted(gone)}" if gone else sorted(there),
        observed=sorted(tags),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-01")
def test_a_tag_is_added(voss: Voss, judge: Judge) -> None:
    """A short and a long tag are there after +tag, not before, and not on another resource."""
    with voss.own(judge.observe) as own, voss.own(judge.observe) as other:
        if _tags(voss, own) or _tags(voss, other):
            reason = "a new resource has tags already"
            raise Inconclusive(reason)
        before = _payload(voss, own)
        for tag in (ONE, LONG):
            _done(voss.tag(own, tag))
            _read_back(voss, judge, own, {tag}, "a tag is not added")
        after = voss.seen(own)
        judge.equal(_payload(voss, own), before, "the data after +tag", shown=(after,))
        seen = voss.seen(other)
        judge.equal(_tags(voss, other), [], "the tags of another resource", shown=(seen,))


@pytest.mark.requirement("VOSS-TAG-02")
def test_several_tags_are_added(voss: Voss, judge: Judge) -> None:
    """Three tag parameters add three tags."""
    with voss.own(judge.observe) as own:
        _done(voss.tag(own, ONE, TWO, THREE))
        tags = _tags(voss, own)
        if not {ONE, TWO, THREE} <= set(tags):
            _singly(voss, own, ONE, TWO, THREE)
        judge.holds(
            {ONE, TWO, THREE} <= set(tags),
            "several tag parameters do not add all their tags",
            expected=sorted({ONE, TWO, THREE}),
            observed=sorted(tags),
        )


@pytest.mark.requirement("VOSS-TAG-03")
def test_a_tag_is_removed(voss: Voss, judge: Judge) -> None:
    """__CLEAR_TAG__ removes the tag that it names, and leaves the others, also longer ones."""
    what = "__CLEAR_TAG__ does not remove its tag alone"
    with voss.own(judge.observe) as own:
        _tagged(voss, own, ONE, TWO, THREE, LONG, WITHIN)
        _done(voss.tag(own, f"{CLEAR}{ONE}"))
        gone = frozenset({ONE, f"{CLEAR}{ONE}"})
        _read_back(voss, judge, own, {TWO, THREE, LONG, WITHIN}, what, gone)
        _done(voss.tag(own, f"{CLEAR}{TWO}", f"{CLEAR}{LONG}"))
        _read_back(voss, judge, own, {THREE, WITHIN}, what, gone | {TWO, LONG})


@pytest.mark.requirement("VOSS-TAG-04")
def test_all_tags_are_removed(voss: Voss, judge: Judge) -> None:
    """__CLEAR_ALL_TAGS__ leaves no tag."""
    with voss.own(judge.observe) as own, voss.own(judge.observe) as other:
        _tagged(voss, own, ONE, TWO)
        _tagged(voss, other, THREE)
        _done(voss.tag(own, CLEAR_ALL))
        seen = voss.seen(own)
        judge.equal(_tags(voss, own), [], "the tags after __CLEAR_ALL_TAGS__", shown=(seen,))
        what = "__CLEAR_ALL_TAGS__ removes tags of another resource"
        _read_back(voss, judge, other, {THREE}, what)


@pytest.mark.requirement("VOSS-TAG-05")
def test_tags_that_are_there_stay(voss: Voss, judge: Judge) -> None:
    """A second tag is added to the first."""
    with voss.own(judge.observe) as own:
        for tag in (ONE, TWO):
            _done(voss.tag(own, tag))
            if tag not in _tags(voss, own):
                reason = "a tag is not added: see VOSS-TAG-01"
                raise Inconclusive(reason)
        what = "adding a tag removes another one"
        _read_back(voss, judge, own, {ONE, TWO}, what)


def _version_tags(voss: Voss, own: Own) -> list[object]:
    """The version tag, or the list of them."""
    found = voss.seen(own).resource().meta.get("version_tag")
    if isinstance(found, list) and voss.reading("VOSS-AMB-19") == "either":
        return found
    return [found]


@pytest.mark.requirement("VOSS-VTAG-01")
def test_version_tag_is_set(voss: Voss, judge: Judge) -> None:
    """version_tag is what was sent last, on this resource alone."""
    with voss.own(judge.observe) as own, voss.own(judge.observe) as other:
        untouched = _version_tags(voss, other)
        for version in ("1.1", "1.2", "1.10", "2"):
            _done(voss.tag_version(own, version))
            seen = voss.seen(own)
            judge.holds(
                version in _version_tags(voss, own),
                "version_tag is not what +tag_version has set",
                expected=version,
                observed=repr(seen.resource().meta.get("version_tag")),
                shown=(seen,),
            )
        seen = voss.seen(other)
        found = _version_tags(voss, other)
        judge.equal(found, untouched, "version_tag of another resource", shown=(seen,))


@pytest.mark.requirement("VOSS-VTAG-02")
def test_tags_and_version_tag_are_apart(voss: Voss, judge: Judge) -> None:
    """Tags stay when version_tag is set, version_tag when tags come and go, data in any case."""
    with voss.own(judge.observe) as own:
        data = _payload(voss, own)
        _tagged(voss, own, ONE)
        _done(voss.tag_version(own, "1.1"))
        if "1.1" not in _version_tags(voss, own):
            reason = "version_tag cannot be set: see VOSS-VTAG-01"
            raise Inconclusive(reason)
        what = "+tag_version changes the tags"
        _read_back(voss, judge, own, {ONE}, what, frozenset({"1.1"}))
        for tag in (TWO, f"{CLEAR}{TWO}", CLEAR_ALL):
            _done(voss.tag(own, tag))
            seen = voss.seen(own)
            judge.holds(
                "1.1" in _version_tags(voss, own),
                f"+tag with {tag} changes version_tag",
                expected="1.1",
                observed=repr(seen.resource().meta.get("version_tag")),
                shown=(seen,),
            )
        seen = voss.seen(own)
        judge.equal(_payload(voss, own), data, "the data after tags came and went", shown=(seen,))

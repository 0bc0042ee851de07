"""Tags, on resources of the suite's own (Tags).

The tests share two resources, one of them a bystander, and each has tags of its own.
"""

from __future__ import annotations

import pytest

from contracts.apis.voss import (
    CLEAR,
    CLEAR_ALL,
    FORBIDDEN,
    NO_TAGS,
    SEEN,
    Answer,
    Own,
    Voss,
    done,
    tags_in,
)
from contracts.kit import Inconclusive, Judge


def _hold_tags(  # noqa: PLR0913 - what is read, what it has to be, the words for it
    voss: Voss,
    judge: Judge,
    own: Own,
    answer: Answer,
    there: frozenset[str],
    what: str,
    gone: frozenset[str] = NO_TAGS,
) -> None:
    seen, right = voss.read_back(own, answer, there, gone)
    judge.holds(
        right,
        what,
        expected=f"{sorted(there)}, not {sorted(gone)}" if gone else sorted(there),
        observed=repr(seen.resource().meta.get("tags")),
        shown=(seen,),
    )


def _hold_data(judge: Judge, before: dict[str, object], after: dict[str, object]) -> None:
    judge.holds(
        before == after,
        "a PATCH of tags changes the data of the resource",
        expected=before,
        observed=after,
    )


def _taken(judge: Judge, answer: Answer, value: str) -> Answer:
    """The answer, judged: who may add a tag is not refused another form of +tag.

    Raises Inconclusive where the right for it is missing, or the target breaks down.
    """
    judge.holds(
        not answer.refused or answer.status in FORBIDDEN,
        f"+tag with {value} is refused, and tags can be added",
        expected="a success",
        observed=answer,
        shown=(answer,),
    )
    return done(answer)


@pytest.mark.requirement("VOSS-TAG-01")
def test_a_tag_is_added(voss: Voss, judge: Judge) -> None:
    """A short and a long tag are there after +tag, not before, and not on another resource."""
    own, other = voss.subject(), voss.bystander()
    if voss.get(own.model, own.pkid).item is None:
        own = voss.make()  # What the other tests share cannot be read any more.
    (short,) = voss.new_tags(1)
    long = f"{short}-with_40_characters-and-12345-end"
    if voss.seen(own).resource().meta.get("tags"):
        voss.tag(own, CLEAR_ALL)  # so that the first tag stands alone, if that works
    if {short, long} & voss.tags_of(own):
        reason = f"a resource has the tag {short} before it was added"
        raise Inconclusive(reason)
    before = voss.made_with(own)
    for tag in (short, long):
        answer = voss.tag(own, tag)
        judge.holds(
            voss.may_refuse(own, answer, "tag"),
            "the PATCH of +tag is refused, and the operation is among those of the resource",
            expected="a success",
            observed=answer,
            shown=(answer,),
        )
        done(answer)
        given = voss.patience(SEEN).until(lambda: voss.get(own.model, own.pkid).item)
        judge.holds(
            given is not None,
            "a resource is no longer given by its pkid once it has a tag",
            expected=own.pkid,
            observed=voss.get(own.model, own.pkid) if given is None else "",
            shown=(answer,),
        )
        _hold_tags(voss, judge, own, answer, frozenset({tag}), f"the tag {tag} is not added")
    _hold_data(judge, before, voss.made_with(own))
    seen = voss.seen(other)
    judge.holds(
        not {short, long} & tags_in(seen),
        "a tag is added to another resource, too",
        expected=f"no tag {short}",
        observed=sorted(tags_in(seen)),
        shown=(seen,),
    )
    page, others = voss.tagged_beside(own, long)
    judge.holds(
        not others,
        "a tag that is added to one resource is listed with others, too",
        expected=f"{long} with {own.pkid} alone",
        observed=others,
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-TAG-02")
def test_several_tags_are_added(voss: Voss, judge: Judge) -> None:
    """Three tag parameters add three tags."""
    own, tags = voss.subject(), frozenset(voss.new_tags(3))
    answer = voss.tag(own, *sorted(tags))
    if not answer.accepted:
        voss.tagged(own, *voss.new_tags(1))
    answer = _taken(judge, answer, "several tags")
    seen, right = voss.read_back(own, answer, tags)
    if not right:
        for tag in sorted(tags):
            done(voss.tag(own, tag))
        if not tags <= voss.tags_of(own):
            reason = "tags are not added one by one either: see VOSS-TAG-01 and 05"
            raise Inconclusive(reason)
    judge.holds(
        right,
        "several tag parameters do not add all their tags",
        expected=sorted(tags),
        observed=sorted(tags_in(seen)),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-03")
def test_a_tag_is_removed(voss: Voss, judge: Judge) -> None:
    """__CLEAR_TAG__ removes the tag that it names, and leaves the others, also longer ones."""
    what = "__CLEAR_TAG__ does not remove its tag alone"
    own = voss.subject()
    one, two, three = voss.new_tags(3)
    long, within = f"{one}-long", f"x-{one}"
    voss.tagged(own, one, two, three, long, within)
    answer = _taken(judge, voss.tag(own, f"{CLEAR}{one}"), CLEAR)
    gone = frozenset({one, f"{CLEAR}{one}"})
    _hold_tags(voss, judge, own, answer, frozenset({two, three, long, within}), what, gone)
    (added,) = voss.new_tags(1)
    answer = done(voss.tag(own, f"{CLEAR}{two}", f"{CLEAR}{long}", added))
    left = frozenset({three, within, added})
    _hold_tags(voss, judge, own, answer, left, what, gone | {two, long})
    # Whether a tag that is not there may be cleared is left open.
    voss.tag(own, f"{CLEAR}{one}")
    seen = voss.seen(own)
    judge.holds(
        left <= tags_in(seen),
        "__CLEAR_TAG__ with a tag that is not there removes others",
        expected=sorted(left),
        observed=sorted(tags_in(seen)),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-04")
def test_all_tags_are_removed(voss: Voss, judge: Judge) -> None:
    """__CLEAR_ALL_TAGS__ leaves no tag."""
    own, other = voss.subject(), voss.bystander()
    one, two, three = voss.new_tags(3)
    voss.tagged(own, one, two)
    voss.tagged(other, three)
    answer = _taken(judge, voss.tag(own, CLEAR_ALL), CLEAR_ALL)
    seen, _ = voss.read_back(own, answer, NO_TAGS, voss.tags_of(own) | {one, two, CLEAR_ALL})
    judge.holds(
        not tags_in(seen),
        "__CLEAR_ALL_TAGS__ leaves tags",
        expected="no tags",
        observed=sorted(tags_in(seen)),
        shown=(seen,),
    )
    seen = voss.seen(other)
    judge.holds(
        three in tags_in(seen),
        "__CLEAR_ALL_TAGS__ removes tags of another resource",
        expected=three,
        observed=sorted(tags_in(seen)),
        shown=(seen,),
    )


@pytest.mark.requirement("VOSS-TAG-05")
def test_tags_that_are_there_stay(voss: Voss, judge: Judge) -> None:
    """A second tag is added to the first."""
    own = voss.subject()
    one, two = voss.new_tags(2)
    for tag in (one, two):
        answer = done(voss.tag(own, tag))
        if not voss.read_back(own, answer, frozenset({tag}))[1]:
            reason = "a tag is not added: see VOSS-TAG-01"
            raise Inconclusive(reason)
    seen = voss.seen(own)
    judge.holds(
        {one, two} <= tags_in(seen),
        "adding a tag removes another one",
        expected=sorted({one, two}),
        observed=sorted(tags_in(seen)),
        shown=(seen,),
    )

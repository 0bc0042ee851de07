"""Lists, fields and filters (Filtering a request)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import pytest

from contracts.apis.genesys_ws import GenesysWs, Listing, told_apart
from contracts.kit import Inconclusive, Judge, NotTested

_ALWAYS = frozenset({"id", "uri", "path"})
"""What an object may be given with, asked for or not: by it the object is known."""

_PAIRS = 3

Item = Mapping[str, Any]


def _objects(gws: GenesysWs, listing: Listing) -> Sequence[Item]:
    """The objects of a list. Raises Inconclusive where they are not all there (GWS-FIELDS-02)."""
    uris = gws.list(listing.path).uris
    if not listing.items or (uris and len(uris) != len(listing.items)):
        reason = f"fields=* returns no objects (see GWS-FIELDS-02): {listing}"
        raise Inconclusive(reason)
    return listing.items


def _hold_still(gws: GenesysWs, whole: Listing) -> None:
    """Raise Inconclusive where a list is not as it was: it moved while it was judged."""
    again = gws.list(whole.path, ("fields", "*"))
    if Counter(map(repr, again.items or ())) != Counter(map(repr, whole.items or ())):
        reason = f"{whole.path} changed while it was being read"
        raise Inconclusive(reason)


@pytest.mark.requirement("GWS-FIELDS-01")
def test_a_list_holds_uris(gws: GenesysWs, judge: Judge) -> None:
    """Without fields a list holds URIs."""
    for whole in gws.readable():
        answer = gws.list(whole.path)
        judge.holds(
            answer.accepted and bool(answer.uris),
            f"{whole.path} without fields returned no URIs",
            expected="a list of strings in uris",
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("GWS-FIELDS-02")
def test_a_list_holds_objects(gws: GenesysWs, judge: Judge) -> None:
    """With fields=* a list holds objects, as many as there are URIs."""
    for whole in gws.readable():
        uris = gws.list(whole.path).uris
        name = whole.path.rsplit("/", 1)[-1]
        right = bool(whole.items) and (not uris or len(uris) == len(whole.items or ()))
        if not right and whole.items:
            _hold_still(gws, whole)
        judge.holds(
            right,
            f"{whole.path} with fields=* did not return the objects",
            expected=f"{len(uris) if uris else 'some'} objects in {name}",
            observed=whole,
            shown=(whole,),
        )


def _chosen(item: Item) -> list[str]:
    """Two fields, if there are as many others that can be left out; texts, if there are such."""
    names = sorted(item.keys() - _ALWAYS, key=lambda name: (not isinstance(item[name], str), name))
    names = [name for name in names if name.isascii() and name.isalnum()]
    if len(names) < 3:
        reason = f"the objects have too few fields to select from: {', '.join(item)}"
        raise NotTested(reason)
    return names[:2]


@pytest.mark.requirement("GWS-FIELDS-03")
def test_objects_of_a_list_have_the_fields_asked_for(gws: GenesysWs, judge: Judge) -> None:
    """Two named fields: the objects have them, and lack others."""
    gws.hold_fields_known()
    whole = gws.a_list()
    items = _objects(gws, whole)
    common = {name: items[0][name] for name in items[0] if all(name in one for one in items)}
    names = _chosen(common)
    answer = gws.list(whole.path, ("fields", ",".join(names)))
    got = answer.items or ()
    given = {name for one in got for name in one}
    right = answer.accepted and len(got) == len(items) and given <= {*names, *_ALWAYS}
    values = Counter(repr([one[name] for name in names]) for one in items)
    right = right and Counter(repr([one.get(name) for name in names]) for one in got) == values
    if not right:
        _hold_still(gws, whole)
    judge.holds(
        right,
        f"{whole.path} with fields={','.join(names)} did not return exactly these fields",
        expected=", ".join(names),
        observed=answer if not got else ", ".join(sorted(given)),
        shown=(whole, answer),
    )


@pytest.mark.requirement("GWS-FIELDS-04")
def test_an_object_has_the_fields_asked_for(gws: GenesysWs, judge: Judge) -> None:
    """Two named fields of the current user: they are there, and others are not."""
    gws.hold_fields_known()
    own = gws.own_user()
    names = _chosen(own.user)
    answer = gws.me(("fields", ",".join(names)))
    right = answer.accepted and answer.user.keys() <= {*names, *_ALWAYS}
    judge.holds(
        right and all(answer.user.get(name) == own.user[name] for name in names),
        f"/me with fields={','.join(names)} did not return exactly these fields",
        expected=", ".join(names),
        observed=answer if not answer.user else ", ".join(answer.user),
        shown=(own, answer),
    )


def _having(items: Sequence[Item], filters: Sequence[tuple[str, str]]) -> list[Item]:
    return [one for one in items if all(one.get(name) == value for name, value in filters)]


def _telling(items: Sequence[Item]) -> list[tuple[str, str]]:
    """Fields and values to filter by, none that is told from another by letter case only."""
    spellings = Counter(
        (name, value.casefold())
        for name, value in {
            (name, value) for one in items for name, value in one.items() if isinstance(value, str)
        }
    )
    pairs = told_apart(items)
    return [(name, value) for name, value in pairs if spellings[name, value.casefold()] == 1]


def _worth(items: Sequence[Item], name: str, value: str) -> int:
    """How much a filter shows: that several objects have the value, and that others come near."""
    having = len(_having(items, [(name, value)]))
    texts = (str(one.get(name, "")).casefold() for one in items)
    near = sum(value.casefold() in text for text in texts) > having
    return int(having > 1) + int(near)


def _judge_filters(
    gws: GenesysWs,
    judge: Judge,
    whole: Listing,
    items: Sequence[Item],
    filters: Sequence[tuple[str, str]],
) -> None:
    answer = gws.list(whole.path, ("fields", "*"), *filters)
    expected = _having(items, filters)
    got = answer.items if answer.items is not None else ()
    right = answer.accepted and len(_having(got, filters)) == len(got) == len(expected)
    if not right:
        _hold_still(gws, whole)
    judge.holds(
        right,
        f"{whole.path} is not filtered by {' and '.join('='.join(one) for one in filters)}",
        expected=f"{len(expected)} of {len(items)} objects",
        observed=f"{len(got)} objects: {answer}",
        shown=(whole, answer),
    )


@pytest.mark.requirement("GWS-FILTER-01")
def test_a_filter_holds_exactly_what_fits(gws: GenesysWs, judge: Judge) -> None:
    """A list filtered by a field holds the objects that have the value, and no others."""
    gws.hold_fields_known()
    whole = gws.a_list()
    items = _objects(gws, whole)
    pairs = sorted(_telling(items), key=lambda one: _worth(items, *one))
    by_field = list({name: (name, value) for name, value in pairs}.values())
    by_field.sort(key=lambda one: -_worth(items, *one))
    if not by_field:
        reason = (
            f"all objects of {whole.path} have the same field values; "
            "[data] list can name another list"
        )
        raise NotTested(reason)
    for one in by_field[:_PAIRS]:
        _judge_filters(gws, judge, whole, items, (one,))


@pytest.mark.requirement("GWS-FILTER-02")
def test_all_filters_have_to_hold(gws: GenesysWs, judge: Judge) -> None:
    """Of two filters, each of which fits more, only what fits both is left."""
    gws.hold_fields_known()
    whole = gws.a_list()
    items = _objects(gws, whole)
    holders = {
        one: {at for at, item in enumerate(items) if item.get(one[0]) == one[1]}
        for one in _telling(items)
    }
    # What one object alone has cannot be narrowed down, and in a long list most is of that kind.
    shared = {one: at for one, at in holders.items() if len(at) > 1}
    for both in combinations(shared, 2):
        one, other = (shared[pair] for pair in both)
        if 0 < len(one & other) < min(len(one), len(other)):
            _judge_filters(gws, judge, whole, items, both)
            return
    reason = f"no two fields of {whole.path} tell more than one; [data] list can name another"
    raise NotTested(reason)

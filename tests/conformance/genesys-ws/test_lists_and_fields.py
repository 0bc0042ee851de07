"""Lists, fields and filters (Filtering a request)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any
from urllib.parse import unquote

import pytest

from contracts.apis.genesys_ws import GenesysWs, Listing, having, seen, told_apart
from contracts.kit import Inconclusive, Judge, NotTested, Snapshot, both, divided, joint

_ALWAYS = frozenset({"id", "uri", "path"})
"""What an object may be given with, asked for or not: by it the object is known."""

_PAIRS = 3

Item = Mapping[str, Any]
Filters = Sequence[tuple[str, str]]


def _objects(gws: GenesysWs, listing: Listing) -> Snapshot:
    """The objects of a list. Raises Inconclusive where they are not all there (GWS-FIELDS-02)."""
    uris = gws.list(listing.path).uris
    if not listing.items or (uris and len(uris) != len(listing.items)):
        reason = f"fields=* returns no objects (see GWS-FIELDS-02): {listing}"
        raise Inconclusive(reason)
    return seen(listing)


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
            answer.accepted and _each_another(answer.uris),
            f"{whole.path} without fields returned no URIs, or not each object's own",
            expected="a list of strings in uris, each of them once",
            observed=answer,
            shown=(answer,),
        )


def _each_another(uris: Sequence[str] | None) -> bool:
    return uris is not None and bool(uris) and all(uris) and len(set(uris)) == len(uris)


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
        strays = _strays(uris or (), whole.items or ())
        if strays:
            _hold_still(gws, whole)
        judge.holds(
            not strays,
            f"the URIs of {whole.path} are not those of the objects with fields=*",
            expected="URIs that end in the ids of the objects",
            observed=", ".join(strays),
            shown=(whole,),
        )


def _strays(uris: Sequence[str], items: Sequence[Item]) -> list[str]:
    """URIs that do not end in the id of an object."""
    ids = {str(one.get("id")) for one in items}
    ends = {uri: unquote(uri).rstrip("/").rsplit("/", 1)[-1] for uri in uris}
    return [uri for uri, end in ends.items() if end not in ids]


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
    whole = gws.various()[0]
    items = _objects(gws, whole).rows
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


def _candidates(rows: Mapping[str, Item]) -> list[tuple[str, str]]:
    """Fields and values to filter by, one of each field, the most telling first.

    A value tells most that several objects have, and that is a part of what others have.
    """

    def worth(one: tuple[str, str]) -> int:
        exactly = having(rows, *one)
        near = having(rows, *one, part=True).required > exactly.required
        return int(len(exactly.required) > 1) + int(near)

    known = told_apart(list(rows.values()))
    pairs = sorted((one for one in known if having(rows, *one).telling), key=worth)
    return sorted({one[0]: one for one in pairs}.values(), key=lambda one: -worth(one))


def _filtered(gws: GenesysWs, judge: Judge, whole: Listing, filters: Filters) -> None:
    """Hold a list to what it gives with filters."""
    snapshot = _objects(gws, whole)
    answer = gws.list(whole.path, ("fields", "*"), *filters)
    found = answer.items or () if answer.accepted else ()
    listed = [snapshot.spec.key(one) for one in found]
    parts = [having(snapshot.by_key, *one) for one in filters]
    judge.law(
        joint(listed, parts) if len(parts) > 1 else divided(listed, parts[0]),
        f"{whole.path} filtered by {' and '.join('='.join(one) for one in filters)}",
        shown=(whole, answer),
        moved=lambda: _hold_still(gws, whole),
    )


@pytest.mark.requirement("GWS-FILTER-01")
def test_a_filter_holds_exactly_what_fits(gws: GenesysWs, judge: Judge) -> None:
    """Each list filtered by a field holds the objects that have the value, and no others."""
    gws.hold_fields_known()
    tried = 0
    for whole in gws.various():
        candidates = _candidates(_objects(gws, whole).by_key)
        for one in candidates[: 1 if tried else _PAIRS]:
            _filtered(gws, judge, whole, (one,))
            tried += 1
    if not tried:
        reason = "all objects of each list have the same field values; [data] list names another"
        raise NotTested(reason)


@pytest.mark.requirement("GWS-FILTER-02")
def test_all_filters_have_to_hold(gws: GenesysWs, judge: Judge) -> None:
    """Of two filters, each of which fits more, only what fits both is left."""
    gws.hold_fields_known()
    for whole in gws.various():
        rows = _objects(gws, whole).by_key
        parts = {one: having(rows, *one) for one in told_apart(list(rows.values()))}
        # What one object alone has cannot be narrowed down, and in a long list most is of that
        # kind.
        shared = [one for one, part in parts.items() if len(part.required) > 1]
        for pair in combinations(shared, 2):
            two = [parts[one] for one in pair]
            if joint(sorted(both(*two).required), two) is None:
                _filtered(gws, judge, whole, pair)
                return
    reason = "no two fields of a list tell more than one; [data] list can name another"
    raise NotTested(reason)

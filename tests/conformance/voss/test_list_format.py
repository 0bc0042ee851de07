"""summary and traversal (List format)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from contracts.apis.voss import (
    NODES,
    SUBSCRIBERS,
    Item,
    Node,
    Page,
    Voss,
    Whole,
    difference,
    find,
)
from contracts.engine import Judge
from contracts.model import Inconclusive

_NOTHING = (None, "")


def _beyond(voss: Voss, whole: Whole) -> frozenset[str]:
    """Attributes that resources have beyond their summary; empty where there are none."""
    full = voss.get(whole.model, whole.keys[0]).resource()
    others = set(full.data) - set(whole.summary_attrs) - {"pkid"}
    properties = next(
        find(voss.known_schema(whole.model).members.get("schema"), "properties"), None
    )
    if isinstance(properties, dict) and others & set(properties):
        # Members that the schema does not know are an implementation's own.
        others &= set(properties)
    return frozenset(others)


def _with_more(voss: Voss) -> tuple[Whole, frozenset[str]]:
    """A list whose resources have more than their summary, and the names of what they have more.

    Raises Inconclusive where there is none.
    """
    sample = voss.sample()
    if others := _beyond(voss, sample):
        return sample, others
    for model in voss.totals():
        whole = voss.beginning(model)
        if model != SUBSCRIBERS and whole.keys and (others := _beyond(voss, whole)):
            return whole, others
    reason = f"resources of {', '.join(voss.totals())} have no data beyond their summary"
    raise Inconclusive(reason)


def _too_much(page: Page, others: frozenset[str]) -> list[str]:
    return sorted({name for one in page for name in one.data} & others)


def _seen_from(whole: Whole) -> dict[str, Any]:
    """What a list was asked for with, but for summary."""
    return {name: value for name, value in whole.how.items() if name != "summary"}


def _hold_summary(voss: Voss, judge: Judge, what: str, **how: Any) -> None:
    """Judge that no attribute beyond the summary is listed."""
    whole, others = _with_more(voss)
    for skip in (0, len(whole) // 2):
        page = voss.page(whole.model, skip=skip, **{**_seen_from(whole), **how})
        extra = _too_much(page, others)
        judge.holds(
            voss.settled(bool(page.keys), whole) and not extra,
            f"{what} data has more than the summary attributes",
            expected=", ".join(whole.summary_attrs),
            observed=", ".join(extra) or "no resources",
            shown=(page,),
        )


@pytest.mark.requirement("VOSS-SUMMARY-01")
def test_summary_is_summary_data_only(voss: Voss, judge: Judge) -> None:
    """With summary=true no attribute beyond summary_attrs is listed."""
    _hold_summary(voss, judge, "with summary=true", summary=True)


@pytest.mark.requirement("VOSS-SUMMARY-02")
def test_default_of_summary(voss: Voss, judge: Judge) -> None:
    """Without summary no attribute beyond summary_attrs is listed."""
    whole, others = _with_more(voss)
    if _too_much(voss.page(whole.model, **{**whole.how, "summary": True}), others):
        reason = "summary=true does not limit the data: see VOSS-SUMMARY-01"
        raise Inconclusive(reason)
    _hold_summary(voss, judge, "without summary")


@pytest.mark.requirement("VOSS-SUMMARY-03")
def test_without_summary_all_data_is_listed(voss: Voss, judge: Judge) -> None:
    """With summary=false resources have data beyond their summary, and their summary too."""
    whole, others = _with_more(voss)
    page = voss.page(whole.model, summary=False, **_seen_from(whole))
    judge.holds(
        page.is_list, "summary=false is refused", expected="the list", observed=page, shown=(page,)
    )
    judge.holds(
        bool(_too_much(page, others)),
        "with summary=false data is no more than the summary attributes",
        expected=", ".join(sorted(others)),
        observed=", ".join(sorted(page.items[0].data)) if page.keys else "no resources",
        shown=(page,),
    )
    for item in page:
        lost = _lost(whole, item)
        judge.holds(
            voss.settled(not lost, whole),
            f"with summary=false {lost} is missing or has another value",
            expected=f"{lost}: {whole.rows.get(item.key, {}).get(lost)!r}",
            observed=repr(item.data.get(lost)),
            shown=(page,),
        )


def _lost(whole: Whole, item: Item) -> str:
    """A summary attribute that the list has and `item` has not; empty for none."""
    listed = whole.rows.get(item.key, {})
    names = [one for one in listed if one in whole.summary_attrs and listed[one] not in _NOTHING]
    gone = [one for one in names if one not in item.data]
    return next(iter(gone), difference({one: listed[one] for one in names}, item.data))


class Family(NamedTuple):
    """A node with resources of a model, and the nodes below it, one with resources at least."""

    model: str
    node: Node
    below: list[Node]


def _at(voss: Voss, model: str, node: Node, traversal: str) -> Whole:
    """The list at a node, which has to be short enough to be known as a whole.

    Raises Inconclusive otherwise.
    """
    whole = voss.beginning(model, hierarchy=node.pkid, traversal=traversal)
    if not whole.complete:
        reason = f"{model} at {node.name} has more resources than are read as a whole"
        raise Inconclusive(reason)
    return whole


def _keys(voss: Voss, model: str, node: Node, traversal: str) -> set[str]:
    return set(_at(voss, model, node, traversal).keys)


def _families(voss: Voss) -> Iterator[Family]:
    """Families of nodes, with each model in which traversal may show."""
    for model in dict.fromkeys((voss.sample().model, NODES)):
        for node, below in voss.tree().families()[:4]:
            yield Family(model, node, below)


def _family(voss: Voss) -> Family:
    """A family in which traversal shows. Raises Inconclusive where there is none."""
    for model, node, below in _families(voss):
        try:
            ours = _keys(voss, model, node, "local")
            theirs = set().union(*(_keys(voss, model, one, "local") for one in below))
        except Inconclusive:
            continue
        if ours and theirs - ours:
            return Family(model, node, below)
    reason = "no node is known that has resources and, below it, a node that has some, too"
    raise Inconclusive(reason)


def _downward(voss: Voss) -> Family:
    """Any family where a node below has resources, without relying on local."""
    for model, node, below in _families(voss):
        try:
            _at(voss, model, node, "down")
            if any(_keys(voss, model, one, "down") for one in below):
                return Family(model, node, below)
        except Inconclusive:
            continue
    reason = "no node is known that has nodes with resources below it"
    raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-TRAVERSAL-01")
def test_down_covers_what_is_below(voss: Voss, judge: Judge) -> None:
    """traversal=down at a node lists all that it lists at the nodes below."""
    model, node, below = _downward(voss)
    whole = voss.read(model, hierarchy=node.pkid, traversal="down")
    for one in below:
        part = _at(voss, model, one, "down")
        missing = set(part.keys) - set(whole.keys)
        judge.holds(
            voss.settled(not missing, whole, part),
            f"traversal=down at {node.name} lacks resources that are listed at {one.name} below",
            expected=f"{len(part)} resources of {one.name} among those of {node.name}",
            observed=f"{len(missing)} are missing",
            shown=(whole, part),
        )


@pytest.mark.requirement("VOSS-TRAVERSAL-02")
def test_local_is_the_node_alone(voss: Voss, judge: Judge) -> None:
    """traversal=local lists what no other node has, and with those below makes up down."""
    model, node, below = _downward(voss)
    local = voss.read(model, hierarchy=node.pkid, traversal="local")
    down = _at(voss, model, node, "down")
    parts = [_at(voss, model, one, "down") for one in below]
    deeper = set().union(*(part.keys for part in parts))
    if not deeper <= set(down.keys) or deeper == set(down.keys):
        reason = f"traversal=down does not tell {node.name} from the nodes below it"
        raise Inconclusive(reason)
    judge.holds(
        voss.settled(not set(local.keys) & deeper, local, down, *parts),
        f"traversal=local at {node.name} lists resources of nodes below",
        expected="no resource that is listed further down",
        observed=f"{len(set(local.keys) & deeper)} of them",
        shown=(local, *parts[:2]),
    )
    wanted = set(down.keys) - deeper
    judge.holds(
        voss.settled(set(local.keys) == wanted, local, down, *parts),
        f"traversal=local at {node.name} does not list the resources of the node",
        expected=f"{len(wanted)} resources: those of down that no node below has",
        observed=f"{len(local)} resources",
        shown=(local, down),
    )


@pytest.mark.requirement("VOSS-TRAVERSAL-03")
def test_default_of_traversal(voss: Voss, judge: Judge) -> None:
    """Without traversal a node lists what it lists with down."""
    model, node, _ = _downward(voss)
    down = _at(voss, model, node, "down")
    others = {t: _keys(voss, model, node, t) for t in ("local", "up")}
    if any(keys == set(down.keys) for keys in others.values()):
        reason = "traversal=down gives what another traversal gives"
        raise Inconclusive(reason)
    plain = voss.read(model, hierarchy=node.pkid)
    judge.holds(
        voss.settled(set(plain.keys) == set(down.keys), down, plain),
        "without traversal a list is not the one with traversal=down",
        expected=f"{len(down)} resources",
        observed=f"{len(plain)} resources",
        shown=(plain, down),
    )


@pytest.mark.requirement("VOSS-TRAVERSAL-04")
def test_up_covers_what_is_above(voss: Voss, judge: Judge) -> None:
    """traversal=up lists what is above, and nothing that is below."""
    model, node, below = _family(voss)
    ours = _at(voss, model, node, "local")
    child = next((one for one in below if _keys(voss, model, one, "local")), below[0])
    theirs = _at(voss, model, child, "local")
    if set(ours.keys) & set(theirs.keys):
        reason = "traversal=local does not tell nodes apart: see VOSS-TRAVERSAL-02"
        raise Inconclusive(reason)
    up = voss.read(model, hierarchy=child.pkid, traversal="up")
    if voss.reading("VOSS-AMB-24") == "included":
        judge.holds(
            voss.settled(set(theirs.keys) <= set(up.keys), up, theirs),
            f"traversal=up at {child.name} lacks resources of the node itself",
            expected=f"{len(theirs)} resources",
            observed=f"{len(set(theirs.keys) - set(up.keys))} are missing",
            shown=(up, theirs),
        )
    for ancestor in voss.tree().above(child):
        part = _at(voss, model, ancestor, "local")
        missing = set(part.keys) - set(up.keys)
        judge.holds(
            voss.settled(not missing, up, part),
            f"traversal=up at {child.name} lacks resources of {ancestor.name} above it",
            expected=f"{len(part)} resources",
            observed=f"{len(missing)} are missing",
            shown=(up, part),
        )
    above = voss.read(model, hierarchy=node.pkid, traversal="up")
    lower = set(above.keys) & set(theirs.keys)
    judge.holds(
        voss.settled(not lower, above, theirs),
        f"traversal=up at {node.name} lists resources of {child.name} below it",
        expected="none of them",
        observed=f"{len(lower)} of them",
        shown=(above, theirs),
    )

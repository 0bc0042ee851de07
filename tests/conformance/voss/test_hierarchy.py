"""The hierarchy parameter (API Parameters)."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from itertools import islice

import msgspec
import pytest

from contracts.apis.voss import NODES, Node, Page, Voss
from contracts.kit import Inconclusive, Judge

UNKNOWN = ("ucc-no-such-node", "ucc-none.ucc-at.ucc-all")
HEX_OR_UUID = re.compile(r"[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
_ROWS = 300
_ABOVE_PROVIDER = 2
"""How many nodes there are above the providers at most: the root, and one below it."""
_NODES = 30
_LOOKED_UP = 4
"""How many nodes are asked for by their pkid where the list does not show their path."""


def _dotted_nodes(voss: Voss) -> list[Node]:
    """Some nodes whose dot notation is known: namesakes, from the top and bottom of the tree."""
    found = sorted(
        (one for one in voss.tree() if one.dotted), key=lambda one: one.dotted.count(".")
    )
    found = [*_given(voss, found), *found]
    if not found:
        reason = "no node shows its dot notation; name one in [data] hierarchy"
        raise Inconclusive(reason)
    namesakes = _namesakes(found) or _namesakes(list(voss.tree_of_caller()))
    return list(dict.fromkeys((*namesakes, *found[:1], *found[2:][-3:], *found[1:2])))


def _namesakes(nodes: Sequence[Node]) -> list[Node]:
    """The first and the last of the nodes that have one name at different places; else none."""
    named: dict[str, dict[str, Node]] = {}
    for one in nodes:
        if one.dotted:
            named.setdefault(one.dotted.rpartition(".")[2], {})[one.pkid] = one
    group = list(max(named.values(), key=len, default={}).values())
    return [group[0], group[-1]] if len(group) > 1 else []


def _given(voss: Voss, seen: Sequence[Node]) -> list[Node]:
    """The node of the target file as it is spelt there, where no list shows that spelling.

    Where the lists that it gives do not show it, it is looked up in what the caller sees.
    """
    given = voss.target.data.get("hierarchy", "")
    if "." not in given or any(one.dotted == given for one in seen):
        return []
    names = {given.removeprefix("sys."), f"sys.{given.removeprefix('sys.')}"}
    known = next((one for one in (*seen, *voss.tree_of_caller()) if one.dotted in names), None)
    return [msgspec.structs.replace(known, dotted=given)] if known else []


def _at(voss: Voss, model: str, node: str) -> Page:
    return voss.longest(model, most=_ROWS, hierarchy=node, skip=0)


def _by_dots(voss: Voss, model: str, dotted: str, *, rooted: bool) -> tuple[Page, bool]:
    """The list for a node in dot notation, and whether the name of the root was taken in it.

    It is left out where it is not taken: where it is refused, or gives nothing, as an unknown node
    may. Where it was seen to be taken for another node (`rooted`) it has to be. In the document dot
    notation begins with the provider: the name of a node between that and the root may be no part
    of it either.
    """
    page = _at(voss, model, dotted)
    if dotted.startswith("sys.") and not _shows(page) and not rooted:
        bare = _at(voss, model, dotted.removeprefix("sys."))
        below = dotted.split(".", _ABOVE_PROVIDER)
        if not _shows(bare) and len(below) > _ABOVE_PROVIDER:
            shorter = _at(voss, model, below[-1])
            bare = shorter if _shows(shorter) else bare
        if _shows(bare) or not page.accepted:
            return bare, False
    return page, rooted or (dotted.startswith("sys.") and _shows(page))


def _shows(page: Page) -> bool:
    """Whether a page is one of a list that has something in it."""
    return page.is_list and bool(page.keys)


def _same(one: Page, other: Page) -> bool:
    """Whether two pages are those of the same list."""
    if max(len(one.keys), len(other.keys)) < _ROWS:
        return set(one.keys) == set(other.keys)
    return one.total == other.total and one.keys[:1] == other.keys[:1]


@pytest.mark.requirement("VOSS-HIER-01")
def test_pkid_and_dots_name_the_same_node(voss: Voss, judge: Judge) -> None:
    """The list of a node is the same by pkid and in dot notation, for nodes of all heights."""
    whole = voss.sample()
    lists = set()
    rooted = False
    nodes = voss.sampled(_dotted_nodes(voss), 3)
    node = nodes[-1]
    for node in nodes:
        by_pkid = _at(voss, whole.model, node.pkid)
        by_dots, rooted = _by_dots(voss, whole.model, node.dotted, rooted=rooted)
        for form, said, page in (
            ("its pkid", node.pkid, by_pkid),
            ("dot notation", node.dotted, by_dots),
        ):
            judge.holds(
                page.is_list,
                f"a node named by {form} is refused: hierarchy={said}",
                expected="the list",
                observed=page,
                shown=(page,),
            )
        judge.holds(
            voss.settled(_same(by_pkid, by_dots), whole),
            f"pkid and dot notation of {node.dotted} do not give the same list",
            expected=f"{len(by_pkid.keys)} resources, as by pkid",
            observed=f"{len(by_dots.keys)} resources",
            shown=(by_pkid, by_dots),
        )
        lists.add(frozenset(by_pkid.keys))
    for model in [one for one in voss.models if one.startswith("device/")][:1]:
        by_pkid = _at(voss, model, node.pkid)
        if not by_pkid.is_list:
            continue  # There is no such model here.
        by_dots, _ = _by_dots(voss, model, node.dotted, rooted=rooted)
        judge.holds(
            by_dots.is_list,
            f"a node named by dot notation is refused for {model}: hierarchy={node.dotted}",
            expected="the list, as by pkid",
            observed=by_dots,
            shown=(by_pkid, by_dots),
        )
        judge.holds(
            voss.settled(_same(by_pkid, by_dots), voss.beginning(model)),
            f"pkid and dot notation of {node.dotted} do not give the same list of {model}",
        )
    if len(lists) == 1:
        reason = "all nodes have the same list, so that one cannot be told from another"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-HIER-02")
def test_list_without_hierarchy(voss: Voss, judge: Judge) -> None:
    """A list without hierarchy is refused, or is that of a node: the caller's own, if known."""
    model = voss.any_list().model
    page = voss.page(model, hierarchy="", limit=5, how={"defect": "no hierarchy"})
    lenient = voss.reading("VOSS-AMB-02") == "lenient"
    own = voss.target.data.get("own_hierarchy")
    what = "the list of the caller's own node" if own else "the list of a node"
    judge.holds(
        page.refused or (lenient and page.is_list),
        "a list without hierarchy is neither refused nor a list",
        expected=f"a 4xx, or {what}" if lenient else "a 4xx",
        observed=page,
        shown=(page,),
    )
    if page.is_list and _node_of(voss, model, page, own) is None:
        judge.holds(
            condition=False,
            summary=f"a list without hierarchy is not {what}",
            expected=f"the total of {own or 'one of the nodes'}",
            observed=f"{page.total} resources",
            shown=(page,),
        )


def _node_of(voss: Voss, model: str, page: Page, own: str | None) -> str | None:
    """The node whose list a page begins; None for none. Raises Inconclusive where that is open."""
    nodes = list(voss.tree())
    names = [voss.in_a_form_taken(own)] if own else [voss.hierarchy, *(one.pkid for one in nodes)]
    for name in names[: _NODES + 1]:
        there = voss.page(model, hierarchy=name, limit=5)
        if there.is_list and there.total == page.total and set(there.keys) == set(page.keys):
            return name
    if own is None and len(nodes) > _NODES:
        reason = "the caller's own node is not known; name it in [data] own_hierarchy"
        raise Inconclusive(reason)
    again = voss.page(model, hierarchy="", limit=5, how={"defect": "no hierarchy"})
    if not again.is_list or again.total != page.total:
        reason = f"the list of {model} changed while it was being looked at"
        raise Inconclusive(reason)
    return None


@pytest.mark.requirement("VOSS-HIER-03")
def test_instance_needs_no_hierarchy(voss: Voss, judge: Judge) -> None:
    """A resource is given by its pkid alone."""
    whole = voss.any_list()
    asked = [(whole.model, whole.keys[0]), (whole.model, whole.keys[-1])]
    devices = (one for one in voss.totals() if one.startswith("device/") and one != whole.model)
    asked += [(model, voss.first(model).key) for model in islice(devices, 1)]
    for model, key in asked:
        voss.get(model, key).resource()
        answer = voss.get(model, key, hierarchy="")
        judge.holds(
            answer.item is not None and answer.item.key == key and bool(answer.item.data),
            f"a resource of {model} is not given without a hierarchy",
            expected=key,
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("VOSS-HIER-04")
def test_path_of_a_node_leads_to_its_pkid(voss: Voss, judge: Judge) -> None:
    """meta.path of each hierarchy node has the pkid in it."""
    whole = voss.read(NODES, most=_ROWS)
    for number, item in enumerate(whole.items):
        meta = item.meta
        if "path" not in meta and number >= _LOOKED_UP:
            continue
        if "path" not in meta or number == len(whole) - 1:
            meta = voss.get(NODES, item.key).resource().meta
        path = json.dumps(meta.get("path", ""), ensure_ascii=False)
        form = voss.reading("VOSS-AMB-01") == "opaque" or HEX_OR_UUID.fullmatch(item.key)
        judge.holds(
            item.key in path and bool(form),
            "the path of a hierarchy node does not lead to its pkid",
            expected=f"a path with {item.key}",
            observed=path if "path" in meta else "no path in meta",
            shown=(whole,),
        )


@pytest.mark.requirement("VOSS-HIER-05")
@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_hierarchy_gives_nothing(voss: Voss, judge: Judge, name: str) -> None:
    """A hierarchy that no system has is refused or has no resources."""
    model = voss.any_list().model
    page = voss.page(model, hierarchy=name, limit=5, how={"defect": "unknown hierarchy"})
    judge.holds(
        not page.accepted or not (page.is_list and page.keys),
        f"hierarchy={name} names no node and has resources",
        expected="a 4xx, or no resources",
        observed=page,
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-HIER-06")
def test_form_of_pkids_is_observed(voss: Voss, judge: Judge) -> None:
    """Whether pkids are 24 hexadecimal digits, UUIDs or something else is reported."""
    keys = voss.read(NODES, most=20).keys
    lengths = sorted({len(key) for key in keys})
    dashed = any("-" in key for key in keys)
    judge.observe(f"pkids of {lengths} characters{', with dashes' if dashed else ''}")

"""The hierarchy parameter (API Parameters)."""

from __future__ import annotations

import json
import re

import pytest

from contracts.apis.voss import NODES, Node, Page, Voss
from contracts.engine import Judge
from contracts.model import Inconclusive

UNKNOWN = ("ucc-no-such-node", "ucc-none.ucc-at.ucc-all")
HEX_OR_UUID = re.compile(r"[0-9a-f]{24}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)


def _dotted_nodes(voss: Voss) -> list[Node]:
    """Some nodes whose dot notation is known, from the top and from the bottom of the tree."""
    found = sorted(
        (one for one in voss.tree() if one.dotted), key=lambda one: one.dotted.count(".")
    )
    if not found:
        reason = "no node shows its dot notation; name one in [data] hierarchy"
        raise Inconclusive(reason)
    return [*found[:2], *found[2:][-3:]]


def _by_dots(voss: Voss, model: str, dotted: str) -> Page:
    """The list for a node in dot notation; the root's name is left out where it is not taken."""
    page = voss.page(model, hierarchy=dotted, skip=0, limit=2000)
    if not page.accepted and dotted.startswith("sys."):
        page = voss.page(model, hierarchy=dotted.removeprefix("sys."), skip=0, limit=2000)
    return page


@pytest.mark.requirement("VOSS-HIER-01")
def test_pkid_and_dots_name_the_same_node(voss: Voss, judge: Judge) -> None:
    """The list of a node is the same by pkid and in dot notation, for nodes of all heights."""
    whole = voss.sample()
    lists = set()
    for node in _dotted_nodes(voss):
        by_pkid = voss.page(whole.model, hierarchy=node.pkid, skip=0, limit=2000)
        by_dots = _by_dots(voss, whole.model, node.dotted)
        for form, page in (("pkid", by_pkid), ("dot notation", by_dots)):
            judge.holds(
                page.is_list,
                f"the list of a node named by {form} is refused",
                expected="the list",
                observed=page,
                shown=(page,),
            )
        judge.holds(
            voss.settled(set(by_pkid.keys) == set(by_dots.keys), whole),
            f"pkid and dot notation of {node.dotted} do not give the same list",
            expected=f"{len(by_pkid.keys)} resources, as by pkid",
            observed=f"{len(by_dots.keys)} resources",
            shown=(by_pkid, by_dots),
        )
        lists.add(frozenset(by_pkid.keys))
    if len(lists) == 1:
        reason = "all nodes have the same list, so that one cannot be told from another"
        raise Inconclusive(reason)


@pytest.mark.requirement("VOSS-HIER-02")
def test_list_without_hierarchy(voss: Voss, judge: Judge) -> None:
    """A list without hierarchy is refused, or is a list all the same."""
    model = voss.any_list().model
    page = voss.page(model, hierarchy="", limit=5, how={"defect": "no hierarchy"})
    lenient = voss.reading("VOSS-AMB-02") == "lenient"
    told = page.accepted and isinstance(page.body, dict) and "resources" not in page.body
    judge.holds(
        page.refused or (lenient and (page.is_list or told)),
        "a list without hierarchy is neither refused nor a list",
        expected="a 4xx, or the list of the caller's node" if lenient else "a 4xx",
        observed=page,
        shown=(page,),
    )
    judge.observe(f"a list without hierarchy: {'a list' if page.is_list else page.status}")


@pytest.mark.requirement("VOSS-HIER-03")
def test_instance_needs_no_hierarchy(voss: Voss, judge: Judge) -> None:
    """A resource is given by its pkid alone."""
    whole = voss.any_list()
    for key in (whole.keys[0], whole.keys[-1]):
        item = voss.get(whole.model, key).resource()
        answer = voss.get(whole.model, key, hierarchy="")
        given = answer.item is not None and answer.item.key == key
        judge.holds(
            given and set(answer.resource().data) == set(item.data),
            "a resource is not given without a hierarchy",
            expected=key,
            observed=answer,
            shown=(answer,),
        )


@pytest.mark.requirement("VOSS-HIER-04")
def test_path_of_a_node_leads_to_its_pkid(voss: Voss, judge: Judge) -> None:
    """meta.path of a hierarchy node has the pkid in it."""
    whole = voss.read(NODES)
    for item in whole.items[:4]:
        meta = item.meta if "path" in item.meta else voss.get(NODES, item.key).resource().meta
        path = json.dumps(meta.get("path", ""), ensure_ascii=False)
        form = voss.reading("VOSS-AMB-01") == "opaque" or HEX_OR_UUID.fullmatch(item.key)
        judge.holds(
            item.key in path and bool(form),
            "the path of a hierarchy node does not lead to its pkid",
            expected=f"a path with {item.key}",
            observed=path if "path" in meta else "no path in meta",
        )


@pytest.mark.requirement("VOSS-HIER-05")
@pytest.mark.parametrize("name", UNKNOWN)
def test_unknown_hierarchy_gives_nothing(voss: Voss, judge: Judge, name: str) -> None:
    """A hierarchy that no system has is refused or has no resources."""
    model = voss.any_list().model
    page = voss.page(model, hierarchy=name, limit=5, how={"defect": "unknown hierarchy"})
    judge.holds(
        not page.accepted or not (page.is_list and page.keys),
        "a hierarchy that does not exist has resources",
        expected="a 4xx, or no resources",
        observed=page,
        shown=(page,),
    )


@pytest.mark.requirement("VOSS-HIER-06")
def test_form_of_pkids_is_observed(voss: Voss, judge: Judge) -> None:
    """Whether pkids are 24 hexadecimal digits, UUIDs or something else is reported."""
    keys = voss.read(NODES).keys
    lengths = sorted({len(key) for key in keys})
    dashed = any("-" in key for key in keys)
    judge.observe(f"pkids of {lengths} characters{', with dashes' if dashed else ''}")

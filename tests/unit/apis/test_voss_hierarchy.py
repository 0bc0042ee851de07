"""What the nodes of a hierarchy say of their place, in the forms in which it is seen."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import Item, Tree


def node(pkid: str, name: str, **meta: Any) -> Item:
    return Item(pkid, {"name": name}, meta)


OBJECTS = [
    node("a", "sys", path=[{"pkid": "a", "name": "sys"}]),
    node("b", "P", path=[{"pkid": "a", "name": "sys"}, {"pkid": "b", "name": "P"}]),
    node("c", "C", path=["a", "b", "c"]),
]
REFERENCES = [
    node("a", "sys", references={"parent": []}),
    node("b", "P", references={"parent": [{"pkid": "a"}]}),
    node("c", "C", references={"parent": [{"href": "/api/data/HierarchyNode/b/"}]}),
]
HUNG = [
    node("a", "sys", hierarchy="a"),
    node("b", "P", hierarchy="a", path="/api/data/HierarchyNode/b/"),
    node("c", "C", hierarchy="b", path="/api/data/HierarchyNode/c/"),
]
DOTTED = [node("a", "sys", path="sys"), node("b", "P", path=["b", "sys.P"])]


@pytest.mark.parametrize("items", [OBJECTS, REFERENCES])
def test_parents_and_names_make_up_the_dot_notation(items: list[Item]) -> None:
    tree = Tree(items)
    assert [one.dotted for one in tree] == ["sys", "sys.P", "sys.P.C"]
    assert [one.name for one in tree.above(tree.nodes["c"])] == ["P", "sys"]
    assert [(one.name, [b.name for b in below]) for one, below in tree.families()] == [
        ("sys", ["P"]),
        ("P", ["C"]),
    ]


def test_a_path_may_say_it() -> None:
    assert Tree(DOTTED).nodes["b"].dotted == "sys.P"


def test_what_the_user_knows_counts_where_it_fits_one_node() -> None:
    unknown = [node("a", "P"), node("b", "C")]
    assert [one.dotted for one in Tree(unknown, "sys.P")] == ["sys.P", ""]
    assert [one.dotted for one in Tree([*unknown, node("c", "P")], "sys.P")] == ["", "", ""]
    assert [one.dotted for one in Tree(unknown, "5ad5e4e3affa9343e4d9b140")] == ["", ""]


def test_nothing_is_made_up_where_parents_are_not_seen() -> None:
    assert [one.dotted for one in Tree([node("a", "P"), node("b", "C", path=["x", "b"])])] == [
        "",
        "",
    ]


def test_a_name_with_a_dot_has_no_dot_notation() -> None:
    items = [node("a", "sys"), node("b", "P.Q", path=["a", "b"]), node("c", "C", path=["b", "c"])]
    assert [one.dotted for one in Tree(items)] == ["sys", "", ""]


def test_nodes_above_the_list_have_no_family() -> None:
    """Others may hang on them: only those that are at or below the list's own node are known."""
    seen = [*OBJECTS, node("d", "D", path=["a", "b", "d"])]
    listed = {"c", "d"}
    assert [one.name for one, _ in Tree(seen, listed=listed).families()] == ["P"]
    assert [one.name for one, _ in Tree(OBJECTS, "sys.P", {"c"}).families()] == ["P"]
    assert [one.name for one, _ in Tree(OBJECTS, "b", {"c"}).families()] == ["P"]
    assert [one.name for one, _ in Tree(OBJECTS, "", {"c"}).families()] == []


def test_a_node_with_the_name_of_the_one_above_it_is_not_that_one() -> None:
    items = [
        node("a", "sys", hierarchy="sys"),
        node("b", "P", hierarchy="sys"),
        node("c", "C", hierarchy="sys.P"),
        node("d", "C", hierarchy="sys.P.C"),
    ]
    assert [one.dotted for one in Tree(items)] == ["sys", "sys.P", "sys.P.C", "sys.P.C.C"]


def test_a_node_may_show_its_own_place() -> None:
    items = [node("b", "P", hierarchy="sys.P"), node("d", "C", hierarchy="sys.P.C")]
    assert [one.dotted for one in Tree(items)] == ["sys.P", "sys.P.C"]


def test_meta_may_name_the_node_above_by_its_pkid() -> None:
    tree = Tree(HUNG)
    assert [one.parent for one in tree] == ["", "a", "b"]
    assert [one.name for one in tree.above(tree.nodes["c"])] == ["P", "sys"]
    assert [one.dotted for one in Tree(HUNG, "sys.P")][1:] == ["sys.P", "sys.P.C"]
    unlisted = Tree([node("c", "C", hierarchy="5ad5e4e3affa9343e4d9b140")])
    assert unlisted.nodes["c"].parent == "5ad5e4e3affa9343e4d9b140"


def test_the_top_is_the_one_node_above_all_others() -> None:
    tree = Tree(OBJECTS, "sys.P", {"c"})
    assert tree.top is not None
    assert tree.top.name == "sys"
    assert tree.above_the_list(tree.top)
    assert not tree.above_the_list(tree.nodes["b"])
    assert Tree([node("a", "P"), node("b", "Q")]).top is None

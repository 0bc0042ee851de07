"""What of a target file does not fit a VOSS system."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.apis.conftest import Served

ACME = "sys.CS-P.North Reseller.Acme-Corp"


@pytest.mark.parametrize("node", [ACME, "sys"])
def test_a_node_that_is_known_fits(node: str, speak: Callable[..., Served]) -> None:
    assert speak("voss", hierarchy=node).api.misfit() == ""


@pytest.mark.parametrize("key", ["hierarchy", "own_hierarchy"])
def test_a_node_that_is_not_known_is_named_with_its_key(
    key: str, speak: Callable[..., Served]
) -> None:
    found = speak("voss", **{key: "sys.Nowhere"}).api.misfit()
    assert found.startswith(f"[data] {key} is 'sys.Nowhere', which it refuses (4")
    assert "; give a node such as sys" in found


def test_another_spelling_of_a_node_is_given(speak: Callable[..., Served]) -> None:
    assert speak("voss", hierarchy="sys.sys").api.misfit().endswith("; it takes 'sys'")


def test_a_form_that_is_refused_is_no_misfit_and_is_gone_around(
    speak: Callable[..., Served],
) -> None:
    api = speak("voss", faults=["dots-refused"], hierarchy=ACME).api
    assert api.misfit() == ""
    nodes = {node.dotted: node.pkid for node in api.tree_of_caller()}
    assert api.hierarchy == nodes[ACME]


@pytest.mark.parametrize(("given", "taken"), [(ACME[4:], ACME), (ACME, ACME[4:])])
def test_a_node_is_asked_for_in_the_spelling_that_is_taken(
    given: str, taken: str, speak: Callable[..., Served], monkeypatch: pytest.MonkeyPatch
) -> None:
    """A target that takes dot notation with the root, or without it, is judged in that form."""
    api = speak("voss", hierarchy=given).api
    real = api._nodes_at
    monkeypatch.setattr(api, "tree_of_caller", lambda: ())
    monkeypatch.setattr(
        api, "_nodes_at", lambda node, **how: real("sys.none" if node == given else node, **how)
    )
    notes: list[str] = []
    monkeypatch.setattr(api, "note", notes.append)
    assert api.misfit() == ""
    assert api.hierarchy == taken
    assert notes == [f"The node {given!r} of the target file is refused; {taken!r} is asked for."]


def test_a_node_that_is_only_empty_by_its_name_is_asked_for_by_its_pkid(
    speak: Callable[..., Served],
) -> None:
    liberties = ["dots-without-root", "unknown-hierarchy-empty"]
    api = speak("voss", liberties=liberties, hierarchy=ACME).api
    taken = api.in_a_form_taken(ACME)
    assert taken != ACME
    assert next(one.dotted for one in api.tree_of_caller() if one.pkid == taken) == ACME

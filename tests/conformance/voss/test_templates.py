"""Configuration Templates in POST requests (Configuration Template and Template Name)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import pytest

from contracts.apis.voss import NotMade, Own, Voss
from contracts.kit import Inconclusive, Judge, NotTested


def _template(voss: Voss) -> dict[str, Any]:
    """What the target file says of a template; a resource made without it must not look so."""
    template: dict[str, Any] | None = voss.target.data.get("template")
    if template is None:
        reason = "the target file names no Configuration Template in [data.template]"
        raise NotTested(reason)
    data = voss.seen(voss.subject()).resource().data
    expected = template["expect"]
    if all(data.get(name) == value for name, value in expected.items()):
        reason = "a resource has the values of [data.template] expect also without the template"
        raise Inconclusive(reason)
    return template


@contextmanager
def _taken(judge: Judge, *parameters: str) -> Iterator[None]:
    """Judge that the target does not refuse a POST for what it says of a template."""
    try:
        yield
    except NotMade as refused:
        judge.holds(
            condition=False,
            summary=f"a POST with {', '.join(parameters)} is refused; without it is not",
            expected="a new resource",
            observed=refused.answer,
            shown=(refused.answer,),
        )
        raise


def _is_applied(voss: Voss, judge: Judge, expected: dict[str, Any], **parameters: str) -> None:
    """Judge the values of resources made with a template, at once and with nowait=true.

    The latter where the target takes that and what it makes is seen: see VOSS-ASYNC-06.
    """
    with ExitStack() as stack:
        with _taken(judge, *parameters):
            own = stack.enter_context(voss.own(**parameters))
        _hold_values(voss, judge, expected, own)
    with suppress(Inconclusive):
        voss.late()
        with _taken(judge, *parameters):
            late = voss.late(**parameters)
        _hold_values(voss, judge, expected, voss.arrived(late))


def _hold_values(voss: Voss, judge: Judge, expected: dict[str, Any], own: Own) -> None:
    """Judge that a resource has the values of the template, and its own name."""
    named = voss.how_to_create()["name_attribute"]
    seen = voss.seen(own)
    data = seen.resource().data
    found = {name: data.get(name) for name in expected}
    judge.holds(
        found == expected,
        "a resource made with a Configuration Template lacks the template's values",
        expected=expected,
        observed=found,
        shown=(own.answer, seen),
    )
    if named not in expected:
        judge.holds(
            data.get(named) == own.name,
            f"{named} was sent with a Configuration Template and is lost",
            expected=own.name,
            observed=repr(data.get(named)),
            shown=(own.answer, seen),
        )


@pytest.mark.waits
@pytest.mark.requirement("VOSS-TEMPLATE-01")
def test_template_by_name_is_applied(voss: Voss, judge: Judge) -> None:
    """template_name gives a new resource the values of the template, at once and with nowait."""
    template = _template(voss)
    _is_applied(voss, judge, template["expect"], template_name=template["name"])


@pytest.mark.waits
@pytest.mark.requirement("VOSS-TEMPLATE-02")
def test_template_by_pkid_is_applied(voss: Voss, judge: Judge) -> None:
    """Template by pkid gives a new resource the values of the template, at once and with nowait."""
    template = _template(voss)
    _is_applied(voss, judge, template["expect"], template=template["pkid"])

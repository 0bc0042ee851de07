"""Configuration Templates in POST requests (Configuration Template and Template Name)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

import pytest

from contracts.apis.voss import NotMade, Own, Voss
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested


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
def _made(voss: Voss, judge: Judge, *, nowait: bool, **parameters: str) -> Iterator[Own]:
    """A resource made with a template; that the target refuses it is a violation."""
    with ExitStack() as stack:
        try:
            own = stack.enter_context(voss.own(nowait=nowait, **parameters))
        except NotMade as refused:
            judge.holds(
                condition=False,
                summary=f"a POST with {', '.join(parameters)} is refused; without it is not",
                expected="a new resource",
                observed=refused.answer,
                shown=(refused.answer,),
            )
            raise
        yield own


def _is_applied(
    voss: Voss,
    judge: Judge,
    expected: dict[str, Any],
    *,
    nowait: bool = False,
    **parameters: str,
) -> None:
    named = voss.how_to_create()["name_attribute"]
    with _made(voss, judge, nowait=nowait, **parameters) as own:
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


def _is_applied_later(
    voss: Voss, judge: Judge, expected: dict[str, Any], **parameters: str
) -> None:
    """Judge the same with nowait=true, where the target takes that and what it makes is seen.

    Whether it does is for VOSS-ASYNC-06.
    """
    with suppress(Inconclusive):
        voss.late()
        _is_applied(voss, judge, expected, nowait=True, **parameters)


@pytest.mark.waits
@pytest.mark.requirement("VOSS-TEMPLATE-01")
def test_template_by_name_is_applied(voss: Voss, judge: Judge) -> None:
    """template_name gives a new resource the values of the template, at once and with nowait."""
    template = _template(voss)
    _is_applied(voss, judge, template["expect"], template_name=template["name"])
    _is_applied_later(voss, judge, template["expect"], template_name=template["name"])


@pytest.mark.waits
@pytest.mark.requirement("VOSS-TEMPLATE-02")
def test_template_by_pkid_is_applied(voss: Voss, judge: Judge) -> None:
    """Template by pkid gives a new resource the values of the template, at once and with nowait."""
    template = _template(voss)
    _is_applied(voss, judge, template["expect"], template=template["pkid"])
    _is_applied_later(voss, judge, template["expect"], template=template["pkid"])

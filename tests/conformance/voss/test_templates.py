"""Configuration Templates in POST requests (Configuration Template and Template Name)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import Voss
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested


def _template(voss: Voss, judge: Judge) -> dict[str, Any]:
    """What the target file says of a template; a resource made without it must not look so."""
    template: dict[str, Any] | None = voss.target.data.get("template")
    if template is None:
        reason = "the target file names no Configuration Template in [data.template]"
        raise NotTested(reason)
    with voss.own(judge.observe) as own:
        data = voss.seen(own).resource().data
    expected = template["expect"]
    if all(data.get(name) == value for name, value in expected.items()):
        reason = "a resource has the values of [data.template] expect also without the template"
        raise Inconclusive(reason)
    return template


def _is_applied(voss: Voss, judge: Judge, expected: dict[str, Any], **parameters: Any) -> None:
    named = voss.how_to_create()["name_attribute"]
    with voss.own(judge.observe, **parameters) as own:
        seen = voss.seen(own)
        data = seen.resource().data
        judge.equal(
            {name: data.get(name) for name in expected},
            expected,
            "the data of a resource made with a Configuration Template",
            shown=(own.answer, seen),
        )
        if named not in expected:
            what = f"{named}, which was sent, in the data of a resource made with a template"
            judge.equal(data.get(named), own.name, what, shown=(own.answer, seen))


@pytest.mark.requirement("VOSS-TEMPLATE-01")
def test_template_by_name_is_applied(voss: Voss, judge: Judge) -> None:
    """template_name gives the new resource the values of the template."""
    template = _template(voss, judge)
    _is_applied(voss, judge, template["expect"], template_name=template["name"])


@pytest.mark.requirement("VOSS-TEMPLATE-02")
def test_template_by_pkid_is_applied(voss: Voss, judge: Judge) -> None:
    """Template by pkid gives the new resource the values of the template."""
    template = _template(voss, judge)
    _is_applied(voss, judge, template["expect"], template=template["pkid"])

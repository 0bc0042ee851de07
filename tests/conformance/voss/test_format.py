"""The format of answers (Format)."""

from __future__ import annotations

import pytest

from contracts.apis.voss import NODES, Voss
from contracts.engine import Judge
from contracts.model import Inconclusive
from contracts.oracles import show

_FEW = 4


@pytest.mark.requirement("VOSS-FORMAT-01")
def test_json_is_json(voss: Voss, judge: Judge) -> None:
    """A list and a resource, asked for with format=json, are JSON."""
    node = voss.target.data.get("hierarchy", "sys")
    page = voss.page(NODES, hierarchy=node, limit=1)
    if page.refused:
        page = voss.page(NODES, limit=1)
    page.needed("a list")
    judge.holds(
        page.body is not None,
        "a list asked for with format=json is not JSON",
        expected="JSON",
        observed=page,
        shown=(page,),
    )
    for model, total in voss.totals().items():
        listed = voss.page(model, limit=min(total, 200) or 1).needed(f"the list of {model}")
        judge.holds(
            listed.body is not None,
            f"the list of {model} asked for with format=json is not JSON",
            expected="JSON",
            observed=listed,
            shown=(listed,),
        )
    resource = voss.get(NODES, voss.first(NODES).key).needed("a resource")
    judge.holds(
        resource.body is not None,
        "a resource asked for with format=json is not JSON",
        expected="JSON",
        observed=resource,
        shown=(resource,),
    )


@pytest.mark.requirement("VOSS-FORMAT-02")
def test_help_is_html(voss: Voss, judge: Judge) -> None:
    """The help page of a model is an HTML document."""
    models = dict.fromkeys((voss.any_list().model, *list(voss.totals())[:_FEW]))
    refused = []
    for model in models:
        answer = voss.help_page(model)
        if answer.refused:
            refused.append(f"{model}: {answer}")
            continue
        body = answer.exchange.response.body if answer.exchange.response else b""
        text = body.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
        judge.holds(
            answer.accepted and text.startswith(b"<") and (b"<html" in text or b"<body" in text),
            f"the help page of {model} is not HTML",
            expected="an HTML document",
            observed=show(body),
            shown=(answer,),
        )
    if len(refused) == len(models):
        reason = f"no model has a help page: {refused[0]}"
        raise Inconclusive(reason)
    for one in refused:
        judge.observe(f"no help page: {one}")


@pytest.mark.requirement("VOSS-FORMAT-03")
def test_media_types_are_observed(voss: Voss, judge: Judge) -> None:
    """The media type of JSON answers, and the answer without format, are reported."""
    model = voss.any_list().model
    page = voss.page(model, limit=1)
    plain = voss.ask(f"/{model}/", (("hierarchy", voss.hierarchy), ("limit", "1")))
    for what, answer in (("with format=json", page), ("without format", plain)):
        response = answer.exchange.response
        media = (response.media_type if response else "") or "no media type"
        judge.observe(f"{what}: status {answer.status}, {media}")

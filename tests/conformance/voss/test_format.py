"""The format of answers (Format)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import NODES, Answer, Voss
from contracts.kit import Inconclusive, Judge, show

_ROWS = 60
_BROWSER = "text/html,application/xhtml+xml,*/*;q=0.8"
"""What browsers accept: HTML first. The parameter says what is asked for."""
_UNCLEAR = frozenset({401, 403})
_HTML = frozenset({"text/html", "application/xhtml+xml"})
_MARKS = (b"<html", b"<body", b"<!doctype html", b"<head")


@pytest.mark.requirement("VOSS-FORMAT-01")
def test_json_is_json(voss: Voss, judge: Judge) -> None:
    """A list and a resource, asked for with format=json, are JSON."""
    node = voss.target.data.get("hierarchy", "sys")
    page = voss.page(NODES, hierarchy=node, limit=1)
    if page.refused:
        page = voss.page(NODES, limit=1)
    _is_json(judge, page.needed("a list"), "a list")
    for model in voss.sampled(voss.totals(), 2):
        listed = voss.page(model, limit=_ROWS).needed(f"the list of {model}")
        _is_json(judge, listed, f"the list of {model}")
    resource = voss.get(NODES, voss.first(NODES).key).needed("a resource")
    _is_json(judge, resource, "a resource")
    how: dict[str, Any] = {"headers": (("Accept", _BROWSER),), "operation": None}
    browsed = voss.page(NODES, limit=1, how=how)
    path = f"/{NODES}/{voss.first(NODES).key}/"
    query = (("hierarchy", voss.hierarchy), ("format", "json"))
    single = voss.ask(path, query, headers=how["headers"])
    for what, answer in (("a list", browsed), ("a resource", single)):
        if answer.accepted:
            _is_json(judge, answer, f"{what}, with the Accept header of a browser,")


def _is_json(judge: Judge, answer: Answer, what: str) -> None:
    judge.holds(
        answer.body is not None,
        f"{what} asked for with format=json is not JSON",
        expected="JSON",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("VOSS-FORMAT-02")
def test_help_is_html(voss: Voss, judge: Judge) -> None:
    """The help page of each model is HTML, also where the path of the model has three parts."""
    models = list(voss.totals())
    unclear = []
    for model in models:
        answer = voss.help_page(model)
        if answer.status in _UNCLEAR:
            unclear.append(f"{model}: {answer.status}")
            continue
        judge.holds(
            answer.accepted and _is_html(answer),
            f"GET /{model}/help/ does not return HTML",
            expected="an HTML page",
            observed=answer,
            shown=(answer,),
        )
        if _media(answer) not in _HTML:
            judge.warns(
                f"the help page of {model} is HTML, and does not say so",
                expected="text/html",
                observed=_media(answer) or "no media type",
                shown=(answer,),
            )
    if len(unclear) == len(models):
        reason = f"this account may not see help pages: {', '.join(unclear) or 'no models'}"
        raise Inconclusive(reason)


def _media(answer: Answer) -> str:
    """The media type of an answer; empty where it has none."""
    response = answer.exchange.response
    return (response.media_type if response else "") or ""


def _is_html(answer: Answer) -> bool:
    """Whether a body is HTML: by its marks, or a fragment that says so in its media type."""
    response = answer.exchange.response
    body = response.body if response else b""
    text = body.lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    said = _media(answer) in _HTML
    return text.startswith(b"<") and (said or any(mark in text for mark in _MARKS))


@pytest.mark.requirement("VOSS-FORMAT-03")
def test_media_types_are_observed(voss: Voss, judge: Judge) -> None:
    """The media type of JSON, and answers without format or with another one, are reported."""
    model = voss.any_list().model
    page = voss.page(model, limit=1)
    common = (("hierarchy", voss.hierarchy), ("limit", "1"))
    plain = voss.ask(f"/{model}/", common)
    other = voss.ask(f"/{model}/", (*common, ("format", "xml")), defect="another format")
    for what, answer in (
        ("with format=json", page),
        ("without format", plain),
        ("with format=xml", other),
    ):
        response = answer.exchange.response
        media = _media(answer) or "no media type"
        said = show(response.body, 40) if response and not answer.accepted else media
        judge.observe(f"{what}: status {answer.status}, {said}")

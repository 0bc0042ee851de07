"""How the server is reached (API Server Command Results, first paragraph)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.uptivity import Reply, Uptivity
from contracts.engine import Judge
from contracts.model import Inconclusive, NotTested


@pytest.mark.requirement("UPT-HTTP-01")
def test_test_by_get_is_answered(uptivity: Uptivity, judge: Judge) -> None:
    """A plain GET of TEST is answered with a RESULT."""
    reply = uptivity.test("1", failures="return")
    if not reply.is_result:
        _answered_by_post(uptivity, reply)
    judge.holds(
        reply.is_result,
        "TEST by GET is not answered with a RESULT, by POST it is",
        expected="a RESULT",
        observed=reply,
        shown=(reply,),
    )


def _answered_by_post(uptivity: Uptivity, reply: Reply) -> None:
    """Raise Inconclusive where POST is no better: then it is not the GET that is wrong."""
    query = (("type", "test"), ("requestid", "1"))
    try:
        other = uptivity.post(query, failures="return")
    except NotTested as reason:
        text = f"GET gave no RESULT ({reply}), and POST may not be tried: {reason}"
        raise Inconclusive(text) from reason
    if not other.is_result:
        text = f"neither GET nor POST is answered with a RESULT: {reply}"
        raise Inconclusive(text)


@pytest.mark.requirement("UPT-HTTP-02")
def test_post_gives_what_get_gives(uptivity: Uptivity, judge: Judge) -> None:
    """The same query string by POST has the same result, REQUESTID and all."""
    by_get = uptivity.control("21")
    by_post = uptivity.post((("type", "test"), ("requestid", "21")), operation=None)
    judge.holds(
        by_post.same_result(by_get),
        "POST of the query gives another result than GET",
        expected=by_get,
        observed=by_post,
        shown=(by_get, by_post),
    )


@pytest.mark.requirement("UPT-HTTP-03")
def test_letter_case_is_observed(uptivity: Uptivity, judge: Judge) -> None:
    """Page, parameter names and command in other letter cases are tried and reported."""
    uptivity.control("22")
    page = uptivity.page.swapcase()
    tried: dict[str, dict[str, Any]] = {
        f"the page as {page}": {"path": page, "query": (("type", "test"), ("requestid", "22"))},
        "parameter names in capitals": {"query": (("TYPE", "test"), ("REQUESTID", "22"))},
        "the command in capitals": {"query": (("type", "TEST"), ("requestid", "22"))},
    }
    for what, how in tried.items():
        reply = uptivity.get(**how, operation=None, defect="letter case", failures="return")
        taken = reply.text_or_none("RESULTCODE") == "20"
        judge.observe(f"{what}: {'accepted' if taken else 'not accepted'}")


@pytest.mark.requirement("UPT-HTTP-04")
def test_http_status_is_observed(uptivity: Uptivity, judge: Judge) -> None:
    """The HTTP status of a success and of an error is reported."""
    for what, reply in (
        ("a success", uptivity.control("23")),
        ("an error", uptivity.unknown_command("23")),
    ):
        response = reply.exchange.response
        if response is not None:
            judge.observe(f"{what} comes with HTTP status {response.status}")


@pytest.mark.requirement("UPT-ORDER-01")
def test_parameter_order_is_irrelevant(uptivity: Uptivity, judge: Judge) -> None:
    """TEST with its parameters the other way round succeeds as well."""
    straight = uptivity.control("24")
    turned = uptivity.get((("requestid", "24"), ("type", "test")))
    judge.holds(
        turned.same_result(straight),
        "TEST is not accepted when requestid stands before type",
        expected=straight,
        observed=turned,
        shown=(turned,),
    )

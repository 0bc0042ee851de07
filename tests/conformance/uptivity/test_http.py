"""How the server is reached (API Server Command Results, first paragraph)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.uptivity import BY_GET, BY_XML, Reply, Uptivity
from contracts.kit import Inconclusive, Judge, NotApplicable

_TEST = (("type", "test"), ("requestid", "1"))
_CURL = (("User-Agent", "curl/8.5.0"), ("Accept", "*/*"))
_SCRIPT = (("Accept", "application/json, text/plain, */*"),)
"""What a common JavaScript client sends of itself; it takes anything."""
_BROWSER = (
    ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101"),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "en-US,en;q=0.5"),
)


@pytest.mark.requirement("UPT-HTTP-01")
def test_a_plain_program_is_answered(uptivity: Uptivity, judge: Judge) -> None:
    """TEST by GET or by POST is answered with a RESULT, whoever sends it."""
    way = uptivity.way
    uptivity.wire.refresh()  # a plain program has no cookies
    reply = uptivity.by(way, _TEST, operation=None, failures="return")
    if not reply.is_result:
        _answered_otherwise(uptivity, reply)
    judge.holds(
        reply.is_result,
        "a plain HTTP client got no RESULT, though others did",
        expected="a RESULT by GET or by POST",
        observed=reply,
        shown=(reply,),
    )
    if way == BY_XML:
        return
    callers = {"a web browser": _BROWSER, "curl": _CURL, "a client that prefers JSON": _SCRIPT}
    for who, headers in callers.items():
        other = uptivity.by(way, _TEST, headers=headers, operation=None, failures="return")
        judge.holds(
            other.is_result,
            f"{who} got no RESULT, though others did",
            expected="a RESULT",
            observed=other,
            shown=(reply, other),
        )


def _answered_otherwise(uptivity: Uptivity, reply: Reply) -> None:
    """Raise Inconclusive where nobody gets a RESULT: then it is not for being a plain client."""
    by_browser = uptivity.get(_TEST, headers=_BROWSER, operation=None, failures="return")
    with_cookies = uptivity.get(_TEST, operation=None, failures="return")
    if not any(one.is_result for one in (by_browser, with_cookies)):
        reason = f"neither GET nor POST is answered with a RESULT: {reply}"
        raise Inconclusive(reason)


@pytest.mark.requirement("UPT-HTTP-05")
def test_a_query_is_accepted_by_get(uptivity: Uptivity, judge: Judge) -> None:
    """TEST by GET has the result that it has in the way in which the target is judged."""
    if uptivity.way == BY_GET:
        reply = uptivity.test("1", operation=None, failures="return")
    else:
        reply = uptivity.get(_TEST, operation=None, failures="return")
    if not reply.is_result and uptivity.way == BY_GET:
        reason = f"no way of sending a message was answered with a RESULT: {reply}"
        raise Inconclusive(reason)
    # Where GET is the way, TEST succeeds by it, or in no other way, either: see UPT-OK-01.
    taken = reply.is_result and (uptivity.way == BY_GET or uptivity.succeeded(reply))
    judge.holds(
        taken,
        f"TEST by GET was not answered with its result; {uptivity.way} were",
        expected="a RESULT",
        observed=reply,
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-HTTP-02")
def test_post_gives_what_get_gives(uptivity: Uptivity, judge: Judge) -> None:
    """The same query string by POST has the same result, REQUESTID and all."""
    if uptivity.way != BY_GET:
        reason = f"the target does not accept {BY_GET} (see UPT-HTTP-05)"
        raise NotApplicable(reason)
    by_get = uptivity.control("21")
    by_post = uptivity.post((("type", "test"), ("requestid", "21")), operation=None)
    judge.holds(
        by_post.same_result(by_get),
        "the same query has a different result by POST than by GET",
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
        pairs = how.pop("query")
        reply = uptivity.query(pairs, **how, operation=None, defect="case", failures="return")
        taken = uptivity.succeeded(reply)
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
    if uptivity.way == BY_XML:
        reason = f"the target accepts only {BY_XML} (see UPT-XMLREQ-03)"
        raise NotApplicable(reason)
    turned = uptivity.query((("requestid", "24"), ("type", "test")))
    judge.holds(
        turned.same_result(straight),
        "TEST has a different result if requestid comes before type",
        expected=straight,
        observed=turned,
        shown=(turned,),
    )

"""The version, which anyone may ask for (A simple request)."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest

from contracts.apis.genesys_ws import CURL, Answer, GenesysWs
from contracts.kit import Inconclusive, Judge

_NUMBERS = re.compile(r"[0-9]+([.][0-9]+)+")
_BROWSER = (
    ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101"),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "en-US,en;q=0.5"),
    ("Upgrade-Insecure-Requests", "1"),
)
_ELSEWHERE = tuple(
    (name, "ja,de-DE;q=0.8,de;q=0.5" if name == "Accept-Language" else value)
    for name, value in _BROWSER
)
_NEVER_OPENED = (("Cookie", "JSESSIONID=ucc0never0opened0"),)
_UNCACHED = (("_", "1430300000000"),)
"""What scripts add to a URL, lest a browser answers from its cache."""


def _success(gws: GenesysWs) -> Answer:
    answer = gws.version().needed("the request for the version")
    if "version" not in answer.members:
        reason = f"the answer has no version (see GWS-VERSION-02): {answer}"
        raise Inconclusive(reason)
    return answer


@pytest.mark.requirement("GWS-VERSION-01")
def test_version_needs_no_authentication(gws: GenesysWs, judge: Judge) -> None:
    """Without credentials the version is given, with statusCode 0, also to the printed command."""
    for who, headers in (("", ()), (" to cURL", CURL)):
        answer = gws.version(headers=headers)
        if answer.arrived:
            answer.enveloped("the answer with the version")
        judge.holds(
            answer.accepted,
            f"the version was not returned{who} without authentication",
            expected="a success with statusCode 0",
            observed=answer,
            shown=(answer,),
        )
    if "version" not in answer.members:
        reason = f"the answer has no version (see GWS-VERSION-02): {answer}"
        raise Inconclusive(reason)


@pytest.mark.requirement("GWS-VERSION-01")
def test_nothing_in_a_request_asks_for_authentication(gws: GenesysWs, judge: Judge) -> None:
    """Neither a cookie without a session nor a parameter makes the caller authenticate."""
    control = _success(gws)
    requests = {
        "with the cookie of an unknown session": gws.version(headers=_NEVER_OPENED, operation=None),
        "with a query parameter": gws.version(query=_UNCACHED, operation=None),
    }
    for what, answer in requests.items():
        # That a parameter is refused for being unknown is open.
        other = answer.refused and not answer.denied
        judge.holds(
            "version" in answer.members or other,
            f"the request for the version {what} requires authentication",
            expected=control,
            observed=answer,
            shown=(control, answer),
        )


@pytest.mark.requirement("GWS-VERSION-02")
def test_version_is_a_text(gws: GenesysWs, judge: Judge) -> None:
    """The member version is a text with something in it."""
    answer = gws.version().needed("the request for the version")
    version = answer.members.get("version")
    judge.holds(
        isinstance(version, str) and bool(version.strip()),
        "`version` is missing or not a non-empty string",
        expected="a string such as 8.5.200.50",
        observed=repr(version),
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-VERSION-03")
def test_version_is_numbers_parted_by_dots(gws: GenesysWs, judge: Judge) -> None:
    """The version looks like those of the samples."""
    answer = _success(gws)
    version = answer.members["version"]
    if not isinstance(version, str) or not version.strip():
        reason = "the version is not a string (see GWS-VERSION-02)"
        raise Inconclusive(reason)
    judge.holds(
        _NUMBERS.fullmatch(version.strip()) is not None,
        "the version does not consist of numbers separated by dots",
        expected="numbers such as 8.5.200.50",
        observed=version,
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-VERSION-04")
def test_version_is_given_to_a_browser(gws: GenesysWs, judge: Judge) -> None:
    """A browser's address line, in two languages, and a script of the same origin get it."""
    control = _success(gws)
    if not _is_text(control):
        reason = "the version is not a string (see GWS-VERSION-02)"
        raise Inconclusive(reason)
    parts = urlsplit(gws.target.base_url)
    origin = f"{parts.scheme}://{parts.netloc}"
    callers = {
        "a web browser": _BROWSER,
        "a web browser in another language": _ELSEWHERE,
        "a script of the same origin": (("Accept", "*/*"), ("Origin", origin)),
    }
    for who, headers in callers.items():
        answer = gws.version(headers=headers, operation=None)
        judge.holds(
            answer.accepted and _is_text(answer),
            f"the version was not returned to {who}",
            expected=control,
            observed=answer,
            shown=(control, answer),
        )


def _is_text(answer: Answer) -> bool:
    version = answer.members.get("version")
    return isinstance(version, str) and bool(version.strip())


@pytest.mark.requirement("GWS-VERSION-05")
def test_other_origins_are_observed(gws: GenesysWs, judge: Judge) -> None:
    """Whether a script of another origin may read the version is reported."""
    origin = (("Origin", "http://localhost:3000"),)
    answer = gws.version(headers=origin, operation=None, failures="return")
    response = answer.exchange.response
    allowed = response.header("Access-Control-Allow-Origin") if response else None
    judge.observe(f"Access-Control-Allow-Origin: {allowed or 'not sent'}")
    if not answer.accepted:
        judge.observe(f"a request from another origin is refused: {answer}")

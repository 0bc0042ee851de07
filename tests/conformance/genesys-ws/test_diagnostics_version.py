"""The version, which anyone may ask for (A simple request)."""

from __future__ import annotations

import re

import pytest

from contracts.apis.genesys_ws import Answer, GenesysWs
from contracts.engine import Judge
from contracts.model import Inconclusive

_NUMBERS = re.compile(r"[0-9]+([.][0-9]+)+")
_BROWSER = (
    ("User-Agent", "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101"),
    ("Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"),
    ("Accept-Language", "en-US,en;q=0.5"),
    ("Upgrade-Insecure-Requests", "1"),
)


def _success(gws: GenesysWs) -> Answer:
    answer = gws.version().needed("the request for the version")
    if "version" not in answer.members:
        reason = f"the answer has no version (see GWS-VERSION-02): {answer}"
        raise Inconclusive(reason)
    return answer


@pytest.mark.requirement("GWS-VERSION-01")
def test_version_needs_no_authentication(gws: GenesysWs, judge: Judge) -> None:
    """Without credentials the version is given, with statusCode 0."""
    answer = gws.version()
    if answer.arrived:
        answer.enveloped("the answer with the version")
    judge.holds(
        answer.accepted,
        "the version is not given without authentication",
        expected="a success with statusCode 0",
        observed=answer,
        shown=(answer,),
    )
    if "version" not in answer.members:
        reason = f"the answer has no version (see GWS-VERSION-02): {answer}"
        raise Inconclusive(reason)


@pytest.mark.requirement("GWS-VERSION-02")
def test_version_is_a_text(gws: GenesysWs, judge: Judge) -> None:
    """The member version is a text with something in it."""
    answer = gws.version().needed("the request for the version")
    version = answer.members.get("version")
    judge.holds(
        isinstance(version, str) and bool(version.strip()),
        "version is not there, or not a text",
        expected="a text such as 8.5.200.50",
        observed=repr(version),
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-VERSION-03")
def test_version_is_numbers_parted_by_dots(gws: GenesysWs, judge: Judge) -> None:
    """The version looks like those of the samples."""
    answer = _success(gws)
    version = answer.members["version"]
    if not isinstance(version, str) or not version.strip():
        reason = "the version is no text: see GWS-VERSION-02"
        raise Inconclusive(reason)
    judge.holds(
        _NUMBERS.fullmatch(version.strip()) is not None,
        "the version is not numbers parted by dots",
        expected="numbers such as 8.5.200.50",
        observed=version,
        shown=(answer,),
    )


@pytest.mark.requirement("GWS-VERSION-04")
def test_version_is_given_to_a_browser(gws: GenesysWs, judge: Judge) -> None:
    """What a browser sends when it is pointed at the URL is answered as any other request."""
    control = _success(gws)
    answer = gws.version(headers=_BROWSER, operation=None)
    judge.holds(
        answer.accepted and "version" in answer.members,
        "a web browser is not given the version",
        expected=control,
        observed=answer,
        shown=(control, answer),
    )


@pytest.mark.requirement("GWS-VERSION-05")
def test_other_origins_are_observed(gws: GenesysWs, judge: Judge) -> None:
    """Whether a script of another origin may read the version is reported."""
    answer = gws.version(headers=(("Origin", "http://localhost:3000"),))
    response = answer.exchange.response
    allowed = response.header("Access-Control-Allow-Origin") if response else None
    judge.observe(f"Access-Control-Allow-Origin: {allowed or 'not sent'}")

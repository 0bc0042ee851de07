"""REQUESTID: the result carries the one that was sent (API Server Command Results)."""

from __future__ import annotations

import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from contracts.apis.uptivity import WAYS, Reply, Uptivity
from contracts.engine import Judge
from contracts.model import Inconclusive

plain_ids = st.integers(min_value=1, max_value=2**31 - 1).map(str)
unusual_ids = st.one_of(
    st.from_regex(r"0{1,4}[0-9]{1,9}", fullmatch=True),
    st.integers(min_value=-(2**31), max_value=-1).map(str),
    st.integers(min_value=2**31, max_value=10**38).map(str),
)


def _echo_works(uptivity: Uptivity) -> None:
    """Raise Inconclusive where even a plain REQUESTID does not come back: UPT-ID-01 says so."""
    reply = uptivity.control("4712")
    if reply.request_id != "4712":
        reason = f"a plain REQUESTID does not come back: {reply}"
        raise Inconclusive(reason)


@pytest.mark.requirement("UPT-ID-01")
@pytest.mark.parametrize("way", WAYS)
@given(request_id=plain_ids)
@example(request_id="1")
@example(request_id="2147483647")
def test_plain_id_comes_back(uptivity: Uptivity, judge: Judge, way: str, request_id: str) -> None:
    """A positive number comes back as it was sent, in whatever way it was."""
    if way != uptivity.way:
        uptivity.takes(way)
    reply = uptivity.by(way, (("type", "test"), ("requestid", request_id)))
    if reply.request_id is None:
        reason = "the RESULT has no REQUESTID"
        raise Inconclusive(reason)
    judge.equal(reply.request_id, request_id, "REQUESTID", shown=(reply,))


@pytest.mark.requirement("UPT-ID-02")
@given(request_id=unusual_ids)
@example(request_id="0017")
@example(request_id="-5")
@example(request_id="4294967297")
@example(request_id="123456789012345678901234567890")
def test_unusual_id_comes_back_or_is_refused(
    uptivity: Uptivity, judge: Judge, request_id: str
) -> None:
    """Leading zeros, a sign and many digits come back as they are, unless refused."""
    _echo_works(uptivity)
    reply = uptivity.test(request_id)
    refused = reply.type != "API_OK" and reply.code in uptivity.allowed("request id")
    if refused:
        judge.observe(f"an unusual REQUESTID is refused with code {reply.code}")
    judge.holds(
        refused or _same(reply, request_id, exact=uptivity.reading("UPT-AMB-16") == "text"),
        "an unusual REQUESTID does not come back as it was sent",
        expected=request_id,
        observed=reply.request_id,
        shown=(reply,),
    )


def _same(reply: Reply, sent: str, *, exact: bool) -> bool:
    said = reply.request_id or ""
    if exact or not re.fullmatch(r"-?[0-9]+", said):
        return said == sent
    return int(said) == int(sent)


@pytest.mark.requirement("UPT-ID-03")
@pytest.mark.parametrize("way", WAYS)
@given(request_id=plain_ids)
def test_an_error_carries_the_id(
    uptivity: Uptivity, judge: Judge, way: str, request_id: str
) -> None:
    """The answer to a command that does not exist has the REQUESTID."""
    _echo_works(uptivity)
    uptivity.takes(way)
    reply = uptivity.unknown_command(request_id, way=way)
    if reply.type == "API_OK":
        reason = "a command that does not exist is not answered with an error: see UPT-ERR-03"
        raise Inconclusive(reason)
    judge.equal(reply.request_id, request_id, "REQUESTID of an error", shown=(reply,))


@pytest.mark.requirement("UPT-ID-04")
@pytest.mark.parametrize("what", ["missing", "empty"])
@pytest.mark.parametrize("way", WAYS)
def test_missing_id_is_refused(uptivity: Uptivity, judge: Judge, way: str, what: str) -> None:
    """TEST without a REQUESTID is an error whose code says so."""
    uptivity.takes(way)
    pairs = (("type", "test"),) if what == "missing" else (("type", "test"), ("requestid", ""))
    _refused(uptivity, judge, uptivity.by(way, pairs, defect=f"requestid {what}"))


@pytest.mark.requirement("UPT-ID-05")
@pytest.mark.parametrize("text", ["abc", "1x", "1 2"])
def test_id_that_is_no_number_is_refused(uptivity: Uptivity, judge: Judge, text: str) -> None:
    """TEST with a REQUESTID that is not a number is an error whose code says so."""
    uptivity.control("42")
    reply = uptivity.ask((("type", "test"), ("requestid", text)), defect="requestid is no number")
    _refused(uptivity, judge, reply)


def _refused(uptivity: Uptivity, judge: Judge, reply: Reply) -> None:
    judge.holds(
        reply.code in uptivity.allowed("request id"),
        "the request is not refused for its REQUESTID",
        expected=f"an error with one of the codes {uptivity.shown('request id')}",
        observed=reply,
        shown=(reply,),
    )

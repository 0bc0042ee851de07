"""URLs up to 2000 characters (A simple request)."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_ws import Answer, GenesysWs
from contracts.model import Inconclusive
from contracts.plugin.judge import Judge

LIMIT = 2000
_WAYS = (("/diagnostics/version", "version"), ("/me", "user"))


def _padded(gws: GenesysWs, path: str, length: int) -> Answer:
    """The answer to a URL of `length` characters, thanks to a parameter that means nothing."""
    bare = f"{gws.target.base_url.rstrip('/')}{gws.address(path)}?_="
    padding = "1" * max(length - len(bare), 1)
    return gws.get(path, ("_", padding), defect="a parameter to lengthen it", failures="return")


def _control(gws: GenesysWs) -> tuple[str, str, Answer]:
    """Path, member and answer of a request that is accepted with such a parameter, a short one.

    Raises Inconclusive where there is none.
    """
    for path, member in _WAYS:
        answer = _padded(gws, path, 0)
        if answer.accepted and member in answer.members:
            return path, member, answer
    reason = "no request is accepted with a parameter that means nothing"
    raise Inconclusive(reason)


@pytest.mark.requirement("GWS-URL-01")
def test_a_url_of_2000_characters_is_taken(gws: GenesysWs, judge: Judge) -> None:
    """A URL of the greatest length is answered as a short one is."""
    path, member, control = _control(gws)
    answer = _padded(gws, path, LIMIT)
    sent = len(answer.exchange.request.url)
    taken = answer.accepted and answer.members.get(member) == control.members[member]
    judge.observe(f"a URL of {sent} characters: {answer.status or 'no response'}")
    judge.holds(
        taken or gws.reading("GWS-AMB-06") == "client-only",
        f"a URL of {sent} characters is not answered as a short one is",
        expected=control,
        observed=answer,
        shown=(control, answer),
    )


@pytest.mark.requirement("GWS-URL-02")
def test_longer_urls_are_observed(gws: GenesysWs, judge: Judge) -> None:
    """What comes of a URL that is longer is reported."""
    path, _, _ = _control(gws)
    for length in (LIMIT + 1, 2 * LIMIT):
        answer = _padded(gws, path, length)
        judge.observe(f"a URL of {length} characters: {answer.status or 'no response'}")

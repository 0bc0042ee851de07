"""Subresources of the current user (Filtering a request)."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_ws import Answer, GenesysWs
from contracts.kit import Inconclusive, Judge

_KNOWN = frozenset({"calls", "channelStates", "channels", "chats", "devices", "features"})
_KNOWN |= {"groups", "interactions", "settings", "skills"}
_OWN = ("id", "userName", "firstName", "lastName", "roles", "enabled", "uri", "path")


def _subresources(answer: Answer) -> list[str]:
    """The subresources that a user is shown with."""
    return sorted(_KNOWN & answer.user.keys())


@pytest.mark.requirement("GWS-SUB-01")
def test_all_subresources_are_added(gws: GenesysWs, judge: Judge) -> None:
    """With subresources=* the user is the same, and has subresources."""
    plain = gws.own_user()
    answer = gws.me(("subresources", "*"))
    judge.holds(
        answer.accepted,
        "subresources=* was refused",
        expected=plain,
        observed=answer,
        shown=(plain, answer),
    )
    lost = [name for name in _OWN if plain.user.get(name) != answer.user.get(name)]
    judge.holds(
        not lost,
        f"with subresources=* the user has another {', '.join(lost) or 'form'} than without",
        expected=plain,
        observed=answer,
        shown=(plain, answer),
    )
    judge.holds(
        bool(_subresources(answer)),
        "subresources=* added no subresources to the user",
        expected="the members of the user, and devices, skills or others",
        observed=", ".join(answer.user),
        shown=(plain, answer),
    )
    judge.observe(f"subresources: {', '.join(_subresources(answer))}")


@pytest.mark.requirement("GWS-SUB-02")
def test_named_subresources_are_added(gws: GenesysWs, judge: Judge) -> None:
    """Each subresource by its name, and two in one request, are given as with an asterisk."""
    gws.own_user()
    whole = gws.me(("subresources", "*")).needed("subresources=*")
    names = _subresources(whole)
    if not names:
        reason = "subresources=* returns none (see GWS-SUB-01)"
        raise Inconclusive(reason)
    for wanted in (*([one] for one in names), names[:2]):
        answer = gws.me(("subresources", ",".join(wanted)))
        judge.holds(
            answer.accepted and all(_alike(whole, answer, name) for name in wanted),
            f"subresources={','.join(wanted)} does not return the same as subresources=*",
            expected=", ".join(wanted),
            observed=answer if not answer.user else ", ".join(answer.user),
            shown=(whole, answer),
        )


def _alike(whole: Answer, answer: Answer, name: str) -> bool:
    """Whether a subresource is there in the same form; what is in it may move."""
    return name in answer.user and type(answer.user[name]) is type(whole.user[name])


@pytest.mark.requirement("GWS-SUB-03")
def test_unknown_subresources_are_observed(gws: GenesysWs, judge: Judge) -> None:
    """What comes of a subresource that does not exist is reported."""
    gws.own_user()
    answer = gws.me(("subresources", "uccNone"), defect="no such subresource")
    judge.observe(f"a subresource that does not exist: {answer.status}, statusCode {answer.code}")

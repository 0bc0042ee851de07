"""The state that follows an operation (A simple request; Sending data).

statusCode 0 says that an operation has been passed on. The state is awaited, and never asked for
only once.
"""

from __future__ import annotations

import pytest

from contracts.apis.genesys_ws import (
    NOT_READY,
    READY,
    GenesysWs,
    Leg,
    opposite,
    same_state,
)
from contracts.kit import BasicAuth, Inconclusive, Judge, NotApplicable, NotTested

pytestmark = pytest.mark.waits

_LOOKS = 12
"""How often the second user is looked at, lest somebody is at work with that account."""
_FURTHER = 2
"""Changes to and fro until it is believed that another user follows the current one, or not."""


def _judge_arrival(gws: GenesysWs, judge: Judge, wanted: str) -> None:
    gws.shown_state()
    leg = gws.change(wanted)
    if leg.arrived and not leg.known:
        reason = f"the agent could not first be brought into a state other than {wanted}"
        raise Inconclusive(reason)
    leg.answer.needed(f"{wanted} on the voice channel")
    if not leg.arrived and not gws.arrivals.came and "settle_s" not in gws.target.data:
        reason = (
            f"no state of the agent changed within {gws.arrivals.most_s:g} s; [data] settle_s of "
            "the target file can say how long it may take"
        )
        raise Inconclusive(reason)
    judge.holds(
        leg.arrived,
        f"{wanted} was confirmed, but the agent did not become {wanted}",
        expected=wanted,
        observed=gws.state(),
        shown=(leg.answer,),
    )


@pytest.mark.requirement("GWS-ASYNC-02")
def test_agent_becomes_not_ready(gws: GenesysWs, judge: Judge) -> None:
    """After NotReady a ready agent becomes not ready."""
    _judge_arrival(gws, judge, NOT_READY)


@pytest.mark.requirement("GWS-ASYNC-03")
def test_agent_becomes_ready(gws: GenesysWs, judge: Judge) -> None:
    """After Ready an agent who is not ready becomes ready."""
    _judge_arrival(gws, judge, READY)


@pytest.mark.requirement("GWS-VOICE-09")
def test_not_ready_makes_nobody_ready(gws: GenesysWs, judge: Judge) -> None:
    """NotReady, sent for an agent who is not ready, does not make the agent ready."""
    try:
        gws.shown_state()
        answers = gws.turned_ready()
    except (Inconclusive, NotTested) as signal:
        reason = f"cannot tell whether NotReady makes an agent ready: {signal.reason}"
        raise NotApplicable(reason) from signal
    judge.holds(
        not answers,
        "each NotReady made an agent ready who was not",
        expected=NOT_READY,
        observed=READY,
        shown=answers,
    )


def _is_own(gws: GenesysWs, auth: BasicAuth) -> bool:
    """Whether other credentials are those of the current user, too."""
    own = gws.own_user().user["id"]
    return bool(gws.as_another(auth, "/me").user.get("id") == own)


@pytest.mark.requirement("GWS-VOICE-07")
def test_an_operation_is_for_the_current_user(gws: GenesysWs, judge: Judge) -> None:
    """While the state of the current user is asked to change, other users do not follow.

    The second user is known to the suite. Others have a life of their own, as the second user may
    have, so that one of them has to follow both changes.
    """
    gws.shown_state()
    second = gws.second_user()
    known = second.username if second is not None and not _is_own(gws, second) else None
    legs = [leg for leg in map(gws.change, (READY, NOT_READY)) if leg.answer.accepted]
    if legs and not any(leg.arrived and leg.known for leg in legs):
        # What the current user asked for may have gone to anyone.
        gws.watch_many()
        legs = [leg for leg in map(gws.change_again, (READY, NOT_READY)) if leg.answer.accepted]
    watched = {one for leg in legs for one in {*leg.before, *leg.after}}
    if second is not None and known is None:
        watched.discard(second.username)
    if not watched:
        reason = (
            "the target does not show the state of any other user; [data] passwordless in the "
            "target file can name one"
        )
        raise NotTested(reason)
    for _ in range(_FURTHER):
        if any(_would_tell(leg, watched) for leg in legs) or not all(leg.arrived for leg in legs):
            break  # A user at work was by chance where the current one was to be, each time.
        legs = [leg for leg in map(gws.change_again, (READY, NOT_READY)) if leg.answer.accepted]
    if second and any(leg.followed() & {known} for leg in legs) and _is_at_work(gws, second):
        known = None
    both = _followers(gws, legs, known)
    for leg in legs:
        followed = watched & (leg.followed() if leg.followed() & {known} else both)
        judge.holds(
            not followed,
            f"{leg.wanted} for the current user made another user {leg.wanted}"
            + (", too" if leg.arrived else ", but not the current user"),
            expected="other users keep their state",
            observed=", ".join(f"{one} is {leg.after[one]}" for one in sorted(followed)),
            shown=(leg.answer,),
        )
    if not any(_would_tell(leg, watched) for leg in legs):
        reason = "no observed change would have shown in another user's state"
        raise Inconclusive(reason) if known else NotTested(reason)


def _is_at_work(gws: GenesysWs, auth: BasicAuth) -> bool:
    """Whether the state of another user changes while nothing is asked for."""
    return len({gws.state_of(auth) for _ in range(_LOOKS)}) > 1


def _followers(gws: GenesysWs, legs: list[Leg], known: str | None) -> set[str]:
    """Those who followed both changes, and further ones, which a coincidence does not explain."""
    if len(legs) < 2:
        return set()
    both = set.intersection(*(leg.followed() for leg in legs))
    further = (READY, NOT_READY) * _FURTHER if all(leg.arrived for leg in legs) else ()
    for wanted in further:
        if both - {known}:
            both &= gws.change_again(wanted).followed()
    return both


def _would_tell(leg: Leg, watched: set[str]) -> bool:
    """Whether a change came, while some other user was not in the state that was asked for."""
    others = any(not same_state(leg.before.get(one, ""), leg.wanted) for one in watched)
    return leg.arrived and leg.known and others


@pytest.mark.requirement("GWS-VOICE-06")
def test_refused_requests_change_nothing(gws: GenesysWs, judge: Judge) -> None:
    """While refused requests ask for it, an agent who is not ready does not become ready."""
    gws.shown_state()
    found = gws.refusals()
    if found.by_strangers:
        reason = "a request without valid credentials changed the state (see GWS-AUTH-04)"
        raise Inconclusive(reason)
    judge.holds(
        not found.changed,
        "a refused request changed the state of the agent",
        expected=NOT_READY,
        observed=READY,
        shown=(*found.strangers, *found.malformed),
    )


@pytest.mark.requirement("GWS-AUTH-04")
def test_who_is_refused_operates_nothing(gws: GenesysWs, judge: Judge) -> None:
    """Nobody, an unknown user and a wrong password are refused, and nothing is carried out."""
    try:
        gws.shown_state()
        found = gws.refusals()
    except (Inconclusive, NotTested) as signal:
        reason = f"cannot tell whether a refused operation is carried out: {signal.reason}"
        raise NotApplicable(reason) from signal
    judge.holds(
        not found.by_strangers,
        "an operation was refused for lack of authentication but was carried out anyway",
        expected=found.state,
        observed=opposite(found.state),
        shown=found.strangers,
    )

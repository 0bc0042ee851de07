"""The agent whose state is changed: found, brought to other states, and put back."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import Any, NamedTuple

from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.sessions import NotLoggedIn, Sessions
from contracts.apis.genesys_ws.states import NOT_READY, READY, same_state
from contracts.kit import BasicAuth, Entry, Inconclusive, NotTested

STATE = "state of the agent"
"""What the ledger calls the state that the agent was found in."""

_WRONG_IN_STATE = 2
_FORBIDDEN = 403
_FOR_ITS_FORM = frozenset({405, 406, 415})
_ATTEMPTS = 2
_FOLLOWS_S = 2.0
_CHANGES = frozenset(
    {"GWS-VOICE-01", "GWS-VOICE-02", "GWS-VOICE-07", "GWS-ASYNC-02", "GWS-ASYNC-03"}
)


States = Mapping[str, str]
"""The states of users, by user name or id."""


class Leg(NamedTuple):
    """A change to the state `wanted`.

    `known` says whether the agent was seen in the other state before, `arrived` whether the new
    one came; `before` and `after` are the states of other users, as far as they are shown.
    """

    wanted: str
    answer: Answer
    known: bool
    arrived: bool
    before: States
    after: States

    def followed(self) -> set[str]:
        """The other users who came to be in the state that the current user asked for."""
        return {
            one
            for one, state in self.after.items()
            if same_state(state, self.wanted) and not same_state(self.before.get(one, ""), state)
        }


def opposite(state: str) -> str:
    """The other one of Ready and NotReady."""
    return READY if same_state(state, NOT_READY) else NOT_READY


class Agents(Sessions):
    """The part of the vocabulary that changes the state of the agent."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._legs: dict[str, Leg] = {}
        self._begun: tuple[str, Answer, States] | None = None
        self._baseline: Answer | None = None

    def forget(self) -> None:
        """Forget the changes that were seen."""
        super().forget()
        self._legs, self._begun, self._baseline = {}, None, None

    @contextmanager
    def agent(self) -> Iterator[str | None]:
        """The agent, logged in, for a block that may change the state.

        The state at the start stands in the ledger until it is put back, at the end of the run;
        an agent who was not ready does not stay ready between blocks. Gives the state at the
        start, None where the target does not show it. Raises NotTested where writing is not
        allowed or the state cannot be put back, Inconclusive where the agent is in a third state.
        """
        start = self._found()
        entry = self._entered(start)
        wanted = entry.facts["state"]
        self.removal.hold(STATE, lambda: self._there_and_back(start))
        try:
            yield start
        finally:
            if self.last is None:
                self.gone(entry)
            elif wanted == NOT_READY and self.last == READY:
                self.operate(NOT_READY)

    def _found(self) -> str | None:
        """The state that the agent is in, so far as it can be put back."""
        self.hold_writable()
        start = self.logged_in()
        if start not in {None, READY, NOT_READY} and (self.last is not None or self.has_opened):
            # A change or a login of this run may lead through a third state.
            start = self.arrivals.until(self._ready_or_not) or self.state()
        if start is None:
            self.own_user()
        elif start not in {READY, NOT_READY}:
            reason = (
                f"the agent is in the state {start}, which is neither Ready nor NotReady and could "
                "not be restored; [data] states in the target file can map the names of states"
            )
            raise Inconclusive(reason)
        return start

    def _ready_or_not(self) -> str | None:
        """The state of the agent, where it is Ready or NotReady."""
        found = self.state()
        return found if found in {READY, NOT_READY} else None

    def _entered(self, start: str | None) -> Entry:
        """The entry of the state that the agent was found in; the first one counts until then."""
        for one in self.ledger:
            if one.kind == STATE:
                return one
        wanted = start or self.target.data.get("state", "")
        return self.creating(STATE, self.account, state=wanted)

    # Changes

    def begin(self, planned: frozenset[str]) -> None:
        """Ask for the first change, where one is planned, so that it comes while others run."""
        if not planned & _CHANGES:
            return
        with suppress(NotTested, Inconclusive):
            start = self._found()
            if start is not None:
                self._entered(start)
                others = self._states_of_others()
                wanted = opposite(start)
                self._begun = wanted, self.operate(wanted), others

    def change(self, wanted: str) -> Leg:
        """The change to `wanted`, made once in a run. Raises what `agent` raises.

        A state that does not come back is asked for again, which changes nothing more.
        """
        try:
            with self.agent():
                return self.leg(wanted)
        except NotTested:
            back = any(one.kind == STATE and one.facts["state"] == wanted for one in self.ledger)
            if back or wanted in self._legs:
                return self.leg(wanted)
            raise

    def change_again(self, wanted: str) -> Leg:
        """The change to `wanted`, made once more. Raises what `agent` raises."""
        self._legs.pop(wanted, None)
        return self.change(wanted)

    def leg(self, wanted: str) -> Leg:
        """The change to `wanted` from the other state, made once and remembered."""
        if wanted not in self._legs:
            begun, self._begun = self._begun, None
            found = self.state()
            late = begun is not None and begun[0] == wanted
            if begun and late:
                known, (_, answer, before) = True, begun
            else:
                known = found is not None and self.brought(opposite(wanted))
                before = self._states_of_others()
                answer = self.operate(wanted)
            if not known and answer.refused and not answer.denied:
                # The agent may be in that state already, where a target does not show it.
                changed = self.operate(opposite(wanted)).accepted
                answer = self.operate(wanted)
                known = changed and answer.code != _WRONG_IN_STATE
                known = known or (found is not None and (answer.not_for_state or answer.denied))
            arrived = answer.accepted and self.awaited(wanted, changes=known and not late)
            if arrived and not known and not self.stays(wanted):
                arrived = self.awaited(wanted)  # what was asked for before came late
            leg = Leg(wanted, answer, known, arrived, before, self._states_of_others())
            self._legs[wanted] = self._followed_late(leg) or leg
        return self._legs[wanted]

    def _followed_late(self, leg: Leg) -> Leg | None:
        """The change, when those who followed the one before have followed it; None if not."""
        suspects = {one for other in self._legs.values() for one in other.followed()}
        if not suspects - leg.followed() or not leg.answer.accepted:
            return None

        def look() -> Leg | None:
            later = leg._replace(after=self._states_of_others())
            return later if suspects <= later.followed() else None

        return self.patience("another user follows", _FOLLOWS_S).until(look)

    def _there_and_back(self, start: str | None) -> str | None:
        """Change the state and put it back: the reason why it is not back, None where unknown."""
        if start is None or not self.leg(opposite(start)).arrived:
            return None
        back = self.leg(start)
        if back.arrived or self._is_back(start):
            return ""
        return f"the agent did not become {start} again: {back.answer}"

    def second_user(self) -> BasicAuth | None:
        """The credentials of a user beside the one of the target file, if there is one."""
        name = self.target.data.get("passwordless")
        own = self.account.casefold()
        return self.passwordless() if name and name.casefold() != own else None

    def _states_of_others(self) -> States:
        """The states of the second user, and of some whom the current user may look at."""
        found: dict[str, str] = {}
        second = self.second_user()
        if second is not None and (state := self.state_of(second)):
            found[second.username] = state
        self.me()  # opens the own session again, in which operations are sent
        return found | self.states_of_some()

    # Putting back

    def undo(self, entry: Entry) -> str:
        """Put the agent back into the state that the run found."""
        if entry.kind != STATE:
            return super().undo(entry)
        owner = self.account
        if entry.name != owner:
            return f"it is the state of {entry.name}; the target file has the account of {owner}"
        wanted = entry.facts["state"]
        if not wanted:
            return (
                "the target does not show the agent's original state; "
                "[data] state in the target file can name one to restore"
            )
        return "" if self._is_back(wanted) else f"the agent did not become {wanted}"

    def _is_back(self, wanted: str) -> bool:
        """Bring the agent back to `wanted`, and say whether that was done."""
        if self.state() is None:
            # What is not shown cannot be awaited.
            return self.operate(wanted).accepted
        return any(self.brought(wanted) for _ in range(_ATTEMPTS))

    # Controls

    def baseline(self) -> Answer:
        """The answer to NotReady with the right credentials, beside which refusals are compared.

        It is accepted, or else refused for something else than who asks, such as that the agent is
        logged out. Raises what `agent` raises, and Inconclusive where there is no such answer.
        """
        if self._baseline is None:
            self._baseline = self._compared()
        answer = self._baseline
        if not answer.accepted and (not answer.refused or answer.unauthenticated):
            reason = f"the control, NotReady on the voice channel, was answered with {answer}"
            raise Inconclusive(reason)
        return answer

    def _compared(self) -> Answer:
        leg = self._legs.get(NOT_READY)
        if leg and leg.answer.accepted:
            return leg.answer
        try:
            with self.agent():
                return self.control()
        except NotLoggedIn:
            return self.operate(NOT_READY)

    def control(self) -> Answer:
        """The answer to NotReady, from another state where it is not accepted at once."""
        answer = self.operate(NOT_READY)
        if answer.refused and not answer.denied:
            self.brought(READY)
            answer = self.operate(NOT_READY)
        return answer

    def toggle(self) -> Answer:
        """The answer to an operation that changes the state: Ready when NotReady, else NotReady.

        A state that the agent is in already may be refused, so that where the target does not show
        it, or says that the operation is wrong in it, the other operation follows.
        """
        self.settled()
        found = self.state()
        wanted = NOT_READY if found is None else opposite(found)
        answer = self.operate(wanted)
        if answer.refused and (found is None or not answer.denied):
            answer = self.operate(opposite(wanted))
        return answer

    def hold_possible(self, answer: Answer, *, known: bool) -> None:
        """Raise Inconclusive where an operation may have been refused for the state or the token.

        A refusal counts where the agent is `known` to be logged in and in the other state, or
        where it says that the caller has not authenticated, or that the method or the media type
        is not taken. The codes of a refusal are not
        documented, so that any other may stand for the state or for a permission.
        """
        if not answer.refused or answer.unauthenticated or answer.status in _FOR_ITS_FORM:
            return
        if self.protected and answer.status == _FORBIDDEN:
            reason = f"the operation was refused despite the offered CSRF token: {answer}"
            raise Inconclusive(reason)
        if not known:
            reason = (
                "the operation may be forbidden by the agent's state or by a missing permission: "
                f"{answer}"
            )
            raise Inconclusive(reason)

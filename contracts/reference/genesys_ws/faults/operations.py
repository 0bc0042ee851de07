"""Faults in operations: GWS-VOICE-01 to -06, GWS-JSON-01, GWS-ASYNC-02 and -03."""

from __future__ import annotations

import re
from typing import Any

from contracts.reference.genesys_ws.data import NOT_READY, READY, Agent, State
from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.request import Call, Object, Refused, Reply
from contracts.reference.genesys_ws.server import VOICE, GenesysWs

_NAME = re.compile(rb'"operationName" ?: ?"(\w+)"')


class _CarriedOut(GenesysWs):
    """What is refused is carried out all the same: Ready, where `hit` says so."""

    def hit(self, call: Call) -> bool:
        raise NotImplementedError

    def refusal(self, call: Call, refused: Refused) -> Reply:
        if call.path == VOICE and self.hit(call):
            self.centre.pass_on(self.centre.agents["dlang"], READY, self.delay())
        return super().refusal(call, refused)


@fault("refused-and-carried-out", violates="GWS-VOICE-06", kind="wrong-value")
class _RefusedAndCarriedOut(_CarriedOut):
    """A payload that is refused as malformed is carried out as far as it was read."""

    def hit(self, call: Call) -> bool:
        return call.body == b'{"operationName":"Ready"'


@fault("unauthenticated-and-carried-out", violates="GWS-AUTH-04", kind="only-sometimes")
class _UnauthenticatedAndCarriedOut(_CarriedOut):
    """An operation without credentials is refused, and carried out."""

    def hit(self, call: Call) -> bool:
        return "authorization" not in call.headers and self.wanted(call)

    def wanted(self, call: Call) -> bool:
        """Whether nobody asks for Ready."""
        return call.user is None and call.body == b'{"operationName": "Ready"}'


@fault("wrong-password-and-carried-out", violates="GWS-AUTH-04", kind="only-sometimes")
class _WrongPasswordAndCarriedOut(_UnauthenticatedAndCarriedOut):
    """An operation with a wrong password is refused, and carried out."""

    def hit(self, call: Call) -> bool:
        return "authorization" in call.headers and self.wanted(call)


@fault("wrong-password-makes-not-ready", violates="GWS-AUTH-04", kind="only-sometimes")
class _WrongPasswordMakesNotReady(GenesysWs):
    """NotReady with a wrong password is refused, and carried out; Ready is not."""

    def refusal(self, call: Call, refused: Refused) -> Reply:
        stranger = call.user is None and "authorization" in call.headers
        if call.path == VOICE and stranger and b"NotReady" in call.body:
            self.centre.pass_on(self.centre.agents["dlang"], NOT_READY, self.delay())
        return super().refusal(call, refused)


@fault("unknown-and-carried-out", violates="GWS-VOICE-06", kind="only-sometimes")
class _UnknownAndCarriedOut(_CarriedOut):
    """An operation that does not exist is refused, but makes the agent ready."""

    def hit(self, call: Call) -> bool:
        return b"UccNoSuch" in call.body


@fault("payload-by-pattern", violates="GWS-JSON-01", kind="wrong-value")
class _PayloadByPattern(GenesysWs):
    """The operation is found in the payload by a pattern, which knows neither lines nor escapes."""

    def payload(self, call: Call) -> Any:
        found = super().payload(call)
        hit = _NAME.search(call.body)
        if not isinstance(found, dict) or "operationName" not in found:
            return found
        return {"operationName": hit[1].decode()} if hit else self.malformed(call)


class _Never(GenesysWs):
    """A state never comes to be, or another one does."""

    state = NOT_READY

    def pass_on(self, call: Call, state: State) -> None:
        if state is self.state:
            self.instead(call)
        else:
            super().pass_on(call, state)

    def instead(self, call: Call) -> None:
        """What happens in place of the new state: nothing."""


@fault("not-ready-of-another", violates="GWS-ASYNC-02", kind="wrong-reason")
class _NotReadyOfAnother(_Never):
    """NotReady changes the state of another agent."""

    def instead(self, call: Call) -> None:  # noqa: ARG002
        self.centre.pass_on(self.centre.agents["mrossi"], NOT_READY, self.delay())


@fault("not-ready-toggles", violates="GWS-VOICE-09", kind="only-sometimes")
class _NotReadyToggles(GenesysWs):
    """NotReady makes an agent ready who is, or is coming to be, not ready already."""

    def pass_on(self, call: Call, state: State) -> None:
        coming = [one.state for one in self.centre.pending if one.agent is call.agent]
        there = (coming or [call.agent.state])[-1] is NOT_READY
        super().pass_on(call, READY if there and state is NOT_READY else state)


@fault(
    "states-reversed",
    violates="GWS-VOICE-09",
    kind="wrong-value",
    related="GWS-ASYNC-02 GWS-ASYNC-03",
)
class _StatesReversed(GenesysWs):
    """NotReady makes an agent ready, and Ready not ready, at once."""

    def delay(self) -> float:
        return 0.0

    def pass_on(self, call: Call, state: State) -> None:
        turned = {READY: NOT_READY, NOT_READY: READY}
        super().pass_on(call, turned.get(state, state))


class _ForOthers(GenesysWs):
    """An operation changes the state of others than the caller, too."""

    def others(self, call: Call) -> list[Agent]:
        raise NotImplementedError

    def pass_on(self, call: Call, state: State) -> None:
        super().pass_on(call, state)
        for agent in self.others(call):
            self.centre.pass_on(agent, state, self.delay())


@fault("operation-for-everyone", violates="GWS-VOICE-07", kind="wrong-value")
class _OperationForEveryone(_ForOthers):
    """An operation is carried out for every agent."""

    def others(self, call: Call) -> list[Agent]:
        return [one for one in self.centre.agents.values() if one is not call.agent]


@fault("operation-for-the-team", violates="GWS-VOICE-07", kind="only-sometimes")
class _OperationForTheTeam(_ForOthers):
    """An operation is carried out for all agents of the caller's team."""

    def others(self, call: Call) -> list[Agent]:
        team = call.agent.team
        everyone = self.centre.agents.values()
        return [one for one in everyone if one.team == team and one is not call.agent]


@fault("operation-for-one-more", violates="GWS-VOICE-07", kind="only-sometimes")
class _OperationForOneMore(_ForOthers):
    """An operation is carried out for an agent of another team, too."""

    def others(self, call: Call) -> list[Agent]:  # noqa: ARG002
        return [self.centre.agents["mrossi"]]


@fault(
    "operation-for-another",
    violates="GWS-VOICE-07",
    kind="wrong-value",
    related="GWS-ASYNC-02 GWS-ASYNC-03",
)
class _OperationForAnother(GenesysWs):
    """An operation is carried out for an agent other than the caller."""

    def pass_on(self, call: Call, state: State) -> None:  # noqa: ARG002
        self.centre.pass_on(self.centre.agents["mrossi"], state, self.delay())


@fault(
    "operation-for-the-last",
    violates="GWS-VOICE-07",
    kind="wrong-value",
    related="GWS-ASYNC-02 GWS-ASYNC-03",
)
class _OperationForTheLast(GenesysWs):
    """An operation is carried out for the last agent of the list, whoever sends it."""

    def pass_on(self, call: Call, state: State) -> None:  # noqa: ARG002
        self.centre.pass_on(list(self.centre.agents.values())[-1], state, self.delay())


class _WithinASession(GenesysWs):
    """An operation is refused outside of a session."""

    def voice(self, call: Call) -> Object:
        if not self.is_within(call):
            self.no_session()
        return super().voice(call)

    def is_within(self, call: Call) -> bool:
        raise NotImplementedError


@fault("operation-needs-session", violates="GWS-VOICE-08", kind="only-sometimes")
class _OperationNeedsSession(_WithinASession):
    """The first request of a client cannot be an operation."""

    def is_within(self, call: Call) -> bool:
        return self.sessions.get(self.session_of(call)) is call.user

"""Faults in operations: GWS-VOICE-01 to -06, GWS-JSON-01, GWS-ASYNC-02 and -03."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import Any

from contracts.reference.genesys_ws.data import NOT_READY, READY, Agent, State
from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.operations import STATES
from contracts.reference.genesys_ws.request import Call, Object, Refused, Reply
from contracts.reference.genesys_ws.server import VOICE, GenesysWs
from contracts.reference.genesys_ws.status import Status

_WRONG_FORM = Refused(Status.INVALID_INPUT, "Unsupported media type.")
_NAME = re.compile(rb'"operationName" ?: ?"(\w+)"')


class _Unknown(GenesysWs):
    """One of the two operations is not known, or ends in something else."""

    name = ""

    def operation_name(self, call: Call) -> str:
        name = super().operation_name(call)
        if name == self.name:
            self.instead(call)
        return name

    def instead(self, call: Call) -> None:  # noqa: ARG002
        self.unknown_operation(self.name)


@fault("not-ready-unknown", violates="GWS-VOICE-01", kind="omitted")
class _NotReadyUnknown(_Unknown):
    """There is no operation NotReady."""

    name = "NotReady"


@fault("not-ready-forbidden", violates="GWS-VOICE-01", kind="wrong-reason")
class _NotReadyForbidden(_Unknown):
    """NotReady is refused for lack of permission."""

    name = "NotReady"

    def instead(self, call: Call) -> None:  # noqa: ARG002
        self.no_permission()


@fault("voice-not-found", violates="GWS-VOICE-01", kind="omitted", related="GWS-VOICE-02")
class _VoiceNotFound(GenesysWs):
    """There is no /me/channels/voice."""

    def voice(self, call: Call) -> Object:
        return self.nothing(call)


@fault("json-not-taken", violates="GWS-VOICE-01", kind="wrong-reason", related="GWS-VOICE-02")
class _JsonNotTaken(GenesysWs):
    """An operation is accepted only as an HTML form (415)."""

    def voice(self, call: Call) -> Object:
        if "json" in call.headers.get("content-type", ""):
            raise _WRONG_FORM
        return super().voice(call)

    def refusal(self, call: Call, refused: Refused) -> Reply:
        reply = super().refusal(call, refused)
        return replace(reply, status=415) if refused is _WRONG_FORM else reply


@fault("ready-unknown", violates="GWS-VOICE-02", kind="omitted")
class _ReadyUnknown(_Unknown):
    """There is no operation Ready."""

    name = "Ready"


@fault("ready-forbidden", violates="GWS-VOICE-02", kind="wrong-reason")
class _ReadyForbidden(_Unknown):
    """Ready is refused for lack of permission."""

    name = "Ready"

    def instead(self, call: Call) -> None:  # noqa: ARG002
        self.no_permission()


@fault("operation-name-defaults", violates="GWS-VOICE-03", kind="wrong-default")
class _OperationNameDefaults(GenesysWs):
    """Without operationName NotReady is carried out."""

    def no_operation(self) -> str:
        return "NotReady"


@fault("operation-name-not-needed", violates="GWS-VOICE-03", kind="only-sometimes")
class _OperationNameNotNeeded(GenesysWs):
    """An object that has other members needs no operationName."""

    def operation_name(self, call: Call) -> str:
        payload = self.payload(call)
        if isinstance(payload, dict) and payload and "operationName" not in payload:
            return "NotReady"
        return super().operation_name(call)


@fault("unknown-operation-accepted", violates="GWS-VOICE-04", kind="omitted")
class _UnknownOperationAccepted(GenesysWs):
    """An operation that does not exist is confirmed."""

    def operate(self, call: Call, known: dict[str, State]) -> Object:
        name = self.operation_name(call)
        return super().operate(call, known) if name in known else {}


@fault("unknown-operation-not-ready", violates="GWS-VOICE-04", kind="wrong-default")
class _UnknownOperationNotReady(GenesysWs):
    """An operation that does not exist is carried out as NotReady."""

    def operation_name(self, call: Call) -> str:
        name = super().operation_name(call)
        return name if name in STATES else "NotReady"


@fault("malformed-accepted", violates="GWS-VOICE-05", kind="omitted")
class _MalformedAccepted(GenesysWs):
    """A payload that is not JSON is confirmed."""

    def malformed(self, call: Call) -> Any:  # noqa: ARG002
        return {"operationName": "NotReady"}


@fault("malformed-mended", violates="GWS-VOICE-05", kind="only-sometimes")
class _MalformedMended(GenesysWs):
    """A brace that is missing at the end of a payload is added."""

    def payload(self, call: Call) -> Any:
        if call.body.startswith(b"{") and call.body.endswith(b'"'):
            call.body += b"}"
        return super().payload(call)


@fault("form-accepted", violates="GWS-VOICE-05", kind="only-sometimes")
class _FormAccepted(GenesysWs):
    """A payload in the form of an HTML form is accepted."""

    def malformed(self, call: Call) -> Any:
        if call.body.startswith(b"operationName="):
            return {"operationName": call.body.partition(b"=")[2].decode()}
        return super().malformed(call)


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


@fault("payload-without-blanks", violates="GWS-JSON-01", kind="only-sometimes")
class _PayloadWithoutBlanks(GenesysWs):
    """White space before a payload is refused."""

    def payload(self, call: Call) -> Any:
        return self.malformed(call) if call.body[:1].isspace() else super().payload(call)


@fault("payload-without-escapes", violates="GWS-JSON-01", kind="only-sometimes")
class _PayloadWithoutEscapes(GenesysWs):
    """Escapes in a payload are not read."""

    def payload(self, call: Call) -> Any:
        call.body = call.body.replace(b"\\", b"\\\\")
        return super().payload(call)


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


@fault("not-ready-never", violates="GWS-ASYNC-02", kind="omitted")
class _NotReadyNever(_Never):
    """NotReady is confirmed, and the agent stays as it is."""


@fault("not-ready-makes-ready", violates="GWS-ASYNC-02", kind="wrong-value")
class _NotReadyMakesReady(_Never):
    """NotReady makes the agent ready."""

    def instead(self, call: Call) -> None:
        self.centre.pass_on(call.agent, READY, self.delay())


@fault(
    "operations-swapped",
    violates="GWS-ASYNC-02",
    kind="wrong-value",
    related="GWS-ASYNC-03 GWS-VOICE-06",
)
class _OperationsSwapped(GenesysWs):
    """NotReady makes the agent ready, and Ready makes the agent not ready."""

    def pass_on(self, call: Call, state: State) -> None:
        super().pass_on(call, {READY: NOT_READY, NOT_READY: READY}.get(state, state))


@fault("not-ready-of-another", violates="GWS-ASYNC-02", kind="wrong-reason")
class _NotReadyOfAnother(_Never):
    """NotReady changes the state of another agent."""

    def instead(self, call: Call) -> None:  # noqa: ARG002
        self.centre.pass_on(self.centre.agents["mrossi"], NOT_READY, self.delay())


@fault("ready-never", violates="GWS-ASYNC-03", kind="omitted")
class _ReadyNever(_Never):
    """Ready is confirmed, and the agent stays as it is."""

    state = READY


@fault("ready-after-a-minute", violates="GWS-ASYNC-03", kind="too-late")
class _ReadyTooLate(_Never):
    """Ready is confirmed, and takes effect after a minute."""

    state = READY

    def instead(self, call: Call) -> None:
        self.centre.pass_on(call.agent, READY, 60.0)


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


class _WithinASession(GenesysWs):
    """An operation is refused outside of a session."""

    def voice(self, call: Call) -> Object:
        if not self.is_within(call):
            self.no_session()
        return super().voice(call)

    def is_within(self, call: Call) -> bool:
        raise NotImplementedError


@fault("operation-needs-cookie", violates="GWS-VOICE-08", kind="wrong-value")
class _OperationNeedsCookie(_WithinASession):
    """An operation is refused if the client sends no cookie."""

    def is_within(self, call: Call) -> bool:
        return bool(self.session_of(call))


@fault("operation-needs-session", violates="GWS-VOICE-08", kind="only-sometimes")
class _OperationNeedsSession(_WithinASession):
    """The first request of a client cannot be an operation."""

    def is_within(self, call: Call) -> bool:
        return self.sessions.get(self.session_of(call)) is call.user

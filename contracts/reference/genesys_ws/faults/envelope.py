"""Faults in the envelope and its media type: GWS-ENV-01 to -06, GWS-…-MEDIA."""

from __future__ import annotations

import json
from typing import Any

from contracts.reference.genesys_ws.faults._registry import Enveloped, fault
from contracts.reference.genesys_ws.request import Call, Object, Refused, Reply
from contracts.reference.genesys_ws.server import VERSION, VOICE, GenesysWs
from contracts.reference.genesys_ws.status import Status


@fault("answers-in-a-list", violates="GWS-ENV-01", kind="wrong-type")
class _AnswersInAList(GenesysWs):
    """Every success is a list with the object in it."""

    def envelope(self, call: Call, status: Status, members: Object) -> Any:
        found = super().envelope(call, status, members)
        return [found] if status is Status.SUCCESS else found


@fault("version-bare", violates="GWS-ENV-01", kind="wrong-type")
class _VersionBare(GenesysWs):
    """The version is answered with a bare text."""

    def envelope(self, call: Call, status: Status, members: Object) -> Any:
        return members.get("version") or super().envelope(call, status, members)


@fault("answers-as-script", violates="GWS-ENV-01", kind="wrong-value")
class _AnswersAsScript(GenesysWs):
    """The own user is sent as a script (JSONP)."""

    def encode(self, value: Any) -> bytes:
        written = super().encode(value)
        return b"callback(" + written + b");" if "user" in value else written


@fault("answers-single-quotes", violates="GWS-ENV-01", kind="wrong-value")
class _AnswersSingleQuotes(GenesysWs):
    """Strings are in single quotes."""

    def encode(self, value: Any) -> bytes:
        return json.dumps(value, ensure_ascii=False).replace('"', "'").encode()


@fault("lists-in-latin-1", violates="GWS-ENV-01", kind="wrong-value")
class _ListsInLatin1(GenesysWs):
    """The list of users is in ISO-8859-1, which JSON is not."""

    def encode(self, value: Any) -> bytes:
        encoded = super().encode(value)
        if isinstance(value, dict) and "users" in value:
            return encoded.decode().encode("iso-8859-1", "replace")
        return encoded


@fault("operation-confirmed-with-ok", violates="GWS-ENV-01", kind="only-sometimes")
class _OperationConfirmedWithOk(GenesysWs):
    """An operation is confirmed with the text OK."""

    def written(self, call: Call, status: Status, members: Object) -> Reply:
        reply = super().written(call, status, members)
        if call.path == VOICE and status is Status.SUCCESS:
            reply.body = b"OK"
        return reply


@fault(
    "me-code-1-without-password",
    violates="GWS-ME-01",
    kind="only-sometimes",
    related="GWS-ENV-04 GWS-ENV-06",
)
class _MeCode1WithoutPassword(Enveloped):
    """A user without a password is returned with statusCode 1."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        if "user" in envelope and call.path == "/me" and not call.agent.password:
            envelope["statusCode"] = 1
        return envelope


class _Code(Enveloped):
    """statusCode is written in another way."""

    def written_code(self, call: Call, code: int) -> Any:
        raise NotImplementedError

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        return {**envelope, "statusCode": self.written_code(call, envelope["statusCode"])}


@fault("status-code-text", violates="GWS-ENV-02", kind="wrong-type")
class _StatusCodeText(_Code):
    """statusCode is a string."""

    def written_code(self, call: Call, code: int) -> Any:  # noqa: ARG002
        return str(code)


@fault("status-code-false", violates="GWS-ENV-02", kind="wrong-type")
class _StatusCodeFalse(_Code):
    """statusCode is false where it should be 0."""

    def written_code(self, call: Call, code: int) -> Any:  # noqa: ARG002
        return code or False


@fault("status-code-null", violates="GWS-ENV-02", kind="only-sometimes")
class _StatusCodeNull(_Code):
    """statusCode of the version is null."""

    def written_code(self, call: Call, code: int) -> Any:
        return None if call.path == VERSION else code


@fault("status-code-omitted", violates="GWS-ENV-02", kind="omitted")
class _StatusCodeOmitted(Enveloped):
    """The answer to /me has no statusCode."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        if call.path == "/me":
            del envelope["statusCode"]
        return envelope


@fault("operation-status-ok", violates="GWS-ENV-02", kind="only-sometimes")
class _OperationStatusOk(Enveloped):
    """An operation is confirmed as it was in the oldest releases: status ok, no statusCode."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        confirmed = call.path == VOICE and envelope["statusCode"] == 0
        return {"status": "ok"} if confirmed else envelope


class _ListCode(Enveloped):
    """Lists and single users say in another way how the request ended."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        hit = not envelope["statusCode"] and call.path.startswith(self.where)
        return self.otherwise(envelope) if hit else envelope

    where: tuple[str, ...] = ("/users", "/me/devices")

    def otherwise(self, envelope: Object) -> Object:
        raise NotImplementedError


@fault("list-without-status-code", violates="GWS-ENV-07", kind="omitted")
class _ListWithoutStatusCode(_ListCode):
    """The list of devices has no statusCode."""

    where = ("/me/devices",)

    def otherwise(self, envelope: Object) -> Object:
        return {name: value for name, value in envelope.items() if name != "statusCode"}


@fault("list-status-code-text", violates="GWS-ENV-07", kind="wrong-type", related="GWS-USER-01")
class _ListStatusCodeText(_ListCode):
    """The statusCode of users, listed or by id, is a string."""

    where = ("/users",)

    def otherwise(self, envelope: Object) -> Object:
        return {**envelope, "statusCode": "0"}


@fault("list-status-code-null", violates="GWS-ENV-07", kind="wrong-type", related="GWS-USER-01")
class _ListStatusCodeNull(_ListCode):
    """The statusCode of lists and single users is null."""

    def otherwise(self, envelope: Object) -> Object:
        return {**envelope, "statusCode": None}


@fault("status-code-21", violates="GWS-ENV-03", kind="wrong-value")
class _StatusCode21(_Code):
    """A wrong operation or payload is answered with 21."""

    def written_code(self, call: Call, code: int) -> Any:  # noqa: ARG002
        return 21 if code == Status.INVALID_INPUT else code


@fault("status-code-http", violates="GWS-ENV-03", kind="wrong-value")
class _StatusCodeHttp(_Code):
    """A wrong operation or payload is answered with the HTTP status, 400."""

    def written_code(self, call: Call, code: int) -> Any:  # noqa: ARG002
        return 400 if code == Status.INVALID_INPUT else code


@fault("status-code-fraction", violates="GWS-ENV-03", kind="wrong-value")
class _StatusCodeFraction(_Code):
    """A wrong operation or payload is answered with 10.1."""

    def written_code(self, call: Call, code: int) -> Any:  # noqa: ARG002
        return 10.1 if code == Status.INVALID_INPUT else code


class _Message(GenesysWs):
    said: object = None

    def refusal(self, call: Call, refused: Refused) -> Reply:
        members = {} if self.said is None else {"statusMessage": self.said}
        return self.written(call, refused.status, members)


@fault("status-message-omitted", violates="GWS-ENV-04", kind="omitted")
class _StatusMessageOmitted(_Message):
    """A refusal has no statusMessage."""


@fault("status-message-empty", violates="GWS-ENV-04", kind="wrong-value")
class _StatusMessageEmpty(_Message):
    """A refusal has an empty statusMessage."""

    said = ""


@fault("status-message-list", violates="GWS-ENV-04", kind="wrong-type")
class _StatusMessageList(_Message):
    """A refusal has a list in statusMessage."""

    said = ["not possible"]  # noqa: RUF012 - never changed


@fault("status-message-ok", violates="GWS-ENV-05", kind="added")
class _StatusMessageOk(Enveloped):
    """A success has a statusMessage."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:  # noqa: ARG002
        return {**envelope, "statusMessage": "OK"} if not envelope["statusCode"] else envelope


@fault("status-message-of-operation", violates="GWS-ENV-05", kind="only-sometimes")
class _StatusMessageOfOperation(Enveloped):
    """An operation is confirmed with a statusMessage."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        confirmed = call.path == VOICE and not envelope["statusCode"]
        return {**envelope, "statusMessage": "Accepted"} if confirmed else envelope


@fault("error-with-uris", violates="GWS-ENV-06", kind="added")
class _ErrorWithUris(Enveloped):
    """A caller who may not list users is refused, but gets the list."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        denied = call.path == "/users" and envelope["statusCode"]
        uris = [self.uri(call, f"/users/{one.id}") for one in self.centre.agents.values()]
        return {**envelope, "uris": uris} if denied else envelope


@fault("error-with-devices", violates="GWS-ENV-06", kind="added")
class _ErrorWithDevices(Enveloped):
    """An operation that is refused is answered with the devices of the agent as well."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        refused = call.path == VOICE and call.user and envelope["statusCode"]
        if not refused:
            return envelope
        return {**envelope, "devices": self.subresource(call, call.agent, "devices")}


class _Media(GenesysWs):
    path = ""

    def media_type(self, call: Call) -> str:
        return "text/plain" if call.path == self.path else super().media_type(call)


@fault("version-text-plain", violates="GWS-getVersion-MEDIA", kind="wrong-value")
class _VersionTextPlain(_Media):
    """The version is sent as text/plain."""

    path = VERSION


@fault("me-text-plain", violates="GWS-getMe-MEDIA", kind="wrong-value")
class _MeTextPlain(_Media):
    """The own user is sent as text/plain."""

    path = "/me"


@fault("version-without-code-for-users", violates="GWS-ENV-02", kind="only-sometimes")
class _VersionWithoutCodeForUsers(Enveloped):
    """The version lacks statusCode where the caller has authenticated."""

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        if call.path == VERSION and "authorization" in call.headers:
            del envelope["statusCode"]
        return envelope

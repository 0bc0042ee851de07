"""Faults that lead past credentials, or past what an HTTP client sends."""

from __future__ import annotations

from contracts.reference.cisco_uds.access import CHALLENGE
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds

_UNAUTHORIZED = 401


@fault("any-session", violates="UDS-AUTH-01", kind="omitted")
class _AnySession(Uds):
    """Any session cookie is accepted instead of credentials."""

    def identify(self, call: Call) -> str:
        if "JSESSIONID=" in call.headers.get("cookie", ""):
            return call.ids.get("userId", "")
        return super().identify(call)


@fault("unreadable-breaks-down", violates="UDS-AUTH-01", kind="only-sometimes")
class _UnreadableBreaksDown(Uds):
    """Credentials that are not base64 end in an internal error."""

    def identify(self, call: Call) -> str:
        try:
            return super().identify(call)
        except Refused as refusal:
            if "cannot be read" in refusal.why:
                refusal.status = 500
            raise


@fault("filtered-devices-open", violates="UDS-AUTH-01", kind="only-sometimes")
class _FilteredDevicesOpen(Uds):
    """The devices of a model are listed without credentials."""

    def admit(self, call: Call) -> None:
        if not (call.operation == "getDevices" and "model" in call.query):
            super().admit(call)


@fault("digest-asked-for", violates="UDS-AUTH-10", kind="wrong-value", related="UDS-AUTH-08")
class _DigestAskedFor(Uds):
    """The challenge asks for Digest alone."""

    def error(self, call: Call, refusal: Refused) -> Reply:
        asked = (b"www-authenticate", b'Digest realm="uds", nonce="4f1c", qop="auth"')
        refusal.headers = [asked if one == CHALLENGE else one for one in refusal.headers]
        return super().error(call, refusal)


def _done(operation: str) -> type:
    class _DoneAndRefused(Uds):
        """A change without credentials is carried out and then refused."""

        def admit(self, call: Call) -> None:
            try:
                super().admit(call)
            except Refused as refusal:
                if refusal.status == _UNAUTHORIZED and call.operation == operation:
                    self.perform(call)
                raise

    return _DoneAndRefused


for _operation in ("putUser", "postSpeedDials", "putRemoteDestination", "postDeviceSpeedDial"):
    fault(
        f"done-and-refused-{_operation}",
        violates="UDS-AUTH-06",
        kind="wrong-order",
        related="UDS-AUTH-03 UDS-AUTH-04",
    )(_done(_operation))


@fault("changes-of-pages-alone", violates="UDS-HTTP-01", kind="only-sometimes")
class _ChangesOfPagesAlone(Uds):
    """A change is carried out only with the headers that scripts of web pages send."""

    def perform(self, call: Call) -> Reply:
        if call.method != "GET" and "x-requested-with" not in call.headers:
            refuse(403, "this was not sent by a page")
        return super().perform(call)

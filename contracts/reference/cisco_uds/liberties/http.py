"""Liberties in HTTP, in credentials and in what is refused."""

from __future__ import annotations

import re

from contracts.reference.cisco_uds.access import CHALLENGE
from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.liberties._registry import liberty
from contracts.reference.cisco_uds.request import Call, Headers, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device
from contracts.reference.cisco_uds.xml import Element, el

_SESSION = "JSESSIONID=4F1C9A77"
_WRITTEN = rb"<(number|name|enabled?|label|description|enableDoNotDisturb|(sendTo|ringWhen)\w+)>"


@liberty("errors-xml", ambiguity="UDS-AMB-04", choice="errors")
class _ErrorsXml(Uds):
    """Errors are XML."""

    def error(self, call: Call, refusal: Refused) -> Reply:
        reply = super().error(call, refusal)
        reply.body = self.encode(self.write(el("error", [el("message", refusal.why)])))
        reply.headers[0] = (b"content-type", b"application/xml")
        return reply


@liberty("errors-empty", ambiguity="UDS-AMB-04", choice="errors")
class _ErrorsEmpty(Uds):
    """Errors have no body."""

    def error(self, call: Call, refusal: Refused) -> Reply:
        return Reply(refusal.status, super().error(call, refusal).headers[1:])


@liberty("see-other", ambiguity="UDS-AMB-18", choice="post")
class _SeeOther(Uds):
    """A change that is carried out is answered with 303, which leads to the resource."""

    def answer(self, call: Call) -> Reply:
        reply = super().answer(call)
        if call.method in {"POST", "PUT"} and reply.status in range(200, 300):
            return Reply(303, [(b"location", (call.base + call.path).encode())])
        return reply


@liberty("session-cookie", ambiguity="UDS-AMB-15")
class _SessionCookie(Uds):
    """A session cookie is accepted instead of credentials."""

    def more_headers(self, call: Call, reply: Reply) -> Headers:
        headers = super().more_headers(call, reply)
        if call.user:
            cookie = f"{_SESSION}.{call.user}; Path=/; HttpOnly"
            headers.append((b"set-cookie", cookie.encode()))
        return headers

    def identify(self, call: Call) -> str:
        cookie = call.headers.get("cookie", "")
        if "authorization" not in call.headers and _SESSION in cookie:
            return cookie.rpartition(".")[2]
        return super().identify(call)


@liberty("more-challenges", ambiguity="UDS-AMB-03")
class _MoreChallenges(Uds):
    """Tokens are offered beside Basic."""

    def error(self, call: Call, refusal: Refused) -> Reply:
        if CHALLENGE in refusal.headers:
            refusal.headers.insert(0, (b"www-authenticate", b'Bearer realm="SSO"'))
        return super().error(call, refusal)


@liberty("others-unauthorized", ambiguity="UDS-AMB-14", choice="others")
class _OthersUnauthorized(Uds):
    """What belongs to others is refused with 401."""

    def not_yours(self, owner: str) -> None:
        refuse(401, f"this belongs to {owner}", CHALLENGE)


@liberty("bodies-first", ambiguity="UDS-AMB-25")
class _BodiesFirst(Uds):
    """A body that cannot be carried out is refused before credentials are asked for."""

    def admit(self, call: Call) -> None:
        try:
            super().admit(call)
        except Refused:
            written = re.search(_WRITTEN, call.body)
            whole = call.body.count(b"<speedDial>") <= call.body.count(b"<number>")
            if call.method in {"POST", "PUT"} and not (written and whole):
                refuse(415, "the body lacks something")
            raise


@liberty("post-with-body", ambiguity="UDS-AMB-18", choice="post")
class _PostWithBody(Uds):
    """A POST is answered with 200 and a confirmation."""

    def created(self, call: Call, path: str) -> Reply:
        return self.representation(call, el("added", call.base + path))


@liberty("put-with-body", ambiguity="UDS-AMB-18")
class _PutWithBody(Uds):
    """A PUT of a speed dial is answered with 200 and the list."""

    def put_device_speed_dial(self, call: Call) -> Reply:
        super().put_device_speed_dial(call)
        return self.changed(call, self.get_device_speed_dials(call))


@liberty("put-without-body", ambiguity="UDS-AMB-18")
class _PutWithoutBody(Uds):
    """A PUT of settings is answered with 204."""

    def changed(self, call: Call, element: Element) -> Reply:  # noqa: ARG002
        return Reply(204)


@liberty("delete-twice")
class _DeleteTwice(Uds):
    """A DELETE of a speed dial that is not there is answered with 204."""

    def delete_speed_dials(self, call: Call) -> Reply:
        try:
            return super().delete_speed_dials(call)
        except Refused as refusal:
            index = call.query.get("index", "")
            there = any(index == str(at) for one in self.devices_of(call) for at in one.dials)
            if there or refusal.status != 404:  # noqa: PLR2004
                raise
            return self.deleted()


@liberty("same-service-twice", ambiguity="UDS-AMB-08")
class _SameServiceTwice(Uds):
    """A device can have a phone service twice under different names, but not twice under one."""

    def has_service(self, device: Device, sent: Fields) -> bool:
        pairs = {(one.name, one.service) for one in device.services}
        return (sent["name"], sent["phoneServiceId"]) in pairs

"""Changes around a server: of the request before it is read, and of the reply that is given."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Callable
from typing import Any, Final

import msgspec
from msgspec.structs import replace

from contracts.mutate.values import DROPPED, SAME
from contracts.reference._surround.layer import body_of
from contracts.reference.table.change import Step
from contracts.reference.table.exchange import ASKED, Asked, Pairs, Reply
from contracts.reference.table.inside import MISSING, Renamed, changed, steps_of
from contracts.reference.table.matching import matches, text_of
from contracts.reference.table.when import Seen
from contracts.reference.table.xml_bodies import changed_xml

_HTML: Final = "text/html; charset=utf-8"
_PAGE: Final = "<!DOCTYPE html><html><head><title>{0}</title></head><body>{0}</body></html>"


def edge(step: Step, key: str, above: Callable[[Any], Any]) -> Callable[..., Any]:
    """A method `__call__` for the class of a server, in which a change is at work.

    `above` gives the application further up; `key` is the row's, for what it remembers.
    """

    async def __call__(self: Any, scope: Any, receive: Any, send: Any) -> None:  # noqa: N807
        application = above(self)
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        asked = Asked(scope, await body_of(receive))
        seen = Seen(asked)
        if not step.when.met(seen, "asked"):
            await application(scope, _given(asked.body), send)
            return
        if step.side == "reply" or step.kind == "reply":
            seen.reply = await _gathered(application, asked)
            if step.when.met(seen, "reply") and step.when.counted(self, key):
                seen.reply = _replied(self, step, key, seen.reply)
            await _send(seen.reply, asked, send)
            return
        if not step.when.counted(self, key):
            await application(scope, _given(asked.body), send)
            return
        await _before(self, step, key, asked, application, send)

    return __call__


async def _before(  # noqa: PLR0913 - what an application is called with, and the change
    server: Any, step: Step, key: str, asked: Asked, application: Any, send: Any
) -> None:
    """Answer a request that is changed, not passed on, or has another effect."""
    if step.kind == "request":
        await _send(_answer(step.argument), asked, send)
    elif step.operator == "forgotten" and step.kind == "effect":
        kept = vars(server).setdefault("_kept_of_rows", {})
        if key not in kept:
            reply = await _gathered(application, asked)
            if reply.succeeds:
                kept[key] = reply
            await _send(reply, asked, send)
        else:
            await _send(kept[key], asked, send)
    elif step.operator == "twice" and step.kind == "effect":
        await _gathered(application, asked)
        await application(asked.scope, _given(asked.body), send)
    else:
        after = rewritten(step, asked)
        await application(after.scope, _given(after.body), send)


def observed(above: Callable[[Any], Any]) -> Callable[..., Any]:
    """A method `__call__` that lets the methods of the server know what is asked."""

    async def __call__(self: Any, scope: Any, receive: Any, send: Any) -> None:  # noqa: N807
        application = above(self)
        if scope["type"] != "http":
            await application(scope, receive, send)
            return
        asked = Asked(scope, await body_of(receive))
        token = ASKED.set(asked)
        try:
            await application(scope, _given(asked.body), send)
        finally:
            ASKED.reset(token)

    return __call__


# The request


def rewritten(step: Step, asked: Asked) -> Asked:
    """The request as the server is to see it; the same one where nothing changes."""
    if step.kind == "credentials" and step.operator == "login":
        blob = b64encode(step.argument.encode()).decode()
        others = [one for one in asked.headers if one[0] != "authorization"]
        return asked.with_headers([*others, ("authorization", f"Basic {blob}")])
    match step.kind:
        case "query":
            asked = asked.with_query(_pairs(asked.query, step))
        case "header" | "credentials":
            asked = asked.with_headers(_pairs(asked.headers, step))
        case "path":
            asked = asked.with_path(_made(step, asked.path))
        case "method":
            asked = asked.with_(method=_made(step, asked.method))
        case "body":
            asked = _with_body(asked, _bytes(step, asked.body))
        case _:
            asked = _with_body(asked, _inside(step, asked.body, asked.sent))
    return asked


def _with_body(asked: Asked, body: bytes) -> Asked:
    headers = [
        (name, str(len(body)) if name == "content-length" else value)
        for name, value in asked.headers
    ]
    return Asked(asked.with_headers(headers).scope, body)


def _pairs(pairs: Pairs, step: Step) -> Pairs:
    """Names and values with the change made at one name."""
    after: Pairs = []
    there = False
    for name, value in pairs:
        if not matches(name.lower(), step.name):
            after.append((name, value))
            continue
        there = True
        new = _of(step)(value, dict(pairs))
        if isinstance(new, Renamed):
            after.append((new.name, value))
        elif new is not DROPPED:
            after.append((name, value if new is SAME else text_of(new)))
    if not there and "*" not in step.name:
        new = _of(step)(MISSING, dict(pairs))
        if new is not SAME and new is not DROPPED:
            after.append((step.name, text_of(new)))
    return after


def _of(step: Step) -> Any:
    return step.change


def _made(step: Step, text: str) -> str:
    after = _of(step)(text, None)
    return text if after is SAME else text_of(after)


def _bytes(step: Step, body: bytes) -> bytes:
    after = _of(step)(body.decode("utf-8", "surrogateescape"), None)
    if after is SAME:
        return body
    if after is DROPPED:
        return b""
    return after if isinstance(after, bytes) else text_of(after).encode("utf-8", "surrogateescape")


def _inside(step: Step, body: bytes, value: Any) -> bytes:
    """A body with the change made in it: in JSON, whose value is `value`, or in XML."""
    if value is MISSING:
        return changed_xml(body, step.pointer, step.operator, step.argument, _of(step))
    after = changed(value, steps_of(step.pointer), _of(step))
    if after is SAME:
        return body
    return b"null" if after is DROPPED else msgspec.json.encode(after)


# The reply


def _replied(server: Any, step: Step, key: str, reply: Reply) -> Reply:
    if step.side == "whole":
        return _as_a_whole(server, step, key, reply)
    match step.kind:
        case "status":
            reply = replace(reply, status=int(_made(step, str(reply.status))))
        case "media" | "header":
            name = "content-type" if step.kind == "media" else step.name
            pairs = _pairs(list(reply.headers), replace(step, name=name))
            reply = replace(reply, headers=tuple(pairs))
        case "body":
            reply = replace(reply, body=_bytes(step, reply.body))
        case _:
            reply = replace(reply, body=_inside(step, reply.body, reply.said))
    return reply


def _as_a_whole(server: Any, step: Step, key: str, reply: Reply) -> Reply:
    if step.operator == "answer":
        return _answer(step.argument)
    kept = vars(server).setdefault("_kept_of_rows", {})
    before: Reply = kept.get(key, reply)
    if step.operator == "stale" or key not in kept:
        kept[key] = reply
    return before


def _answer(argument: str) -> Reply:
    """The reply that an argument says: `404`, `200 application/json {}`, `403 A page.`."""
    status, _, rest = argument.partition(" ")
    media, _, text = rest.partition(" ")
    if rest and ("/" not in media or ":" in media):
        media, text = _HTML, _PAGE.format(rest)
    headers = (("content-type", media),) if media else ()
    return Reply(int(status), (*headers, ("content-length", str(len(text)))), text.encode())


# Passing on


def _given(body: bytes) -> Callable[[], Any]:
    """A `receive` that gives a body that has been read."""
    left = [{"type": "http.request", "body": body, "more_body": False}]

    async def receive() -> Any:
        return left.pop() if left else {"type": "http.disconnect"}

    return receive


async def _gathered(application: Any, asked: Asked) -> Reply:
    start: dict[str, Any] = {"status": 500, "headers": ()}
    pieces: list[bytes] = []

    async def take(message: Any) -> None:
        if message["type"] == "http.response.start":
            start.update(message)
        else:
            pieces.append(message.get("body", b""))

    await application(asked.scope, _given(asked.body), take)
    headers = tuple((n.decode("latin-1"), v.decode("latin-1")) for n, v in start["headers"])
    return Reply(start["status"], headers, b"".join(pieces))


async def _send(reply: Reply, asked: Asked, send: Any) -> None:
    """Send a reply; its length is said anew, but for a HEAD, which has no body to count."""
    head = asked.method == "HEAD"
    headers = [(n.encode("latin-1"), v.encode("latin-1")) for n, v in reply.headers]
    framed = any(name.lower() == b"content-length" for name, _ in headers)
    if framed and not head:
        headers = [one for one in headers if one[0].lower() != b"content-length"]
        headers.append((b"content-length", b"%d" % len(reply.body)))
    start = {"type": "http.response.start", "status": reply.status, "headers": headers}
    await send(start)
    await send({"type": "http.response.body", "body": b"" if head else reply.body})

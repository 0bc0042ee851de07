"""The safety gate: what may leave the machine.

The transport sends nothing but what `admit` returned, so there is no way around it.
"""

from __future__ import annotations

from collections.abc import Callable

import msgspec

from contracts.model import Allow, NotTested, Request
from contracts.wire.address import Base, inside, origin_of

READING = frozenset({"GET", "HEAD"})
# Headers by which a GET becomes another method, or hides a second request in its body.
_DISGUISES = frozenset(
    {
        "x-http-method",
        "x-http-method-override",
        "x-method-override",
        "transfer-encoding",
        "content-length",
    }
)


class Admitted(msgspec.Struct, frozen=True):
    """A request that passed the gate. Only this module makes one."""

    request: Request


def only_reads(request: Request) -> bool:
    """Whether the method says that `request` changes nothing: GET or HEAD."""
    return request.method in READING


def admit(
    request: Request,
    *,
    base: Base,
    allow: Allow,
    safe: Callable[[Request], bool],
    redirect: bool = False,
) -> Admitted:
    """Let `request` pass, or raise NotTested, saying why it is not sent.

    With `allow` read, only GET and HEAD pass that `safe` calls reading too and that do not
    disguise another method. What goes over a raw connection has no method that would say
    anything: it passes only where `safe`, which knows the API's messages, says that every one
    of them only reads (`only_reads` never does). All must lie under the base URL; a followed
    `redirect` may leave it, but then only reads.
    """
    what = f"{request.method} {request.url.partition('?')[0]}"
    reading = request.method in READING or request.raw
    if allow is not Allow.WRITE and not (reading and safe(request) and not _disguised(request)):
        msg = (
            'needs writing, which is not allowed here: allow = "write" in the target file, or '
            f"--allow write, permits it ({what} was not sent)"
        )
        raise NotTested(msg)
    if inside(base, request.url) or (redirect and reading and not request.raw):
        return Admitted(request)
    other = origin_of(request.url) != base.origin
    msg = f"{what} was not sent, it leaves {base.origin if other else base.root}"
    raise NotTested(msg)


def admit_for_plugin(request: Request) -> Admitted:
    """Let through what an auth plugin sends of its own: by HTTP to any address it names.

    It is the user's code that asks for a token there; the record marks it.
    """
    return Admitted(request)


def _disguised(request: Request) -> bool:
    # A length that is right is ours (wire adds it last) and disguises nothing.
    length = str(len(request.body))
    return any(
        name.lower() in _DISGUISES and not (name == "Content-Length" and value == length)
        for name, value in request.headers
    )

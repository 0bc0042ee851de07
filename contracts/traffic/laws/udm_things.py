"""What is known of one job, record or file of UDM, and of its time."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import msgspec

from contracts.apis.genesys_udm import Version, version_of
from contracts.traffic.seen import Seen

_PATIENCE_S = 10.0


class Thing(msgspec.Struct):
    """What is known of a job, a record or a file: the last exchange of each sort."""

    made: Seen | None = None
    sent: Mapping[str, Any] = {}
    listed: Seen | None = None
    row: Mapping[str, Any] = {}
    given: Seen | None = None
    refused: Seen | None = None
    updated: Seen | None = None
    update: Mapping[str, Any] = {}
    before: str = ""
    deleted: Seen | None = None
    still: Seen | None = None
    gone: Seen | None = None
    unlisted: Seen | None = None


def before(one: Seen | None, other: Seen) -> bool:
    """Whether one exchange, if there was one, was over when the other began."""
    return one is not None and one.before(other)


def made_by(thing: Thing, version: Version) -> bool:
    """Whether a thing was made through a version."""
    made = thing.made
    return made is not None and version_of(made.exchange.request.operation or "")[0] == version


def is_whole(seen: Seen, version: Version, count: int) -> bool:
    """Whether a page shows the whole list."""
    query = dict(parse_qsl(urlsplit(seen.exchange.request.url).query))
    size = query.pop("size", "")
    if query.pop("from", "0") != "0" or query:
        return False
    return count < int(size) if size.isdecimal() else not size and bool(version.mark)


def late(change: Seen, look: Seen) -> bool:
    """Whether what was changed had 10 s to take effect before it was looked at."""
    ended = change.exchange.started + change.exchange.seconds
    return look.exchange.started - ended >= _PATIENCE_S


def members_of(body: bytes) -> Mapping[str, Any]:
    """The members of a body; none where it is no JSON object."""
    try:
        found = msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}

"""Bodies of jobs: what is sent for one, and where its values come from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import msgspec

from contracts.apis.genesys_udm.versions import V4, Version

_YEAR = "2099"
FAR = f"{_YEAR}-01-01T00:00:00Z"
"""When jobs start that are not meant to start."""

SHORT_FRAME = ("2024-01-01T00:00:00Z", "2024-01-02T00:00:00Z")
"""The days of a short export where neither the target file nor the history names others."""

_WIDE_FRAME = ("2000-01-01T00:00:00Z", "2030-01-01T00:00:00Z")

REQUIRED = ("source", "type", "title", "timeFrame", "schedulerParam", "jobParams", "suspended")
"""The members of a Job that are marked as required; type is not, in the POST of v4."""

INNER = ("jobParams.type", "jobParams.media")
"""The members of UcsJobParams that are marked as required."""

_NAMES = ("value", "name", "id", "code", "source", "type")


AWKWARD = "Prüfung 漢"
"""A part of titles that only a careful server keeps."""


class Kind(msgspec.Struct, frozen=True):
    """What becomes of a job: it starts at once or not at all, held or not, long or short.

    One that is `wide` exports all data, or all of many years where `everything` is not asked for.
    """

    name: str
    immediately: bool = False
    suspended: bool = False
    everything: bool = False
    wide: bool = False


WAITING = Kind("waiting")
SUSPENDED = Kind("suspended", suspended=True)
HELD = Kind("held", immediately=True, suspended=True)
LONG = Kind("long", immediately=True, everything=True, wide=True)
WIDE = Kind("wide", immediately=True, wide=True)
SHORT = Kind("short", immediately=True)


class Template(msgspec.Struct, frozen=True):
    """What jobs of the target are about.

    `frame` are the days of a short export, `everything` those of a long one (none: all there is),
    `start` is when jobs start that are not meant to. `held`: these have to be suspended.
    """

    source: str
    type: str
    entity: str
    media: tuple[str, ...]
    held: bool = False
    frame: tuple[str, str] = SHORT_FRAME
    everything: tuple[str, str] = ("", "")
    start: str = FAR

    def body(self, version: Version, kind: Kind, title: str) -> dict[str, Any]:
        """A Job of the documented form, with all members that can be sent together."""
        suspended = kind.suspended or (self.held and not kind.immediately)
        at_once = kind.immediately or self.held
        body: dict[str, Any] = {
            "source": self.source,
            "type": self.type,
            "title": title,
            "timeFrame": self._time_frame(kind),
            "description": f"made by a conformance test: {title}",
            "schedulerParam": {"immediately": True}
            if at_once
            else {"immediately": False, "startDate": self.start},
            "jobParams": {"fileSplitSize": "100", "type": self.entity, "media": list(self.media)},
            "suspended": suspended,
        }
        if version is V4:
            return body | {"fileSplitSize": "100", "suspended": str(suspended).lower()}
        body["jobParams"]["exportAttachments"] = False
        return body

    def _time_frame(self, kind: Kind) -> dict[str, Any]:
        wide = all(self.everything)
        if kind.everything and not wide:
            return {"all": True}
        frame = self.frame
        if kind.wide:
            frame = self.everything if wide else _WIDE_FRAME
        return {"all": False, "dateFrom": frame[0], "dateTo": frame[1]}


def without(body: Mapping[str, Any], member: str) -> dict[str, Any]:
    """A Job without one member; `jobParams.type` is a member of a member."""
    outer, dot, inner = member.partition(".")
    if not dot:
        return {name: value for name, value in body.items() if name != member}
    kept = {name: value for name, value in body[outer].items() if name != inner}
    return {**body, outer: kept}


def mistyped(body: Mapping[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Jobs with a member of a type that nothing can be made of, and the name of that member."""
    for member, wrong in (
        ("title", {"text": "a title"}),
        ("timeFrame", "all"),
        ("schedulerParam", ["immediately"]),
        ("jobParams", {**body["jobParams"], "media": [{"name": "email"}]}),
    ):
        yield member, {**body, member: wrong}


def minimal(body: Mapping[str, Any], *, at_once: bool) -> dict[str, Any]:
    """A Job with the required members alone, and of optional ones only what it cannot do without.

    `at_once` it has no start, and dates; else nothing but a start, and no dates. It is suspended,
    so that it does not run.
    """
    params = {name: body["jobParams"][name] for name in ("type", "media")}
    scheduler = body["schedulerParam"]
    return {
        **{name: body[name] for name in REQUIRED if name in body},
        "jobParams": params,
        "timeFrame": {name: body["timeFrame"][name] for name in ("dateFrom", "dateTo")}
        if at_once
        else {"all": True},
        "schedulerParam": {"immediately": True}
        if at_once
        else {"startDate": scheduler.get("startDate", FAR)},
        "suspended": True if body["suspended"] in {True, False} else "true",
    }


def names_in(data: Any) -> Iterator[str]:
    """The names that an untyped list of data/ may hold, in its order."""
    if isinstance(data, str) and data:
        yield data
    elif isinstance(data, Sequence) and not isinstance(data, str):
        for one in data:
            yield from names_in(one)
    elif isinstance(data, Mapping):
        named = [data[name] for name in _NAMES if isinstance(data.get(name), str)]
        if named:
            yield named[0]
            return
        nested = [one for one in data.values() if isinstance(one, list | dict)]
        if nested:
            yield from names_in(nested)
        else:
            yield from (name for name in data if isinstance(name, str))

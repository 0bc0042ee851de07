"""`evidence.har`: exchanges as an HTTP Archive, for any tool that reads one.

One exchange at a time is in memory, and bodies are found through an index on disk, so that an
archive of a run of any length can be written.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl, quote, urlsplit

import msgspec
from harfile import Content, Creator, HarFile, PostData, Record, Request, Response, Timings

from contracts.model import BodyStored, ExchangeRecorded, Headers, Results
from contracts.model.exchange import header
from contracts.report import evidence
from contracts.report.text import visible
from contracts.report.trail import Trail, trail_of

_VERSION = "HTTP/1.1"
_LONGEST = 64 << 10
_MOST = 32 << 20
_ORIGIN = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^/?#]*")
_STRAY = re.compile("%(?![0-9A-Fa-f]{2})")


def har(run: Path | Trail, results: Results, *, whole: bool = False) -> Iterator[bytes]:
    """The exchanges that the results name as evidence or, where `whole`, every one of the log.

    Of the evidence long bodies are shortened, and left out once they are very many.
    """
    named: dict[str, dict[str, None]] = {}
    for target in results.targets:
        for one in target.requirements:
            for exchange in one.evidence:
                named.setdefault(exchange, {}).setdefault(one.id)
    began = _time(results.suite.started)
    text = io.StringIO()
    archive = HarFile(text, creator=Creator("uc-contracts", results.suite.version))
    with trail_of(run) as trail:
        budget = None if whole else _Budget()
        # All of them are read in their order, which is quicker than to look each up.
        shown = _all(trail.folder) if whole else trail.exchanges(named)
        for event in shown:
            _add(archive, event, _Source(trail, budget), began, tuple(named.get(event.id, ())))
            yield _taken(text)
    archive.close()
    yield _taken(text)


def _all(folder: Path) -> Iterator[ExchangeRecorded]:
    for _, event in evidence.read(folder, "exchange"):
        if isinstance(event, ExchangeRecorded):
            yield event


class _Budget:
    """How many characters of bodies may still be written."""

    def __init__(self) -> None:
        self.left = _MOST

    def cut(self, body: BodyStored) -> BodyStored:
        """`body`, shortened where it is long; without its content once the budget is used up."""
        length = min(_LONGEST, self.left)
        content = body.text if body.text is not None else body.base64 or ""
        self.left -= min(len(content), length)
        if len(content) <= length:
            return body
        content = content[: length // 4 * 4]
        if body.text is not None:
            return msgspec.structs.replace(body, text=content)
        return msgspec.structs.replace(body, base64=content)


class _Source(NamedTuple):
    """Where bodies come from."""

    trail: Trail
    budget: _Budget | None

    def get(self, digest: str | None) -> BodyStored | None:
        """The body, if there is one."""
        body = self.trail.body(digest) if digest else None
        return self.budget.cut(body) if body is not None and self.budget is not None else body


def _taken(text: io.StringIO) -> bytes:
    data = text.getvalue().encode()
    text.seek(0)
    text.truncate()
    return data


def _time(started: str) -> dt.datetime:
    try:
        return dt.datetime.fromisoformat(started)
    except ValueError:
        return dt.datetime.fromtimestamp(0, dt.UTC)


def _add(
    archive: HarFile,
    one: ExchangeRecorded,
    bodies: _Source,
    began: dt.datetime,
    requirements: tuple[str, ...],
) -> None:
    told = [one.id, one.test, *requirements]
    told += [f"wrong on purpose: {one.request.defect}"] if one.request.defect else []
    milliseconds = round(one.seconds * 1000, 3)
    archive.add_entry(
        startedDateTime=began + dt.timedelta(seconds=one.started),
        time=milliseconds,
        request=_request(one, bodies),
        response=_response(one, bodies),
        timings=Timings(send=0, wait=milliseconds, receive=0),
        comment=visible("; ".join(told)),
    )


def _request(one: ExchangeRecorded, bodies: _Source) -> Request:
    request = one.request
    body = bodies.get(request.body)
    try:
        query = parse_qsl(urlsplit(request.url).query, keep_blank_values=True)
    except ValueError:
        query = []
    posted = None
    if body is not None:
        note = None if body.base64 is None else "base64"
        kind = header(request.headers, "Content-Type") or ""
        posted = PostData(kind, text=_text(body), comment=note)
    return Request(
        method=request.method,
        url=_uri(request.url),
        httpVersion=_VERSION,
        headers=_records(request.headers),
        queryString=[Record(name, value) for name, value in query],
        postData=posted,
        bodySize=body.size if body else 0,
    )


def _response(one: ExchangeRecorded, bodies: _Source) -> Response:
    response = one.response
    if response is None:
        # What browsers write where no response came.
        why = f"{one.failure.kind}: {one.failure.message}" if one.failure else "no response"
        nothing = Content(size=0, mimeType="x-unknown")
        return Response(0, "", _VERSION, content=nothing, redirectURL="", comment=visible(why))
    body = bodies.get(response.body)
    return Response(
        status=response.status,
        statusText=response.reason,
        httpVersion=_VERSION,
        headers=_records(response.headers),
        content=Content(
            size=body.size if body else 0,
            mimeType=header(response.headers, "Content-Type") or "x-unknown",
            text=_text(body) if body else None,
            encoding="base64" if body and body.base64 is not None else None,
        ),
        redirectURL=header(response.headers, "Location") or "",
        bodySize=body.size if body else 0,
    )


def _uri(url: str) -> str:
    """The address as RFC 3986 has it, which the format asks for: what it does not allow escaped."""
    origin = _ORIGIN.match(url)
    start = origin.end() if origin else 0
    escaped = quote(url[start:], safe="/?#!$&'()*+,;=:@%~", errors="replace")
    return url[:start] + _STRAY.sub("%25", escaped)


def _text(body: BodyStored) -> str:
    return body.text if body.text is not None else body.base64 or ""


def _records(headers: Headers) -> list[Record]:
    return [Record(name, value) for name, value in headers]

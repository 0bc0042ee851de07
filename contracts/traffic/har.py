"""HTTP Archives (HAR 1.2) as browsers, proxies and runs of this suite write them.

An archive has responses as text, decoded from whatever encoding they had; they are put back into
the encoding that the response declares. Whether a body is complete is told by its size.
"""

from __future__ import annotations

import datetime as dt
import re
from base64 import b64decode
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import urlencode

import msgspec

from contracts.model import Exchange, Failure, Headers, Request, Response
from contracts.model.exchange import header
from contracts.traffic.json_stream import CutOffError, JsonStream, NotJsonError
from contracts.traffic.unpacking import unpacked

LONGEST = 64 << 20
"""Characters of an entry; a longer one is passed over."""

_SHORTER = 4
"""Bytes by which a whole text may be shorter than its size: a byte order mark is left out."""
_DECLARED = re.compile(r"""\A<\?xml[^>]*?encoding\s*=\s*["']([\w.-]+)["']""")
_BODILESS = frozenset({204, 205, 304})


class Captured(msgspec.Struct, frozen=True):
    """An exchange as a capture has it: `began` is seconds since the epoch.

    `whole` is whether the body of the response is known from end to end.
    """

    exchange: Exchange
    whole: bool = True

    @property
    def began(self) -> float:
        """When the request was sent."""
        return self.exchange.started


class Trouble(msgspec.Struct, frozen=True):
    """What is wrong with a part of a capture, in a sentence without its end."""

    text: str


def read_har(path: Path, file: BinaryIO) -> Iterator[Captured | Trouble]:
    """The exchanges of an archive in its order.

    Entries that cannot be understood, or came from a browser's cache, are passed over. Raises
    NotJsonError where it is no archive.
    """
    stream = JsonStream(file, LONGEST)
    last = 0.0
    count = unread = 0
    try:
        for text in stream.items("log", "entries"):
            count += 1
            try:
                found = _captured(text, last)
            except (ValueError, TypeError, AttributeError, KeyError, RecursionError):
                unread += 1
                continue
            if found is not None:
                last = found.began
                yield found
    except CutOffError:
        if not count:
            msg = "it ends before its first entry"
            raise NotJsonError(msg) from None
        yield Trouble(f"{path.name} is cut off after {count:,} entries; those were judged")
    if unread:
        yield Trouble(f"{unread:,} of the {count:,} entries of {path.name} cannot be understood")


def _captured(text: str | None, last: float) -> Captured | None:
    """An entry; None where nothing of it was sent. Raises ValueError and its like for no entry."""
    if text is None:
        msg = "too long"
        raise ValueError(msg)
    entry = msgspec.json.decode(text.encode("utf-8", "surrogatepass"))
    if entry.get("_fromCache") or entry.get("fromCache"):
        return None
    request = _request(entry["request"])
    began = _time(entry.get("startedDateTime"), last)
    seconds = max(_number(entry.get("time")) or 0.0, 0.0) / 1000
    said = entry.get("response") or {}
    status = said.get("status")
    response, failure, whole = None, None, True
    if isinstance(status, int) and status > 0:
        response, whole = _response(said, request.method)
    else:
        why = said.get("_error") or said.get("comment") or "no response was recorded"
        failure = Failure("unrecorded", str(why))
    exchange = Exchange("", "", request, response, failure, began, seconds)
    return Captured(exchange, whole)


def _request(said: Mapping[str, Any]) -> Request:
    method, url = said["method"], said["url"]
    if not isinstance(method, str) or not isinstance(url, str):
        msg = "no request line"
        raise TypeError(msg)
    headers = _headers(said.get("headers"))
    posted = said.get("postData") or {}
    body = _text(posted, header(headers, "Content-Type") or str(posted.get("mimeType") or ""))
    if not body and posted.get("params"):
        pairs = [(one["name"], one.get("value") or "") for one in posted["params"]]
        if "form-urlencoded" in str(posted.get("mimeType")):
            body = urlencode(pairs).encode()
    if posted.get("mimeType") and body and header(headers, "Content-Type") is None:
        headers = (*headers, ("Content-Type", str(posted["mimeType"])))
    return Request(method.upper(), url.partition("#")[0], headers, body)


def _response(said: Mapping[str, Any], method: str) -> tuple[Response, bool]:
    """A response, and whether its body is known from end to end."""
    headers = _headers(said.get("headers"))
    content = said.get("content") or {}
    kind = header(headers, "Content-Type") or ""
    body = _text(content, kind or str(content.get("mimeType") or ""))
    size = _number(content.get("size"))
    status = said["status"]
    if body:
        whole = size is None or len(body) + _SHORTER >= size
        if content.get("encoding") == "base64":
            body, is_plain = unpacked(body, header(headers, "Content-Encoding") or "")
            whole = whole and is_plain
    elif method == "HEAD" or status in _BODILESS:
        whole = True
    else:
        sizes = (size, _number(said.get("bodySize")), _number(header(headers, "Content-Length")))
        known = [one for one in sizes if one is not None and one >= 0]
        whole = bool(known) and not any(known)
    reason = str(said.get("statusText") or "")
    return Response(status, reason, headers, body), whole


def _text(said: Mapping[str, Any], kind: str) -> bytes:
    """A body: in base64, or as text, which is put back into the encoding that it declares."""
    text = said.get("text")
    if not isinstance(text, str) or not text:
        return b""
    if said.get("encoding") == "base64" or said.get("comment") == "base64":
        return b64decode(text)
    charset = ""
    for parameter in kind.split(";")[1:]:
        name, _, value = parameter.partition("=")
        charset = value.strip("\"' ") if name.strip().lower() == "charset" else charset
    declared = _DECLARED.match(text)
    for one in filter(None, (charset, declared[1] if declared else "", "utf-8")):
        try:
            return text.encode(one)
        except (LookupError, UnicodeEncodeError):
            continue
    return text.encode("utf-8", "surrogatepass")


def _headers(said: Any) -> Headers:
    """Headers, without those that HTTP/2 has for the request line."""
    found = [
        (str(one["name"]), str(one.get("value") or ""))
        for one in said or ()
        if isinstance(one, dict) and isinstance(one.get("name"), str)
    ]
    return tuple((name, value) for name, value in found if not name.startswith(":"))


def _time(said: Any, last: float) -> float:
    """Seconds since the epoch; those of the entry before where they cannot be read."""
    if not isinstance(said, str):
        return last
    try:
        found = dt.datetime.fromisoformat(said)
    except ValueError:
        return last
    return (found if found.tzinfo else found.replace(tzinfo=dt.UTC)).timestamp()


def _number(said: Any) -> float | None:
    try:
        return float(said) if said is not None and not isinstance(said, bool) else None
    except (TypeError, ValueError):
        return None

"""Exchanges and archives, made by hand."""

from __future__ import annotations

import json
from typing import Any

from contracts.model import Exchange, Request, Response

JSON = (("Content-Type", "application/json"),)


def exchange(  # noqa: PLR0913 - one for each part of an exchange
    method: str,
    url: str,
    status: int = 200,
    answer: Any = None,
    *,
    body: Any = None,
    headers: tuple[tuple[str, str], ...] = (),
    kind: tuple[tuple[str, str], ...] = JSON,
    at: float = 0.0,
    seconds: float = 0.1,
) -> Exchange:
    """An exchange; bodies that are no bytes are written as JSON."""
    sent = headers if body is None else (*headers, *JSON)
    request = Request(method, url, sent, _bytes(body))
    response = Response(status, "", kind, _bytes(answer))
    return Exchange(f"x-{at}", "t", request, response, None, at, seconds)


def _bytes(value: Any) -> bytes:
    if value is None:
        return b""
    return value if isinstance(value, bytes) else json.dumps(value).encode()


def entry(url: str, answer: Any = None, **more: Any) -> dict[str, Any]:
    """An entry of an archive."""
    text = None if answer is None else json.dumps(answer)
    content = {"size": len(text or ""), "mimeType": "application/json"}
    if text is not None:
        content["text"] = text
    response = {
        "status": 200,
        "statusText": "OK",
        "headers": [{"name": "Content-Type", "value": "application/json"}],
        "content": content,
        "bodySize": -1,
    }
    made = {
        "startedDateTime": "2026-01-01T00:00:00.000Z",
        "time": 12.0,
        "request": {"method": "GET", "url": url, "headers": []},
        "response": response,
    }
    return made | more


def archive(*entries: dict[str, Any]) -> dict[str, Any]:
    """An archive of these entries."""
    return {"log": {"version": "1.2", "creator": {"name": "t", "version": "1"}, "entries": entries}}

"""A real server behind an ASGI application, so that what passes can be changed on its way."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

import requests

_HOP_BY_HOP = frozenset(
    {b"connection", b"keep-alive", b"te", b"trailer", b"transfer-encoding", b"upgrade", b"host"}
)
_TIMEOUT_S = 60.0


class Forwarding:
    """An ASGI application that passes each request on to the server at `url`, as it came.

    `verify` is requests' own: whether, or by which file, the server's certificate is checked.
    """

    def __init__(self, url: str, *, verify: bool | str = True) -> None:
        parts = urlsplit(url)
        self.base_path = parts.path.rstrip("/")
        self._origin = f"{parts.scheme}://{parts.netloc}"
        self._session = requests.Session()
        self._session.trust_env = False
        self._session.verify = verify
        self._session.headers.clear()
        self._session.max_redirects = 0

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Serve one exchange; a server that does not answer is a gateway's 502."""
        if scope["type"] != "http":
            return
        body = b""
        while True:
            message = await receive()
            body += message.get("body", b"")
            if not message.get("more_body"):
                break
        status, headers, content = await asyncio.to_thread(self._exchange, scope, body)
        await send({"type": "http.response.start", "status": status, "headers": headers})
        await send({"type": "http.response.body", "body": content})

    def _exchange(
        self, scope: Mapping[str, Any], body: bytes
    ) -> tuple[int, list[tuple[bytes, bytes]], bytes]:
        target = scope["raw_path"].decode("latin-1")
        if scope["query_string"]:
            target += "?" + scope["query_string"].decode("latin-1")
        request = requests.Request(scope["method"], self._origin + "/", data=body)
        prepared = self._session.prepare_request(request)
        prepared.url = self._origin + target  # as it came, not quoted anew
        for name, value in scope["headers"]:
            if name.lower() not in _HOP_BY_HOP:
                prepared.headers[name.decode("latin-1")] = value.decode("latin-1")
        try:
            reply = self._session.send(
                prepared, allow_redirects=False, timeout=_TIMEOUT_S, stream=True
            )
            content = reply.raw.read(decode_content=False)
        except requests.RequestException as trouble:
            said = f"the server does not answer: {trouble}".encode()
            return 502, [(b"content-type", b"text/plain")], said
        headers = [
            (name.encode("latin-1"), value.encode("latin-1"))
            for name, value in reply.raw.headers.items()
            if name.lower().encode("latin-1") not in _HOP_BY_HOP
        ]
        return reply.status_code, headers, content

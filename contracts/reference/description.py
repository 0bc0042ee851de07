"""A server that says of itself how it can be judged.

`GET <base>/.well-known/uc-contracts.json` answers with claims, IXIT and demonstration
credentials in the shape of a target file. Any server may offer the same.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import msgspec

PATH = "/.well-known/uc-contracts.json"


class Described:
    """An ASGI application that answers for its description and leaves the rest to `app`."""

    def __init__(
        self,
        app: Any,
        api: str,
        base_path: str,
        target: Mapping[str, Any],
        port_key: str | None = None,
    ) -> None:
        self.app = app
        self.stream = getattr(app, "stream", None)
        self._path = base_path + PATH
        self._said = {"uc-contracts": api, **target}
        self._port_key = port_key
        self._body = msgspec.json.encode(self._said)

    def streams_at(self, port: int) -> None:
        """Take in the port of the raw TCP service."""
        if self._port_key is not None:
            data = {**self._said.get("data", {}), self._port_key: port}
            self._body = msgspec.json.encode({**self._said, "data": data})

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request."""
        if scope["type"] != "http" or scope["path"] != self._path:
            await self.app(scope, receive, send)
            return
        headers = [
            (b"content-type", b"application/json"),
            (b"content-length", str(len(self._body)).encode()),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": self._body})

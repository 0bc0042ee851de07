"""Cross-origin requests from browsers (CORS, in the Fetch standard).

The servers themselves do not allow them: whether a real system does is its owner's choice.
"""

from __future__ import annotations

from typing import Any

from contracts.reference._surround.layer import body_of

ANY = "*"
_FOREVER = b"600"
_OURS = b"access-control-"


class Cors:
    """An ASGI application that lets pages of `origins` (`*`: of any) use another one.

    They may use any method and header, credentials and cookies, and read all headers.
    """

    def __init__(self, app: Any, origins: tuple[str, ...]) -> None:
        self.app = app
        self._origins = frozenset(origins)

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer a preflight, or pass a request on and let the page read the answer."""
        headers = dict(scope.get("headers", ()))
        origin = headers.get(b"origin")
        if origin is None or not self._is_let_in(origin.decode("latin-1")):
            await self.app(scope, receive, send)
            return
        leave = [
            (b"access-control-allow-origin", origin),
            (b"access-control-allow-credentials", b"true"),
            (b"vary", b"Origin"),
        ]
        method = headers.get(b"access-control-request-method")
        if scope["method"] == "OPTIONS" and method is not None:
            await body_of(receive)
            leave += [
                (b"access-control-allow-methods", method),
                (
                    b"access-control-allow-headers",
                    headers.get(b"access-control-request-headers", b"Authorization"),
                ),
                (b"access-control-allow-private-network", b"true"),
                (b"access-control-max-age", _FOREVER),
            ]
            await send({"type": "http.response.start", "status": 204, "headers": leave})
            await send({"type": "http.response.body", "body": b""})
            return

        async def let(event: Any) -> None:
            if event["type"] == "http.response.start":
                own = [one for one in event["headers"] if not one[0].lower().startswith(_OURS)]
                shown = b", ".join(dict.fromkeys(name for name, _ in own))
                exposed = (b"access-control-expose-headers", shown)
                event = {**event, "headers": [*own, *leave, exposed]}
            await send(event)

        await self.app(scope, receive, let)

    def _is_let_in(self, origin: str) -> bool:
        return ANY in self._origins or origin in self._origins

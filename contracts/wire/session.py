"""The session: requests' own, with what it must not do on the way to a target."""

from __future__ import annotations

import io
from typing import Any

import requests
from requests.adapters import BaseAdapter
from requests.structures import CaseInsensitiveDict
from requests.utils import get_encoding_from_headers

from contracts.model import Exchange, Response
from contracts.wire.address import origin_of, redirected
from contracts.wire.prepared import Prepared

_IDENTIFYING = ("Authorization", "Cookie", "Proxy-Authorization", "x-api-key")


class Session(requests.Session):
    """Cookies, redirects and hooks of one target; the environment changes nothing.

    Every request goes through `adapter`. Away from the origin `home` nothing goes along that
    identifies us.
    """

    def __init__(self, adapter: BaseAdapter, home: str) -> None:
        super().__init__()
        self.trust_env = False
        self._home = home
        for scheme in ("http://", "https://"):
            self.mount(scheme, adapter)

    def get_redirect_target(self, resp: requests.Response) -> str | None:
        """Where the reply leads, or None where that is nowhere that HTTP can go."""
        location = super().get_redirect_target(resp)
        return None if location is None else redirected(str(resp.url), location)

    def rebuild_auth(
        self, prepared_request: requests.PreparedRequest, response: requests.Response
    ) -> None:
        """Take away what may not go along to where a redirect leads."""
        headers = prepared_request.headers
        headers.pop("Host", None)
        if not isinstance(prepared_request, Prepared):
            super().rebuild_auth(prepared_request, response)  # type: ignore[no-untyped-call]  # untyped in types-requests
        elif prepared_request.purpose.astray or origin_of(str(prepared_request.url)) != self._home:
            for name in (*_IDENTIFYING, *prepared_request.identifying()):
                headers.pop(name, None)


class _Raw(io.BytesIO):
    """What `requests.Response.raw` is; `_original_response` holds what sets cookies."""

    def __init__(self, body: bytes, message: Any) -> None:
        super().__init__(body)
        if message is not None:
            self._original_response = _Original(message)

    def release_conn(self) -> None:
        """Nothing is held."""


class _Original:
    def __init__(self, message: Any) -> None:
        self.msg = message

    def isclosed(self) -> bool:
        """Whether all was read: always."""
        return True


class Reply(requests.Response):
    """A response, with the exchange that it came in."""

    exchange: Exchange

    def __init__(
        self,
        request: requests.PreparedRequest,
        exchange: Exchange,
        response: Response,
        adapter: BaseAdapter,
        message: Any = None,
    ) -> None:
        super().__init__()
        self.exchange = exchange
        self.status_code, self.reason = response.status, response.reason
        self.url, self.request = str(request.url), request
        self.connection = adapter  # type: ignore[assignment]  # types-requests expects its own
        headers: CaseInsensitiveDict[str] = CaseInsensitiveDict()
        for name, value in response.headers:
            headers[name] = f"{headers[name]}, {value}" if name in headers else value
        self.headers = headers
        self.encoding = get_encoding_from_headers(headers)
        self.raw = _Raw(response.body, message)
        self._content, self._content_consumed = response.body, True


class UnansweredError(requests.ConnectionError):
    """No response came; `exchange` holds the failure."""

    def __init__(self, exchange: Exchange) -> None:
        failure = exchange.failure
        super().__init__(failure.message if failure is not None else "no response came")
        self.exchange = exchange

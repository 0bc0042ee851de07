"""Cookies: requests' jar, touched only where there is something in it or for it."""

from __future__ import annotations

import http.client
from typing import Any

import requests
from requests.cookies import MockRequest, MockResponse, RequestsCookieJar, get_cookie_header


def header_for(jar: RequestsCookieJar, url: str) -> str | None:
    """The value of the `Cookie` header that the jar gives a request to `url`, if any."""
    if not len(jar):
        return None
    value: str | None = get_cookie_header(jar, _stub(url))  # type: ignore[no-untyped-call]  # untyped in types-requests
    return value


def keep(jar: RequestsCookieJar, url: str, message: http.client.HTTPMessage) -> None:
    """Take in the cookies that a reply from `url` set."""
    if "Set-Cookie" in message:
        response: Any = MockResponse(message)
        request: Any = MockRequest(_stub(url))
        jar.extract_cookies(response, request)


def _stub(url: str) -> requests.PreparedRequest:
    stub = requests.PreparedRequest()
    stub.url = url
    stub.headers = requests.structures.CaseInsensitiveDict()
    return stub

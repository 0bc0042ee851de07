"""Every address that the UDS server hands out leads to something, by the scheme it is asked by."""

from __future__ import annotations

import asyncio
import base64
from typing import Any
from urllib.parse import urlsplit

import pytest
from lxml import etree

from contracts.reference import find
from contracts.reference.cisco_uds.data import PASSWORDS
from contracts.reference.cisco_uds.server import RESOURCES

HOST = "ucm.example.com:8443"
USER = "hkeller"
_BLOB = base64.b64encode(f"{USER}:{PASSWORDS[USER]}".encode())


def ask(app: Any, path: str, query: str = "", scheme: str = "https") -> tuple[int, bytes]:
    """Status and body of a GET with the credentials of a user."""
    sent: list[dict[str, Any]] = []

    async def receive() -> dict[str, Any]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(event: dict[str, Any]) -> None:
        sent.append(event)

    scope = {
        "type": "http",
        "method": "GET",
        "scheme": scheme,
        "path": path,
        "query_string": query.encode(),
        "headers": [(b"host", HOST.encode()), (b"authorization", b"Basic " + _BLOB)],
    }
    asyncio.run(app(scope, receive, send))
    return sent[0]["status"], b"".join(one.get("body", b"") for one in sent[1:])


def addresses(body: bytes) -> set[str]:
    """The addresses in a representation."""
    root = etree.fromstring(body)
    texts = {(one.text or "").strip() for one in root.iter("uri")}
    given = {str(v) for one in root.iter("*") for n, v in one.attrib.items() if "uri" in n.lower()}
    return texts | given


@pytest.fixture(scope="module")
def app() -> Any:
    return find("cisco-uds").build()


def test_every_address_leads_somewhere(app: Any) -> None:
    starts = [path for path in RESOURCES if "{" not in path]
    waiting = [f"/cucm-uds{path}" for path in [*starts, f"/user/{USER}"]]
    followed: dict[str, int] = {}
    others = set()
    while waiting:
        path, _, query = waiting.pop().partition("?")
        status, body = ask(app, path, query or "username=hkeller")
        followed[path] = status
        for address in addresses(body):
            parts = urlsplit(address)
            if parts.netloc != HOST:
                others.add(parts.netloc)
                continue
            assert parts.scheme == "https", address
            if (parts.path not in followed and "/user/" not in parts.path) or USER in parts.path:
                waiting += [] if parts.path in followed else [parts.path]
    assert {path: code for path, code in followed.items() if code != 200} == {}
    assert len(followed) > 40
    assert others == {"imp1.example.com:6970", "www.example.com"}


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_addresses_have_the_scheme_of_the_request(app: Any, scheme: str) -> None:
    _, body = ask(app, f"/cucm-uds/user/{USER}/devices", scheme=scheme)
    assert {urlsplit(one).scheme for one in addresses(body)} == {scheme}

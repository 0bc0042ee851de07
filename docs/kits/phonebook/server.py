"""The phone book: a small server to judge. `python server.py PORT`; user `ada`, password `book`."""

from __future__ import annotations

import base64
import json
import re
import sys
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

_AUTHORIZATION = "Basic " + base64.b64encode(b"ada:book").decode()
_FIRST = ("Amara", "Björn", "Chloe", "Dario", "Elif", "Farah", "Goran", "Hana", "Ivo", "Jun")
_LAST = ("Keller", "Lopez", "Meier", "Novak", "Okafor")


class RefusedError(Exception):
    """A request that is refused with `status`, and why."""

    def __init__(self, status: int, why: str) -> None:
        super().__init__(why)
        self.status = status


class PhoneBook:
    """The contacts, by id."""

    def __init__(self) -> None:
        self.contacts: dict[str, dict[str, Any]] = {}
        for number, (last, first) in enumerate((last, one) for last in _LAST for one in _FIRST):
            self.add({"name": f"{first} {last}", "number": f"+4143{number:05}"})

    def page(self, query: dict[str, list[str]]) -> dict[str, Any]:
        """A page of the contacts whose name contains a text, by name."""
        limit, offset = _whole(query, "limit", 25, 1, 100), _whole(query, "offset", 0, 0, 10**9)
        text = query.get("name", [""])[0].casefold()
        found = [one for one in self.contacts.values() if text in one["name"].casefold()]
        found.sort(key=lambda one: one["name"].casefold())
        return {"total": len(found), "items": found[offset : offset + limit]}

    def add(self, body: Any) -> dict[str, Any]:
        """Add a contact; a number stands in the book once."""
        if not isinstance(body, dict) or not isinstance(body.get("name"), str) or not body["name"]:
            raise RefusedError(400, "name is missing")
        if not re.fullmatch(r"\+?[0-9]+", str(body.get("number", ""))):
            raise RefusedError(400, "number is no number")
        if any(one["number"] == body["number"] for one in self.contacts.values()):
            raise RefusedError(409, "the number is in the book already")
        made = {"id": uuid.uuid4().hex[:8], "name": body["name"], "number": body["number"]}
        self.contacts[made["id"]] = made
        return made

    def find(self, key: str) -> dict[str, Any]:
        """The contact of an id."""
        if key not in self.contacts:
            raise RefusedError(404, "there is no such contact")
        return self.contacts[key]


def _whole(query: dict[str, list[str]], name: str, default: int, least: int, most: int) -> int:
    text = query.get(name, [str(default)])[0]
    if not text.isdigit() or not least <= int(text) <= most:
        raise RefusedError(400, f"{name} is no whole number from {least} to {most}")
    return int(text)


class Handler(BaseHTTPRequestHandler):
    """One connection."""

    protocol_version = "HTTP/1.1"
    book = PhoneBook()

    def _answer(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        try:
            status, answer = self._carry_out(body)
        except RefusedError as refused:
            status, answer = refused.status, {"error": str(refused)}
        data = b"" if answer is None else json.dumps(answer).encode()
        self.send_response(status)
        if status == 401:  # noqa: PLR2004 - as the document has it
            self.send_header("WWW-Authenticate", 'Basic realm="phone book"')
        if answer is not None:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def _carry_out(self, body: bytes) -> tuple[int, Any]:
        if self.headers.get("Authorization") != _AUTHORIZATION:
            raise RefusedError(401, "who are you?")
        url = urlsplit(self.path)
        match self.command, *url.path.strip("/").split("/"):
            case "GET", "contacts":
                return 200, self.book.page(parse_qs(url.query, keep_blank_values=True))
            case "POST", "contacts":
                return 201, self.book.add(_json(body))
            case "GET", "contacts", key:
                return 200, self.book.find(key)
            case "DELETE", "contacts", key:
                del self.book.contacts[self.book.find(key)["id"]]
                return 204, None
        raise RefusedError(404, "there is nothing here")

    do_GET = do_POST = do_DELETE = _answer  # noqa: N815 - http.server's names

    def log_message(self, *_: object) -> None:
        """Say nothing of single requests."""


def _json(body: bytes) -> Any:
    try:
        return json.loads(body)
    except ValueError:
        raise RefusedError(400, "the body is no JSON") from None


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Handler).serve_forever()

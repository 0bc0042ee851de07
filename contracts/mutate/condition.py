"""In which exchanges a mutant is at work: conditions as text, several parted by commas.

`later` and `first` are pages by the parameters that say where one begins; `with NAME`,
`with NAME=VALUE` and `without NAME` look at the query, and at the members of a JSON or XML body;
`method NAME` and `path PATTERN` at the request line; `errors`, `successes`, `any` and `status N`
at the response, where a success is meant unless one of them is said; `answers NAME=VALUE` at the
members of its body; `non-ascii` at the value that is changed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from fnmatch import fnmatchcase
from functools import lru_cache
from typing import Any

from lxml import etree

from contracts.mutate.message import Reply, Request, means

_BEGINNINGS = {"offset": 0, "skip": 0, "start": 0, "startindex": 0, "page": 1, "pagenumber": 1}
"""Parameters that say where a page begins, and where the first one does."""
NON_ASCII = "non-ascii"
_PARSER = etree.XMLParser(resolve_entities=False, no_network=True)


def parts(condition: str) -> tuple[str, ...]:
    """The single conditions of a text."""
    return tuple(one.strip() for one in condition.split(",") if one.strip())


def asked(condition: str, request: Request) -> bool:
    """Whether a request is one of those that a condition means."""
    return all(_of_request(*_split(one), request) for one in parts(condition))


def answered(condition: str, reply: Reply) -> bool:
    """Whether a response is one of those that a condition means: successes, unless it says more."""
    found = [_of_reply(*_split(one), reply) for one in parts(condition)]
    said = [one for one in found if one is not None]
    held = all(_answers(*_split(one), reply) for one in parts(condition))
    return held and (all(said) if said else reply.succeeds)


def only_non_ascii(condition: str) -> bool:
    """Whether values are changed only where they have a character beyond ASCII."""
    return NON_ASCII in parts(condition)


def _split(part: str) -> tuple[str, str]:
    word, _, rest = part.partition(" ")
    return word, rest.strip()


def _of_request(word: str, rest: str, request: Request) -> bool:
    match word:
        case "later":
            return _beyond_first(request)
        case "first":
            return not _beyond_first(request)
        case "with" | "without":
            name, equals, value = rest.partition("=")
            values = list(named(request, name))
            there = value in values if equals else bool(values)
            return there == (word == "with")
        case "method":
            return request.method == rest
        case "path":
            return fnmatchcase(request.path, rest)
    return True


def _of_reply(word: str, rest: str, reply: Reply) -> bool | None:
    match word:
        case "errors":
            return not reply.succeeds
        case "successes":
            return reply.succeeds
        case "any":
            return True
        case "status":
            return fnmatchcase(str(reply.status), rest)
    return None


def _answers(word: str, rest: str, reply: Reply) -> bool:
    if word != "answers":
        return True
    name, _, wanted = rest.partition("=")
    return any(
        key.lower() == name.lower() and value == wanted for key, value in _members(reply.body)
    )


def _beyond_first(request: Request) -> bool:
    for name, value in request.parameters():
        first = _BEGINNINGS.get(name.lower())
        if first is not None and re.fullmatch(r"\d{1,18}", value) and int(value) > first:
            return True
    return False


def named(request: Request, name: str) -> Iterator[str]:
    """The values that a request gives to a name, in its query or in its body."""
    for source in (request.parameters(), _members(request.body)):
        for key, value in source:
            if means(name, key):
                yield value


@lru_cache(256)
def _members(body: bytes) -> tuple[tuple[str, str], ...]:
    """The members with simple values of a body, at any depth."""
    text = body.lstrip()[:1]
    found: Callable[[bytes], Iterator[tuple[str, str]]] | None
    found = {b"{": _json_members, b"[": _json_members, b"<": _xml_members}.get(text)
    try:
        return tuple(found(body)) if found else ()
    except (ValueError, etree.XMLSyntaxError):
        return ()


def _json_members(body: bytes) -> Iterator[tuple[str, str]]:
    waiting: list[tuple[str, Any]] = [("", json.loads(body))]
    while waiting:
        name, value = waiting.pop()
        if isinstance(value, dict):
            waiting.extend(value.items())
        elif isinstance(value, list):
            waiting.extend((name, one) for one in value)
        else:
            yield name, value if isinstance(value, str) else json.dumps(value)


def _xml_members(body: bytes) -> Iterator[tuple[str, str]]:
    for one in etree.fromstring(body, _PARSER).iter("*"):
        yield etree.QName(one).localname, (one.text or "").strip()
        yield from ((str(name), str(value)) for name, value in one.attrib.items())

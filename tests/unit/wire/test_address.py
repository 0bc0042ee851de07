"""Base URLs and what is made of them."""

from __future__ import annotations

import pytest

from contracts.model import ConfigurationError
from contracts.wire.address import base_of, inside, locate, normal


@pytest.mark.parametrize(
    ("base", "path", "url"),
    [
        ("http://h/", "", "http://h/"),
        ("http://h", "/a", "http://h/a"),
        ("http://h/api/", "users", "http://h/api/users"),
        ("http://h/api", "", "http://h/api"),
        ("http://h", "?a=b", "http://h/?a=b"),
        ("HTTP://Host:80/Api", "/a b#c", "http://host/Api/a%20b%23c"),
        ("https://h:443", "/", "https://h/"),
        ("http://[::1]:81/x", "/y", "http://[::1]:81/x/y"),
        ("http://bücher.example", "/", "http://xn--bcher-kva.example/"),
        ("http://h/api", "http://H:80/api/x?y=1#z", "http://h/api/x?y=1"),
    ],
)
def test_locate(base: str, path: str, url: str) -> None:
    assert locate(base_of(base), path) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "h/api",
        "ftp://h",
        "http://",
        "http://h:x",
        "http://u:p@h/",
        "http://h/?a=b",
        "http://h/#a",
    ],
)
def test_no_base(url: str) -> None:
    with pytest.raises(ConfigurationError, match="base_url") as caught:
        base_of(url)
    assert "u:p" not in str(caught.value)


def test_a_query_is_added_to_a_query() -> None:
    assert locate(base_of("http://h"), "/a?b=c", [("d", "e")]) == "http://h/a?b=c&d=e"


def test_dots_inside_stay_inside() -> None:
    base = base_of("http://h/api")
    assert inside(base, "http://h/api/a/../b.c/%2e/x?../../..")
    assert not inside(base, "http://h/api/a/..%2f../b")
    assert not inside(base, normal("http://h/api@evil"))

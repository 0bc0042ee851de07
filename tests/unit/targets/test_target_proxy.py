"""The proxy of a target file; the environment's only where the file asks for it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts.model import BasicAuth, ConfigurationError, NoAuth, Proxy
from contracts.targets import from_mapping

ENVIRONMENT = ("HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY", "ALL_PROXY")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ENVIRONMENT:
        monkeypatch.delenv(name, raising=False)
        monkeypatch.delenv(name.lower(), raising=False)


def proxy(given: dict[str, Any] | None, url: str = "http://target.example/api") -> Proxy | None:
    """The proxy of a target file with this."""
    facts: dict[str, Any] = {"api": "voss", "base_url": url}
    if given is not None:
        facts["proxy"] = given
    return from_mapping({"target": facts}, "lab.toml", Path(), "lab").proxy


def test_an_address() -> None:
    assert proxy({"url": "http://proxy.example:3128"}) == Proxy("proxy.example", 3128)
    assert proxy({"url": "http://[::1]/"}) == Proxy("::1", 80)
    assert str(Proxy("::1", 80)) == "[::1]:80"


def test_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("P", "geheim")
    found = proxy({"url": "http://p:1", "username": "ann", "password": {"env": "P"}})
    assert found is not None
    assert isinstance(found.auth, BasicAuth)
    assert (found.auth.username, found.auth.password.reveal()) == ("ann", "geheim")
    assert "geheim" not in repr(found)


def test_the_environment_counts_only_where_it_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://ann:geheim@proxy.example:8080")
    monkeypatch.setenv("HTTPS_PROXY", "http://other.example")
    monkeypatch.setenv("NO_PROXY", "inside.example")
    assert proxy(None) is None
    found = proxy({"environment": True})
    assert found is not None
    assert str(found) == "proxy.example:8080"
    assert isinstance(found.auth, BasicAuth)
    assert found.auth.password.origin == "$HTTP_PROXY"
    assert proxy({"environment": True}, "https://x.example") == Proxy("other.example", 80, NoAuth())
    assert proxy({"environment": True}, "http://inside.example") is None


def test_an_environment_without_a_proxy() -> None:
    assert proxy({"environment": True}) is None


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({}, "proxy"),
        ({"url": "http://p:1", "environment": True}, "takes url or environment, not both"),
        ({"environment": False}, "environment"),
        ({"url": "socks5://p:1"}, "not the address of an HTTP proxy"),
        ({"url": "https://p:1"}, "not the address of an HTTP proxy"),
        ({"url": "http://p:1/path"}, "not the address of an HTTP proxy"),
        ({"url": "http://p:99999"}, "not the address of an HTTP proxy"),
        ({"url": "http://ann:geheim@p:1"}, "use username and password"),
        ({"url": "http://p:1", "username": "ann"}, "password"),
        ({"url": "http://p:1", "username": "a", "password": {"env": "NOT_SET"}}, "NOT_SET"),
        ({"addr": "http://p:1"}, "unknown key 'addr'"),
    ],
)
def test_what_is_wrong_is_said(given: dict[str, Any], words: str) -> None:
    with pytest.raises(ConfigurationError, match=r"lab\.toml: target\.proxy") as caught:
        proxy(given)
    assert words in str(caught.value)
    assert "geheim" not in str(caught.value)

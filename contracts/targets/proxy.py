"""The proxy of a target: from its file, or from the environment where the file asks for it."""

from __future__ import annotations

import urllib.request
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from contracts.model import BasicAuth, ConfigurationError, Proxy, Secret
from contracts.targets.mistakes import Mistakes
from contracts.targets.secrets import read_secret

_PORT = 80
_AT = ("target", "proxy")


def proxy_of(
    facts: Mapping[str, Any], base_url: str, mistakes: Mistakes, folder: Path
) -> Proxy | None:
    """The proxy that a valid `proxy` table means for `base_url`; what cannot be used is added."""
    if not facts:
        return None
    if "url" not in facts:
        return mistakes.attempt(_AT, lambda: _of_environment(base_url), None)
    proxy = mistakes.attempt((*_AT, "url"), lambda: _given(facts["url"]), None)
    if "username" not in facts:
        return proxy
    password = mistakes.attempt(
        (*_AT, "password"), lambda: read_secret(facts["password"], folder), Secret("", "password")
    )
    if proxy is None:
        return None
    return Proxy(proxy.host, proxy.port, BasicAuth(facts["username"], password))


def _given(url: str) -> Proxy:
    proxy = _proxy(url)
    if isinstance(proxy.auth, BasicAuth):
        msg = "credentials do not belong in the URL; use username and password"
        raise ConfigurationError(msg)
    return proxy


def _of_environment(base_url: str) -> Proxy | None:
    parts = urlsplit(base_url)
    host = parts.netloc.rpartition("@")[2]
    if urllib.request.proxy_bypass(host):
        return None
    found = urllib.request.getproxies().get(parts.scheme)
    name = f"{parts.scheme.upper()}_PROXY"
    return _proxy(found, name) if found else None


def _proxy(url: str, name: str = "") -> Proxy:
    try:
        parts = urlsplit(url if "://" in url else f"http://{url}")
        host, port = parts.hostname, parts.port
    except ValueError:
        host, port, parts = None, None, urlsplit("")
    if parts.scheme != "http" or not host or parts.path.strip("/") or parts.query:
        what = f"the environment variable {name} " if name else ""
        msg = f"{what}is not the address of an HTTP proxy; write it like http://proxy.example:3128"
        raise ConfigurationError(msg)
    if parts.username is None:
        return Proxy(host, port or _PORT)
    password = Secret(unquote(parts.password or ""), f"${name or 'PROXY_PASSWORD'}")
    return Proxy(host, port or _PORT, BasicAuth(unquote(parts.username), password))

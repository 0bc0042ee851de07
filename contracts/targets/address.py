"""The address of a target."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from contracts.model import ConfigurationError


def check_url(url: str, where: str) -> str:
    """`url` without its trailing slash, when it is one that can be a base URL.

    `where` names option or key in the error. Raises ConfigurationError.
    """
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as trouble:
        msg = f"{where}: {url!r} is not a URL ({trouble})"
        raise ConfigurationError(msg) from trouble
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        msg = f"{where}: {url!r} has no scheme and host; write it like http://host:2012"
        raise ConfigurationError(msg)
    if parts.username is not None or parts.password is not None:
        msg = f"{where}: credentials do not belong into the URL; use auth in a target file"
        raise ConfigurationError(msg)
    if parts.query or parts.fragment:
        msg = f"{where}: {url!r} has a query or fragment; give the base URL alone"
        raise ConfigurationError(msg)
    if port == 0:
        msg = f"{where}: {url!r} has port 0; give the port that the target listens on"
        raise ConfigurationError(msg)
    if any(ord(character) <= ord(" ") or ord(character) > ord("~") for character in url):
        msg = f"{where}: {url!r} has a character that a URL cannot have; percent-encode it"
        raise ConfigurationError(msg)
    return url.rstrip("/")


def is_loopback(url: str) -> bool:
    """Whether the host of `url` is this machine by name or number, without asking a resolver."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

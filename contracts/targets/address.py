"""The address of a target."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from contracts.model import ConfigurationError

_SCHEMES = ("http", "https", "tcp")
_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/\[\]@!$&'()*+,;=%-]+")
"""RFC 3986, without what begins a query or a fragment."""


def check_url(url: str) -> str:
    """`url` without its trailing slash, when it is one that can be a base URL.

    Raises ConfigurationError, without what may hold a password.
    """
    shown = repr(url) if "@" not in url else "the address"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as trouble:
        reason = "" if "@" in url else f" ({trouble})"
        msg = f"{shown} is not a URL{reason}"
        raise ConfigurationError(msg) from None
    if parts.username is not None or parts.password is not None:
        msg = "credentials do not belong in the URL; use auth in a target file"
        raise ConfigurationError(msg)
    if "://" in url and parts.scheme not in {"", *_SCHEMES}:
        msg = (
            f"unsupported scheme {parts.scheme!r}; use http:// or https://, "
            "or tcp:// for a service on a raw TCP socket"
        )
        raise ConfigurationError(msg)
    if parts.scheme not in _SCHEMES or not parts.hostname:
        msg = f"{shown} has no scheme and host; write it like http://host:2012"
        raise ConfigurationError(msg)
    if "?" in url or "#" in url:
        msg = f"{shown} has a query or fragment; give the base URL alone"
        raise ConfigurationError(msg)
    if port == 0 or parts.netloc.endswith(":"):
        number = "port 0" if port == 0 else "no port behind the colon"
        msg = f"{shown} has {number}; give the port that the target listens on"
        raise ConfigurationError(msg)
    if parts.scheme == "tcp" and (port is None or parts.path.strip("/")):
        msg = f"{shown} is not host and port alone; write it like tcp://host:5620"
        raise ConfigurationError(msg)
    if not _CHARACTERS.fullmatch(url):
        msg = (
            f"{shown} has a character that a URL cannot have; percent-encode it, "
            "or write the host in its ASCII form (xn--…)"
        )
        raise ConfigurationError(msg)
    return url.rstrip("/")


def is_raw(url: str) -> bool:
    """Whether a checked URL is that of a TCP service without HTTP."""
    return url.lower().startswith("tcp://")


def is_loopback(url: str) -> bool:
    """Whether the host of `url` is this machine by name or number, without asking a resolver."""
    host = urlsplit(url).hostname or ""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False

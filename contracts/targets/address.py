"""The address of a target."""

from __future__ import annotations

import ipaddress
import re
from urllib.parse import urlsplit

from contracts.model import ConfigurationError

_CHARACTERS = re.compile(r"[A-Za-z0-9._~:/\[\]@!$&'()*+,;=%-]+")
"""RFC 3986, without what begins a query or a fragment."""


def check_url(url: str, where: str) -> str:
    """`url` without its trailing slash, when it is one that can be a base URL.

    `where` names option or key in the error. Raises ConfigurationError.
    """
    # What may hold a password is not repeated.
    shown = repr(url) if "@" not in url else "the address"
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError as trouble:
        reason = "" if "@" in url else f" ({trouble})"
        msg = f"{where}: {shown} is not a URL{reason}"
        raise ConfigurationError(msg) from None
    if parts.username is not None or parts.password is not None:
        msg = f"{where}: credentials do not belong into the URL; use auth in a target file"
        raise ConfigurationError(msg)
    if parts.scheme not in {"http", "https", "tcp"} or not parts.hostname:
        msg = f"{where}: {shown} has no scheme and host; write it like http://host:2012"
        raise ConfigurationError(msg)
    if "?" in url or "#" in url:
        msg = f"{where}: {shown} has a query or fragment; give the base URL alone"
        raise ConfigurationError(msg)
    if port == 0 or parts.netloc.endswith(":"):
        number = "port 0" if port == 0 else "no port behind the colon"
        msg = f"{where}: {shown} has {number}; give the port that the target listens on"
        raise ConfigurationError(msg)
    if parts.scheme == "tcp" and (port is None or parts.path.strip("/")):
        msg = f"{where}: {shown} is not host and port alone; write it like tcp://host:5620"
        raise ConfigurationError(msg)
    if not _CHARACTERS.fullmatch(url):
        msg = (
            f"{where}: {shown} has a character that a URL cannot have; percent-encode it, "
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

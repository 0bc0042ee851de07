"""What `serve` says of a server: where it is, who may call, and a first request."""

from __future__ import annotations

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import click

from contracts.cli.kits import option_of
from contracts.reference import ReferenceApi

_EVERYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - what a listener may have


def announce(
    server: ReferenceApi, origin: str, stream: str | None, *, authority: Path | None
) -> None:
    """Print the address of a server, its credentials, a curl line, and how it is judged.

    `authority` is the certificate that a client has to trust, where the suite has made it.
    """
    base = reachable(origin) + server.base_path
    auth: Mapping[str, Any] = server.target.get("auth", {"type": "none"})
    click.echo(f"{server.title}: {base}")
    if base != origin + server.base_path:
        click.echo(f"  listens on every interface ({origin})")
    click.echo(f"  credentials: {_credentials(auth)}")
    if authority is not None:
        click.echo(f"  certificate to trust: {authority}")
    click.echo(f"  {_curl(server, base, auth, authority)}")
    click.echo(f"  uc-contracts run {option_of(server.api)} --url {base}")
    if stream is not None:
        tcp = reachable(stream)
        click.echo(f"  TCP service: {tcp}")
        click.echo(f"  uc-contracts run {option_of(server.api)} --url {tcp}")


def reachable(address: str) -> str:
    """An address of a listener as a client on this machine can use it."""
    parts = urlsplit(address)
    host = _EVERYWHERE.get(parts.hostname or "", parts.hostname or "")
    shown = f"[{host}]" if ":" in host else host
    return urlunsplit(parts._replace(netloc=f"{shown}:{parts.port}"))


def _credentials(auth: Mapping[str, Any]) -> str:
    match auth:
        case {"type": "basic", "username": name, "password": password}:
            return f"HTTP Basic, user {name}, password {password}"
        case {"type": "bearer", "token": token, **more}:
            key = f", and x-api-key {more['api_key']}" if "api_key" in more else ""
            return f"bearer token {token}{key}"
    return "none are needed"


def _curl(server: ReferenceApi, base: str, auth: Mapping[str, Any], authority: Path | None) -> str:
    given: list[str] = []
    match auth:
        case {"type": "basic", "username": name, "password": password}:
            given = ["-u", f"{name}:{password}"]
        case {"type": "bearer", "token": token}:
            given = ["-H", f"Authorization: Bearer {token}"]
    trust = ["--cacert", str(authority)] if authority is not None else []
    path = server.first.format(username=auth.get("username", ""))
    return shlex.join(["curl", *trust, *given, base + path])

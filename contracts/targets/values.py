"""Credentials, TLS and limits of a target file."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from contracts.model import (
    ApiKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    ConfigurationError,
    Limits,
    NoAuth,
    Secret,
    Tls,
)
from contracts.targets.mistakes import Mistakes
from contracts.targets.secrets import read_secret

_BYTES = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_PER_SECOND = {"s": 1.0, "m": 60.0, "h": 3600.0}


def auth_of(facts: Mapping[str, Any], mistakes: Mistakes, folder: Path) -> Auth:
    """The credentials of an `auth` table; a secret that cannot be read is added."""
    if not mistakes.sound(("target", "auth", "type")):
        return NoAuth()

    def secret(name: str) -> Secret:
        nothing = Secret("", name)
        at = ("target", "auth", name)
        return (
            mistakes.attempt(at, lambda: read_secret(facts[name], folder), nothing)
            if name in facts
            else nothing
        )

    forms: dict[str, Callable[[], Auth]] = {
        "none": NoAuth,
        "basic": lambda: BasicAuth(facts.get("username", ""), secret("password")),
        "bearer": lambda: BearerAuth(
            secret("token"),
            secret("api_key") if "api_key" in facts else None,
            facts.get("api_key_header", "x-api-key"),
        ),
        "api-key": lambda: ApiKeyAuth(secret("key"), facts.get("header", "x-api-key")),
    }
    return forms[facts.get("type", "none")]()


def tls_of(facts: Mapping[str, Any], mistakes: Mistakes, folder: Path) -> Tls:
    """TLS as the table says; a file that is not there is added."""

    def path(name: str) -> str | None:
        def found() -> str:
            file = folder / facts[name]
            if not file.is_file():
                msg = f"there is no file {file}"
                raise ConfigurationError(msg)
            return str(file)

        return mistakes.attempt(("target", "tls", name), found, None) if name in facts else None

    return Tls(
        verify=facts.get("verify", True),
        ca_file=path("ca_file"),
        client_cert=path("client_cert"),
        client_key=path("client_key"),
    )


def limits_of(facts: Mapping[str, Any], mistakes: Mistakes) -> Limits:
    """The limits of the table; a number that is none is added."""
    at = ("target", "limits")
    values = {name: one for name, one in facts.items() if mistakes.sound((*at, name))}
    for name in ("connect_timeout_s", "timeout_s"):
        if math.isnan(values.get(name, 0)):
            mistakes.add((*at, name), "is not a number")
    if "rate" in values:
        number, unit = values["rate"].split("/")
        values["rate"] = float(number) / _PER_SECOND[unit]
    if isinstance(values.get("max_body"), str):
        unit = values["max_body"].lstrip("0123456789 ")
        values["max_body"] = int(values["max_body"].removesuffix(unit)) * _BYTES[unit]
    return Limits(**values)

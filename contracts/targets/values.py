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
    PluginAuth,
    Secret,
    Tls,
)
from contracts.targets.mistakes import Mistakes
from contracts.targets.secrets import read_secret
from contracts.wire.plugins import check_plugin

RATE = "20/s"
"""The rate off the loopback, where a target file says nothing of it."""
_BYTES = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_PER_SECOND = {"s": 1.0, "m": 60.0, "h": 3600.0}


def auth_of(facts: Mapping[str, Any], mistakes: Mistakes, folder: Path) -> Auth:
    """The credentials of an `auth` table; a secret that cannot be read is added."""
    if not mistakes.sound(("target", "auth", "type")):
        return NoAuth()
    if "plugin" in facts:
        return _plugin_of(facts, mistakes, folder)

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
    return forms.get(facts.get("type", "none"), NoAuth)()


def _plugin_of(facts: Mapping[str, Any], mistakes: Mistakes, folder: Path) -> Auth:
    """The auth plugin of the table; a secret that cannot be read is added, or a wrong plugin."""
    at = ("target", "auth")

    def setting(name: str, value: Any) -> Any:
        if isinstance(value, list):
            return tuple(setting(name, one) for one in value)
        if isinstance(value, Mapping | Secret):
            return mistakes.attempt(
                (*at, name), lambda: read_secret(value, folder), Secret("", name)
            )
        return value

    settings = tuple(
        (name, setting(name, value))
        for name, value in facts.items()
        if name not in {"plugin", "type"} and mistakes.sound((*at, name))
    )
    auth = PluginAuth(str(facts["plugin"]), settings, str(folder.resolve()))
    if mistakes.sound(at):
        mistakes.attempt((*at, "plugin"), lambda: check_plugin(auth), None)
    return auth


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


def limits_of(facts: Mapping[str, Any], mistakes: Mistakes, *, loopback: bool) -> Limits:
    """The limits of the table; a number that is none is added.

    Off the loopback the rate has a limit where the table says nothing of it.
    """
    at = ("target", "limits")
    values = {name: one for name, one in facts.items() if mistakes.sound((*at, name))}
    for name in ("connect_timeout_s", "timeout_s"):
        if math.isnan(values.get(name, 0)):
            mistakes.add((*at, name), "is not a number")
    rate = values.get("rate", "unlimited" if loopback else RATE)
    if rate == "unlimited":
        values["rate"] = None
    else:
        number, unit = rate.split("/")
        values["rate"] = float(number) / _PER_SECOND[unit]
    if isinstance(values.get("max_body"), str):
        unit = values["max_body"].lstrip("0123456789 ")
        values["max_body"] = int(values["max_body"].removesuffix(unit)) * _BYTES[unit]
    return Limits(**values)

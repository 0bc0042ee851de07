"""The implementation under test and all that the suite was told about it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

import msgspec

from contracts.model.secret import Secret


class Allow(StrEnum):
    """What the suite may send: reading requests only, or writing ones too."""

    READ = "read"
    WRITE = "write"


class NoAuth(msgspec.Struct, frozen=True):
    """No credentials."""


class BasicAuth(msgspec.Struct, frozen=True):
    """HTTP Basic."""

    username: str
    password: Secret


class BearerAuth(msgspec.Struct, frozen=True):
    """`Authorization: Bearer …`, optionally beside an API key in a header of its own."""

    token: Secret
    api_key: Secret | None = None
    api_key_header: str = "x-api-key"


class ApiKeyAuth(msgspec.Struct, frozen=True):
    """An API key in a header."""

    key: Secret
    header: str = "x-api-key"


class PluginAuth(msgspec.Struct, frozen=True):
    """Authentication by code of the user: `plugin` is `module:callable`.

    `settings` are its keyword arguments: texts, numbers, booleans, secrets, or tuples of these.
    `folder` is where modules are looked for that are not installed.
    """

    plugin: str
    settings: tuple[tuple[str, Any], ...] = ()
    folder: str = ""


Auth = NoAuth | BasicAuth | BearerAuth | ApiKeyAuth | PluginAuth


class Tls(msgspec.Struct, frozen=True):
    """TLS of the target. `ca_file`, `client_cert`, `client_key` are paths of PEM files."""

    verify: bool = True
    ca_file: str | None = None
    client_cert: str | None = None
    client_key: str | None = None


class Proxy(msgspec.Struct, frozen=True):
    """An HTTP proxy on the way to the target, with credentials of its own where it needs some."""

    host: str
    port: int
    auth: NoAuth | BasicAuth = NoAuth()

    def __str__(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


class Limits(msgspec.Struct, frozen=True):
    """What a target may cost. Seconds, bytes, requests per second (None: no limit)."""

    connect_timeout_s: float = 5.0
    timeout_s: float = 10.0
    max_body: int = 16 * 1024 * 1024
    rate: float | None = None
    connections: int = 4


class Target(msgspec.Struct, frozen=True):
    """One API at one base URL.

    `key` is unique in a run. `supports` maps features to claims (a missing one counts as
    claimed); `readings` maps ambiguity ids to the reading in force; `data` is the IXIT;
    `excluded` maps features that make no sense at this address to the reason. `allow_stated` is
    whether the user said what may be sent, so that no description of the target's own changes it.
    """

    key: str
    api: str
    name: str
    base_url: str
    allow: Allow
    auth: Auth = NoAuth()
    tls: Tls = Tls()
    limits: Limits = Limits()
    supports: Mapping[str, bool] = msgspec.field(default_factory=dict)
    readings: Mapping[str, str] = msgspec.field(default_factory=dict)
    data: Mapping[str, Any] = msgspec.field(default_factory=dict)
    excluded: Mapping[str, str] = msgspec.field(default_factory=dict)
    proxy: Proxy | None = None
    allow_stated: bool = False

    def claims(self, feature: str) -> bool:
        """Whether the target claims `feature`, and it makes sense at its address."""
        return self.unclaimed(feature) is None

    def unclaimed(self, feature: str) -> str | None:
        """Why `feature` does not apply to the target; None where it does."""
        if not self.supports.get(feature, True):
            return f"the target does not claim the feature {feature}"
        return self.excluded.get(feature)

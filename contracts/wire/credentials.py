"""Credentials: the one place that reveals secrets, and what stands for them in the record."""

from __future__ import annotations

import re
from base64 import b64encode

import requests
from requests.auth import AuthBase

from contracts.model import (
    ApiKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    ConfigurationError,
    Headers,
    NoAuth,
    PluginAuth,
    Proxy,
    Secret,
)
from contracts.wire.plugins import check_plugin, secrets_in

_VARIABLE = re.compile(r"\$([A-Za-z_][A-Za-z0-9_]*)(?:, altered)?")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")


class Credentials(AuthBase):
    """Credentials in `headers`, added where a request has none of the same name.

    `curl` holds the curl options that stand for them, secrets as environment variables.
    """

    def __init__(self, headers: Headers = (), curl: tuple[str, ...] = ()) -> None:
        self.headers = headers
        self.curl = curl

    def __call__(self, r: requests.PreparedRequest) -> requests.PreparedRequest:
        """Put them into a request."""
        for name, value in self.headers:
            r.headers.setdefault(name, value)
        return r

    def __repr__(self) -> str:
        return f"Credentials({[name for name, _ in self.headers]})"


def check_auth(auth: Auth) -> None:
    """Raise ConfigurationError where no request can carry `auth`."""
    if isinstance(auth, PluginAuth):
        check_plugin(auth)
    else:
        credentials(auth)


def credentials(auth: NoAuth | BasicAuth | BearerAuth | ApiKeyAuth) -> Credentials:
    """The headers that `auth` means. Raises ConfigurationError for a secret no header can carry."""
    match auth:
        case NoAuth():
            return Credentials()
        case BasicAuth(username=username, password=password):
            stand_in = _stand_in(password, "$PASSWORD")
            return Credentials(
                (("Authorization", f"Basic {basic_blob(username, password)}"),),
                ("-u", f"{username}:{stand_in}"),
            )
        case BearerAuth(token=token, api_key=key, api_key_header=name):
            first = Credentials(
                (("Authorization", f"Bearer {_revealed(token)}"),),
                ("-H", f"Authorization: Bearer {_stand_in(token, '$TOKEN')}"),
            )
            if key is None:
                return first
            second = _api_key(key, name)
            return Credentials(first.headers + second.headers, first.curl + second.curl)
        case ApiKeyAuth(key=key, header=name):
            return _api_key(key, name)


def _api_key(key: Secret, name: str) -> Credentials:
    return Credentials(
        ((name, _revealed(key)),),
        ("-H", f"{name}: {_stand_in(key, '$API_KEY')}"),
    )


def basic_blob(username: str, password: Secret) -> str:
    """The base64 of `username:password`, UTF-8."""
    return b64encode(f"{username}:{password.reveal()}".encode()).decode("ascii")


def proxy_headers(proxy: Proxy) -> Headers:
    """What a proxy wants to know; for the proxy alone, and in no record."""
    match proxy.auth:
        case BasicAuth(username=username, password=password):
            return (("Proxy-Authorization", f"Basic {basic_blob(username, password)}"),)
    return ()


def secrets_of(auth: Auth) -> tuple[Secret, ...]:
    """Every secret in `auth`."""
    match auth:
        case NoAuth():
            return ()
        case BasicAuth(password=password):
            return (password,)
        case BearerAuth(token=token, api_key=key):
            return (token,) if key is None else (token, key)
        case ApiKeyAuth(key=key):
            return (key,)
        case PluginAuth():
            return tuple(secrets_in(auth))


def _revealed(secret: Secret) -> str:
    value = secret.reveal()
    if _CONTROL.search(value):
        msg = f"the secret {secret.origin} has a line break or control character in it"
        raise ConfigurationError(msg)
    return value


def _stand_in(secret: Secret, otherwise: str) -> str:
    """What a shell makes the secret of: a variable, or what a test made up as it stands.

    A wrong secret is spelled as such, so that the line shows what was sent.
    """
    found = _VARIABLE.fullmatch(secret.origin)
    if found is None and not secret.origin.startswith("file:"):
        return secret.reveal()
    name = found[1] if found else otherwise.removeprefix("$")
    plain = secret.spelled == "${NAME}"
    return f"${name}" if plain else secret.spelled.replace("NAME", name)

"""Making a `Target` out of validated values."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from functools import cache
from pathlib import Path
from typing import Any, NoReturn

import msgspec

from contracts.catalogue import Spec, apis, load, nearest, problems, specs_dir
from contracts.model import (
    Allow,
    ApiKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    ConfigurationError,
    Limits,
    NoAuth,
    Secret,
    Target,
    Tls,
)
from contracts.targets.address import check_url, is_loopback, is_raw
from contracts.targets.proxy import proxy_of
from contracts.targets.secrets import read_secret

_BYTES = {"B": 1, "KiB": 1 << 10, "MiB": 1 << 20, "GiB": 1 << 30}
_PER_SECOND = {"s": 1.0, "m": 60.0, "h": 3600.0}


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((specs_dir() / "target.schema.json").read_text("utf-8"))
    return found


def from_address(api: str, url: str) -> Target:
    """A target of which only API and address are known."""
    return from_mapping(
        {"target": {"api": api, "base_url": check_url(url, "--url")}}, "--api/--url", Path(), api
    )


def with_allow(target: Target, allow: Allow) -> Target:
    """`target` with another say on what may be sent."""
    return msgspec.structs.replace(target, allow=allow)


def from_mapping(data: Mapping[str, Any], where: str, folder: Path, key: str) -> Target:
    """The target that `data`, shaped like a target file, describes.

    `where` names its origin in errors, `folder` is what relative paths start from, `key` tells
    the target apart in a run. Values of secrets may be `Secret`s already. Raises
    ConfigurationError naming origin and key.
    """
    for at, text in problems(_plain(data), _schema()):
        _refuse(f"{where}: {_dotted(at)}", _hidden(at, text))
    facts = data["target"]
    if facts["api"] not in apis():
        hint = nearest(facts["api"], apis())
        _refuse(f"{where}: target.api", f"unknown API {facts['api']!r}{hint}")
    spec = load(facts["api"])
    base_url = check_url(facts["base_url"], f"{where}: target.base_url")
    if is_raw(base_url):
        _hold_plain(facts, where)
    _check_names(data, where, spec)
    allow = facts.get("allow") or (Allow.WRITE if is_loopback(base_url) else Allow.READ)
    return Target(
        key=key,
        api=facts["api"],
        name=facts.get("name", base_url),
        base_url=base_url,
        allow=Allow(allow),
        auth=_auth(facts.get("auth", {"type": "none"}), f"{where}: target.auth", folder),
        tls=_tls(facts.get("tls", {}), f"{where}: target.tls", folder),
        limits=_limits(facts.get("limits", {}), f"{where}: target.limits"),
        supports=dict(data.get("supports", {})),
        readings={
            identifier: data.get("readings", {}).get(identifier, entry.chosen)
            for identifier, entry in spec.catalogue.ambiguities.items()
        },
        data=dict(data.get("data", {})),
        proxy=proxy_of(facts.get("proxy", {}), base_url, f"{where}: target.proxy", folder),
    )


def _refuse(place: str, text: str) -> NoReturn:
    msg = f"{place}: {text}"
    raise ConfigurationError(msg)


def _hold_plain(facts: Mapping[str, Any], where: str) -> None:
    """Refuse what a raw TCP service has no place for, rather than leave it out silently."""
    if facts.get("auth", {"type": "none"})["type"] != "none":
        _refuse(f"{where}: target.auth", "nothing of it can be sent over tcp://; leave it out")
    if facts.get("tls"):
        _refuse(f"{where}: target.tls", "tcp:// is without TLS; leave it out")


def _hidden(at: tuple[str | int, ...], text: str) -> str:
    """`text`, unless it may repeat a secret that stands where the secret's origin belongs."""
    if at[:2] == ("target", "auth"):
        if " is not of type " in text:
            return 'is not of the right type; a secret is written like {env = "NAME"}'
        if len(at) > len(("target", "auth", "password")) and " does not match " in text:
            return "is not the name of an environment variable"
    return text


def _dotted(at: tuple[str | int, ...]) -> str:
    return ".".join(str(part) for part in at) or "(top)"


def _plain(data: Any) -> Any:
    """`data` with every secret as the table that it came from, for the schema."""
    if isinstance(data, Secret):
        return {"env": "SECRET"}
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    return data


def _check_names(data: Mapping[str, Any], where: str, spec: Spec) -> None:
    catalogue = spec.catalogue
    for feature in data.get("supports", {}):
        if feature not in catalogue.features:
            hint = nearest(feature, catalogue.features)
            _refuse(f"{where}: supports", f"unknown feature {feature!r}{hint}")
    for identifier, reading in data.get("readings", {}).items():
        entry = catalogue.ambiguities.get(identifier)
        if entry is None:
            hint = nearest(identifier, catalogue.ambiguities)
            _refuse(f"{where}: readings", f"unknown ambiguity {identifier!r}{hint}")
        names = [one.name for one in entry.readings]
        if reading not in names:
            hint = nearest(reading, names)
            _refuse(f"{where}: readings.{identifier}", f"no reading {reading!r}{hint}")
    schema_file = spec.directory / "data.schema.json"
    if schema_file.is_file():
        schema = json.loads(schema_file.read_text("utf-8"))
        for at, text in problems(data.get("data", {}), schema):
            _refuse(f"{where}: {_dotted(('data', *at))}", text)


def _auth(facts: Mapping[str, Any], where: str, folder: Path) -> Auth:
    def secret(name: str) -> Secret:
        return read_secret(facts[name], f"{where}.{name}", folder)

    forms: dict[str, Callable[[], Auth]] = {
        "none": NoAuth,
        "basic": lambda: BasicAuth(facts["username"], secret("password")),
        "bearer": lambda: BearerAuth(
            secret("token"),
            secret("api_key") if "api_key" in facts else None,
            facts.get("api_key_header", "x-api-key"),
        ),
        "api-key": lambda: ApiKeyAuth(secret("key"), facts.get("header", "x-api-key")),
    }
    return forms[facts["type"]]()


def _tls(facts: Mapping[str, Any], where: str, folder: Path) -> Tls:
    def path(name: str) -> str | None:
        if name not in facts:
            return None
        found = folder / facts[name]
        if not found.is_file():
            _refuse(f"{where}.{name}", f"there is no file {found}")
        return str(found)

    return Tls(
        verify=facts.get("verify", True),
        ca_file=path("ca_file"),
        client_cert=path("client_cert"),
        client_key=path("client_key"),
    )


def _limits(facts: Mapping[str, Any], where: str) -> Limits:
    values = dict(facts)
    for name in ("connect_timeout_s", "timeout_s"):
        if math.isnan(values.get(name, 0)):
            _refuse(f"{where}.{name}", "is not a number")
    if "rate" in values:
        number, unit = values["rate"].split("/")
        values["rate"] = float(number) / _PER_SECOND[unit]
    if isinstance(values.get("max_body"), str):
        unit = values["max_body"].lstrip("0123456789 ")
        values["max_body"] = int(values["max_body"].removesuffix(unit)) * _BYTES[unit]
    return Limits(**values)

"""Making a `Target` out of what a file, a description or the command line says."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from contracts.catalogue import Spec, load, problems, specs_dir
from contracts.catalogue.positions import Position
from contracts.model import Allow, Secret, Target
from contracts.targets.address import check_url, is_loopback, is_raw
from contracts.targets.mistakes import Mistakes
from contracts.targets.names import check_names
from contracts.targets.proxy import proxy_of
from contracts.targets.values import auth_of, limits_of, tls_of

_OPTIONS: Mapping[Position, str] = {
    ("target", "api"): "--api",
    ("target", "base_url"): "--url",
}
_TARGET: Position = ("target",)
_HOLD_SECRETS = ((*_TARGET, "auth"), (*_TARGET, "proxy"))
_SECRET_FORM = 'a secret is written like {env = "NAME"} or {file = "PATH"}'


@cache
def _schema() -> dict[str, Any]:
    found: dict[str, Any] = json.loads((specs_dir() / "target.schema.json").read_text("utf-8"))
    return found


def from_address(api: str, url: str) -> Target:
    """A target of which only API and address are known.

    Raises ConfigurationError that names the options `--api` and `--url`.
    """
    mistakes = Mistakes(lambda at: _OPTIONS.get(at, "--api/--url"))
    return made({"target": {"api": api, "base_url": url}}, mistakes, Path(), api)


def with_allow(target: Target, allow: Allow) -> Target:
    """`target` with another say on what may be sent."""
    return msgspec.structs.replace(target, allow=allow)


def from_mapping(data: Mapping[str, Any], where: str, folder: Path, key: str) -> Target:
    """The target that `data`, shaped like a target file, describes.

    `where` names its origin in errors, `folder` is what relative paths start from, `key` tells
    the target apart in a run. Values of secrets may be `Secret`s already. Raises
    ConfigurationError with a line for each mistake, naming origin and key.
    """
    return made(data, Mistakes(lambda at: f"{where}: {dotted(at)}"), folder, key)


def made(data: Mapping[str, Any], mistakes: Mistakes, folder: Path, key: str) -> Target:
    """The target that `data` describes; raises ConfigurationError for all `mistakes` together."""
    for at, text in problems(_plain(data), _schema()):
        mistakes.add(at, _hidden(at, text))
    facts = _table(data, "target")
    spec = mistakes.attempt((*_TARGET, "api"), lambda: _spec(facts), None)
    base_url = mistakes.attempt((*_TARGET, "base_url"), lambda: _url(facts), "")
    if is_raw(base_url):
        _check_plain(facts, mistakes)
    if spec is not None:
        check_names(data, spec, mistakes)
    target = Target(
        key=key,
        api=str(facts.get("api")),
        name=str(facts.get("name", base_url)),
        base_url=base_url,
        allow=mistakes.attempt(
            (*_TARGET, "allow"), lambda: Allow(facts.get("allow", Allow.READ)), Allow.READ
        ),
        allow_stated="allow" in facts,
        auth=auth_of(_table(facts, "auth"), mistakes, folder),
        tls=tls_of(_table(facts, "tls"), mistakes, folder),
        limits=limits_of(_table(facts, "limits"), mistakes, loopback=is_loopback(base_url)),
        supports=dict(_table(data, "supports")),
        readings=_readings(spec, _table(data, "readings")),
        data=dict(_table(data, "data")),
        proxy=mistakes.attempt(
            (*_TARGET, "proxy"),
            lambda: proxy_of(facts.get("proxy", {}), base_url, mistakes, folder),
            None,
        ),
    )
    mistakes.settle()
    return target


def _spec(facts: Mapping[str, Any]) -> Spec | None:
    api = facts.get("api")
    return load(api) if isinstance(api, str) else None


def _url(facts: Mapping[str, Any]) -> str:
    return check_url(facts["base_url"]) if "base_url" in facts else ""


def _readings(spec: Spec | None, given: Mapping[str, str]) -> dict[str, str]:
    entries = spec.catalogue.ambiguities if spec is not None else {}
    return {one: given.get(one, entry.chosen) for one, entry in entries.items()}


def _check_plain(facts: Mapping[str, Any], mistakes: Mistakes) -> None:
    """Refuse what a raw TCP service has no place for, rather than leave it out silently."""
    if _table(facts, "auth").get("type", "none") != "none":
        mistakes.add((*_TARGET, "auth"), "nothing of it can be sent over tcp://; leave it out")
    if facts.get("tls"):
        mistakes.add((*_TARGET, "tls"), "tcp:// is without TLS; leave it out")


def _hidden(at: Position, text: str) -> str:
    """`text`, unless it may repeat a secret that stands where the secret's origin belongs."""
    if at[:2] not in _HOLD_SECRETS or text.startswith("unknown key"):
        return text
    if " is not of type " in text:
        return f"is not of the right type; {_SECRET_FORM}"
    if at[-1] == "env" and " does not match " in text:
        return "is not the name of an environment variable"
    if text.startswith("{"):  # the table itself, with what stands in it
        return _SECRET_FORM if len(at) > len(_TARGET) + 1 else "takes url or environment, not both"
    return text


def dotted(at: Position) -> str:
    """`target.auth.type`, as a key is written in an error."""
    return ".".join(str(part) for part in at) or "(top)"


def _table(data: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    """The table of that name; an empty one where something else, or nothing, stands there."""
    found = data.get(name, {})
    return found if isinstance(found, Mapping) else {}


def _plain(data: Any) -> Any:
    """`data` with every secret as the table that it came from, for the schema."""
    if isinstance(data, Secret):
        return {"env": "SECRET"}
    if isinstance(data, Mapping):
        return {key: _plain(value) for key, value in data.items()}
    return data

"""Which targets a run has: files, addresses, or embedded reference servers.

A target on this machine's loopback whose file says nothing beyond its address is asked for a
description of itself (`.well-known/uc-contracts.json` below its base URL): claims, IXIT and
demonstration credentials, in the shape of a target file. Whoever offers one is there to be
tested, and may be written to, unless the user or the description says `allow = "read"`; a
loopback address alone may be the end of a tunnel. Off the loopback nothing undocumented is ever
sent, so there only the target file counts.

An answer that is no such description is ignored: another status than 200, no JSON object, or
one that does not say `"uc-contracts": "<api>"`. One that says so and is malformed is an error,
since it was meant.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import msgspec

from contracts import apis, reference
from contracts.catalogue import find_kit
from contracts.engine.dryrun import as_known, stand_in
from contracts.engine.options import TargetOptions
from contracts.engine.processes import embedded
from contracts.model import (
    Allow,
    ConfigurationError,
    Exchange,
    Secret,
    Target,
    TargetUnreachable,
)
from contracts.targets import (
    from_address,
    from_mapping,
    is_asked,
    read_targets,
    with_allow,
)
from contracts.wire import Recorder, Wire
from contracts.wire.address import base_of, service_of
from contracts.wire.connections import check_files
from contracts.wire.credentials import check_auth

DESCRIPTION = "/.well-known/uc-contracts.json"
_MARK = "uc-contracts"
_HIDDEN = b"(not recorded: it may hold credentials)"
_SECRETS = frozenset({"password", "token", "api_key", "key"})

Described = Mapping[str, Any]
"""What a run's other processes need: addresses of embedded servers, descriptions by target."""


class Resolved(msgspec.Struct, frozen=True):
    """The targets of a run. `close` ends the embedded servers, if this process runs them."""

    targets: tuple[Target, ...]
    described: Described
    close: Callable[[], None]


def resolve(
    named: TargetOptions, described: Described | None, ask: Callable[[Target], Exchange]
) -> Resolved:
    """The targets that the user named.

    `described` is what the run's first process found out; None in that process itself, which
    starts embedded servers and has `ask` fetch descriptions. Raises ConfigurationError.
    """
    stack = ExitStack()
    try:
        given, addresses = _given(named, described, stack)
        real = given
        # An embedded server needs nobody to stand in for it.
        rehearsed = named.dry_run and not addresses
        if rehearsed:
            given = [stand_in(one, stack) for one in given]
        found = dict(described["descriptions"]) if described else _ask_all(given, ask)
        targets = [_complete(target, found.get(target.key)) for target in given]
        for target in targets:
            _hold_usable(target)
        if rehearsed:
            targets = [as_known(one, as_real) for one, as_real in zip(targets, real, strict=True)]
        targets = [
            msgspec.structs.replace(one, excluded=apis.find(one.api).excluded(one))
            for one in targets
        ]
        if named.allow is not None:
            targets = [with_allow(target, named.allow) for target in targets]
    except BaseException:
        stack.close()
        raise
    facts = {"embedded": addresses, "descriptions": found}
    return Resolved(tuple(targets), facts, stack.close)


def named_targets(named: TargetOptions) -> dict[str, str]:
    """The API of each target by its key; nothing is sent or started.

    Raises ConfigurationError for what cannot be meant.
    """
    for api in named.apis:
        try:
            find_kit(api)
        except ConfigurationError as trouble:
            msg = f"--api: {trouble}"
            raise ConfigurationError(msg) from trouble
    targets = _read(named)
    _hold_apart(targets)
    return {one.key: one.api for one in targets} or {one: one for one in _embedded(named)}


def _read(named: TargetOptions) -> list[Target]:
    found = read_targets(named.files)
    found += [from_address(api, url) for api, url in named.urls]
    return [_known(target) for target in found]


def _embedded(named: TargetOptions) -> tuple[str, ...]:
    """The APIs whose embedded servers are the targets where none is given."""
    return named.apis or tuple(a for a in apis.available() if a in reference.available())


def _given(
    named: TargetOptions, described: Described | None, stack: ExitStack
) -> tuple[list[Target], Mapping[str, str]]:
    """The targets as the user named them, and the addresses of embedded servers."""
    named_targets(named)
    if named.files or named.urls:
        return _read(named), {}
    if described:
        addresses = dict(described["embedded"])
    else:
        servers = [reference.find(name) for name in _embedded(named)]
        origins = stack.enter_context(embedded(servers))
        addresses = {
            one.api: origin + one.base_path for one, origin in zip(servers, origins, strict=True)
        }
    return [
        msgspec.structs.replace(from_address(api, url), name=f"embedded {api} server")
        for api, url in addresses.items()
    ], addresses


def _known(target: Target) -> Target:
    apis.find(target.api).hold_reachable(target)
    return target


def _hold_apart(targets: list[Target]) -> None:
    """Raise ConfigurationError where two targets have one name in reports."""
    seen: set[str] = set()
    for target in targets:
        if target.key in seen:
            msg = f"two targets are called {target.key!r}; give their files different names"
            raise ConfigurationError(msg)
        seen.add(target.key)


def _hold_usable(target: Target) -> None:
    """Raise ConfigurationError for an address, certificate or secret that cannot be used."""
    try:
        service = apis.find(target.api).service(target)
        if service is not None:
            service_of(service)
            _hold_without_proxy(target, service)
        if service != target.base_url:
            base_of(target.base_url)
        check_files(target.tls)
        check_auth(target.auth)
    except ConfigurationError as trouble:
        msg = f"{target.key}: {trouble}"
        raise ConfigurationError(msg) from trouble


def _hold_without_proxy(target: Target, service: str) -> None:
    if target.proxy is not None:
        msg = f"a proxy carries HTTP alone, and {service} is to be reached without; drop one"
        raise ConfigurationError(msg)


def _ask_all(targets: list[Target], ask: Callable[[Target], Exchange]) -> dict[str, Any]:
    found = {}
    for target in targets:
        if is_asked(target):
            description = _description(target, ask)
            if description is not None:
                found[target.key] = description
    return found


def _description(target: Target, ask: Callable[[Target], Exchange]) -> dict[str, Any] | None:
    """What the target says of itself; None for one that says nothing in this form."""
    try:
        response = ask(target).response
    except TargetUnreachable:
        return None  # The tests will meet the same, and say so.
    if response is None or response.status != 200:  # noqa: PLR2004
        return None
    try:
        said = msgspec.json.decode(response.body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None
    if not isinstance(said, dict) or said.get(_MARK) not in _described_as(target):
        return None
    return said


def _described_as(target: Target) -> list[str]:
    """The names by which a server of the target's API may describe itself."""
    base = find_kit(target.api).extends
    return [target.api, *([base] if base else [])]


def _complete(target: Target, description: Mapping[str, Any] | None) -> Target:
    """`target` with what its own description says of claims, data and credentials."""
    if description is None:
        return target
    where = f"the description of {target.base_url}{DESCRIPTION}"
    parts = {}
    for name in ("auth", "supports", "data"):
        parts[name] = description.get(name, {})
        if not isinstance(parts[name], dict):
            msg = f"{where}: {name}: is not an object"
            raise ConfigurationError(msg)
    facts: dict[str, Any] = {
        "api": target.api,
        "base_url": target.base_url,
        "allow": description.get("allow", Allow.WRITE),
    }
    if parts["auth"]:
        facts["auth"] = {
            key: Secret(value, f"$UCC_{key.upper()}")
            if key in _SECRETS and isinstance(value, str)
            else value
            for key, value in parts["auth"].items()
        }
    mapping = {"target": facts, "supports": parts["supports"], "data": parts["data"]}
    told = from_mapping(mapping, where, Path(), target.key)
    return msgspec.structs.replace(
        target,
        allow=target.allow if target.allow_stated else told.allow,
        auth=told.auth,
        supports=told.supports,
        data=told.data,
    )


class _Discreet(Recorder):
    """A recorder that keeps to itself what a description gives as credentials."""

    def exchange(
        self, exchange: Exchange, credentials: tuple[str, ...] = (), purpose: str = ""
    ) -> None:
        """Write an exchange without credentials in the response."""
        response = exchange.response
        if response is not None and b"auth" in response.body:
            shown = msgspec.structs.replace(response, body=_HIDDEN)
            exchange = msgspec.structs.replace(exchange, response=shown)
        super().exchange(exchange, credentials, purpose)


def ask(target: Target, run_dir: Path, frame: Callable[..., None]) -> Exchange:
    """The exchange in which `target` is asked for its description, in a log of its own.

    `frame` writes the head (`first`) and the foot of the log of a target. Raises
    TargetUnreachable.
    """
    recorder = _Discreet(run_dir, f"setup-{target.key}")
    frame(target, recorder, first=True)
    wire = Wire(target, recorder)
    try:
        return wire.send("GET", DESCRIPTION)
    finally:
        wire.close()
        frame(target, recorder, first=False)
        recorder.close()

"""Reading files of data for the servers."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from contracts.catalogue import load, nearest, problems
from contracts.catalogue.positions import Position, line_of, read_yaml
from contracts.catalogue.validate import placed
from contracts.model import ConfigurationError, SpecError
from contracts.reference.clock import ManualClock
from contracts.reference.seeding import ReferenceApi
from contracts.reference.seeds import InvalidData

SCHEMA = "seed.schema.json"


def with_data(servers: Iterable[ReferenceApi], paths: Iterable[Path]) -> list[ReferenceApi]:
    """The servers with the data of YAML or JSON files instead of their own.

    Each file names its API; one that none of the servers has is an error. Raises
    ConfigurationError with a line for each mistake: the file, its line and the key.
    """
    chosen = {one.api: one for one in servers}
    given: dict[str, Path] = {}
    for path in paths:
        try:
            data, lines = read_yaml(path)
        except SpecError as trouble:
            raise ConfigurationError(str(trouble)) from trouble
        data = _dateless(data)
        api = data.get("api") if isinstance(data, Mapping) else None
        if api not in chosen:
            at = f"{path}:{line_of(lines, ('api',))}"
            msg = f"{at}: api: {api!r} is none of the servers{nearest(str(api), chosen)}"
            raise ConfigurationError(msg)
        if api in given:
            msg = f"{path}: is for {api}, as {given[api]} is; put both into one file"
            raise ConfigurationError(msg)
        given[api] = path
        chosen[api] = data_taken(chosen[api], data, path, lines)
    return list(chosen.values())


def data_taken(
    server: ReferenceApi,
    data: Any,
    path: Path | None = None,
    lines: Mapping[Position, int] | None = None,
) -> ReferenceApi:
    """The server with these data instead of its own. Raises ConfigurationError."""
    where = path or Path("data")
    if server.seeds is None:
        msg = f"{where}: the server of {server.api} takes no data"
        raise ConfigurationError(msg)
    schema = json.loads((load(server.api).directory / SCHEMA).read_text("utf-8"))
    wrong = [placed(where, lines or {}, at, text) for at, text in problems(data, schema)]
    if wrong:
        raise ConfigurationError(*wrong)
    taken = replace(server, data=data, target=server.seeds.target(server.target, data))
    try:
        taken.build(clock=ManualClock())
    except InvalidData as trouble:
        msg = placed(where, lines or {}, trouble.at, str(trouble))
        raise ConfigurationError(msg) from trouble
    return taken


def _dateless(value: Any) -> Any:
    """`value` with times as texts: YAML takes an unquoted one for a date."""
    match value:
        case dt.date():  # a datetime is one
            return value.isoformat()
        case dict():
            return {key: _dateless(one) for key, one in value.items()}
        case list():
            return [_dateless(one) for one in value]
    return value

"""Reading and writing a baseline file."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NoReturn

import msgspec
import yaml

from contracts.catalogue import apis, load, nearest
from contracts.catalogue.positions import read_yaml
from contracts.catalogue.validate import hold_to_schema
from contracts.model import BaselineEntry, ConfigurationError, Tolerance

FLAKY_DAYS = 90
"""How long a flaky entry may be good for: what is never fixed is known or waived."""

_HEAD = """\
# What a run with --baseline accepts, by requirement; every entry has a reason and an owner.
# `uc-contracts run … --baseline FILE --update-baseline` rewrites it: reasons stay, comments do not,
# but for a first line `# yaml-language-server: $schema=…`.
"""


def read_baseline(
    path: Path, today: dt.date | None = None, *, drafts: bool = False
) -> list[BaselineEntry]:
    """The entries of a baseline file; `today` is the day in UTC, when left out.

    With `drafts`, an entry without reason or owner passes. Raises ConfigurationError naming the
    file, the entry and the fix.
    """
    if not path.exists():
        msg = f"--baseline: there is no file {path}; with --update-baseline a run writes it"
        raise ConfigurationError(msg)
    data, lines = read_yaml(path)
    data = _dateless(data)
    hold_to_schema(path, data, lines, "baseline.schema.json")
    entries = msgspec.convert(data["entries"], list[BaselineEntry])
    seen: set[tuple[str, str | None]] = set()
    known = [one for api in apis() for one in load(api).catalogue.requirements]
    for entry in entries:
        if entry.requirement not in known:
            _refuse(path, str(entry), f"no such requirement{nearest(entry.requirement, known)}")
        if (entry.requirement, entry.target) in seen:
            _refuse(path, str(entry), "has two entries; keep one")
        seen.add((entry.requirement, entry.target))
        _hold_complete(path, entry, today or dt.datetime.now(dt.UTC).date(), drafts=drafts)
    return entries


def _hold_complete(path: Path, entry: BaselineEntry, today: dt.date, *, drafts: bool) -> None:
    for name, why in (("reason", "say why it is tolerated"), ("owner", "say who fixes it")):
        if not drafts and not getattr(entry, name).strip():
            _refuse(path, str(entry), f"has no {name}; {why}")
    if entry.expires is None:
        if entry.kind is not Tolerance.KNOWN:
            _refuse(path, str(entry), f"is {entry.kind} without a day on which that ends: expires")
        return
    try:
        end = dt.date.fromisoformat(entry.expires)
    except ValueError:
        _refuse(path, str(entry), f"expires: {entry.expires!r} is no day; write it like 2027-03-31")
    if entry.kind is Tolerance.FLAKY and end > today + dt.timedelta(days=FLAKY_DAYS):
        latest = today + dt.timedelta(days=FLAKY_DAYS)
        _refuse(path, str(entry), f"is flaky for too long; expires is {latest} at the latest")


def _dateless(value: Any) -> Any:
    """`value` with days as texts: YAML takes an unquoted one for a date."""
    match value:
        case dt.date():
            return value.isoformat()
        case dict():
            return {key: _dateless(one) for key, one in value.items()}
        case list():
            return [_dateless(one) for one in value]
    return value


def _refuse(path: Path, place: str, text: str) -> NoReturn:
    msg = f"{path}: {place}: {text}"
    raise ConfigurationError(msg)


def write_baseline(path: Path, entries: Sequence[BaselineEntry]) -> None:
    """Put `entries` into the file, all or nothing. Raises ConfigurationError."""
    text = yaml.safe_dump(
        {"entries": msgspec.to_builtins(_ordered(entries))},
        sort_keys=False,
        allow_unicode=True,
        width=100,
    )
    draft = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        draft.write_text(_schema_line(path) + _HEAD + text, encoding="utf-8")
        draft.replace(path)
    except OSError as trouble:
        msg = f"--baseline: {path} cannot be written ({trouble.strerror})"
        raise ConfigurationError(msg) from trouble
    finally:
        draft.unlink(missing_ok=True)


def _schema_line(path: Path) -> str:
    """The line that names the schema for editors, where the file begins with one."""
    try:
        with path.open(encoding="utf-8") as file:
            first = file.readline()
    except OSError:
        return ""
    return first if first.startswith("# yaml-language-server:") else ""


def _ordered(entries: Iterable[BaselineEntry]) -> list[BaselineEntry]:
    return sorted(entries, key=lambda one: (one.requirement, one.target or ""))

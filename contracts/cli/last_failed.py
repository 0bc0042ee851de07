"""What the latest run of the same targets left open: `--last-failed`."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import msgspec

from contracts.engine import TargetOptions, named_targets
from contracts.model import EMBEDDED, ConfigurationError, TargetResult, Verdict
from contracts.report import latest_results
from contracts.targets import from_address, read_targets

_OPEN = frozenset({Verdict.FAIL, Verdict.ERROR, Verdict.INCONCLUSIVE})


class Earlier(msgspec.Struct, frozen=True):
    """What was left open: selectors for `--select`, if any, and a line that says so."""

    select: tuple[str, ...]
    said: str


def last_failed(named: TargetOptions, reports: Path) -> Earlier:
    """What was left open in the latest run in the folder `reports` that has all of the targets.

    Raises ConfigurationError where there is none.
    """
    wanted = dict(_places(named))
    for folder, results in latest_results(reports):
        found = {key: _one(results.targets, place) for key, place in wanted.items()}
        if all(found.values()):
            select = tuple(
                f"{key}:{one.id}" if len(wanted) > 1 else one.id
                for key, target in found.items()
                for one in (target.requirements if target else ())
                if one.verdict in _OPEN
            )
            if not select:
                return Earlier((), f"Nothing failed in {folder}: everything is judged.")
            return Earlier(select, f"{len(select)} requirements that were open in {folder}.")
    names = ", ".join(wanted)
    msg = f"--last-failed: no run of {names} is in {reports}; run without it first"
    raise ConfigurationError(msg)


def _places(named: TargetOptions) -> Iterator[tuple[str, tuple[str, str]]]:
    """The targets by their keys: the API, and the address, or that it is an embedded server."""
    if not named.files and not named.urls:
        for key, api in named_targets(named).items():
            yield key, (api, EMBEDDED)
    given = [*read_targets(named.files), *(from_address(*one) for one in named.urls)]
    for target in given:
        yield target.key, (target.api, target.base_url)


def _one(targets: tuple[TargetResult, ...], place: tuple[str, str]) -> TargetResult | None:
    for one in targets:
        if (one.api, EMBEDDED if one.origin == EMBEDDED else one.base_url) == place:
            return one
    return None

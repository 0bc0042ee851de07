"""Runs that a command line names: folders, or runs and targets of a store."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from contracts.cli.stores import is_there, opened
from contracts.model import EvidenceError, Results
from contracts.report import read_results

if TYPE_CHECKING:
    from contracts.store import Store

RunResults = tuple[Path, Results]


def results_of(given: Path) -> RunResults:
    """The folder of a run and its results; `given` is the folder or the results.json in it.

    Raises EvidenceError where there are none.
    """
    path = given / "results.json" if given.is_dir() else given
    return path.parent, read_results(path)


def all_results(given: Sequence[str], store_url: str | None) -> list[RunResults]:
    """The folders and results of runs; what is no path is looked up in the store, if there is one.

    There it is the id of a run or its beginning, `latest`, or the name of a target, which stands
    for its latest run; `NAME~1` is the one before. Raises EvidenceError or ConfigurationError
    where there is none.
    """
    if all(Path(one).exists() for one in given) or not is_there(store_url):
        return [results_of(Path(one)) for one in given]
    with opened(store_url) as store:
        return [
            results_of(Path(one)) if Path(one).exists() else _stored(store, one) for one in given
        ]


def _stored(store: Store, given: str) -> RunResults:
    from contracts.store import StoreError  # noqa: PLC0415 - of an extra
    from contracts.store.queries import (  # noqa: PLC0415 - of an extra
        find_run,
        find_target,
        judgings,
        results_of,
    )

    try:
        row = find_run(store, given)
    except StoreError as trouble:
        run_trouble = trouble
    else:
        return Path(row.place), results_of(store, row.id)
    name, _, back = given.rpartition("~")
    name, steps = (name, int(back)) if name and back.isdecimal() else (given, 0)
    try:
        target = find_target(store, name)
    except StoreError as trouble:
        msg = f"{run_trouble}, and no target of that name; nor is there a folder {given}"
        raise EvidenceError(msg) from trouble
    judged = judgings(store, target.id, limit=steps + 1)
    if len(judged) <= steps:
        msg = f"the store {store.name} has {len(judged)} runs of {name}: there is no {given}"
        raise EvidenceError(msg)
    run = find_run(store, judged[steps].run)
    results = results_of(store, run.id)
    ours = tuple(one for one in results.targets if (one.api, one.name) == (target.api, target.name))
    # A page about several targets has other places for this one than a link could name.
    place = Path(run.place) if len(results.targets) == 1 else Path()
    return place, msgspec.structs.replace(results, targets=ours, verdict=judged[steps].verdict)

"""A run of a fleet: from its file to what became of each of its targets."""

from __future__ import annotations

import datetime as dt
import os
import secrets
import time
from collections.abc import Sequence

import msgspec

from contracts.engine import processors
from contracts.fleet.control import Control
from contracts.fleet.coordinate import Coordinator, Limits, Show
from contracts.fleet.handing import unpacked
from contracts.fleet.hold import clock_of
from contracts.fleet.model import Fleet, Outcome, Row, Task
from contracts.fleet.page import write_page
from contracts.fleet.pool import LocalPool, Pool
from contracts.fleet.said import stored
from contracts.fleet.signals import counted_interrupts
from contracts.fleet.summary import Summary, summary, was_judged
from contracts.fleet.tasks import batch_folder, tasks_of
from contracts.model import ConfigurationError
from contracts.report import write_file
from contracts.store import Address, Store, StoreError, open_store
from contracts.store.queries import judged_by, set_groups, set_place

DOCUMENT = "fleet.json"
PAGE = "index.html"


class Asked(msgspec.Struct, frozen=True):
    """What the command line asks for: these targets, into this store, under this name."""

    fleet: Fleet
    rows: tuple[Row, ...]
    store: str
    batch: str


def batch_name(fleet: Fleet, at: dt.datetime) -> str:
    """The name of a new run of a fleet: `nightly-20261127T200000Z`."""
    return f"{fleet.name}-{at:%Y%m%dT%H%M%SZ}"


def run_fleet(asked: Asked, show: Show) -> Summary:
    """Judge the targets of a fleet, each once under the name of the batch.

    Those that the store has under that name already are not judged again. Raises
    ConfigurationError, before anything is judged, for a store or a scheduler that cannot be used.
    """
    fleet, began, started = asked.fleet, time.monotonic(), dt.datetime.now(dt.UTC)
    remote = fleet.scheduler is not None
    address = Address(asked.store)
    if remote and address.is_file:
        show.noted(f"note: all workers have to see {address.path.absolute()}, which is a file")
    told = _told(address, asked.store, remote=remote)
    with open_store(asked.store) as store:
        clock = clock_of(store)
        control = Control(
            store, f"fleet/{asked.batch}/{secrets.token_hex(4)}", fleet.lease_s, clock
        )
        tasks = tasks_of(
            fleet,
            asked.rows,
            batch=asked.batch,
            store=told,
            control=control.name,
            remote=remote,
        )
        done = _done(store, tasks)
        folder = batch_folder(fleet, asked.batch)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as trouble:
            msg = f"{folder} cannot be made ({trouble.strerror}); name another with --reports"
            raise ConfigurationError(msg) from trouble
        rest = [one for one in tasks if one.label not in {two.label for two in done}]
        outcomes = list(done)
        if rest:
            pool = _pool(fleet, rest)
            try:
                with counted_interrupts() as interrupts, control:
                    limits = Limits(fleet.attempts, fleet.patience_s, fleet.lease_s)
                    outcomes += Coordinator(
                        store,
                        pool,
                        rest,
                        limits,
                        clock=clock,
                        show=_Home(show, store, fleet, asked.batch),
                        interrupts=interrupts,
                        end_control=control.end,
                    ).run()
            finally:
                pool.close()
        outcomes = [_at_home(one, fleet, asked.batch) for one in outcomes]
        _note_groups(store, asked.rows, outcomes)
        summed = summary(
            asked.rows,
            outcomes,
            fleet=fleet.name,
            batch=asked.batch,
            store=store.name,
            started=started,
            seconds=time.monotonic() - began,
        )
        write_file(folder / DOCUMENT, [msgspec.json.format(msgspec.json.encode(summed))])
        write_page(store, asked.batch, folder / PAGE, summed)
    return summed


def _told(address: Address, given: str, *, remote: bool) -> str:
    """The address of the store as workers are told it: nothing where it holds a password."""
    if address.is_file:
        return str(address.path.absolute())
    if remote and address.url.password is not None:
        return ""
    return given


def _done(store: Store, tasks: Sequence[Task]) -> list[Outcome]:
    """The outcomes of targets that were judged under this name before."""
    known = stored(judged_by(store, tasks[0].batch)) if tasks else {}
    return [
        msgspec.structs.replace(known[one.api, one.name], label=one.label)
        for one in tasks
        if (one.api, one.name) in known
    ]


def _pool(fleet: Fleet, tasks: Sequence[Task]) -> Pool:
    if fleet.scheduler is None:
        return LocalPool(min(fleet.workers or processors(), len(tasks)))
    try:  # what Dask needs takes a second to import
        from contracts.fleet.dask_pool import DaskPool  # noqa: PLC0415
    except ModuleNotFoundError as trouble:
        msg = (
            f"a scheduler needs the extra `fleet` ({trouble.name} is not installed): "
            "pip install 'uc-contracts[fleet]'"
        )
        raise ConfigurationError(msg) from trouble
    return DaskPool(fleet.scheduler)


class _Home:
    """Shows what happens, and unpacks what workers hand in as it comes."""

    def __init__(self, show: Show, store: Store, fleet: Fleet, batch: str) -> None:
        self._show = show
        self._store = store
        self._folder = batch_folder(fleet, batch)

    def began(self, label: str, worker: str, attempt: int) -> None:
        """A target is being judged."""
        self._show.began(label, worker, attempt)

    def noted(self, text: str) -> None:
        """Something happened that a user wants to know."""
        self._show.noted(text)

    def ended(self, outcome: Outcome) -> None:
        """A target has an outcome."""
        self._show.ended(outcome)
        if outcome.archive is None:
            return
        place = self._folder / outcome.label / f"run-{outcome.attempt}"
        try:
            unpacked(outcome.archive, place)
            set_place(self._store, outcome.run, str(place))
        except (OSError, StoreError) as trouble:
            self.noted(f"{outcome.label}: its folder cannot be written: {trouble}")


def _at_home(one: Outcome, fleet: Fleet, batch: str) -> Outcome:
    """An outcome without what it handed in."""
    if one.archive is None:
        return one
    place = batch_folder(fleet, batch) / one.label / f"run-{one.attempt}"
    return msgspec.structs.replace(one, archive=None, place=str(place))


def _note_groups(store: Store, rows: Sequence[Row], outcomes: Sequence[Outcome]) -> None:
    judged = {one.label for one in outcomes if was_judged(one)}
    for row in rows:
        if row.label in judged:
            set_groups(store, row.api, row.name, row.groups)


def default_store(given: str | None, fleet: Fleet) -> str:
    """The store that is meant: the command line's, the environment's, the file's, the default."""
    if given:
        return given
    from_file = fleet.store
    if from_file is not None and "://" not in from_file:
        from_file = os.path.normpath(fleet.path.parent / from_file)
    return from_file or str(fleet.reports / "store.sqlite")

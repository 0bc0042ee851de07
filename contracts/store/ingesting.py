"""Taking a run into a store: all of it or nothing, once."""

from __future__ import annotations

import datetime as dt
from enum import StrEnum
from pathlib import Path

import msgspec
from sqlalchemy import Connection, select
from sqlalchemy.dialects import postgresql, sqlite

from contracts.model import EvidenceError
from contracts.store.clock import now, stamp
from contracts.store.errors import Crossed, Taken
from contracts.store.exhibits import Keep, add_exchanges
from contracts.store.leases import Lease, check_held
from contracts.store.naming import Names
from contracts.store.opening import Store
from contracts.store.recorded import LogFile, Recording, digest_of, read_run
from contracts.store.schema import exchange, judged, run, run_log, target
from contracts.store.standing import update
from contracts.store.targets import Placed, add_target
from contracts.store.values import add, optional, packed, text

_ATTEMPTS = 5


class State(StrEnum):
    """What became of a run that was given to a store."""

    NEW = "new"
    SAME = "same"
    """It was there already."""
    UPDATED = "updated"
    """It was there, and has gone on since, or is reported or kept in another way."""


class Ingested(msgspec.Struct, frozen=True):
    """A run that a store holds; `key` is its id."""

    key: str
    state: State
    targets: int
    verdicts: int


def ingest(  # noqa: PLR0913 - each says one thing of the run
    store: Store,
    folder: Path,
    *,
    keep: Keep | None = None,
    batch: str | None = None,
    held: Lease | None = None,
    at: dt.datetime | None = None,
) -> Ingested:
    """Take the run in `folder` into the store.

    A run that was killed is taken as far as it went, and once more when its folder holds more.
    `batch` names the run of a fleet that it is a part of; with `held` it is taken only while that
    lease stands. Raises EvidenceError for what is no run, LeaseLost, or StoreError where the store
    cannot be written or holds another run of the same id.
    """
    recording = read_run(folder)
    keep = keep or Keep()
    facts = _facts(recording, keep, batch, at or now())
    for _ in range(_ATTEMPTS - 1):
        try:
            return _take(store, recording, keep, dict(facts), held, at)
        except Crossed:
            continue  # another ingest had what this one needed, and the other way round
    return _take(store, recording, keep, facts, held, at)


def _take(  # noqa: PLR0913 - each says one thing of the run
    store: Store,
    recording: Recording,
    keep: Keep,
    facts: dict[str, object],
    held: Lease | None,
    at: dt.datetime | None,
) -> Ingested:
    with store.writing() as connection:
        if held is not None:
            check_held(store, connection, held, at=at)
        stale: list[int] = []
        run_id = _insert(connection, facts)
        state = State.NEW
        if run_id is None:
            found = connection.execute(
                select(run).where(run.c.key == recording.key).with_for_update()
            ).one()
            _check_same_run(connection, store, found.id, recording)
            if _is_same(connection, found, facts, recording.logs):
                state = State.SAME
                return _ingested(recording, state)
            facts["batch"] = facts["batch"] or found.batch
            stale = _empty(connection, found.id)
            state, run_id = State.UPDATED, found.id
            connection.execute(run.update().where(run.c.id == run_id).values(facts))
        _fill(connection, run_id, recording, keep, stale)
    return _ingested(recording, state)


def _ingested(recording: Recording, state: State) -> Ingested:
    targets = recording.results.targets
    verdicts = sum(len(one.requirements) for one in targets)
    return Ingested(recording.key, state, len(targets), verdicts)


def _facts(
    recording: Recording, keep: Keep, batch: str | None, at: dt.datetime
) -> dict[str, object]:
    results = recording.results
    return {
        "key": recording.key,
        "suite": text(results.suite.version),
        "started": stamp(recording.started),
        "seconds": results.seconds,
        "depth": text(results.suite.depth),
        "explore": results.suite.explore,
        "verdict": results.verdict.value,
        "stopped": optional(results.stopped),
        "exit": results.decision.exit.value if results.decision else None,
        "decision": text(results.decision.reason) if results.decision else None,
        "batch": optional(batch),
        "place": text(str(recording.folder.absolute())),
        "ingested": stamp(at),
        "kept": str(keep),
        "content": recording.digest(),
        "document": packed(msgspec.structs.replace(results, targets=())),
    }


def _insert(connection: Connection, facts: dict[str, object]) -> int | None:
    """The id of the new row; None where there is a run of that key."""
    insert = sqlite.insert if connection.dialect.name == "sqlite" else postgresql.insert
    statement = insert(run).values(facts).on_conflict_do_nothing().returning(run.c.id)
    found: int | None = connection.execute(statement).scalar_one_or_none()
    return found


def _check_same_run(
    connection: Connection, store: Store, run_id: int, recording: Recording
) -> None:
    """Raise StoreError unless what is stored is the beginning of what is given, log by log."""
    known = {one.name: one for one in recording.logs}
    for row in connection.execute(select(run_log).where(run_log.c.run_id == run_id)):
        here = known.get(row.name)
        if here is not None and here.digest == row.digest:
            continue
        path = recording.folder / "evidence" / row.name
        try:
            begins = here is not None and digest_of(path, row.size) == (row.size, row.digest)
        except EvidenceError:
            begins = False
        if not begins:
            msg = (
                f"the store {store.name} holds another run with the id {recording.key}: "
                f"{path} is not what was ingested; nothing was changed"
            )
            raise Taken(msg)


def _is_same(
    connection: Connection, found: object, facts: dict[str, object], logs: tuple[LogFile, ...]
) -> bool:
    rows = connection.execute(select(run_log).where(run_log.c.run_id == found.id))  # type: ignore[attr-defined]
    stored = {LogFile(row.name, row.size, row.digest) for row in rows}
    compared = ("content", "kept") if facts["batch"] is None else ("content", "kept", "batch")
    alike = all(getattr(found, name) == facts[name] for name in compared)
    return alike and stored == set(logs)


def _empty(connection: Connection, run_id: int) -> list[int]:
    """Take away what a run found, and leave what was said of it; the ids of its targets."""
    rows = connection.execute(select(judged.c.target_id).where(judged.c.run_id == run_id))
    targets = [row.target_id for row in rows]
    for table in (judged, exchange, run_log):
        connection.execute(table.delete().where(table.c.run_id == run_id))
    return targets


def _fill(
    connection: Connection, run_id: int, recording: Recording, keep: Keep, stale: list[int]
) -> None:
    add(
        connection,
        run_log,
        [{"run_id": run_id, **msgspec.structs.asdict(one)} for one in recording.logs],
    )
    names = Names(connection, recording)
    placed = [
        add_target(connection, run_id, position, one, recording, names)
        for position, one in enumerate(recording.results.targets)
    ]
    add_exchanges(connection, run_id, recording, keep, placed)
    _settle(connection, recording, placed, stale)


def _settle(
    connection: Connection, recording: Recording, placed: list[Placed], stale: list[int]
) -> None:
    """Bring up to date what is derived: the latest of each target, and the standings."""
    by_target: dict[int, list[Placed]] = {one: [] for one in stale}
    for one in placed:
        by_target.setdefault(one.target_id, []).append(one)
    for target_id, ours in by_target.items():
        latest = connection.execute(
            select(judged.c.id)
            .where(judged.c.target_id == target_id)
            .order_by(judged.c.started.desc(), judged.c.id.desc())
            .limit(1)
        ).scalar_one_or_none()
        change = target.update().where(target.c.id == target_id).values(judged_id=latest)
        connection.execute(change)
        is_latest = target_id not in stale and bool(ours) and latest == ours[-1].judged_id
        if recording.results.suite.explore and target_id not in stale:
            continue  # what is sent at random says nothing of change
        added = {one.judged_id: (one.catalogue_id, one.verdicts) for one in ours}
        update(connection, target_id, added if is_latest else {})

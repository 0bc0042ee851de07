"""Time to take a run into a store of 10⁶ verdicts, and to answer what pages ask.

    python bench/store.py [VERDICTS] [sqlite|postgresql]

The store holds the nights of 400 targets, a run each, 125 requirements a run, of which some fail,
some cannot be judged, and some flip. A run of 1,500 exchanges is then taken in five times, each
under an id of its own, and every query is asked fifteen times; the medians are printed. PostgreSQL
runs from the system's package, with the settings that Debian gives it.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import statistics
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from _postgres import Postgres, binaries
from _recorded import recorded_catalogue
from _stored import API, START, Made, write_run
from sqlalchemy import Connection, func, insert, literal, select, text

from contracts.store import Store, accept, accepted, ingest, open_store
from contracts.store.clock import stamp
from contracts.store.histories import history_of_requirement, history_of_target
from contracts.store.queries import (
    broken,
    features,
    find_run,
    find_target,
    flipping,
    judged_in,
    judgings,
    latencies,
    observations,
    results_of,
    runs,
    standings,
    targets,
    timeline,
    timelines,
)
from contracts.store.schema import (
    judged,
    latency,
    observation,
    run,
    tally,
    target,
    verdict,
)
from contracts.store.standing import update

VERDICTS = 1_000_000
TARGETS = 400
REQUIREMENTS = 125
EXCHANGES = 1_500
PATTERNS = 8
FIRST = 1_000
"""From which id on rows are copies."""
TAKEN = 5
ASKED = 15
INGEST_S = 1.0
QUERY_S = 0.3
_CATALOGUE = recorded_catalogue(REQUIREMENTS)
_RULES = list(_CATALOGUE.requirements)


def patterns(home: Path) -> Iterator[Path]:
    """Runs of one target that differ in what fails: the others are copies of them."""
    for number in range(PATTERNS):
        said = dict.fromkeys(_RULES[number::25], "fail")
        said |= dict.fromkeys(_RULES[3::40], "inconclusive")
        yield write_run(
            home / f"pattern-{number}", Made("Pattern", said, _CATALOGUE), number=number
        )


def fill(store: Store, home: Path, verdicts: int) -> None:
    """Fill a store with copies of the patterns, one run a target a night."""
    for folder in patterns(home):
        ingest(store, folder)
    nights = max(verdicts // (TARGETS * REQUIREMENTS), 1)
    with store.writing() as connection:
        first = connection.execute(select(func.max(target.c.id))).scalar_one() + 1
        connection.execute(
            insert(target),
            [{"id": first + at, "api": API, "name": f"Site {at:03}"} for at in range(TARGETS)],
        )
        if not store.is_file:
            connection.execute(text("SELECT setval('target_id_seq', 10000)"))
        for night in range(nights):
            _night(connection, night, first)
        _copy(connection)
        for at in range(TARGETS):
            latest = select(func.max(judged.c.id)).where(judged.c.target_id == first + at)
            change = target.update().where(target.c.id == first + at)
            connection.execute(change.values(judged_id=latest.scalar_subquery()))
            update(connection, first + at, {})
    with store.writing() as connection:
        connection.execute(text("ANALYZE"))


def _night(connection: Connection, night: int, first: int) -> None:
    """One run of each target, without what was found."""
    started = stamp(START + dt.timedelta(days=night + 1))
    base = FIRST + night * TARGETS
    own = {"id", "key", "started", "batch"}
    columns = [one for one in run.c if one.name not in own]
    pattern = connection.execute(select(*columns).limit(1)).mappings().one()
    connection.execute(
        insert(run),
        [
            {
                **pattern,
                "id": base + at,
                "key": f"202605{night:02}T{at:06}Z-{base + at:06x}",
                "started": started + at,
                "batch": f"night {night}",
            }
            for at in range(TARGETS)
        ],
    )
    columns = [one for one in judged.c if one.name not in {"id", "run_id", "target_id", "started"}]
    pattern = connection.execute(select(*columns).limit(1)).mappings().one()
    connection.execute(
        insert(judged),
        [
            {
                **pattern,
                "id": base + at,
                "run_id": base + at,
                "target_id": first + at,
                "started": started + at,
            }
            for at in range(TARGETS)
        ],
    )


def _copy(connection: Connection) -> None:
    """What was found: that of one of the patterns, another one every third night."""
    least = select(func.min(judged.c.id)).scalar_subquery()
    which = least + (judged.c.id // literal(3 * TARGETS) + judged.c.id) % PATTERNS
    for table in (verdict, tally, latency, observation):
        columns = [one for one in table.c if one.name != "judged_id"]
        rows = (
            select(judged.c.id, *columns)
            .select_from(judged.join(table, table.c.judged_id == which))
            .where(judged.c.id >= FIRST)
        )
        connection.execute(
            insert(table).from_select(["judged_id", *(one.name for one in columns)], rows)
        )
    if connection.dialect.name == "postgresql":
        for name in ("run", "judged"):
            connection.execute(text(f"SELECT setval('{name}_id_seq', 10000000)"))


def asked(store: Store) -> dict[str, Callable[[], Any]]:
    """What pages and commands ask, by name."""
    site = find_target(store, "Site 200")
    latest = site.latest
    every = [one.latest.id for one in targets(store)]
    return {
        "fleet: targets": lambda: targets(store),
        "fleet: features": lambda: features(store, every),
        "fleet: broken last": lambda: broken(store, limit=100),
        "fleet: flips": lambda: flipping(store),
        "fleet: runs": lambda: runs(store),
        "target: runs": lambda: judgings(store, site.id),
        "target: timelines": lambda: timelines(store, site.id),
        "target: latencies": lambda: latencies(store, site.id),
        "target: standings": lambda: standings(store, target_id=site.id),
        "target: history": lambda: history_of_target(store, site, 20),
        "requirement: who breaks it": lambda: standings(store, requirement_name="REC-0025"),
        "requirement: timeline": lambda: timeline(store, "REC-0025"),
        "requirement: history": lambda: history_of_requirement(store, "REC-0025", None, 20),
        "run: by its id": lambda: find_run(store, latest.run),
        "run: targets": lambda: judged_in(store, latest.run_id),
        "run: results": lambda: results_of(store, latest.run_id),
        "run: observations": lambda: observations(store, latest.id),
        "gate: accepted": lambda: accepted(store, [API]),
    }


def measure(store: Store, home: Path, verdicts: int) -> bool:
    """Fill a store and print the figures; whether both goals are met."""
    began = time.perf_counter()
    fill(store, home, verdicts)
    with store.reading() as connection:
        count = connection.execute(select(func.count()).select_from(verdict)).scalar_one()
        rows = connection.execute(select(func.count()).select_from(run)).scalar_one()
    print(f"{count:,} verdicts of {rows:,} runs, filled in {time.perf_counter() - began:.0f} s")
    accept(store, find_target(store, "Site 200").latest.run, owner="bench")
    seconds = []
    for number in range(TAKEN):
        said = dict.fromkeys(_RULES[number::25], "fail")
        made = Made("Site 200", said, _CATALOGUE)
        folder = write_run(
            home / f"new-{number}", made, number=900 + number, day=100 + number, each=12
        )
        began = time.perf_counter()
        ingest(store, folder)
        seconds.append(time.perf_counter() - began)
    ok = statistics.median(seconds) <= INGEST_S
    print(f"{'ingest of a run':<30} {statistics.median(seconds) * 1000:>8.1f} ms")
    for name, ask in asked(store).items():
        times = []
        for _ in range(ASKED):
            began = time.perf_counter()
            ask()
            times.append(time.perf_counter() - began)
        median = statistics.median(times)
        ok &= median <= QUERY_S
        least = f"at best {min(times) * 1000:>6.1f}"
        print(f"{name:<30} {median * 1000:>8.1f} ms  {least}", flush=True)
    return ok


@contextlib.contextmanager
def address(kind: str, home: Path) -> Iterator[str]:
    """The address of an empty database."""
    if kind == "sqlite":
        yield str(home / "store.sqlite")
        return
    with Postgres(durable=True) as server:
        yield server.fresh()


def main() -> int:
    """Print the figures of both databases; 1 where a goal is missed."""
    given = sys.argv[1:]
    kinds = [one for one in given if not one.isdecimal()] or ["sqlite", "postgresql"]
    verdicts = next((int(one) for one in given if one.isdecimal()), VERDICTS)
    met = True
    for kind in kinds:
        if kind == "postgresql" and binaries() is None:
            print("postgresql: not on this machine (Debian's package: postgresql)")
            continue
        print(f"\n{kind}")
        with tempfile.TemporaryDirectory() as name:
            home = Path(name)
            with address(kind, home) as url, open_store(url) as store:
                met &= measure(store, home, verdicts)
                if store.is_file:
                    size = (home / "store.sqlite").stat().st_size
                    print(f"the file has {size / 2**20:,.0f} MiB")
    goals = f"an ingest in {INGEST_S:.0f} s, a query in {QUERY_S * 1000:.0f} ms"
    print(f"\ngoal: {goals}: {'met' if met else 'missed'}")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())

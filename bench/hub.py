"""Time to make each page of a hub, over a store of 10⁶ verdicts.

    python bench/hub.py [VERDICTS] [sqlite|postgresql]

The store is that of bench/store.py. Every page is asked for fifteen times, without a cache in
between; the medians of wall and CPU seconds of this process are printed, and how large it is.
"""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from _asgi import ask
from _postgres import binaries
from _stored import API
from store import VERDICTS, address, fill

from contracts.hub import Desk, hub_app
from contracts.store import Store, open_store
from contracts.store.queries import find_target, runs

ASKED = 15
PAGE_S = 0.3


def pages(store: Store) -> Iterator[str]:
    """The pages, and the largest answers of the API."""
    site = find_target(store, "Site 200")
    known = runs(store, target_id=site.id, limit=8)
    latest, before = known[0].key, known[-1].key
    yield "/"
    yield f"/?api={API}&first=100"
    yield f"/targets/{site.id}"
    yield f"/targets/{site.id}/badge.svg"
    yield "/requirements"
    yield f"/requirements/{API}/REC-0025"
    yield "/runs"
    yield f"/runs/{latest}"
    yield f"/compare?before={before}&after={latest}"
    yield "/api/targets?limit=1000"
    yield "/api/requirements?limit=1000"
    yield f"/api/requirements/{API}/REC-0025/standings"
    yield "/api/flips?limit=1000"
    yield f"/api/runs/{latest}/results"


def measure(store: Store) -> bool:
    """Print the figures; whether the goal is met."""
    app = hub_app(Desk(store))
    met = True
    for path in pages(store):
        wall, cpu, size = [], [], 0
        for _ in range(ASKED):
            began, used = time.perf_counter(), time.process_time()
            answer = ask(app, path)
            wall.append(time.perf_counter() - began)
            cpu.append(time.process_time() - used)
            size = len(answer.body)
            assert answer.status == 200, answer.text  # noqa: S101, PLR2004 - or nothing is measured
        met &= statistics.median(wall) <= PAGE_S
        figures = (1000 * statistics.median(times) for times in (wall, cpu))
        print("{:<48} {:>7.1f} ms {:>7.1f} ms CPU {:>9,} bytes".format(path, *figures, size))
    return met


def main() -> int:
    """Print the figures of both databases; 1 where the goal is missed."""
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
                fill(store, home, verdicts)
                met &= measure(store)
    print(f"\ngoal: a page in {PAGE_S * 1000:.0f} ms at the median: {'met' if met else 'missed'}")
    return int(not met)


if __name__ == "__main__":
    sys.exit(main())

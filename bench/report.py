"""Time, size and memory of the reports of 10³, 10⁴ and 10⁵ exchanges, and Chromium's time to open.

    python bench/report.py [EXCHANGES ...]

Each size is a recorded run of 1,000 requirements. Its report is built in a process of its own,
whose peak memory is read; the page is opened three times by a Chromium that has shown another
page before, and the median from the navigation to the load event is printed. Growth is that of
the build time per exchange, from the size before: 1.0 is linear, and less is better.
"""

from __future__ import annotations

import multiprocessing
import resource
import statistics
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

from _chromium import Chromium
from _recorded import record, recorded_catalogue

from contracts.report import collect, write_reports

REQUIREMENTS = 1_000
SIZES = (1_000, 10_000, 100_000)
ROUNDS = 3
MIB = 1024 * 1024
GOAL = 2.0


class Built(NamedTuple):
    """Seconds, and the peak of memory in KiB, of building a report."""

    seconds: float
    peak: int
    har_seconds: float
    har_size: int


def build(folder: Path, requirements: int) -> Built:
    """Build the reports of a recorded run, then the archive of every exchange."""
    catalogues = {"recorded": recorded_catalogue(requirements)}
    began = time.perf_counter()
    results = collect(folder, catalogues)
    write_reports(folder, results, catalogues)
    seconds = time.perf_counter() - began
    began = time.perf_counter()
    write_reports(folder, results, catalogues, whole_har=True)
    har_seconds = time.perf_counter() - began
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return Built(seconds, peak, har_seconds, (folder / "evidence.har").stat().st_size)


def opened(chromium: Chromium, page: Path) -> float:
    """Seconds from the navigation to the end of the load event; the median of three."""
    times = []
    for _ in range(ROUNDS):
        chromium.open(page.as_uri())
        entry = "performance.getEntriesByType('navigation')[0]"
        times.append(float(chromium.run(f"{entry}.loadEventEnd - {entry}.startTime")) / 1000)
    return statistics.median(times)


def main() -> int:
    """Print a line per size; 1 where a page does not open in time."""
    sizes = [int(text) for text in sys.argv[1:]] or list(SIZES)
    print(
        f"{'exchanges':>10} {'log':>9} {'built in':>9} {'growth':>7} {'peak':>8} {'page':>9} "
        f"{'others':>9} {'whole HAR':>10} {'in':>7} {'opens in':>9}"
    )
    before: tuple[int, float] | None = None
    slow = False
    with tempfile.TemporaryDirectory() as home, Chromium() as chromium:
        spawn = multiprocessing.get_context("spawn")
        for size in sizes:
            folder = Path(home) / str(size)
            record(folder, recorded_catalogue(REQUIREMENTS), size)
            log = sum(path.stat().st_size for path in (folder / "evidence").iterdir())
            with spawn.Pool(1) as pool:
                built = pool.apply(build, (folder, REQUIREMENTS))
            page = folder / "conformance.html"
            others = sum(
                path.stat().st_size
                for path in folder.iterdir()
                if path.is_file() and path.name not in {page.name, "evidence.har"}
            )
            growth = (built.seconds / size) / (before[1] / before[0]) if before else None
            seconds = opened(chromium, page)
            slow |= seconds > GOAL
            print(
                f"{size:>10,} {log / MIB:>7.1f} M {built.seconds:>7.2f} s "
                f"{f'{growth:.2f}' if growth else '':>7} {built.peak / 1024:>6.0f} M "
                f"{page.stat().st_size / MIB:>7.2f} M {others / MIB:>7.2f} M "
                f"{built.har_size / MIB:>8.1f} M {built.har_seconds:>5.1f} s {seconds:>7.2f} s",
                flush=True,
            )
            before = size, built.seconds
    print(f"goal: every page opens in under {GOAL:.0f} s: {'missed' if slow else 'met'}")
    return int(slow)


if __name__ == "__main__":
    sys.exit(main())

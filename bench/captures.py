"""Time, memory and folder of judging captures of growing size.

    python bench/captures.py [MEGABYTES ...]

Makes a run of the embedded VOSS server, repeats the exchanges of its archive, an hour apart, until
the capture has the size, and judges it. Memory is the peak of the process, and has to be flat.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import resource
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

_SIZES = (25, 250, 1000)
_MEGABYTE = 1 << 20


def _recorded(folder: Path) -> tuple[str, list[dict[str, Any]]]:
    """The base URL of a run, and the entries of its archive."""
    run = folder / "run"
    command = [sys.executable, "-m", "contracts"]
    arguments = ["run", "--api=voss", "-q", "--only-results", f"--report-dir={run}"]
    subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own suite
    arguments = ["report", str(run), "--har=all"]
    subprocess.run([*command, *arguments], check=True, stdout=subprocess.DEVNULL)  # noqa: S603 - our own suite
    results = json.loads((run / "results.json").read_text("utf-8"))
    archive = json.loads((run / "evidence.har").read_text("utf-8"))
    return results["targets"][0]["base_url"], archive["log"]["entries"]


def _archive(entries: list[dict[str, Any]], size: int) -> Iterator[bytes]:
    """An archive of at least so many bytes."""
    written, rounds = 0, 0
    yield b'{"log": {"version": "1.2", "creator": {"name": "bench", "version": "1"}, "entries": ['
    while written < size:
        for entry in entries:
            began = dt.datetime.fromisoformat(entry["startedDateTime"])
            later = (began + dt.timedelta(hours=rounds)).isoformat()
            text = json.dumps(entry | {"startedDateTime": later}).encode()
            yield (b",\n" if written else b"\n") + text
            written += len(text)
        rounds += 1
    yield b"]}}"


def main() -> None:
    """Judge captures of each size, each in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", type=int, metavar="MEGABYTES", default=_SIZES)
    sizes = parser.parse_args().sizes
    print(f"{'capture':>10} {'CPU s':>8} {'MB/s':>6} {'peak MB':>8} {'folder MB':>10}  exit code")
    with tempfile.TemporaryDirectory(prefix="uc-contracts-") as name:
        folder = Path(name)
        base_url, entries = _recorded(folder)
        for megabytes in sizes:
            path = folder / f"{megabytes}.har"
            with path.open("wb") as file:
                file.writelines(_archive(entries, megabytes * _MEGABYTE))
            _judge(path, base_url, megabytes)
            path.unlink()


def _judge(path: Path, base_url: str, megabytes: int) -> None:
    report = path.with_suffix("")
    command = [sys.executable, __file__, "--judge", str(path), base_url, str(report)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this file
    cpu_s, peak, code = done.stdout.split()[-3:]
    size = sum(one.stat().st_size for one in report.rglob("*") if one.is_file()) / _MEGABYTE
    rate = megabytes / float(cpu_s)
    print(
        f"{megabytes:>7} MB {float(cpu_s):>8.1f} {rate:>6.1f} {int(peak):>8} {size:>10.0f}  {code}",
        flush=True,
    )


def _judged(path: str, base_url: str, report: str) -> None:
    """Judge in this process, and say what it cost."""
    command = [sys.executable, "-m", "contracts", "judge", path, "--api=voss"]
    command += [f"--base-url={base_url}", f"--report-dir={report}"]
    done = subprocess.run(command, check=False, stdout=subprocess.DEVNULL)  # noqa: S603 - our own suite
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    print(used.ru_utime + used.ru_stime, used.ru_maxrss // 1024, done.returncode)


if __name__ == "__main__":
    if sys.argv[1:2] == ["--judge"]:
        _judged(*sys.argv[2:5])
    else:
        main()

"""Checked exchanges per second, beside the same requests without the suite.

    python bench/throughput.py [ROUNDS] [REQUESTS]

Every round sends the same GETs of TEST to one Uptivity reference server (a process of its
own) four times over: by http.client, by a bare `requests` session as it comes, by one without
the environment's settings, and by the suite's wire with recording, redaction, OpenAPI and XSD
checks, the API's rules and the reading of the RESULT. The order turns from round to round.
Beside the rates stands the time of this process's CPU for a request, which a busy machine does
not blur as much.
"""

from __future__ import annotations

import http.client
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from urllib.parse import urlsplit

import requests
from _server import served

from contracts.apis.uptivity import Uptivity
from contracts.engine import Facts, Run, RunOptions, TargetOptions, now

API = "uptivity"
GOAL = 1.0


def by_http_client(url: str, count: int) -> None:
    """One keep-alive connection of the standard library."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    for number in range(1, count + 1):
        connection.request("GET", f"/webAPI.aspx?type=TEST&requestid={number}")
        connection.getresponse().read()
    connection.close()


def by_session(url: str, count: int, *, trust_env: bool) -> None:
    """One `requests` session."""
    with requests.Session() as session:
        session.trust_env = trust_env
        for number in range(1, count + 1):
            address = f"{url}/webAPI.aspx?type=TEST&requestid={number}"
            session.get(address, timeout=10).raise_for_status()


def by_suite(url: str, count: int) -> None:
    """The wire, recorded and checked."""
    with tempfile.TemporaryDirectory() as folder:
        options = RunOptions(TargetOptions(urls=((API, url),)))
        run = Run(options, Facts(Path(folder), now()))
        api = run.session(run.targets[0]).api
        if not isinstance(api, Uptivity):
            raise TypeError
        for number in range(1, count + 1):
            if not api.test(str(number)).is_result:
                msg = "no RESULT came back"
                raise RuntimeError(msg)
        run.close(None)
        recorded = sum(path.stat().st_size for path in Path(folder).rglob("*.jsonl"))
    if not recorded:
        msg = "nothing was recorded"
        raise RuntimeError(msg)


def measured(send: Callable[[str, int], None], url: str, count: int) -> tuple[float, float]:
    """Requests per second, and microseconds of CPU a request."""
    began, busy = time.perf_counter(), time.process_time()
    send(url, count)
    seconds, busy = time.perf_counter() - began, time.process_time() - busy
    return count / seconds, busy / count * 1e6


def main() -> None:
    """Measure and print."""
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 7
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 2000  # noqa: PLR2004 - the second argument
    senders: dict[str, Callable[[str, int], None]] = {
        "http.client": by_http_client,
        "requests.Session": lambda url, n: by_session(url, n, trust_env=True),
        "requests.Session, trust_env=False": lambda url, n: by_session(url, n, trust_env=False),
        "uc-contracts, checked": by_suite,
    }
    names = list(senders)
    rates: dict[str, list[float]] = {name: [] for name in names}
    busy: dict[str, list[float]] = {name: [] for name in names}
    with served(API) as url:
        for send in senders.values():
            send(url, 200)
        for number in range(rounds):
            for name in names[number % 4 :] + names[: number % 4]:
                rate, cpu = measured(senders[name], url, count)
                rates[name].append(rate)
                busy[name].append(cpu)
    ours = rates[names[-1]]
    print(f"{rounds} rounds of {count} requests; per second, and ours as a multiple of each")
    for name in names:
        ratios = [mine / theirs for mine, theirs in zip(ours, rates[name], strict=True)]
        low, middle, high = min(rates[name]), statistics.median(rates[name]), max(rates[name])
        print(
            f"{name:36} {low:7.0f} {middle:7.0f} {high:7.0f}"
            f"   ratio {min(ratios):.2f} {statistics.median(ratios):.2f} {max(ratios):.2f}"
            f"   CPU {statistics.median(busy[name]):5.0f} µs"
        )
    pairs = zip(ours, rates["requests.Session"], strict=True)
    ratio = statistics.median(mine / theirs for mine, theirs in pairs)
    print(f"goal: {GOAL} of a bare requests session; measured: {ratio:.2f}")


if __name__ == "__main__":
    main()

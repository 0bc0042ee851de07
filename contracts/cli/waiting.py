"""Waiting until targets answer: `--wait`."""

from __future__ import annotations

import time
from collections.abc import Callable

import click

from contracts.engine import TargetOptions
from contracts.engine.look import Look
from contracts.engine.probe import looked_at
from contracts.report import one_line

_PAUSE_S = 1.0
_STARTING = frozenset({502, 503, 504})
"""What a gateway answers while the server behind it starts."""


def wait_for(
    named: TargetOptions,
    seconds: float,
    *,
    clock: Callable[[], float] = time.monotonic,
    sleep: Callable[[float], None] = time.sleep,
) -> bool:
    """Wait until each of the targets has answered, at most so many seconds; whether they have.

    Nothing is sent but what only reads. Embedded servers are always there.
    """
    if not named.files and not named.urls:
        return True
    end = clock() + seconds
    said = False
    while True:
        with looked_at(named, everywhere=False) as looks:
            missing = [target.name for target, look in looks if not _answers(look)]
        if not missing or clock() >= end:
            return not missing
        if not said:
            names = one_line(", ".join(missing))
            click.echo(f"Waiting for {names}, {seconds:g} s at most.", err=True)
            said = True
        sleep(max(0.0, min(_PAUSE_S, end - clock())))


def _answers(look: Look) -> bool:
    replies = [one.response.status for one in look.exchanges if one.response is not None]
    return any(status not in _STARTING for status in replies)

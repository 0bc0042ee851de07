"""A command of the suite in a process of its own, watched."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from pathlib import Path

import msgspec

from contracts.engine.mirror import VARIABLE
from contracts.fleet.hold import Hold
from contracts.fleet.keeper import Keeper

_TURN_S = 0.2


class Ended(msgspec.Struct, frozen=True):
    """How a command ended. `code` is negative where a signal killed it.

    `lost`: the lease could not be kept up; `interrupted`: it was asked to end.
    """

    code: int
    lost: bool = False
    interrupted: bool = False


class Watched(msgspec.Struct, frozen=True):
    """What a command works under: its lease, who keeps that, and whether it is to end."""

    hold: Hold
    keeper: Keeper
    stopping: Callable[[], bool]
    killing: Callable[[], bool]


def run_watched(
    arguments: Sequence[str],
    log: Path,
    watched: Watched,
    *,
    folder: Path,
    mirrored: bool = False,
) -> Ended:
    """Run `uc-contracts ARGUMENTS`, which writes what it prints to `log`.

    It is interrupted once it is to end or its lease can hardly be kept, and killed when that ends:
    from then on another may work on the target. `mirrored`: the keeper keeps what it makes.
    `folder` is where modules of auth plugins are looked for.
    """
    environment = dict(os.environ)
    path = [str(folder), environment.get("PYTHONPATH", "")]
    environment["PYTHONPATH"] = os.pathsep.join(one for one in path if one)
    command = [sys.executable, "-m", "contracts.fleet.child", str(os.getpid()), *arguments]
    with ExitStack() as stack:
        output = stack.enter_context(log.open("ab"))
        passed: tuple[int, ...] = ()
        if mirrored:
            theirs = stack.enter_context(watched.keeper.listen())
            passed = (theirs.fileno(),)
            environment[VARIABLE] = str(theirs.fileno())
        process = subprocess.Popen(  # noqa: S603 - our own command
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            env=environment,
            pass_fds=passed,
            start_new_session=True,  # Ctrl-C reaches the fleet, which says what its runs do
        )
    return _watch(process, watched)


def _watch(process: subprocess.Popen[bytes], watched: Watched) -> Ended:
    lost = interrupted = False
    while process.poll() is None:
        if watched.killing() or watched.hold.left_s() <= 0:
            lost = lost or watched.hold.left_s() <= 0
            process.kill()
        elif not (lost or interrupted):
            lost = watched.hold.is_ending()
            interrupted = not lost and (watched.stopping() or watched.keeper.ended)
            if lost or interrupted:
                process.send_signal(signal.SIGINT)
        try:
            process.wait(_TURN_S)
        except subprocess.TimeoutExpired:
            continue
    return Ended(process.returncode, lost or watched.hold.lost, interrupted)

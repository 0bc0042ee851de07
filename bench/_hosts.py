"""Hosts of one's own: network namespaces on a bridge, each with an address. It takes root on Linux.

A host can be cut off: its cable is pulled, and what runs there goes on without a network.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

NETWORK = "10.77.31.0/24"
HERE = "10.77.31.1"
_BRIDGE = "ucfleet"


class HostsError(Exception):
    """Namespaces cannot be made here."""


def _ip(*arguments: str) -> None:
    program = shutil.which("ip")
    if program is None or os.geteuid() != 0:
        msg = "network namespaces take root and iproute2"
        raise HostsError(msg)
    ended = subprocess.run([program, *arguments], capture_output=True, check=False)  # noqa: S603
    if ended.returncode:
        msg = f"ip {' '.join(arguments)}: {ended.stderr.decode(errors='replace').strip()}"
        raise HostsError(msg)


class Host:
    """A host `name` at `address`; its processes are started by `start`."""

    def __init__(self, name: str, number: int) -> None:
        self.name = name
        self.address = f"10.77.31.{number}"
        self._space = f"ucf-{name}"
        self._cable = f"ucf{number}"
        self.processes: list[subprocess.Popen[bytes]] = []

    def make(self) -> None:
        """Make it, and plug it in. Raises HostsError."""
        with suppress(HostsError):
            _ip("netns", "del", self._space)
        _ip("netns", "add", self._space)
        _ip(
            "link", "add", self._cable, "type", "veth", "peer", "name", "eth0", "netns", self._space
        )
        _ip("link", "set", self._cable, "master", _BRIDGE, "up")
        for arguments in (("link", "set", "lo", "up"), ("link", "set", "eth0", "up")):
            _ip("-n", self._space, *arguments)
        _ip("-n", self._space, "addr", "add", f"{self.address}/24", "dev", "eth0")

    def cut_off(self) -> None:
        """Pull its cable."""
        _ip("link", "set", self._cable, "down")

    def plug_in(self) -> None:
        """Put its cable back."""
        _ip("link", "set", self._cable, "up")

    def start(
        self, command: Sequence[str], log: str, more: Mapping[str, str] | None = None
    ) -> subprocess.Popen[bytes]:
        """A process of the host, whose output goes to the file `log`."""
        with open(log, "ab") as output:  # noqa: PTH123 - a text is what callers have
            process = subprocess.Popen(  # noqa: S603 - ours
                [str(shutil.which("ip")), "netns", "exec", self._space, *command],
                stdout=output,
                stderr=output,
                stdin=subprocess.DEVNULL,
                env={**os.environ, **(more or {})},
                start_new_session=True,
            )
        self.processes.append(process)
        return process

    def runs(self, what: str) -> bool:
        """Whether a process whose command line has `what` is running there."""
        pids = subprocess.run(  # noqa: S603 - ours
            [str(shutil.which("ip")), "netns", "pids", self._space],
            capture_output=True,
            check=False,
            text=True,
        ).stdout.split()
        found = (Path(f"/proc/{pid}/cmdline") for pid in pids)
        return any(what.encode() in path.read_bytes() for path in found if path.exists())

    def remove(self) -> None:
        """End its processes, and take it away."""
        for process in self.processes:
            with suppress(ProcessLookupError):
                os.killpg(process.pid, 9)
            process.wait()
        with suppress(HostsError):
            _ip("netns", "del", self._space)


@contextmanager
def hosts(**numbers: int) -> Iterator[dict[str, Host]]:
    """Hosts by name, at addresses that end with these numbers; they end with the context."""
    made = {name: Host(name, number) for name, number in numbers.items()}
    with suppress(HostsError):
        _ip("link", "del", _BRIDGE)
    try:
        _ip("link", "add", _BRIDGE, "type", "bridge")
        _ip("addr", "add", f"{HERE}/24", "dev", _BRIDGE)
        _ip("link", "set", _BRIDGE, "up")
        for host in made.values():
            host.make()
        yield made
    finally:
        for host in made.values():
            host.remove()
        with suppress(HostsError):
            _ip("link", "del", _BRIDGE)

"""The keeping of bodies: whole where a run is of usual size, within a budget where it is not.

The first bodies of a run stand in its logs and stay. Beyond that they go to files of their own
(`evidence/bodies-<worker>-<number>.jsonl`), of which the oldest is dropped when the evidence of
all workers together exceeds its budget; what shows a violation is put into the log before.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec

_MB = 1 << 20
_IN_LOGS = 64 * _MB
_BUDGET = 256 * _MB
_PINNED = 64 * _MB
_FILE = 8 * _MB
_LOOK_EVERY = _MB


class Limits(msgspec.Struct, frozen=True):
    """Bytes: `in_logs` of all evidence while bodies stand in the logs, `budget` of all of it.

    `pinned` are those of a process that show violations, `file` is the size of a file of bodies.
    """

    in_logs: int = _IN_LOGS
    budget: int = _BUDGET
    pinned: int = _PINNED
    file: int = _FILE


class _File:
    """A file of bodies, open for reading and appending."""

    def __init__(self, path: Path) -> None:
        flags = os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND | os.O_CLOEXEC
        self.path = path
        self.size = 0
        self.keys: list[bytes] = []
        self.exchanges: list[str] = []
        self._handle = os.open(path, flags, 0o644)

    def append(self, line: bytes) -> int:
        """Write a line; where it begins."""
        at, rest = self.size, memoryview(line)
        while rest:
            rest = rest[os.write(self._handle, rest) :]
        self.size += len(line)
        return at

    def read(self, at: int, length: int) -> bytes:
        """A line again."""
        return os.pread(self._handle, length, at)

    def close(self) -> None:
        """Close it."""
        os.close(self._handle)


class Keeping:
    """The files of bodies of one process."""

    def __init__(self, folder: Path, worker: str, limits: Limits) -> None:
        self.dropped = 0
        self._folder = folder
        self._worker = worker
        self._limits = limits
        self._files: list[_File] = []
        self._opened = 0
        self._places: dict[bytes, tuple[_File, int, int]] = {}
        self._of_exchange: dict[str, tuple[bytes, ...]] = {}
        self._pinned = 0
        self._total = 0
        self._since_look = _LOOK_EVERY

    def in_log(self, length: int) -> bool:
        """Whether a body with a line of this length may stand in the log, which stays."""
        self._since_look += length
        if self._since_look >= _LOOK_EVERY and self._total < self._limits.budget:
            self._total, self._since_look = self._measured(), 0
        return self._total + self._since_look < self._limits.in_logs

    def scarce(self) -> bool:
        """Whether so much is written that the rest had better be short."""
        return self._total >= self._limits.budget // 2

    def _measured(self) -> int:
        return sum(entry.stat().st_size for entry in os.scandir(self._folder))

    def add(self, key: bytes, line: bytes) -> list[bytes]:
        """Keep a body in a file; the keys of those that were dropped for it."""
        dropped: list[bytes] = []
        if not self._files or self._files[-1].size >= self._limits.file:
            dropped = self._make_room()
            self._opened += 1
            name = f"bodies-{self._worker}-{self._opened:05}.jsonl"
            self._files.append(_File(self._folder / name))
        file = self._files[-1]
        self._places[key] = (file, file.append(line), len(line))
        file.keys.append(key)
        return dropped

    def _make_room(self) -> list[bytes]:
        self._total = self._measured()
        dropped: list[bytes] = []
        while self._total > self._limits.budget - self._limits.file and len(self._files) > 1:
            oldest = self._files.pop(0)
            oldest.close()
            oldest.path.unlink(missing_ok=True)
            self._total -= oldest.size
            dropped += oldest.keys
            for key in oldest.keys:
                self._places.pop(key, None)
            for exchange in oldest.exchanges:
                self._of_exchange.pop(exchange, None)
        self.dropped += len(dropped)
        return dropped

    def note(self, exchange: str, keys: tuple[bytes, ...]) -> None:
        """Remember which bodies an exchange has, as long as their file is there."""
        kept = tuple(key for key in keys if key in self._places)
        if kept:
            self._of_exchange[exchange] = kept
            self._files[-1].exchanges.append(exchange)

    def pinned(self, exchanges: tuple[str, ...]) -> list[bytes]:
        """The lines of the bodies of `exchanges`, to be put into the log, where they stay."""
        lines = []
        for exchange in exchanges:
            for key in self._of_exchange.pop(exchange, ()):
                file, at, length = self._places.pop(key, (None, 0, 0))
                if file is not None and self._pinned + length <= self._limits.pinned:
                    self._pinned += length
                    lines.append(file.read(at, length))
        return lines

    def close(self) -> None:
        """Close all files."""
        for file in self._files:
            file.close()
        self._files.clear()

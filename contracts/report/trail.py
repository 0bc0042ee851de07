"""A run's logs read once: every event in its order, and from then on any exchange or body at once.

Where each stands is kept in a temporary file, so that memory is flat in the length of the run.
"""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Collection, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Protocol, Self

import msgspec

from contracts.model import BodyStored, EvidenceError, ExchangeRecorded
from contracts.report import evidence
from contracts.report.evidence import Line

_BODY = re.compile(rb'\{"event":"body","digest":"sha256:([0-9a-f]+)"')
_AT_A_TIME = 1_000
_TABLES = ("exchange", "body")


class Kept(Protocol):
    """What was kept of a run's exchanges and bodies, whether in logs or in a store."""

    def exchanges(self, wanted: Collection[str]) -> Iterator[ExchangeRecorded]:
        """The exchanges with these ids that were kept."""

    def bodies(self, wanted: Collection[str]) -> Iterator[BodyStored]:
        """The bodies with these digests that were kept."""


class Trail:
    """The logs of the run in `folder`; use it with `with`, and ask `events` first, if at all.

    Raises EvidenceError where the folder is not a run's, or a log is broken.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._paths = [*evidence.logs(folder), *evidence.body_files(folder)]
        self._stack = ExitStack()
        self._files: dict[int, BinaryIO] = {}
        self._whole = False

    def __enter__(self) -> Self:
        # The empty name: a database on disk that is gone with its connection.
        self._index = sqlite3.connect("", isolation_level=None)
        self._stack.callback(self._index.close)
        for table in _TABLES:
            self._index.execute(
                f"CREATE TABLE {table} (key BLOB PRIMARY KEY, log, at) WITHOUT ROWID"
            )
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def events(self) -> Iterator[Line]:
        """Every event of every log but the bodies, in file-name order: the one pass."""
        rows: dict[str, list[tuple[bytes, int, int]]] = {table: [] for table in _TABLES}
        self._index.execute("BEGIN")
        for number, path in enumerate(self._paths):
            for line in evidence.lines(path):
                if head := _BODY.match(line.text):
                    key = bytes.fromhex(head[1].decode())
                    self._note("body", rows, (key, number, line.at))
                    continue
                event = evidence.decoded(line)
                if event is None or isinstance(event, BodyStored):
                    continue
                if isinstance(event, ExchangeRecorded):
                    self._note("exchange", rows, (event.id.encode(), number, line.at))
                yield Line(path.name, event)
        for table in _TABLES:
            self._flush(table, rows[table])
        self._index.execute("COMMIT")
        self._whole = True

    def _note(
        self,
        table: str,
        rows: dict[str, list[tuple[bytes, int, int]]],
        row: tuple[bytes, int, int],
    ) -> None:
        rows[table].append(row)
        if len(rows[table]) == _AT_A_TIME:
            self._flush(table, rows[table])

    def _flush(self, table: str, rows: list[tuple[bytes, int, int]]) -> None:
        # What is there twice is the same: the first one counts.
        self._index.executemany(f"INSERT OR IGNORE INTO {table} VALUES (?, ?, ?)", rows)  # noqa: S608
        rows.clear()

    def exchanges(self, wanted: Collection[str]) -> Iterator[ExchangeRecorded]:
        """The exchanges with these ids, in the order of the logs, one at a time."""
        for place in self._places("exchange", (one.encode() for one in wanted)):
            yield msgspec.json.decode(self._line(*place), type=ExchangeRecorded)

    def bodies(self, wanted: Collection[str]) -> Iterator[BodyStored]:
        """The bodies with these digests, in the order of the logs, one at a time."""
        keys = (key for one in wanted if (key := _binary(one)) is not None)
        for place in self._places("body", keys):
            body = self._body(*place)
            if body is not None:
                yield body

    def body(self, digest: str) -> BodyStored | None:
        """The body of that digest, or None where the logs do not hold it."""
        return next(self.bodies((digest,)), None)

    def _places(self, table: str, keys: Iterable[bytes]) -> list[tuple[int, int]]:
        if not self._whole:
            for _ in self.events():
                pass
        ask = f"SELECT log, at FROM {table} WHERE key = ?"  # noqa: S608 - one of two names
        found = (self._index.execute(ask, (key,)).fetchone() for key in keys)
        return sorted({place for place in found if place is not None})

    def _body(self, number: int, at: int) -> BodyStored | None:
        try:
            return msgspec.json.decode(self._line(number, at), type=BodyStored)
        except msgspec.DecodeError:
            return None  # the log's last line, cut short

    def _line(self, number: int, at: int) -> bytes:
        path = self._paths[number]
        try:
            if number not in self._files:
                self._files[number] = self._stack.enter_context(path.open("rb"))
            self._files[number].seek(at)
            return self._files[number].readline()
        except OSError as error:
            msg = f"{path} cannot be read ({error.strerror}); make it readable"
            raise EvidenceError(msg) from error


def _binary(digest: str) -> bytes | None:
    try:
        return bytes.fromhex(digest.removeprefix("sha256:"))
    except ValueError:
        return None


@contextmanager
def trail_of(run: Path | Trail) -> Iterator[Trail]:
    """The trail of a run: the one given, or one of its own where a folder is."""
    if isinstance(run, Trail):
        yield run
        return
    with Trail(run) as trail:
        yield trail

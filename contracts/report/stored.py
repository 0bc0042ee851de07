"""Any body of a run by its digest, without holding them all."""

from __future__ import annotations

import re
import sqlite3
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self

import msgspec

from contracts.model import BodyStored
from contracts.report import evidence

_HEAD = re.compile(rb'\{"event":"body","digest":"sha256:([0-9a-f]+)"')


class Bodies:
    """Where each body stands in the logs of a run, kept in a temporary file; use it with `with`.

    Raises EvidenceError where the folder is not a run's.
    """

    def __init__(self, run_dir: Path) -> None:
        self._paths = [*evidence.logs(run_dir), *evidence.body_files(run_dir)]
        self._stack = ExitStack()

    def __enter__(self) -> Self:
        # The empty name: a database on disk that is gone with its connection.
        self._index = sqlite3.connect("", isolation_level=None)
        self._stack.callback(self._index.close)
        self._index.execute("CREATE TABLE body (digest BLOB PRIMARY KEY, log, at) WITHOUT ROWID")
        self._files = [self._stack.enter_context(path.open("rb")) for path in self._paths]
        self._index.execute("BEGIN")
        for number, file in enumerate(self._files):
            at = 0
            for line in file:
                if head := _HEAD.match(line):
                    row = (bytes.fromhex(head[1].decode()), number, at)
                    self._index.execute("INSERT OR IGNORE INTO body VALUES (?, ?, ?)", row)
                at += len(line)
        self._index.execute("COMMIT")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stack.close()

    def get(self, digest: str) -> BodyStored | None:
        """The body, or None where the logs do not hold it."""
        try:
            key = bytes.fromhex(digest.removeprefix("sha256:"))
        except ValueError:
            return None
        found = self._index.execute("SELECT log, at FROM body WHERE digest = ?", (key,)).fetchone()
        if found is None:
            return None
        file = self._files[found[0]]
        file.seek(found[1])
        try:
            return msgspec.json.decode(file.readline(), type=BodyStored)
        except msgspec.DecodeError:
            return None  # the log's last line, cut short

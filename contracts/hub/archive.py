"""Unpacking the archive of a run that somebody sent, without trust in anything that it says.

Of the archive only the files that a run consists of are written, by the names that they have to
have: links, devices, absolute names and names with `..` lead nowhere, since no name of the archive
is ever used as a path.
"""

from __future__ import annotations

import gzip
import re
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, cast

from contracts.hub.desk import Accepting
from contracts.model import EvidenceError

_EVIDENCE = re.compile(r"(?:events|bodies)-[A-Za-z0-9_.-]{1,120}\.jsonl")
_RESULTS = "results.json"
_BLOCK = 1 << 20
_ENTRIES = 100_000
_ENDS = 2
"""How often the end may be read: who skips an entry that is not there reads it again and again."""
_HEADER = 1 << 20
"""Bytes that the header of an entry may have, with the names and the like that stand before it."""
_BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError)


class TooLarge(EvidenceError):
    """What an archive unpacks to is more than is taken."""


class NoArchive(EvidenceError):
    """What was sent is no tar archive."""


class _Bounded:
    """A stream of which no more is read than was allowed: headers lie about how long they are."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._left = 0
        self._ends = 0

    def allow(self, size: int) -> None:
        """Let so many bytes be read from now on, and the header behind them."""
        self._left = size + _HEADER

    def read(self, size: int) -> bytes:
        """The next bytes. Raises TooLarge; EOFError where the end was passed long ago."""
        read = self._stream.read(size)
        self._ends += not read
        if self._ends > _ENDS:
            msg = "it ends before its last entry does"
            raise EOFError(msg)
        self._left -= len(read)
        if self._left < 0:
            msg = "the archive has a header of more than a mebibyte; send `tar -cz` of the run"
            raise TooLarge(msg)
        return read


def unpack(archive: IO[bytes], folder: Path, limits: Accepting) -> None:
    """Write the files of a run from a tar archive, compressed by gzip or not, into `folder`.

    Raises NoArchive for what is none, or breaks off; TooLarge; EvidenceError where it holds no log.
    """
    try:
        written = _unpack(_Bounded(_plain(archive)), folder, limits)
    except EvidenceError:
        raise
    except _BROKEN as error:
        if isinstance(error, OSError) and error.errno is not None:
            raise  # the disk of this machine, not the archive
        msg = f"the body is no tar archive, or breaks off ({error}); send `tar -cz` of the run"
        raise NoArchive(msg) from error
    if not written:
        msg = "the archive holds no evidence/events-*.jsonl; send `tar -cz` of the folder of a run"
        raise EvidenceError(msg)


def _unpack(stream: _Bounded, folder: Path, limits: Accepting) -> int:
    """How many files were written."""
    left, written = limits.max_unpacked, 0
    stream.allow(0)
    # A stream is read once from the beginning to the end: nothing in it can be read twice.
    with tarfile.open(fileobj=cast("IO[bytes]", stream), mode="r|") as tar:
        for number, entry in enumerate(tar):
            left -= max(entry.size, 0)
            stream.allow(max(entry.size, 0))
            if number >= _ENTRIES:
                msg = f"the archive has more than {_ENTRIES:,} entries; send the run alone"
                raise TooLarge(msg)
            if left < 0:
                msg = (
                    f"the archive unpacks to more than {limits.max_unpacked:,} bytes, "
                    "which is the most that this hub takes"
                )
                raise TooLarge(msg)
            place = _place(entry.name) if entry.isreg() else None
            if place is None:
                continue
            written += 1
            if written > limits.max_files:
                msg = f"the archive has more than {limits.max_files:,} files of a run"
                raise TooLarge(msg)
            _write(tar.extractfile(entry), folder / place)
            stream.allow(0)
    return written


def _plain(archive: IO[bytes]) -> IO[bytes]:
    """The archive without its compression; what is packed in another way is none."""
    head = archive.read(2)
    archive.seek(0)
    return cast("IO[bytes]", gzip.open(archive)) if head == b"\x1f\x8b" else archive


def _place(name: str) -> Path | None:
    """Where a file of the archive belongs; None for one that is no part of a run."""
    path = PurePosixPath(name)
    match path.parts[-2:]:
        case ["evidence", log] if _EVIDENCE.fullmatch(log):
            return Path("evidence", log)
        case [*_, file] if file == _RESULTS and "evidence" not in path.parts:
            return Path(_RESULTS)
        case _:
            return None


def _write(content: IO[bytes] | None, path: Path) -> None:
    assert content is not None  # noqa: S101 - it is a regular file
    path.parent.mkdir(exist_ok=True)
    try:
        with path.open("xb") as file:
            while block := content.read(_BLOCK):
                file.write(block)
    except FileExistsError:
        msg = f"the archive holds two files {path}; send one run alone"
        raise EvidenceError(msg) from None

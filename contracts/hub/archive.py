"""Unpacking the archive of a run that somebody sent, without trust in anything that it says.

Of the archive only the files that a run consists of are written, by the names that they have to
have: links, devices, absolute names and names with `..` lead nowhere, since no name of the archive
is ever used as a path.
"""

from __future__ import annotations

import re
import tarfile
import zlib
from pathlib import Path, PurePosixPath
from typing import IO, Literal

from contracts.hub.desk import Accepting
from contracts.model import EvidenceError

_EVIDENCE = re.compile(r"(?:events|bodies)-[A-Za-z0-9_.-]{1,120}\.jsonl")
_RESULTS = "results.json"
_BLOCK = 1 << 20
_ENTRIES = 100_000
_BROKEN = (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, OverflowError)


class TooLarge(EvidenceError):
    """What an archive unpacks to is more than is taken."""


class NoArchive(EvidenceError):
    """What was sent is no tar archive."""


def unpack(archive: IO[bytes], folder: Path, limits: Accepting) -> None:
    """Write the files of a run from a tar archive, compressed by gzip or not, into `folder`.

    Raises NoArchive for what is none, or breaks off; TooLarge; EvidenceError where it holds no log.
    """
    left, written, entries = limits.max_unpacked, 0, 0
    try:
        # A stream is read once from the beginning to the end: nothing in it can be read twice.
        with tarfile.open(fileobj=archive, mode=_mode(archive)) as tar:
            for entry in tar:
                entries += 1
                if entries > _ENTRIES:
                    msg = f"the archive has more than {_ENTRIES:,} entries; send the run alone"
                    raise TooLarge(msg)
                place = _place(entry.name) if entry.isreg() else None
                left -= entry.size
                if left < 0:
                    msg = (
                        f"the archive unpacks to more than {limits.max_unpacked:,} bytes, "
                        "which is the most that this hub takes"
                    )
                    raise TooLarge(msg)
                if place is None:
                    continue
                written += 1
                if written > limits.max_files:
                    msg = f"the archive has more than {limits.max_files:,} files of a run"
                    raise TooLarge(msg)
                _write(tar.extractfile(entry), folder / place)
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


def _mode(archive: IO[bytes]) -> Literal["r|gz", "r|"]:
    """How to read the archive; what is packed in another way is none."""
    head = archive.read(2)
    archive.seek(0)
    return "r|gz" if head == b"\x1f\x8b" else "r|"


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

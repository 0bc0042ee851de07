"""The folder of a run, packed to be handed in."""

from __future__ import annotations

import io
import tarfile
from pathlib import Path

_LEVEL = 3


def packed(folder: Path) -> bytes:
    """The folder as a compressed archive."""
    buffer = io.BytesIO()
    with tarfile.open(fileobj=buffer, mode="w:gz", compresslevel=_LEVEL) as archive:
        archive.add(folder, arcname=".")
    return buffer.getvalue()


def unpacked(archive: bytes, folder: Path) -> None:
    """Write what `packed` made to `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    with tarfile.open(fileobj=io.BytesIO(archive), mode="r:gz") as found:
        found.extractall(folder, filter="data")

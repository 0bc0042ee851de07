"""The folder of a run."""

from __future__ import annotations

import datetime as dt
import tempfile
from collections.abc import Sequence
from pathlib import Path

from contracts.model import ConfigurationError


def run_folder(given: Path | None, labels: Sequence[str]) -> Path:
    """The folder of a new run: the one `given`, or one named by time and `labels`.

    It is not made yet. Raises ConfigurationError where it holds a run already or cannot be made.
    """
    if given is not None:
        found = given.absolute()
        if _holds_run(found):
            msg = f"{given} already contains a run; name another folder with --report-dir"
            raise ConfigurationError(msg)
    else:
        now = dt.datetime.now(dt.UTC)
        label = "-".join(dict.fromkeys(labels))[:60] or "embedded"
        found = _free(Path("reports").absolute() / f"{now:%Y%m%dT%H%M%S}Z-{label}")
    _check_writable(found)
    return found


def _holds_run(folder: Path) -> bool:
    try:
        return any((folder / name).exists() for name in ("evidence", "results.json"))
    except OSError:
        return False  # what is wrong with it is said when it is tried


def _free(folder: Path) -> Path:
    found, number = folder, 1
    while found.exists():
        number += 1
        found = folder.with_name(f"{folder.name}-{number}")
    return found


def _check_writable(folder: Path) -> None:
    """Raise ConfigurationError where nothing can be put into `folder`; leave nothing behind."""
    place = folder
    try:
        while not place.exists():
            place = place.parent
        with tempfile.TemporaryDirectory(prefix=".uc-contracts-", dir=place):
            pass
    except OSError as trouble:
        reason = "not a folder" if place.is_file() else trouble.strerror
        msg = f"{folder} cannot be written ({place}: {reason}); name another with --report-dir"
        raise ConfigurationError(msg) from trouble

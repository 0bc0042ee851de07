"""A world of its own for pytest."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

_FOREIGN = ("PYTEST_ADDOPTS", "PYTEST_PLUGINS", "PYTEST_XDIST_AUTO_NUM_WORKERS", "PYTEST_THEME")
_OURS = ("PYTEST_DISABLE_PLUGIN_AUTOLOAD", "HYPOTHESIS_STORAGE_DIRECTORY")


@contextmanager
def isolated_environment() -> Iterator[None]:
    """An environment in which no variable of pytest's is another's; it is put back afterwards."""
    before = dict(os.environ)
    for name in _FOREIGN:
        os.environ.pop(name, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    os.environ["HYPOTHESIS_STORAGE_DIRECTORY"] = str(cache_dir() / "hypothesis")
    try:
        yield
    finally:
        for name in (*_FOREIGN, *_OURS):
            os.environ.pop(name, None)
            if name in before:
                os.environ[name] = before[name]


@contextmanager
def lasting() -> Iterator[None]:
    """What is there already is not garbage: the collector does not walk through it again.

    Modules, catalogues and schemas are most of what a run holds, and each full collection takes
    longer over them than over all else.
    """
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()


def cache_dir() -> Path:
    """Where the suite keeps what it can make again: Hypothesis' characters, certificates."""
    home = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(home) / "uc-contracts"

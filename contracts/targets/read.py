"""Reading a target file."""

from __future__ import annotations

import tomllib
from pathlib import Path

from contracts.model import ConfigurationError, Target
from contracts.targets.make import from_mapping


def read_target(path: Path) -> Target:
    """The target that a TOML file describes.

    Raises ConfigurationError naming the file, the key and the nearest valid one; nothing is sent.
    """
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as trouble:
        msg = f"{path}: there is no such target file"
        raise ConfigurationError(msg) from trouble
    except OSError as trouble:
        msg = f"{path}: cannot be read ({trouble.strerror})"
        raise ConfigurationError(msg) from trouble
    except UnicodeDecodeError as trouble:
        msg = f"{path}: is not UTF-8 text; save it as UTF-8"
        raise ConfigurationError(msg) from trouble
    except tomllib.TOMLDecodeError as trouble:
        msg = f"{path}: is not TOML: {trouble}"
        raise ConfigurationError(msg) from trouble
    return from_mapping(data, str(path), path.parent, path.stem)

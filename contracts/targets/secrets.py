"""Where secrets come from: the environment or a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from pathlib import Path

from contracts.model import ConfigurationError, Secret


def read_secret(given: Mapping[str, str] | Secret, folder: Path) -> Secret:
    """The secret that `{env = …}` or `{file = …}` stands for.

    A file's last line break is not part of it. Raises ConfigurationError when it is not there.
    """
    if isinstance(given, Secret):
        return given
    if "env" in given:
        name = given["env"]
        if name not in os.environ:
            msg = f"the environment variable {name} is not set; export it before the run"
            raise ConfigurationError(msg)
        return Secret(os.environ[name], f"${name}")
    path = folder / given["file"]
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, ValueError) as trouble:
        # ValueError: not UTF-8, or a name that no file can have.
        reason = getattr(trouble, "strerror", None) or getattr(trouble, "reason", trouble)
        msg = f"the secret's file {path} cannot be read ({reason})"
        raise ConfigurationError(msg) from trouble
    return Secret(text.removesuffix("\n").removesuffix("\r"), f"file:{path.name}")

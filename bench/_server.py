"""A reference server in a process of its own, as a target is on another machine."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def served(api: str, *options: str) -> Iterator[str]:
    """The base URL of `api`'s reference server, which ends with the context.

    `options` are further ones of `uc-contracts serve`.
    """
    command = [sys.executable, "-u", "-m", "contracts", "serve", "--api", api, "--port", "0"]
    command += options
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:  # noqa: S603 - ours
        try:
            for line in process.stdout or ():
                found = re.search(r"--url (\S+)", line)
                if found:
                    yield found[1]
                    return
            msg = f"the {api} server did not start"
            raise RuntimeError(msg)
        finally:
            process.terminate()

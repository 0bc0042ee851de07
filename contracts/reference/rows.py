"""The main lists of a server: how long they are, and how they move while the server is in use."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Rows:
    """What the layers around a server need to know of its main lists.

    `paths` matches the whole path of a list, `mark` what stands once in a list's body for each row.
    `grow(server, count)` makes the main lists that long, as far as the server can bear it. `come`
    and `go` (server, number) add a record that somebody else made, and take one of the seed away;
    the number counts these events from 1. `work` (server, seconds) says how long takes what is not
    done at once, an export, a transaction, a state; None where everything is. `shared` names the
    attributes of a server that every replica knows at once, such as sessions; `replicable` says
    that the same requests at the same times, GET and HEAD left out, give two servers the same
    state.
    """

    paths: re.Pattern[str]
    mark: re.Pattern[bytes]
    grow: Callable[[Any, int], None]
    come: Callable[[Any, int], None]
    go: Callable[[Any, int], None]
    work: Callable[[Any, float], None] | None = None
    replicable: bool = True
    shared: tuple[str, ...] = ()

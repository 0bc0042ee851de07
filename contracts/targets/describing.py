"""Which targets are asked for a description of themselves."""

from __future__ import annotations

from contracts.model import NoAuth, Target
from contracts.targets.address import is_loopback, is_raw


def is_asked(target: Target) -> bool:
    """Whether `target` is on the loopback, and little but its address is known of it.

    Elsewhere nothing undocumented is ever sent.
    """
    bare = not target.data and not target.supports and isinstance(target.auth, NoAuth)
    return bare and is_loopback(target.base_url) and not is_raw(target.base_url)

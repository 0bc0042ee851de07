"""The vocabulary of a target whose traffic is judged: it knows the API, and sends nothing."""

from __future__ import annotations

from typing import Any, cast

from contracts import apis
from contracts.apis.base import Api
from contracts.catalogue import load
from contracts.model import SuiteError, Target
from contracts.wire import Wire


def silent_vocabulary(target: Target) -> Api:
    """The vocabulary of `target`; what would send raises SuiteError."""
    return apis.find(target.api)(cast("Wire", _Silent()), target, load(target.api))


class _Silent:
    """The wire of a vocabulary that must not send anything."""

    def __getattr__(self, name: str) -> Any:
        msg = f"the judge of traffic sends nothing, and was to use the wire ({name})"
        raise SuiteError(msg)

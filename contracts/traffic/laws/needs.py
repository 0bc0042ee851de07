"""What traffic it takes to judge a requirement that traffic did not touch."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from contracts.catalogue import Operation, load
from contracts.model import Target

_DERIVED = {
    "STATUS": "an answer to {call}",
    "MEDIA": "an answer with a body to {call}",
    "BODY": "an answer with a body to {call}",
    "AUTH": "{call} with credentials that are accepted, and without them",
}


def needs_of(target: Target) -> Mapping[str, str]:
    """What traffic it takes to judge a requirement, by its id."""
    spec = load(target.api)
    found = {}
    for operation in spec.operations.values():
        for kind, need in _derived(operation):
            found[f"{spec.prefix}-{operation.id}-{kind}"] = f"it takes {need}"
    return found


def _derived(operation: Operation) -> Iterator[tuple[str, str]]:
    call = f"{operation.method} {operation.path}"
    for kind, need in _DERIVED.items():
        yield kind, need.format(call=call)

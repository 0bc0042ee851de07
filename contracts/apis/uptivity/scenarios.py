"""The scenarios of a target file: requests, and the result codes that they have on that system."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from contracts.model import Target


class Step(msgspec.Struct, frozen=True):
    """One request. `expect` are the codes that are right, the first the one it is there for."""

    send: Mapping[str, str]
    expect: tuple[int, ...] = ()
    node: str | None = None


class Scenario(msgspec.Struct, frozen=True):
    """Steps in the order of sending."""

    name: str
    steps: tuple[Step, ...]


def scenarios(target: Target) -> tuple[Scenario, ...]:
    """The scenarios that the target file lists; none when it lists none."""
    return msgspec.convert(target.data.get("scenarios", ()), tuple[Scenario, ...])

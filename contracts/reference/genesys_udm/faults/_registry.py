"""Where the faults enter themselves, and how one mixin becomes a fault of each version."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.seeding import Fault, seeded

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)


class Versioned(Udm):
    """A server that is at fault in one version only."""

    only: ClassVar[str] = ""
    version: str = ""

    def performed(self, call: Call) -> Reply:
        """The reply of the operation, the version being known from here on."""
        self.version = call.version
        return super().performed(call)

    @property
    def applies(self) -> bool:
        """Whether the version that is called is the one that is at fault."""
        return self.version == self.only


def made(base: type, summary: str, **members: Any) -> type:
    """A mixin made of another one, with a summary and values of its own."""
    return type(f"_{base.__name__.strip('_')}", (base,), {"__doc__": summary, **members})


def in_versions(
    identifier: str, violates: str, kind: str, *, versions: str = "v10 v4", related: str = ""
) -> Callable[[type], type]:
    """Enter a Versioned mixin as one fault for each of `versions`.

    In `violates` and `related`, `{n}` is what the version puts behind the area of an id (nothing,
    4 or 3), and `{V}` is V10, V4 or V3.
    """

    def enter(mixin: type) -> type:
        for version in versions.split():
            names = {"n": version.removeprefix("v10").removeprefix("v"), "V": version.upper()}
            summary = f"In {version}: {(mixin.__doc__ or '').strip()}"
            fault(
                f"{identifier}-{version}",
                violates=violates.format(**names),
                kind=kind,
                related=related.format(**names),
            )(made(mixin, summary, only=version))
        return mixin

    return enter

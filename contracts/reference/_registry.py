"""Finding the reference servers of kits."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from contracts.catalogue import find_kit, kits
from contracts.catalogue.kits import Kit, load_part
from contracts.model import ConfigurationError
from contracts.reference.seeding import ReferenceApi


def available() -> tuple[str, ...]:
    """The names of the APIs with a reference server, sorted."""
    return tuple(name for name, kit in kits().items() if _home_of(kit) is not None)


def find(api: str) -> ReferenceApi:
    """The reference server of `api`, or of the API that it extends.

    Raises ConfigurationError for an API that has none, and for one that cannot be imported.
    """
    kit = kits().get(api)
    if kit is None or (home := _home_of(kit)) is None:
        find_kit(api)
        msg = f"no reference server for API {api!r}; there is one for: {', '.join(available())}"
        raise ConfigurationError(msg)
    return _found(kit, home)


def _home_of(kit: Kit) -> Kit | None:
    """The kit that has the reference server of `kit`."""
    if kit.reference is None and kit.extends is not None:
        return _home_of(find_kit(kit.extends))
    return kit if kit.reference is not None else None


@cache
def _found(kit: Kit, home: Kit) -> ReferenceApi:
    found = load_part(home, "reference")
    if not isinstance(found, ReferenceApi):
        msg = f"{home.file}: reference: REFERENCE in {home.reference} is no ReferenceApi"
        raise ConfigurationError(msg)
    return replace(found, api=kit.name, title=kit.title)

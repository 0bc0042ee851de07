"""Finding the vocabularies of kits."""

from __future__ import annotations

from functools import cache

from contracts.apis._json import JsonApi
from contracts.apis.base import Api
from contracts.catalogue import find_kit, kits
from contracts.catalogue.kits import Kit, load_part
from contracts.model import ConfigurationError


def available() -> tuple[str, ...]:
    """The names of the APIs, in alphabetical order; no vocabulary is imported for that."""
    return tuple(kits())


def find(api: str) -> type[Api]:
    """The vocabulary of `api`, or of the API that it extends.

    Raises ConfigurationError for an unknown API, and where the vocabulary cannot be imported.
    """
    return _found(find_kit(api))


@cache
def _found(kit: Kit) -> type[Api]:
    if kit.vocabulary is None and kit.extends is not None:
        return find(kit.extends)
    if kit.vocabulary is None:
        return JsonApi
    found = load_part(kit, "vocabulary")
    if not (isinstance(found, type) and issubclass(found, Api)):
        msg = f"{kit.file}: vocabulary: API in {kit.vocabulary} is {found!r}, not a class of Api"
        raise ConfigurationError(msg)
    return found

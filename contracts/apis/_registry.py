"""Finding the vocabularies that are installed."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import contracts.apis as package
from contracts.apis.base import Api


@cache
def available() -> dict[str, type[Api]]:
    """The vocabulary of each API, by the API's name, in alphabetical order.

    Every module of this package but `base` and private ones names its class in `API`.
    """
    names = sorted(m.name for m in pkgutil.iter_modules(package.__path__))
    modules = [
        importlib.import_module(f"contracts.apis.{name}")
        for name in names
        if name != "base" and not name.startswith("_")
    ]
    return {module.API.name: module.API for module in modules}


def find(api: str) -> type[Api]:
    """The vocabulary of `api`. Raises KeyError for an API that has none."""
    return available()[api]

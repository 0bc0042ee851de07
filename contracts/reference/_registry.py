"""Finding the reference servers that are installed."""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache

import contracts.reference as package
from contracts.model import ConfigurationError
from contracts.reference.seeding import ReferenceApi


@cache
def available() -> tuple[str, ...]:
    """The names of the APIs with a reference server, sorted (`genesys_udm` is `genesys-udm`).

    Packages whose names begin with an underscore are what servers share.
    """
    packages = (one.name for one in pkgutil.iter_modules(package.__path__) if one.ispkg)
    return tuple(sorted(one.replace("_", "-") for one in packages if not one.startswith("_")))


def find(api: str) -> ReferenceApi:
    """The reference server of `api`.

    Raises ConfigurationError for an API that has none.
    """
    if api not in available():
        msg = f"no reference server for API {api!r}; there is one for: {', '.join(available())}"
        raise ConfigurationError(msg)
    module = importlib.import_module(f"contracts.reference.{api.replace('-', '_')}")
    reference = module.REFERENCE
    if not isinstance(reference, ReferenceApi):
        msg = f"contracts.reference.{api}: REFERENCE is not a ReferenceApi"
        raise TypeError(msg)
    return reference

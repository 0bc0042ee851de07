"""All kits that there are: those that ship, those installed, those named."""

from __future__ import annotations

import importlib.metadata
import importlib.util
import os
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path

import msgspec

from contracts.catalogue.kits.kit import FILE, Kit, read_kit
from contracts.catalogue.resources import conformance_dir, specs_dir
from contracts.catalogue.validate import nearest
from contracts.model import KITS, ConfigurationError

GROUP = "uc_contracts.kits"
"""The entry point group of packages that are kits."""


ANY_API = "any-api"
"""The folder of the tests that judge any API."""


class _Found(msgspec.Struct, frozen=True):
    """The kits by name, and for each folder or package that is none, what is wrong with it."""

    kits: Mapping[str, Kit]
    troubles: Mapping[str, ConfigurationError]


def kits() -> Mapping[str, Kit]:
    """The kits that can be used, by name, in alphabetical order."""
    return _all(os.environ.get(KITS, "")).kits


def troubles() -> Mapping[str, ConfigurationError]:
    """What is wrong with the folders and packages that cannot be used as kits."""
    return _all(os.environ.get(KITS, "")).troubles


def find_kit(api: str) -> Kit:
    """The kit of `api`. Raises ConfigurationError for an API that has none."""
    known = kits()
    if api in known:
        return known[api]
    for place, trouble in troubles().items():
        if Path(place).name == api:
            raise trouble
    msg = f"unknown API {api!r}{nearest(api, known)}"
    raise ConfigurationError(msg)


def add_kit(folder: Path) -> Kit:
    """Have the kit in `folder` as well, in this process and those that it starts.

    Raises ConfigurationError where it cannot be used.
    """
    home = folder.resolve()
    for kit in kits().values():
        if kit.home == home:
            return kit
    before = os.environ.get(KITS, "")
    os.environ[KITS] = os.pathsep.join(filter(None, [before, str(home)]))
    found = troubles().get(str(home))
    if found is not None:
        raise found
    return next(kit for kit in kits().values() if kit.home == home)


def suites_of(api: str) -> tuple[Path, ...]:
    """The folders of the tests of `api`: its own, behind those that it has of others.

    They are those of the kit that it extends, or else those that judge any API by its OpenAPI
    document; of what ships, each has its own for that.
    """
    kit = find_kit(api)
    inherited: tuple[Path, ...] = suites_of(kit.extends) if kit.extends else ()
    if not kit.extends and not kit.shipped:
        inherited = (conformance_dir() / ANY_API,)
    return (*inherited, *([kit.tests] if kit.tests.is_dir() else []))


@cache
def _all(named: str) -> _Found:
    found: dict[str, Kit] = {}
    wrong: dict[str, ConfigurationError] = {}
    for place, package in _places(named):
        try:
            home = _home(place, package)
            if any(one.home == home for one in found.values()):
                continue
            kit = read_kit(home, package)
            _hold_apart(kit, found)
            found[kit.name] = kit
        except ConfigurationError as trouble:
            wrong[place] = trouble
    return _Found(dict(sorted(found.items())), wrong)


def _places(named: str) -> Iterator[tuple[str, str | None]]:
    """The folders to look at, in the order in which one may extend another; or a package."""
    for path in sorted(specs_dir().glob(f"*/{FILE}")):
        yield str(path.parent), None
    for point in importlib.metadata.entry_points(group=GROUP):
        yield point.value, point.value
    for folder in filter(None, named.split(os.pathsep)):
        yield str(Path(folder).resolve()), None


def _home(place: str, package: str | None) -> Path:
    if package is None:
        return Path(place).resolve()
    try:
        spec = importlib.util.find_spec(package)
    except Exception as trouble:
        msg = f"the installed kit {package}: cannot be imported ({trouble})"
        raise ConfigurationError(msg) from trouble
    locations = spec.submodule_search_locations if spec else None
    if not locations:
        msg = f"the installed kit {package}: the entry point has to name a package with a {FILE}"
        raise ConfigurationError(msg)
    return Path(next(iter(locations))).resolve()


def _hold_apart(kit: Kit, others: Mapping[str, Kit]) -> None:
    """Raise SpecError where a kit takes what is another's, or extends one that is not there."""
    if kit.extends is not None and kit.extends not in others:
        kit.refuse("extends", f"there is no kit {kit.extends!r}{nearest(kit.extends, others)}")
    for other in others.values():
        if kit.name == other.name:
            kit.refuse("name", f"{kit.name!r} is the kit in {other.home} already")
        if kit.prefix == other.prefix:
            kit.refuse("prefix", f"{kit.prefix!r} is that of kit {other.name!r}; choose another")
        if kit.fixture == other.fixture and other.name not in (kit.extends, None):
            text = f"{kit.fixture!r} is the fixture of kit {other.name!r}; choose another"
            kit.refuse("fixture", text)

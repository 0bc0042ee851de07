"""What the plugin's parts keep on pytest's objects."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, cast

import pytest

from contracts.catalogue import find_kit, kits, suites_of
from contracts.catalogue.kits import Kit
from contracts.engine import Judgement, Run, Session
from contracts.model import Requirement

ANY_API = "any_api"
"""The fixture that gives the vocabulary of whatever API is judged."""

RUN = pytest.StashKey[Run]()
"""On the configuration: the run, from the moment at which a conformance test was collected."""

REQUIREMENTS = pytest.StashKey[tuple[Requirement, ...]]()
"""On an item: the requirements that it judges."""

JUDGEMENT = pytest.StashKey[Judgement]()
"""On an item that has run: what came of it."""


def run_of(config: pytest.Config) -> Run:
    """The run that was begun. Raises KeyError where there is none."""
    return config.stash[RUN]


def key_of(item: pytest.Item) -> str:
    """The key of the target that a conformance test judges."""
    callspec: Any = item.callspec  # type: ignore[attr-defined] # a Function, parametrized
    return cast("str", callspec.params["target"])


def session_of(item: pytest.Item) -> Session:
    """The session of the target that a conformance test judges."""
    run = run_of(item.config)
    return run.session(run.target(key_of(item)))


def apis_of(path: Path, fixturenames: Iterable[str]) -> tuple[str, ...]:
    """The APIs that a test judges: none for a test that is no conformance test.

    They are those whose vocabulary it uses; a test of a kit judges the kit's own API, and those
    that extend it.
    """
    names = set(fixturenames)
    if ANY_API in names:
        return tuple(name for name in kits() if _is_below(path, suites_of(name)))
    found = {name: kit for name, kit in kits().items() if fixture_of(kit) in names}
    of_kits = tuple(name for name in found if _is_below(path, suites_of(name)))
    return of_kits or tuple(name for name, kit in found.items() if kit.extends is None)


def fixture_of(kit: Kit) -> str:
    """The fixture that gives the vocabulary of a kit; one that extends another has its fixture."""
    return fixture_of(find_kit(kit.extends)) if kit.extends is not None else kit.fixture


def _is_below(path: Path, folders: Iterable[Path]) -> bool:
    return any(path.is_relative_to(one) for one in folders)

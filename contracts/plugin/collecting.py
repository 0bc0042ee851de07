"""Collecting: which tests run against which targets, and what was left out."""

from __future__ import annotations

from contextlib import suppress
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import (
    conformance_dir,
    find_kit,
    judging_tests,
    kits,
    load,
    nearest,
    suites_of,
)
from contracts.catalogue.kits import Kit, importable
from contracts.catalogue.kits.registry import ANY_API
from contracts.engine import selected, selectors_of, work_our_way
from contracts.model import ConfigurationError, Level, Requirement, TestDeselected, TestPlanned
from contracts.plugin.life import asked, begin, call, emit_once, named, options_here
from contracts.plugin.spreading import cases, filled_in, is_open, spread_over
from contracts.plugin.state import REQUIREMENTS, apis_of, key_of

_REASON = pytest.StashKey[str]()
_LEFT_OUT = pytest.StashKey[bool]()


@pytest.hookimpl(tryfirst=True)
def pytest_collection(session: pytest.Session) -> None:
    """Have tests of kits import their own modules by the kit's name: `from phone_book import …`."""
    for api in set(named(session.config).values()):
        with suppress(ConfigurationError):  # said where the vocabulary is imported
            importable(find_kit(api))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out conformance tests of APIs that no target of the run has."""
    owners = {
        name
        for name in kits()
        if any(collection_path.is_relative_to(one) for one in suites_of(name))
    }
    if not owners:
        return True if collection_path.is_relative_to(conformance_dir() / ANY_API) else None
    return None if owners & set(named(config).values()) else True


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run a conformance test once for each target of its API; an unknown id is an error."""
    judged = apis_of(metafunc.definition.path, metafunc.fixturenames)
    if not judged:
        return
    _hold_to_house_rules(metafunc)
    work_our_way(metafunc.function, options_here(metafunc.config).depth)
    keys = {key: one for key, one in named(metafunc.config).items() if one in judged}
    argument = spread_over(metafunc)
    if argument is not None:
        _spread(metafunc, argument, keys)
        return
    for api in set(keys.values()) or judged[:1]:
        marked_requirements(metafunc.definition, api)
    metafunc.parametrize("target", [*keys], ids=[*keys], scope="session", indirect=True)


def _spread(metafunc: pytest.Metafunc, argument: str, keys: dict[str, str]) -> None:
    """Run a test once for each operation, or each law, of each target."""
    patterns = _named_in(metafunc.definition)
    found = [(key, one) for key, api in keys.items() for one in cases(api, argument, patterns)]
    metafunc.parametrize(
        ("target", argument),
        found,
        ids=[f"{key}-{one}" for key, one in found],
        indirect=["target"],
        scope="session",
    )


def _hold_to_house_rules(metafunc: pytest.Metafunc) -> None:
    """Raise CollectError for a test that could end without a judgement."""
    item = metafunc.definition
    if "judge" not in metafunc.fixturenames:
        msg = f"{item.nodeid}: a conformance test asks for `judge` and says there what it found"
        raise pytest.Collector.CollectError(msg)
    for name in ("skip", "skipif", "xfail"):
        if item.get_closest_marker(name):
            msg = f"{item.nodeid}: a conformance test is not marked {name}; raise NotTested('why')"
            raise pytest.Collector.CollectError(msg)


def marked_requirements(item: Any, api: str) -> tuple[Requirement, ...]:
    """The requirements that a test's marker names; `UPT-CODE-*` names all that match.

    Raises CollectError for an id that the catalogue lacks, or where there is no marker.
    """
    ids = filled_in(_named_in(item), item)
    if not ids:
        marker = "@pytest.mark.requirement('…')"
        msg = f"{item.nodeid}: a conformance test names its requirement: {marker}"
        raise pytest.Collector.CollectError(msg)
    found: dict[str, Requirement] = {}
    for pattern in ids:
        matches = _matching(api, pattern)
        if not matches and not is_open(_named_in(item)):
            known = load(api).catalogue.requirements
            msg = f"{item.nodeid}: unknown requirement {pattern!r}{nearest(pattern, known)}"
            raise pytest.Collector.CollectError(msg)
        found |= {one.id: one for one in matches}
    return tuple(found.values())


def _named_in(item: Any) -> list[str]:
    """The ids and patterns that a test's markers name."""
    return [one for mark in item.iter_markers("requirement") for one in mark.args]


def _matching(api: str, pattern: str) -> tuple[Requirement, ...]:
    return _found(find_kit(api), pattern)


@cache
def _found(kit: Kit, pattern: str) -> tuple[Requirement, ...]:
    catalogue = load(kit.name).catalogue.requirements
    return tuple(one for name, one in catalogue.items() if fnmatchcase(name, pattern))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Note each conformance test's requirements, and leave out what --select does not name."""
    select = options_here(config).select
    left_out = []
    items[:] = [item for item in items if not _is_empty(item)]
    for item in items:
        api = _api_of(item)
        if api is None:
            continue
        requirements = marked_requirements(item, api)
        item.stash[REQUIREMENTS] = requirements
        selectors = selectors_of(key_of(item), select)
        if selectors and not selected(api, _ids(item), selectors, _names(item)):
            item.stash[_REASON] = f"left out by --select {' --select '.join(selectors)}"
            left_out.append(item)
    _in_order(config, items)
    if left_out:
        config.hook.pytest_deselected(items=left_out)
        gone = set(left_out)
        items[:] = [item for item in items if item not in gone]


def _is_empty(item: pytest.Item) -> bool:
    """Whether a test that judges any API has no case: no operation or law is its own."""
    params = getattr(getattr(item, "callspec", None), "params", {})
    return "target" in params and is_open(_named_in(item)) and not isinstance(params["target"], str)


def _api_of(item: pytest.Item) -> str | None:
    """The API that a test judges; None for one that is no conformance test."""
    judged = apis_of(item.path, getattr(item, "fixturenames", ()))
    return named(item.config).get(key_of(item), judged[0]) if judged else None


def _in_order(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Put conformance tests, at their places among the others, target by target.

    Within one those come last that wait for it; where the run has a budget, the musts come first.
    """
    places = [number for number, item in enumerate(items) if REQUIREMENTS in item.stash]
    keys = list(named(config)) if places else []
    musts_first = options_here(config).budget is not None

    def rank(item: pytest.Item) -> tuple[int, bool, bool]:
        must = any(one.level is Level.MUST for one in item.stash[REQUIREMENTS])
        waits = item.get_closest_marker("waits") is not None
        return keys.index(key_of(item)), musts_first and not must, waits

    ordered = sorted((items[number] for number in places), key=rank)
    for number, item in zip(places, ordered, strict=True):
        items[number] = item


def pytest_deselected(items: list[pytest.Item]) -> None:
    """Enter tests that were left out into the event log, with the reason."""
    for item in items:
        if REQUIREMENTS not in item.stash:
            api = _api_of(item)
            if api is None:
                continue
            item.stash[REQUIREMENTS] = marked_requirements(item, api)
        reason = item.stash.get(_REASON, "left out by an option of pytest (-k, -m, --lf, …)")
        item.config.stash[_LEFT_OUT] = True
        emit_once(item.config, TestDeselected(key_of(item), item.nodeid, _ids(item), reason))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_finish(session: pytest.Session) -> None:
    """Begin the run where it has tests, and enter them into the event log."""
    config = session.config
    if config.getoption("collectonly"):
        return
    items = [item for item in session.items if REQUIREMENTS in item.stash]
    for item in items:
        emit_once(config, TestPlanned(key_of(item), item.nodeid, _ids(item)))
    if not items and not (config.stash.get(_LEFT_OUT, False) and asked(config)):
        return
    if hasattr(config, "workerinput"):
        call(config)
    else:
        begin(config)
    if config.getoption("lf", default=False):
        _enter_what_last_failed_left_out(session)


def _enter_what_last_failed_left_out(session: pytest.Session) -> None:
    """Say why tests do not run that --lf did not even collect: it passes over whole files."""
    for key, api in named(session.config).items():
        planned = {
            one
            for item in session.items
            if REQUIREMENTS in item.stash and key_of(item) == key
            for one in _ids(item)
        }
        others = (one for one in load(api).catalogue.requirements if one not in planned)
        left_out = tuple(one for one in others if judging_tests(api, one))
        reason = "left out by --lf: none of its tests failed last time"
        emit_once(session.config, TestDeselected(key, "--lf", left_out, reason))


def _names(item: pytest.Item) -> tuple[str, ...]:
    """What a test is called by, without its target: `test_paging`, `test_paging-listUsers`."""
    bare, _, case = item.name.partition("[")
    case = case.removesuffix("]").removeprefix(key_of(item))
    return (bare, bare + case) if case else (bare,)


def _ids(item: pytest.Item) -> tuple[str, ...]:
    return tuple(one.id for one in item.stash[REQUIREMENTS])

"""What judges a requirement: a test, a schema, a rule of the vocabulary; or nothing."""

from __future__ import annotations

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path
from typing import Any

from contracts.catalogue.kits import Kit, find_kit
from contracts.catalogue.load import Spec, load
from contracts.catalogue.tests_index import marked_tests
from contracts.model import Level, Requirement

_IN_PASSING = ("-STATUS", "-MEDIA", "-BODY")
"""Kinds of derived requirements to which every exchange of the operation is held."""


def orphans(api: str) -> tuple[str, ...]:
    """The musts of `api` that nothing judges and that do not say why: mistakes of its kit.

    Of what ships there are none, as tests of the suite itself show.
    """
    return _orphans(find_kit(api))


@cache
def _orphans(kit: Kit) -> tuple[str, ...]:
    if kit.shipped:
        return ()
    found = load(kit.name).catalogue.requirements.values()
    wanted = (one for one in found if one.level is Level.MUST and one.not_tested is None)
    return tuple(one.id for one in wanted if not is_judged(kit.name, one))


def is_judged(api: str, requirement: Requirement) -> bool:
    """Whether a test, a schema or a rule judges a requirement."""
    patterns = (pattern for test in marked_tests(api) for pattern in test.patterns)
    if any(fnmatchcase(requirement.id, pattern) for pattern in patterns):
        return True
    return is_judged_in_passing(api, requirement)


def is_judged_in_passing(api: str, requirement: Requirement) -> bool:
    """Whether every exchange that shows anything of a requirement is held to it."""
    if requirement.derived and requirement.id.endswith(_IN_PASSING):
        return True
    return find_kit(api).shipped or requirement.id in _named(find_kit(api))


@cache
def _named(kit: Kit) -> frozenset[str]:
    """The ids that the schemas and the vocabulary of a kit name, and of the one it extends."""
    spec = load(kit.name)
    texts = [*_strings(dict(spec.documents)), *_sources(kit), *_schemas(spec)]
    ids = re.compile("|".join(map(re.escape, spec.catalogue.requirements)) or "(?!)")
    prefixes = tuple({one.partition("-")[0] for one in spec.catalogue.requirements})
    inherited = _named(find_kit(kit.extends)) if kit.extends else frozenset()
    found = {
        one
        for text in texts
        if any(prefix in text for prefix in prefixes)
        for one in re.findall(r"[A-Z]{2,8}(?:-[A-Za-z0-9]+)+", text)
        if ids.fullmatch(one)
    }
    base = load(kit.extends).catalogue.requirements if kit.extends else {}
    return frozenset(found) | inherited | frozenset(base)


def _strings(data: Any) -> Iterator[str]:
    if isinstance(data, str):
        yield data
    elif isinstance(data, dict):
        for value in data.values():
            yield from _strings(value)
    elif isinstance(data, list):
        for value in data:
            yield from _strings(value)


def _sources(kit: Kit) -> Iterator[str]:
    """The texts of a vocabulary in the kit's own folder."""
    if kit.vocabulary is None:
        return
    top = kit.vocabulary.removeprefix(".").partition(".")[0]
    files: list[Path] = [kit.home / f"{top}.py", *(kit.home / top).rglob("*.py")]
    yield from (one.read_text("utf-8", "replace") for one in files if one.is_file())


def _schemas(spec: Spec) -> Iterator[str]:
    yield from (one.read_text("utf-8", "replace") for one in spec.directory.glob("*.xsd"))

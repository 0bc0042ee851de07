"""A new kit for an OpenAPI document: a folder that runs at once."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import msgspec

from contracts.catalogue.kits import FILE, find_kit, kits, read_kit
from contracts.catalogue.kits.kit import VERSION
from contracts.catalogue.laws import offered
from contracts.catalogue.lives import offered_lives
from contracts.catalogue.load import Spec, load_from
from contracts.model import ConfigurationError

_NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_PREFIX = re.compile(r"[A-Z]{2,8}")
_PLACE = re.compile(r"\{([^{}]+)\}")
_TEXTS = ("string", "integer", "number")
_REQUIREMENTS = """\
# What the document states beyond its OpenAPI file, in words of your own; a test in tests/ judges
# each of them. Ids are never reused and never renumbered.
features: {{}}
requirements: []
#  - id: {prefix}-LIST-01
#    level: must
#    statement: A list is never longer than 100 items.
#    section: Lists
#    basis: stated
#    feature: {feature}
"""
_TEST = '''\
"""What {title} states beyond its OpenAPI file.

A test names the requirements that it judges, asks the API through its fixture, and tells `judge`
what it found. What every operation says of its answers is judged without a test of yours.
"""

# import pytest
#
#
# @pytest.mark.requirement("{prefix}-LIST-01")
# def test_a_list_is_short({fixture}, judge):
#     """A list is never longer than 100 items."""
#     answer = {fixture}.get("{path}").needed("the list")
#     judge.holds(len(answer.body) <= 100, "the list is longer than 100 items")
'''


class Begun(msgspec.Struct, frozen=True):
    """A kit that was written: how many operations and requirements it has, and laws to confirm."""

    operations: int
    requirements: int
    offered: int


def start_kit(folder: Path, name: str, openapi: Path, prefix: str | None) -> Begun:
    """Write a kit called `name` into `folder`, which is not there yet.

    Raises ConfigurationError for a name or prefix that cannot be, for a folder that is there, and
    for a document that cannot be read; then nothing is left.
    """
    prefix = prefix or _prefix_of(name)
    _hold_free(folder, name, prefix)
    if not openapi.is_file():
        msg = f"{openapi}: there is no such file"
        raise ConfigurationError(msg)
    specs = folder / "specs"
    specs.mkdir(parents=True)
    try:
        copy = specs / f"openapi{openapi.suffix if openapi.suffix == '.json' else '.yaml'}"
        shutil.copyfile(openapi, copy)
        head = [f'name = "{name}"', f'prefix = "{prefix}"']
        (folder / FILE).write_text("\n".join([*head, f'title = "{name}"', ""]), "utf-8")
        (specs / "requirements.yaml").write_text("features: {}\nrequirements: []\n", "utf-8")
        spec = load_from(read_kit(folder))
        title = str(next(iter(spec.documents.values()))["info"].get("title") or name)
        head += [f"title = {json.dumps(title, ensure_ascii=False)}", f"kit_version = {VERSION}"]
        lines = [*head, *_rest(spec), *_lives(spec)]
        (folder / FILE).write_text("\n".join([*lines, ""]), "utf-8")
        _write_others(folder, spec, title)
        spec = load_from(read_kit(folder))
    except BaseException:
        shutil.rmtree(folder, ignore_errors=True)
        raise
    count = sum(
        1 for one in spec.operations for _ in offered(spec.operations[one], spec.document(one))
    )
    return Begun(len(spec.operations), len(spec.catalogue.requirements), count)


def _prefix_of(name: str) -> str:
    """Letters of the name: `PHB` is not told from `phone-book`, `PB` is lengthened to `PHON`."""
    words = [re.sub(r"[^a-z]", "", one) for one in name.split("-")]
    initials = "".join(one[:1] for one in words).upper()
    found = initials if len(initials) > 2 else "".join(words)[:4].upper()  # noqa: PLR2004 - as said
    return found[:8]


def _hold_free(folder: Path, name: str, prefix: str) -> None:
    if not _NAME.fullmatch(name):
        msg = f"{name!r} cannot be the name of a kit; write it like 'phone-book'"
        raise ConfigurationError(msg)
    if not _PREFIX.fullmatch(prefix):
        msg = f"--prefix {prefix!r}: write it like 'PHB', two to eight capital letters"
        raise ConfigurationError(msg)
    if name in kits():
        msg = f"there is a kit {name!r} already, in {find_kit(name).home}; choose another name"
        raise ConfigurationError(msg)
    taken = next((one.name for one in kits().values() if one.prefix == prefix), None)
    if taken is not None:
        msg = f"the prefix {prefix} is that of the kit {taken!r}; choose another with --prefix"
        raise ConfigurationError(msg)
    if folder.exists():
        msg = f"{folder} is there already; name another folder with --output"
        raise ConfigurationError(msg)


def _rest(spec: Spec) -> Iterator[str]:
    """The lines of `kit.toml` behind its head: the levels, and the laws that are offered."""
    yield ""
    yield "# What every operation is held to by its description; none: not at all."
    yield "[derived]"
    yield 'STATUS = "must"'
    yield 'MEDIA = "should"'
    yield 'BODY = "must"'
    yield 'AUTH = "must"'
    for identifier, operation in spec.operations.items():
        laws = list(offered(operation, spec.document(identifier)))
        if laws:
            yield ""
            yield "# Laws of the list that its parameters suggest by their names. Say confirmed ="
            yield "# true where the document states one; what is not confirmed is not judged."
            yield f"[laws.{json.dumps(f'GET {operation.path}')}]"
        for name, one in laws:
            member = (
                f", member = {json.dumps(one.member)}" if one.role in {"sort", "filter"} else ""
            )
            first = f", first = {one.first}" if one.role in {"offset", "page"} else ""
            yield (
                f"{name} = {{parameter = {json.dumps(one.name)}{member}{first}, confirmed = false}}"
            )


def _lives(spec: Spec) -> Iterator[str]:
    """The laws of lives that are offered, for each operation that makes things."""
    operations = tuple(spec.operations.values())
    for operation in operations:
        kinds = offered_lives(operation, operations)
        if not kinds:
            continue
        yield ""
        yield "# What becomes of things of the suite's own. Say confirmed = true where the document"
        yield '# states it; members that change by themselves go into ignoring = ["updated"].'
        yield f"[lives.{json.dumps(f'POST {operation.path}')}]"
        yield from (f"{one} = {{confirmed = false}}" for one in kinds)


def _write_others(folder: Path, spec: Spec, title: str) -> None:
    prefix = spec.prefix
    features = spec.catalogue.features
    (folder / "specs" / "requirements.yaml").write_text(
        _REQUIREMENTS.format(prefix=prefix, feature=next(iter(features))), "utf-8"
    )
    (folder / "specs" / "data.schema.json").write_text(_data(spec), "utf-8")
    tests = folder / "tests"
    tests.mkdir()
    path = next((one.path for one in spec.operations.values() if one.method == "GET"), "/")
    text = _TEST.format(
        title=title.replace("\\", ""),
        prefix=prefix,
        fixture=spec.catalogue.api.replace("-", "_"),
        path=path,
    )
    (tests / f"test_{spec.catalogue.api.replace('-', '_')}.py").write_text(text, "utf-8")


def _data(spec: Spec) -> str:
    """The schema of `[data]`: a value for each parameter of a path, a body for each operation."""
    properties: dict[str, object] = {}
    for operation in spec.operations.values():
        for place in _PLACE.finditer(operation.path):
            properties.setdefault(
                place[1],
                {
                    "type": [*_TEXTS],
                    "description": f"A value for {{{place[1]}}} in {operation.path}.",
                },
            )
    for operation in spec.operations.values():
        if operation.raw.get("requestBody"):
            call = f"{operation.method} {operation.path}"
            properties[operation.id] = {"description": f"The body of a {call} that is accepted."}
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": f"[data] in a target file of {spec.catalogue.api}",
        "type": "object",
        "additionalProperties": False,
        "properties": properties,
    }
    return json.dumps(schema, indent=2, ensure_ascii=False) + "\n"

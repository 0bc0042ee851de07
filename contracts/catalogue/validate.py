"""Data against a JSON Schema, with problems that a person can fix."""

from __future__ import annotations

import difflib
import json
import re
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import jsonschema
import jsonschema_rs
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

from contracts.catalogue.positions import Position, line_of, read_yaml
from contracts.catalogue.resources import specs_dir
from contracts.model import SpecError


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema file `name` of the specs folder (`requirements.schema.json`)."""
    path = specs_dir() / name
    found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    return found


def nearest(word: str, known: Iterable[str]) -> str:
    """` (did you mean 'x'?)` for the known word nearest to `word`, or what is known, or nothing."""
    names = sorted(known)
    close = difflib.get_close_matches(word, names, 1, 0.6)
    if close:
        return f" (did you mean {close[0]!r}?)"
    return f" (known: {', '.join(names)})" if names else ""


def _pattern(
    _validator: Any, pattern: str, instance: Any, _schema: Any
) -> Iterator[jsonschema.ValidationError]:
    # `$` of JSON Schema is the very end; Python's also stands before a last line break.
    if isinstance(instance, str) and not re.search(re.sub(r"\$$", r"\\Z", pattern), instance):
        yield jsonschema.ValidationError(f"{instance!r} does not match {pattern!r}")


_Validator: Any = extend(jsonschema.Draft202012Validator, {"pattern": _pattern})  # type: ignore[no-untyped-call]


def problems(data: Any, against: dict[str, Any]) -> Iterator[tuple[Position, str]]:
    """Where and how `data` breaks the schema `against`, in the order of the data."""
    validator = _Validator(against)
    for error in sorted(validator.iter_errors(data), key=lambda e: [str(p) for p in e.path]):
        inner = best_match([error]) or error
        at = tuple(inner.absolute_path)
        if inner.validator == "additionalProperties" and isinstance(inner.instance, dict):
            known = inner.schema.get("properties", {})
            for key in _strangers(inner):
                yield (*at, key), f"unknown key {key!r}{nearest(str(key), known)}"
        elif inner.validator == "required" and _misspelt(inner):
            pass  # The unknown key is reported, with this one as the nearest.
        elif inner.validator == "pattern" and "examples" in inner.schema:
            example = inner.schema["examples"][0]
            yield at, f"{inner.instance!r} does not match; write it like {example!r}"
        elif inner.validator == "enum":
            yield (
                at,
                f"{inner.instance!r} is not one of {', '.join(map(str, inner.validator_value))}",
            )
        else:
            yield at, inner.message


def _strangers(error: Any) -> list[str]:
    """The keys that the schema of `error` does not know."""
    known, patterns = error.schema.get("properties", {}), error.schema.get("patternProperties", {})
    return [
        str(key)
        for key in error.instance
        if key not in known and not any(re.search(one, str(key)) for one in patterns)
    ]


def _misspelt(error: Any) -> bool:
    """Whether what is missing stands there under a name much like it."""
    if error.schema.get("additionalProperties", True) or not isinstance(error.instance, dict):
        return False
    missing = [one for one in error.validator_value if error.message.startswith(repr(one))]
    return any(difflib.get_close_matches(one, _strangers(error), 1, 0.6) for one in missing)


def read_validated(path: Path, schema_name: str) -> tuple[Any, Any]:
    """The data and line table of YAML file `path`, valid against `schema_name`.

    Raises SpecError naming file, line and field of each problem.
    """
    data, lines = read_yaml(path)
    hold_to_schema(path, data, lines, schema_name)
    return data, lines


def hold_to_schema(path: Path, data: Any, lines: Any, schema_name: str) -> None:
    """Raise SpecError naming file, line and field of each problem of `data`."""
    if _is_valid(data, schema_name):
        return
    found = [placed(path, lines, at, text) for at, text in problems(data, schema(schema_name))]
    if found:
        raise SpecError(*found)


@cache
def _compiled(schema_name: str) -> jsonschema_rs.Validator:
    return jsonschema_rs.validator_for(schema(schema_name))


def _is_valid(data: Any, schema_name: str) -> bool:
    """Whether the fast library finds no fault; what is wrong, the other one says better."""
    try:
        return _compiled(schema_name).is_valid(data)
    except (TypeError, ValueError):  # YAML has values that JSON lacks, such as dates
        return False


def placed(path: Path, lines: Any, at: Position, text: str) -> str:
    """`file:line: field: text`."""
    field = ".".join(str(part) for part in at) or "(top)"
    return f"{path}:{line_of(lines, at)}: {field}: {text}"

"""One OpenAPI document in the form that is read here: what it leaves out is filled in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from contracts.catalogue.openapi.dialect import modern
from contracts.catalogue.openapi.refs import resolved
from contracts.catalogue.openapi.sides import sided, without_required

METHODS = ("get", "head", "post", "put", "patch", "delete", "options")
_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9]*")
_WORDS = re.compile(r"[A-Za-z0-9]+")
_WILD = frozenset({"*/*", "application/*", "text/*"})
_FORMS = {"feature": "x-feature", "section": "x-section", "lines": "x-lines", "basis": "x-basis"}
"""What `[operations]` in kit.toml says of an operation, and what OpenAPI documents call it."""


class Adopted(msgspec.Struct, frozen=True):
    """A document as it is read here, and the features that its operations were given."""

    document: dict[str, Any]
    features: Mapping[str, str]


class UnreadableError(Exception):
    """A document that cannot be read: `at` is the place, the text says why."""

    def __init__(self, at: tuple[str, ...], text: str) -> None:
        super().__init__(text)
        self.at = at


def adopted(
    document: Mapping[str, Any],
    name: str,
    added: Mapping[str, Mapping[str, Any]],
    levels: Mapping[str, Any],
) -> Adopted:
    """`document` as it is read here.

    `name` is the id of the document that it renders; `added` is what `kit.toml` says of operations
    by their calls (`GET /contacts`), `levels` the levels of derived requirements. Raises
    UnreadableError.
    """
    modern_one = str(document["openapi"]).startswith("3.0")
    found = dict(modern(document)) | {"openapi": "3.1.0"} if modern_one else dict(document)
    ours = "x-document" in found["info"]  # written for the suite, which then fills in nothing
    found["info"] = {"x-document": name, **found["info"]}
    if not ours:
        sided(found)
    features: dict[str, str] = {}
    ids: set[str] = set()
    paths: dict[str, Any] = {}
    for path, given in found["paths"].items():
        item = dict(_resolved(found, given or {}, ("paths", path)))
        shared = item.pop("parameters", [])
        for method in (one for one in METHODS if one in item):
            at = ("paths", path, method)
            raw = _operation(found, item[method], shared, at, ours=ours)
            if not ours:
                raw["operationId"] = _identifier(raw, method, path, ids)
            _add(raw, added.get(f"{method.upper()} {path}", {}), levels, ours=ours)
            if "x-feature" not in raw and not ours:
                feature, text = _feature(found, raw, path)
                raw["x-feature"] = feature
                features.setdefault(feature, text)
            item[method] = raw
        paths[path] = item
    found["paths"] = paths
    return Adopted(found, features)


def _add(
    raw: dict[str, Any], said: Mapping[str, Any], levels: Mapping[str, Any], *, ours: bool
) -> None:
    """Enter what `kit.toml` says of an operation, and of the requirements of all."""
    raw |= {_FORMS[key]: value for key, value in said.items() if key in _FORMS}
    unsaid = {} if ours else _unsaid(raw)
    derived = {**levels, **unsaid, **raw.get("x-derived", {}), **said.get("derived", {})}
    derived = {kind: None if level == "none" else level for kind, level in derived.items()}
    if derived:
        raw["x-derived"] = derived


def _operation(
    document: Mapping[str, Any],
    given: Mapping[str, Any],
    shared: Any,
    at: tuple[str, ...],
    *,
    ours: bool,
) -> dict[str, Any]:
    """An operation with the parameters of its path, and with what it refers to in its place."""
    raw = dict(given)
    parameters: dict[tuple[str, str], dict[str, Any]] = {}
    for one in [*shared, *raw.get("parameters", [])]:
        parameter = dict(_resolved(document, one, (*at, "parameters")))
        parameter.setdefault("schema", {})
        parameters[str(parameter.get("in")), str(parameter.get("name"))] = parameter
    if parameters:
        raw["parameters"] = list(parameters.values())
    if ours:
        return raw
    if "requestBody" in raw:
        asked = _resolved(document, raw["requestBody"], (*at, "requestBody"))
        raw["requestBody"] = without_required(asked, "readOnly")
    raw["responses"] = {
        str(status): _response(_resolved(document, one, (*at, "responses", str(status))))
        for status, one in (raw.get("responses") or {"default": {}}).items()
    }
    return raw


def _response(given: Mapping[str, Any]) -> dict[str, Any]:
    """A response; a body of any type at all is one of which nothing is said."""
    found = dict(given)
    content = {
        media: facts or {}
        for media, facts in found.get("content", {}).items()
        if media not in _WILD
    }
    found.pop("content", None)
    return found | ({"content": content} if content else {})


def _resolved(document: Mapping[str, Any], node: Any, at: tuple[str, ...]) -> Any:
    try:
        return resolved(document, node)
    except ValueError as trouble:
        raise UnreadableError(at, str(trouble)) from trouble


def _identifier(raw: Mapping[str, Any], method: str, path: str, ids: set[str]) -> str:
    """A name that can be a part of requirement ids: the document's own, as far as it can be."""
    said = str(raw.get("operationId", ""))
    if not _PLAIN.fullmatch(said):
        said = _camel(_WORDS.findall(said)) or _named(method, path)
    if not said[0].isalpha():
        said = f"{method}{said}"
    identifier, number = said, 1
    while identifier in ids and "operationId" not in raw:
        number += 1
        identifier = f"{said}{number}"
    ids.add(identifier)
    return identifier


def _named(method: str, path: str) -> str:
    """`getContactsById` for GET /contacts/{id}."""
    words: list[str] = [method]
    for part in path.strip("/").split("/"):
        name = _WORDS.findall(part)
        words += ["by", *name] if part.startswith("{") else name
    return _camel(words if len(words) > 1 else [method, "root"])


def _camel(words: list[str]) -> str:
    return "".join(one if not at else one[:1].upper() + one[1:] for at, one in enumerate(words))


def _feature(document: Mapping[str, Any], raw: Mapping[str, Any], path: str) -> tuple[str, str]:
    """The feature of an operation by its first tag, or by its path; and what it is, in words."""
    tags = [str(one) for one in raw.get("tags", [])]
    parts = [one for one in path.split("/") if one and not one.startswith("{")]
    word = tags[0] if tags else next(iter(_telling(parts)), "api")
    slug = "-".join(_WORDS.findall(word)).lower() or "api"
    slug = slug if slug[0].isalpha() else f"x-{slug}"
    known = (one for one in document.get("tags", []) if tags and one.get("name") == tags[0])
    text = str(dict(next(known, {})).get("description") or "").strip().partition("\n")[0]
    return slug, text or (f"Operations of {word}." if tags else f"Operations below /{word}.")


def _telling(parts: list[str]) -> Iterator[str]:
    """The parts of a path that say what it is of: no `api`, no version."""
    return (one for one in parts if one.lower() != "api" and not re.fullmatch(r"v\d[\w.]*", one))


def _unsaid(raw: Mapping[str, Any]) -> dict[str, None]:
    """The kinds of requirements of which an operation says nothing that could be judged."""
    content = [
        (media, facts)
        for status, response in raw["responses"].items()
        if status[:1] == "2" or status.lower() == "default"
        for media, facts in response.get("content", {}).items()
    ]
    judged = any(
        facts.get("x-xsd") or (facts.get("schema") and _is_json(media)) for media, facts in content
    )
    return {**({} if judged else {"BODY": None}), **({} if content else {"MEDIA": None})}


def _is_json(media: str) -> bool:
    plain = media.partition(";")[0].strip().lower()
    return plain.endswith(("/json", "+json"))

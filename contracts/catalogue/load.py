"""Everything that `specs/<api>/` says, in one value."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from contracts.catalogue.documents import read_documents
from contracts.catalogue.ledger import read_ledger
from contracts.catalogue.operations import Operation, operations, read_openapi
from contracts.catalogue.positions import line_of
from contracts.catalogue.requirements import RequirementFile
from contracts.catalogue.resources import specs_dir
from contracts.catalogue.validate import nearest, placed
from contracts.model import (
    Catalogue,
    ConfigurationError,
    Document,
    Place,
    Requirement,
    SpecError,
)

_OTHERS = frozenset({"requirements.yaml", "ambiguities.yaml", "document.yaml", "equivalents.yaml"})
"""YAML files of an API that are no OpenAPI documents."""


class Spec(msgspec.Struct, frozen=True):
    """One API's specs: the catalogue, its OpenAPI documents by file name, and its operations by id.

    `prefix` begins every requirement's id; `directory` holds the XSDs and tables.
    """

    catalogue: Catalogue
    prefix: str
    directory: Path
    documents: Mapping[str, dict[str, Any]]
    operations: Mapping[str, Operation]


@cache
def apis() -> tuple[str, ...]:
    """The names of the APIs that have a catalogue, sorted."""
    return tuple(sorted(path.parent.name for path in specs_dir().glob("*/requirements.yaml")))


@cache
def load(api: str) -> Spec:
    """The specs of `api`, validated.

    Raises ConfigurationError for an unknown API, SpecError (file, line, field) for a bad file.
    """
    if api not in apis():
        msg = f"unknown API {api!r}{nearest(api, apis())}"
        raise ConfigurationError(msg)
    return load_from(specs_dir() / api)


def load_from(directory: Path) -> Spec:
    """The specs in `directory`, as `load` does for an API that ships with the suite."""
    entries = RequirementFile(directory / "requirements.yaml")
    if entries.api != directory.name:
        entries.refuse(("api",), f"{entries.api!r} is not the folder's name")
    ledger = read_ledger(directory / "ambiguities.yaml", entries.api)
    written = read_documents(directory / "document.yaml")
    entries.check_names(ledger, written)
    documents: dict[str, dict[str, Any]] = {}
    by_id: dict[str, Operation] = {}
    requirements = dict(entries.requirements)
    home = directory.name
    places = {one: Place(f"{home}/requirements.yaml", entries.line(one)) for one in requirements}
    for path in sorted(directory.glob("*.yaml")):
        if path.name in _OTHERS:
            continue
        documents[path.name], lines = read_openapi(path)
        for operation in operations(str(path), documents[path.name]):
            at = ("paths", operation.path, operation.method.lower())
            if operation.id in by_id:
                text = f"{operation.id!r} names another operation already"
                raise SpecError(placed(path, lines, (*at, "operationId"), text))
            if operation.feature not in entries.features:
                text = f"unknown feature {operation.feature!r}"
                text += nearest(operation.feature, entries.features)
                raise SpecError(placed(path, lines, (*at, "x-feature"), text))
            by_id[operation.id] = operation
            for one in operation.derived(entries.prefix):
                if one.id in entries.requirements:
                    text = f"the operation's {one.id} stands in requirements.yaml already"
                    raise SpecError(placed(path, lines, (*at, "operationId"), text))
                requirements[one.id] = one
                places[one.id] = Place(f"{home}/{path.name}", line_of(lines, at))
    return Spec(
        catalogue=Catalogue(
            api=entries.api,
            title=entries.title,
            digest=_digest(directory),
            requirements={name: _cited(one, written) for name, one in requirements.items()},
            ambiguities=ledger,
            features=entries.features,
            places=places,
            documents=written,
        ),
        prefix=entries.prefix,
        directory=directory,
        documents=documents,
        operations=by_id,
    )


def _cited(one: Requirement, documents: Mapping[str, Document]) -> Requirement:
    """`one` with the title of its document."""
    known = documents.get(one.source.document)
    source = msgspec.structs.replace(one.source, title=str(known) if known else "")
    return msgspec.structs.replace(one, source=source)


def _digest(directory: Path) -> str:
    """`sha256:…` over the names and bytes of the folder's files."""
    running = hashlib.sha256()
    for path in sorted(p for p in directory.iterdir() if p.is_file()):
        content = path.read_bytes()
        running.update(f"{path.name}\0{len(content)}\0".encode())
        running.update(content)
    return f"sha256:{running.hexdigest()}"

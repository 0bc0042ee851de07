"""Everything that the specs of a kit say, in one value."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from contracts.catalogue.documents import read_documents
from contracts.catalogue.kits import FILE, Kit, find_kit, kits
from contracts.catalogue.laws import Law, laws_of
from contracts.catalogue.ledger import read_ledger
from contracts.catalogue.lives import Life, lives_of
from contracts.catalogue.needs import with_needs
from contracts.catalogue.operations import Operation, operations, read_openapi
from contracts.catalogue.positions import line_of
from contracts.catalogue.requirements import RequirementFile
from contracts.catalogue.validate import nearest, placed
from contracts.model import Catalogue, Document, Place, Requirement, SpecError

_OTHERS = frozenset({"requirements.yaml", "ambiguities.yaml", "document.yaml", "equivalents.yaml"})
"""YAML files of an API that are no OpenAPI documents."""


class Spec(msgspec.Struct, frozen=True):
    """One API's specs: the catalogue, its OpenAPI documents by file name, and its operations by id.

    `prefix` begins the id of every derived requirement; `directory` holds the XSDs and tables.
    `laws` are those of lists, `lives` those of things, by the ids of their requirements.
    """

    catalogue: Catalogue
    prefix: str
    directory: Path
    documents: Mapping[str, dict[str, Any]]
    operations: Mapping[str, Operation]
    laws: Mapping[str, Law] = {}
    lives: Mapping[str, Life] = {}

    def document(self, operation: str) -> Mapping[str, Any]:
        """The OpenAPI document that has an operation. Raises KeyError for an unknown one."""
        return self.documents[Path(self.operations[operation].file).name]

    @property
    def data_schema(self) -> Mapping[str, Any]:
        """The JSON Schema of `[data]` in target files; any table where there is none.

        Raises SpecError naming file and line.
        """
        path = self.directory / "data.schema.json"
        if not path.is_file():
            return {"properties": {}}
        try:
            found = json.loads(path.read_text("utf-8"))
        except ValueError as trouble:
            line = getattr(trouble, "lineno", 1)
            msg = f"{path}:{line}: is not JSON ({trouble})"
            raise SpecError(msg) from trouble
        if not isinstance(found, dict) or not isinstance(found.get("properties"), dict):
            msg = f"{path}:1: is no JSON Schema of an object with properties"
            raise SpecError(msg)
        return found


def apis() -> tuple[str, ...]:
    """The names of the APIs that have a catalogue, sorted."""
    return tuple(kits())


def load(api: str) -> Spec:
    """The specs of `api`, validated.

    Raises ConfigurationError for an unknown API, SpecError (file, line, field) for a bad file.
    """
    return _loaded(find_kit(api))


@cache
def _loaded(kit: Kit) -> Spec:
    return load_from(kit)


def load_from(kit: Kit) -> Spec:
    """The specs of `kit`; of one that extends another, beside what that one says."""
    if kit.extends is not None:
        return _extended(load(kit.extends), kit)
    directory = kit.specs
    openapi = {path: read_openapi(path, kit) for path in _openapi_files(directory)}
    given = {name: text for one in openapi.values() for name, text in one.features.items()}
    entries = RequirementFile(directory / "requirements.yaml", kit.prefix, kit.document, given)
    ledger = read_ledger(directory / "ambiguities.yaml")
    written = read_documents(directory / "document.yaml", kit)
    entries.check_names(ledger, written)
    documents: dict[str, dict[str, Any]] = {}
    by_id: dict[str, Operation] = {}
    requirements = dict(entries.requirements)
    places = _places(kit, entries)
    for path, one in openapi.items():
        documents[path.name], lines = one.document, one.lines
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
            for derived in operation.derived(entries.prefix):
                if derived.id in entries.requirements:
                    text = f"the operation's {derived.id} stands in requirements.yaml already"
                    raise SpecError(placed(path, lines, (*at, "operationId"), text))
                requirements[derived.id] = derived
                places[derived.id] = Place(_shown(kit, path), line_of(lines, at))
    _hold_calls_known(kit, by_id.values())
    laws: dict[str, Law] = {}
    for law, required in laws_of(kit, by_id.values(), documents):
        laws[law.id], requirements[law.id] = law, required
        places[law.id] = Place(_shown(kit, kit.file), 1)
    lives: dict[str, Life] = {}
    for life, required in lives_of(kit, tuple(by_id.values())):
        lives[life.id], requirements[life.id] = life, required
        places[life.id] = Place(_shown(kit, kit.file), 1)
    requirements = with_needs(entries, requirements)
    return Spec(
        catalogue=Catalogue(
            api=kit.name,
            title=kit.title,
            digest=_digest(kit.home / FILE, directory),
            requirements={name: _cited(one, written) for name, one in requirements.items()},
            ambiguities=ledger,
            features=entries.features,
            places=places,
            documents=written,
        ),
        prefix=kit.prefix,
        directory=directory,
        documents=documents,
        operations=by_id,
        laws=laws,
        lives=lives,
    )


def _extended(base: Spec, kit: Kit) -> Spec:
    """What `base` says, and the requirements that `kit` adds to it."""
    path = kit.specs / "requirements.yaml"
    known = base.catalogue
    entries = RequirementFile(path, kit.prefix, kit.document, known.features)
    ledger = read_ledger(kit.specs / "ambiguities.yaml")
    written = read_documents(kit.specs / "document.yaml", kit)
    entries.check_names({**known.ambiguities, **ledger}, {**known.documents, **written})
    for other in _openapi_files(kit.specs):
        msg = f"{other}: a kit that extends another has no OpenAPI document; remove it"
        raise SpecError(msg)
    together = with_needs(entries, {**known.requirements, **entries.requirements})
    own = {name: _cited(together[name], written) for name in entries.requirements}
    digest = hashlib.sha256(f"{known.digest}{_digest(kit.home / FILE, kit.specs)}".encode())
    catalogue = Catalogue(
        api=kit.name,
        title=kit.title,
        digest=f"sha256:{digest.hexdigest()}",
        requirements={**together, **own},
        ambiguities={**known.ambiguities, **ledger},
        features=entries.features,
        places={**known.places, **_places(kit, entries)},
        documents={**known.documents, **written},
    )
    return msgspec.structs.replace(base, catalogue=catalogue)


def _openapi_files(directory: Path) -> list[Path]:
    """The OpenAPI documents of a folder of specs: its other YAML and JSON files."""
    found = sorted(directory.glob("*.y*ml")) + sorted(directory.glob("*.json"))
    return [p for p in found if p.name not in _OTHERS and not p.name.endswith(".schema.json")]


def _hold_calls_known(kit: Kit, operations: Iterable[Operation]) -> None:
    """Raise SpecError where `kit.toml` speaks of an operation that no document has."""
    known = [f"{one.method} {one.path}" for one in operations]
    for call in kit.settings().get("operations", {}):
        if call not in known:
            text = f"the OpenAPI document has no operation {call!r}{nearest(call, known)}"
            kit.refuse(("operations", call), text)


def _places(kit: Kit, entries: RequirementFile) -> dict[str, Place]:
    file = _shown(kit, kit.specs / "requirements.yaml")
    return {one: Place(file, entries.line(one)) for one in entries.requirements}


def _shown(kit: Kit, path: Path) -> str:
    """What a report calls a file of the specs: for what ships, its place below `specs/`."""
    return f"{kit.name}/{path.relative_to(kit.home)}"


def _cited(one: Requirement, documents: Mapping[str, Document]) -> Requirement:
    """`one` with the title of its document."""
    known = documents.get(one.source.document)
    source = msgspec.structs.replace(one.source, title=str(known) if known else "")
    return msgspec.structs.replace(one, source=source)


def _digest(kit: Path, directory: Path) -> str:
    """`sha256:…` over the names and bytes of the folder's files, and of `kit.toml`."""
    running = hashlib.sha256()
    for path in sorted({kit, *(p for p in directory.iterdir() if p.is_file())}):
        content = path.read_bytes()
        running.update(f"{path.name}\0{len(content)}\0".encode())
        running.update(content)
    return f"sha256:{running.hexdigest()}"

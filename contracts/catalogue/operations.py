"""OpenAPI documents of `specs/<api>/` and the requirements that each operation carries.

Read beside plain OpenAPI, in an operation:

- `x-feature`, `x-section`, `x-lines`: where its derived requirements belong;
- `x-basis`: `stated` (default `implied`) or `public-docs`, which makes them shoulds; or a map from
  STATUS, MEDIA, BODY, AUTH to one of these;
- `x-document`: the source document of its derived requirements, where it is not that of `info`;
- `x-derived`: a map from STATUS, MEDIA, BODY, AUTH to a level, or to null for none; or, where one
  of them rests on another place than the operation, to `level`, `basis`, `section`, `lines` of the
  document in `info`.

and in the document's `info`: `x-document`, the name of the source document, `x-statements`, a
map from these kinds to a sentence in place of the usual one, and `x-media: undocumented` where the
source document gives no media types, so that an answer may come without one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import msgspec

from contracts.catalogue.kits import Kit
from contracts.catalogue.openapi import METHODS, UnreadableError, adopted
from contracts.catalogue.positions import Position, read_yaml
from contracts.catalogue.validate import hold_to_schema, placed
from contracts.model import Basis, Level, Requirement, Source, SpecError

_STATEMENTS = {
    "STATUS": "{call} is answered with a status that is documented for it: {statuses}.",
    "MEDIA": "{call} is answered in a media type that is documented for it: {media}.",
    "BODY": "The body that answers {call} has the documented form.",
    "AUTH": "{call} without valid credentials is refused.",
}
_FIXES = {
    "STATUS": "Answer with one of the documented status codes.",
    "MEDIA": "Set Content-Type to the documented media type.",
    "BODY": "Bring the body into the form that the schema asks for.",
    "AUTH": "Refuse the request with 401 where credentials are missing or wrong.",
}
_LEVELS = {
    "STATUS": Level.MUST,
    "MEDIA": Level.SHOULD,
    "BODY": Level.MUST,
    "AUTH": Level.MUST,
}


class Operation(msgspec.Struct, frozen=True):
    """One operation: `id` is its operationId, `raw` its OpenAPI object, references unresolved.

    `authority` is the document in the `info` of its OpenAPI document.
    """

    id: str
    method: str
    path: str
    file: str
    raw: Mapping[str, Any]
    source: Source
    feature: str
    secured: bool
    authority: str = ""
    statements: Mapping[str, str] = {}

    def derived(self, prefix: str) -> Iterator[Requirement]:
        """The requirements that the operation carries, with ids made from its operationId."""
        chosen: Mapping[str, Any] = self.raw.get("x-derived", {})
        bases = self.raw.get("x-basis", Basis.IMPLIED)
        media = sorted({m for r in self.raw["responses"].values() for m in r.get("content", {})})
        facts = {
            "call": f"{self.method} {self.path}",
            "statuses": ", ".join(str(status) for status in self.raw["responses"]),
            "media": ", ".join(media),
        }
        for kind, statement in _STATEMENTS.items():
            level = chosen.get(kind, _LEVELS[kind])
            if level is None or (kind == "AUTH" and not self.secured):
                continue
            if kind == "MEDIA" and not media:
                continue
            basis = Basis(bases if isinstance(bases, str) else bases.get(kind, Basis.IMPLIED))
            source, own = self.source, basis
            if isinstance(level, Mapping):
                own = Basis(level["basis"])
                source = Source(self.authority, level["section"], level.get("lines"))
                level = level["level"]
            if own is Basis.PUBLIC_DOCS and level == Level.MUST:
                level = Level.SHOULD
            yield Requirement(
                id=f"{prefix}-{self.id}-{kind}",
                level=Level(level),
                statement=self.statements.get(kind, statement).format(**facts),
                source=source,
                basis=own,
                feature=self.feature,
                fix=_FIXES[kind],
                derived=True,
            )


class OpenApi(msgspec.Struct, frozen=True):
    """An OpenAPI document, the line of each value, and the features it gives its operations."""

    document: dict[str, Any]
    lines: Mapping[Position, int]
    features: Mapping[str, str] = {}


def read_openapi(path: Path, kit: Kit) -> OpenApi:
    """An OpenAPI document with what `kit.toml` adds to it.

    Raises SpecError naming file, line and field where something that is read here is wrong.
    """
    document, lines = read_yaml(path)
    version = str(document.get("openapi", "")) if isinstance(document, dict) else ""
    if not re.match(r"3\.[01](\.|$)", version):
        text = "not an OpenAPI 3.0 or 3.1 document"
        if isinstance(document, dict) and "swagger" in document:
            text += "; convert it from Swagger 2.0 first"
        raise SpecError(placed(path, lines, ("openapi",), text))
    hold_to_schema(path, document, lines, "openapi.schema.json")
    said = kit.settings()
    try:
        found = adopted(document, kit.document, said.get("operations", {}), said.get("derived", {}))
    except UnreadableError as trouble:
        raise SpecError(placed(path, lines, trouble.at, str(trouble))) from trouble
    hold_to_schema(path, found.document, lines, "operations.schema.json")
    return OpenApi(found.document, lines, found.features)


def operations(name: str, document: Mapping[str, Any]) -> Iterator[Operation]:
    """The operations of the OpenAPI document `name`, in its order."""
    default_security = document.get("security", [])
    for path, item in document["paths"].items():
        for method in METHODS:
            if method not in item:
                continue
            raw = item[method]
            security = raw.get("security", default_security)
            yield Operation(
                id=raw["operationId"],
                method=method.upper(),
                path=path,
                file=name,
                raw=raw,
                source=Source(
                    raw.get("x-document", document["info"].get("x-document", name)),
                    raw.get("x-section", f"{method.upper()} {path}"),
                    raw.get("x-lines"),
                ),
                feature=raw["x-feature"],
                secured=bool(security) and {} not in security,
                authority=document["info"].get("x-document", name),
                statements=document["info"].get("x-statements", {}),
            )

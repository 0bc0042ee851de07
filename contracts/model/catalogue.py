"""The catalogue of requirements and the ledger of ambiguities."""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum

import msgspec

CLIENT_SIDE = "-client"
"""What stands behind an API's name where the requirements are those of its clients."""


class Level(StrEnum):
    """RFC 2119 strength of a requirement."""

    MUST = "must"
    SHOULD = "should"
    MAY = "may"


class Basis(StrEnum):
    """Where a requirement rests. `public-docs` is at most a should."""

    STATED = "stated"
    IMPLIED = "implied"
    AMBIGUOUS = "ambiguous"
    PUBLIC_DOCS = "public-docs"


class Document(msgspec.Struct, frozen=True):
    """A document that requirements come from, as it is printed; empty for what it does not print.

    `part_of` is the work that it is a part of, `address` where it can be read.
    """

    id: str
    title: str
    publisher: str
    part_of: str = ""
    edition: str = ""
    date: str = ""
    address: str = ""

    def __str__(self) -> str:
        facts = (self.publisher, self.part_of, self.edition, self.date)
        return f"{self.title} ({', '.join(one for one in facts if one)})"


class Source(msgspec.Struct, frozen=True):
    """The place that a requirement comes from.

    `document` is the id of a document, `lines` are those of its text ("77-81"), `title` is how the
    document is cited where its id alone says too little.
    """

    document: str
    section: str
    lines: str | None = None
    title: str = ""

    def __str__(self) -> str:
        counted = "lines" if self.lines and re.search("[-,]", self.lines) else "line"
        place = f", {counted} {self.lines}" if self.lines else ""
        return f"{self.title or self.document}, {self.section}{place}"


class Requirement(msgspec.Struct, frozen=True):
    """One testable statement of a document (or one that no test can reach, with the reason).

    `needs` are its prerequisites: while one of them is violated, it cannot be judged.
    """

    id: str
    level: Level
    statement: str
    source: Source
    basis: Basis
    feature: str
    ambiguity: str | None = None
    not_tested: str | None = None
    fix: str | None = None
    derived: bool = False
    needs: tuple[str, ...] = ()


class Reading(msgspec.Struct, frozen=True):
    """One way to take an ambiguous place; `effect` is what it does to verdicts."""

    name: str
    effect: str


class Ambiguity(msgspec.Struct, frozen=True):
    """An unclear, contradictory or mistyped place of a document. `chosen` names a reading."""

    id: str
    where: str
    problem: str
    readings: tuple[Reading, ...]
    chosen: str


class Place(msgspec.Struct, frozen=True):
    """Where a requirement is written: a file below `specs/` (`voss/requirements.yaml`), a line."""

    file: str
    line: int


class Catalogue(msgspec.Struct, frozen=True):
    """All that `specs/<api>/` says of one API. `digest` is `sha256:…` over its files.

    `places` says of each requirement where it is written, `documents` are those that it encodes by
    id, the authority first.
    """

    api: str
    title: str
    digest: str
    requirements: Mapping[str, Requirement]
    ambiguities: Mapping[str, Ambiguity]
    features: Mapping[str, str]
    places: Mapping[str, Place] = {}
    documents: Mapping[str, Document] = {}

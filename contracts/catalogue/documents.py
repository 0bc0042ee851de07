"""Reading `document.yaml`: which documents a catalogue encodes."""

from __future__ import annotations

from pathlib import Path

from contracts.catalogue.validate import placed, read_validated
from contracts.model import Document, SpecError


def read_documents(path: Path) -> dict[str, Document]:
    """The documents of a catalogue by id, the authority first.

    Raises SpecError naming file, line and field.
    """
    data, lines = read_validated(path, "document.schema.json")
    documents: dict[str, Document] = {}
    for index, row in enumerate(data["documents"]):
        if row["id"] in documents:
            at = ("documents", index, "id")
            raise SpecError(placed(path, lines, at, f"{row['id']!r} stands here twice"))
        documents[row["id"]] = Document(**row)
    return documents

"""Reading `document.yaml`: which documents a catalogue encodes."""

from __future__ import annotations

from pathlib import Path

from contracts.catalogue.kits import Kit
from contracts.catalogue.validate import nearest, placed, read_validated
from contracts.model import Document, SpecError


def read_documents(path: Path, kit: Kit) -> dict[str, Document]:
    """The documents of a catalogue by id, the authority first.

    Without the file, the one document that `kit.toml` names. Raises SpecError naming file, line
    and field.
    """
    if not path.exists():
        return {kit.document: Document(kit.document, kit.title, kit.title)}
    data, lines = read_validated(path, "document.schema.json")
    documents: dict[str, Document] = {}
    for index, row in enumerate(data["documents"]):
        if row["id"] in documents:
            at = ("documents", index, "id")
            raise SpecError(placed(path, lines, at, f"{row['id']!r} stands here twice"))
        documents[row["id"]] = Document(**row)
    if kit.document not in documents:
        hint = nearest(kit.document, documents)
        kit.refuse("document", f"{kit.document!r} is not in document.yaml{hint}")
    return documents

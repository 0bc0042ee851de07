"""What is wrong in `document.yaml` is named by file, line and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Copy

FILE = "document.yaml"


@pytest.mark.parametrize(
    ("old", "new", "text"),
    [
        ("    title:", "    titel:", "documents.0.titel: unknown key 'titel'"),
        ("id: uptivity-public-docs", "id: Public Docs", "documents.1.id: 'Public Docs' does not"),
        (
            "id: uptivity-public-docs",
            "id: uptivity-api-server-command-results",
            "documents.1.id: 'uptivity-api-server-command-results' stands here twice",
        ),
        (
            "publisher: NICE Uptivity\n",
            "publisher: NICE Uptivity\n    address: a page\n",
            "documents.0.address: 'a page' does not match",
        ),
    ],
)
def test_a_defect_is_named(specs: Copy, old: str, new: str, text: str) -> None:
    line = specs.change(FILE, old, new) + new.count("\n") - old.count("\n")
    found, said = specs.trouble(FILE)
    assert said.startswith(text), said
    assert found == line


def test_a_document_that_is_not_there_is_named(specs: Copy) -> None:
    specs.change(FILE, "id: uptivity-api-server-command-results", "id: another")
    _, said = specs.trouble("kit.toml")
    assert said.startswith(
        "document: 'uptivity-api-server-command-results' is not in document.yaml"
    )


def test_a_requirement_cites_its_document(specs: Copy) -> None:
    found = specs.load().catalogue
    assert list(found.documents) == ["uptivity-api-server-command-results", "uptivity-public-docs"]
    assert str(found.requirements["UPT-HTTP-01"].source).startswith(
        "API Server Command Results (NICE Uptivity), API Server Command Results"
    )

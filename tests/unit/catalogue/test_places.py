"""Every requirement knows the line of `specs/` on which it is written."""

from __future__ import annotations

from itertools import takewhile

import pytest

from contracts.catalogue import apis, load, specs_dir


@pytest.mark.parametrize("api", apis())
def test_places_lead_to_the_requirement(api: str) -> None:
    catalogue = load(api).catalogue
    assert catalogue.places.keys() == catalogue.requirements.keys()
    texts: dict[str, list[str]] = {}
    for identifier, place in catalogue.places.items():
        if place.file not in texts:
            texts[place.file] = (specs_dir() / place.file).read_text("utf-8").splitlines()
        lines = texts[place.file][place.line - 1 :]
        if catalogue.requirements[identifier].derived:
            operation = identifier.split("-")[-2]
            assert any(f"operationId: {operation}" in line for line in lines[:40])
        elif place.file.endswith("requirements.yaml") and "- id:" in lines[0]:
            assert lines[0].strip() == f"- id: {identifier}"
        else:
            assert lines[0].startswith("  - ")
            rest = takewhile(lambda line: not line.startswith("  - "), lines[1:])
            assert any("file: " in line for line in (lines[0], *rest)), "the entry of a table"

"""The XML examples of Uptivity's OpenAPI document are right by its XSDs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.oracles import XmlBody

SPEC = load("uptivity")


def _media(value: Any) -> Iterator[Mapping[str, Any]]:
    """Every media type object that names an XSD."""
    if isinstance(value, dict):
        if "x-xsd" in value:
            yield value
        for one in value.values():
            yield from _media(one)
    elif isinstance(value, list):
        for one in value:
            yield from _media(one)


FOUND = {one["x-xsd"]["file"]: one for one in _media(SPEC.documents["openapi.yaml"])}


def test_every_xsd_has_an_example() -> None:
    assert set(FOUND) == {path.name for path in SPEC.directory.glob("*.xsd")}


@pytest.mark.parametrize("file", FOUND)
def test_an_example_is_right(file: str) -> None:
    media = FOUND[file]
    body = XmlBody(SPEC.directory / file, media["x-xsd"]["root"])
    assert list(body.check(media["example"].encode())) == []

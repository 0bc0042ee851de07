"""Items of an array in a JSON document, read in pieces."""

from __future__ import annotations

import io
import json
from contextlib import suppress
from typing import Any

import pytest

from contracts.traffic import json_stream
from contracts.traffic.json_stream import CutOffError, JsonStream, NotJsonError

DOCUMENT: dict[str, Any] = {
    "first": {"entries": [1]},
    "log": {
        "creator": {"name": 'x"}]', "a": [1, [2, {"b": "\\"}]]},
        "entries": [{"a": 1, "é": '\\"{['}, "s", 12.5, [], {}, None, True, {"x": [{"z": "\\"}]}],
    },
    "zz": 1,
}
ENTRIES = DOCUMENT["log"]["entries"]


def read(data: bytes, longest: int = 1000) -> list[Any]:
    items = JsonStream(io.BytesIO(data), longest).items("log", "entries")
    return [None if one is None else json.loads(one) for one in items]


@pytest.mark.parametrize("piece", [4, 5, 16, 1 << 20])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be"])
def test_items_come_whole(monkeypatch: pytest.MonkeyPatch, encoding: str, piece: int) -> None:
    monkeypatch.setattr(json_stream, "_PIECE", piece)
    for indent in (None, 2):
        text = json.dumps(DOCUMENT, indent=indent, ensure_ascii=False)
        assert read(text.encode(encoding)) == ENTRIES


def test_a_document_that_is_cut_off_gives_what_is_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(json_stream, "_PIECE", 8)
    data = json.dumps(DOCUMENT).encode()
    for length in range(data.index(b'"zz"')):
        items = JsonStream(io.BytesIO(data[:length]), 1000).items("log", "entries")
        found: list[Any] = []
        with suppress(CutOffError):
            found.extend(json.loads(one or "null") for one in items)
        assert found == ENTRIES[: len(found)]


def test_an_item_that_is_too_long_is_passed_over() -> None:
    data = json.dumps({"log": {"entries": ["a" * 50, 2]}}).encode()
    assert read(data, longest=20) == [None, 2]


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("[1]", "no object with the member 'log'"),
        ('{"a": 1}', "no member 'log'"),
        ('{"log": {"entries": {}}}', "log.entries is not an array"),
        ('{"log": {"entries": [1 2]}}', "'2' at character"),
        ('{"log": {"entries": [,]}}', "',' at character"),
        ('{"log" 1}', "'1' at character"),
    ],
)
def test_what_is_no_such_document_is_said(text: str, reason: str) -> None:
    with pytest.raises(NotJsonError, match=reason.replace("(", r"\(")):
        read(text.encode())


def test_bytes_that_are_no_text_are_said() -> None:
    with pytest.raises(NotJsonError, match="utf-8"):
        read(b'{"log": {"entries": ["\xff\xfe"]}}')

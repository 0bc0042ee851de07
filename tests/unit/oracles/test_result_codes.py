"""A table of result codes."""

from __future__ import annotations

from contracts.oracles import CodeKind, ResultCodes

ROWS = (
    {"code": "7", "label": "API_DENIED", "kind": "error"},
    {"code": "20", "label": "API_OK", "kind": "success"},
    {"code": "9", "label": "API_DENIED", "kind": "likely-error"},
)


def test_a_code_has_a_label_and_a_kind_and_a_label_its_codes() -> None:
    table = ResultCodes(ROWS)
    assert list(table) == [7, 20, 9]
    assert (20 in table, 8 in table) == (True, False)
    assert [table.label(one) for one in (7, 20, 8)] == ["API_DENIED", "API_OK", ""]
    kinds = [CodeKind.ERROR, CodeKind.SUCCESS, CodeKind.LIKELY_ERROR, CodeKind.OPEN]
    assert [table.kind(one) for one in (7, 20, 9, 8)] == kinds
    assert table.codes("API_DENIED") == {7, 9}
    assert table.codes("API_OK") == {20}
    assert table.codes("NO_LABEL") == frozenset()

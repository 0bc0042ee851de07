"""Combined requests: whatever is asked of a list, a list or a refusal comes."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.voss import LONGEST, Page, Voss, has_schema
from contracts.kit import Depth, Judge

_FLAG = ("true", "false")
_COMBINED = 12
_VALUES: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("skip", ("", "0", "3", "999999")),
    ("limit", ("", "1", "50")),
    ("count", ("", *_FLAG)),
    ("direction", ("", "asc", "desc")),
    ("summary", ("", *_FLAG)),
    ("traversal", ("", "up", "down", "local")),
    ("cached", ("", *_FLAG)),
    ("schema", ("", "true", "")),
    ("filter_text", ("", "a", "zz", "")),
)


def _combinations() -> Iterator[dict[str, str]]:
    """Queries in which parameters meet in many ways; an empty value leaves its parameter out."""
    for row in range(_COMBINED):
        yield {
            name: value
            for column, (name, values) in enumerate(_VALUES)
            if (value := values[(row * (column + 1) + row // len(values)) % len(values)])
        }


@pytest.mark.requirement("VOSS-listResources-STATUS")
@given(data=st.data())
def test_combined_list_requests_are_answered(voss: Voss, judge: Judge, data: st.DataObject) -> None:
    """Parameters in many combinations have a list, or are refused.

    A thorough run takes those that Schemathesis makes from the OpenAPI document.
    """
    whole = voss.sample()
    if judge.depth is Depth.THOROUGH:
        case = data.draw(voss.generated("listResources"))
        _hold_answered(voss, judge, {str(k): str(v) for k, v in (case.query or {}).items()})
        return
    for query in voss.sampled(_combinations(), _COMBINED // 4):
        if "filter_text" in query:
            query |= {"filter_field": whole.summary_attrs[0], "filter_condition": "contains"}
        _hold_answered(voss, judge, query)


def _hold_answered(voss: Voss, judge: Judge, query: dict[str, str]) -> None:
    model = voss.sample().model
    sent = {**query, "hierarchy": voss.hierarchy, "format": "json"}
    page = Page(voss.ask(f"/{model}/", tuple(sent.items()), defect="combined").exchange)
    schema = query.get("schema") == "true" and has_schema(page)
    judge.holds(
        page.refused or schema or (page.is_list and len(page.keys) <= LONGEST),
        "a combined list request is answered with neither a list nor a refusal",
        expected="a list, or a 4xx",
        observed=page,
        shown=(page,),
    )

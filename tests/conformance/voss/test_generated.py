"""Generated requests: whatever is asked of a list, a list or a refusal comes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contracts.apis.voss import LONGEST, Page, Voss, has_schema
from contracts.engine import Judge


@pytest.mark.requirement("VOSS-listResources-STATUS")
@given(data=st.data())
def test_generated_list_requests_are_answered(
    voss: Voss, judge: Judge, data: st.DataObject
) -> None:
    """Queries that Schemathesis makes from the OpenAPI document have a list, or are refused."""
    model = voss.sample().model
    case = data.draw(voss.generated("listResources"))
    query = {str(name): str(value) for name, value in (case.query or {}).items()}
    query |= {"hierarchy": voss.hierarchy, "format": "json"}
    page = Page(voss.ask(f"/{model}/", tuple(query.items()), defect="generated").exchange)
    schema = query.get("schema") == "true" and has_schema(page)
    judge.holds(
        page.refused or schema or (page.is_list and len(page.keys) <= LONGEST),
        "a generated list request is answered with neither a list nor a refusal",
        expected="a list, or a 4xx",
        observed=page,
        shown=(page,),
    )

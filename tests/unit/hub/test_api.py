"""The JSON API, and the document that describes it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jsonschema
import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from contracts.hub.api.openapi import OPERATIONS, document
from contracts.model import SCHEMA_VERSION
from contracts.store.queries import runs, targets

if TYPE_CHECKING:
    from tests.unit.hub.conftest import Hub


def filled(hub: Hub, path: str) -> str:
    """A path with things that there are."""
    keys = [row.key for row in runs(hub.store)]
    one = next(row.id for row in targets(hub.store) if row.name == "One")
    path = path.replace("{target:int}", str(one)).replace("{run}", keys[0])
    path = path.replace("{before}", keys[1]).replace("{after}", keys[0])
    return path.replace("{api}", "recorded").replace("{requirement}", "REC-0002")


def test_the_document_is_openapi() -> None:
    for accepts in (True, False):
        made = document("/below", accepts=accepts)
        OpenAPIV31SpecValidator(made).validate()
        assert ("/runs" in made["paths"]) is accepts
        assert made["servers"] == [{"url": "/below"}]


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda one: one.id)
def test_an_answer_is_what_the_document_says(hub: Hub, operation: object) -> None:
    path: str = operation.path  # type: ignore[attr-defined]
    told = hub.get("/api/openapi.json").json
    answer = hub.get(filled(hub, path))
    assert answer.status == 200
    assert answer.headers["content-type"] == "application/json"
    described = told["paths"][path.replace(":int", "")]["get"]["responses"]["200"]
    schema = described["content"]["application/json"]["schema"]
    whole = {"$ref": schema["$ref"], "components": told["components"]}
    jsonschema.Draft202012Validator(whole).validate(answer.json)


def test_who_breaks_what_since_when(hub: Hub) -> None:
    (broken,) = hub.get("/api/requirements/recorded/REC-0002/standings?state=broken").json["items"]
    assert (broken["target"], broken["flips"]) == ("One", 3)
    assert broken["since"] == "2026-05-04T10:00:00Z"
    (flip,) = hub.get("/api/flips").json["items"]
    assert flip == broken
    past = hub.get("/api/requirements/recorded/REC-0002/timeline?limit=8").json["items"]
    said = [one["verdict"] for one in past if one["target_id"] == broken["target_id"]]
    assert said == ["fail", "pass", "fail", "pass"]


def test_lists_are_paged(hub: Hub) -> None:
    first = hub.get("/api/runs?limit=3").json
    rest = hub.get("/api/runs?first=3&limit=3").json
    assert [len(first["items"]), first["more"]] == [3, True]
    assert [len(rest["items"]), rest["more"]] == [1, False]
    assert len(hub.get("/api/runs?before=2026-05-03T10:00:00Z").json["items"]) == 2
    assert len(hub.get("/api/targets?first=1").json["items"]) == 1
    assert hub.get("/api/targets?verdict=conforming").json == {"items": [], "all": 0}


def test_the_results_of_a_run_are_whole(hub: Hub) -> None:
    told = hub.get(filled(hub, "/api/runs/{run}/results")).json
    assert told["schema_version"] == SCHEMA_VERSION
    assert [one["name"] for one in told["targets"]] == ["One", "<b>Two</b>"]
    compared = hub.get(filled(hub, "/api/compare/{before}/{after}")).json
    assert compared["worse"] is True
    assert hub.get("/api/compare/a/b").json["detail"] == "the store has no run a"

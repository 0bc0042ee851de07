"""The OpenAPI 3.1 document of a hub's JSON API."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any, NamedTuple

import msgspec

from contracts import __version__
from contracts.hub.api import reading, shapes
from contracts.hub.desk import Page
from contracts.model import Results, RunVerdict

_JSON = "application/json"
_PROBLEM = "application/problem+json"
_SCHEMAS = "#/components/schemas/{name}"
_ARCHIVES = ("application/gzip", "application/x-tar", "application/octet-stream")
_Schema = dict[str, Any]


class Operation(NamedTuple):
    """An operation that reads: its path as Starlette has it, and what the document says of it."""

    path: str
    id: str
    page: Page
    summary: str
    answer: type
    parameters: tuple[str, ...] = ()


OPERATIONS = (
    Operation("/api/health", "getHealth", reading.health, "Whether all is well", shapes.Health),
    Operation(
        "/api/targets",
        "listTargets",
        reading.targets,
        "The targets, the worst first",
        shapes.Targets,
        ("api", "group", "verdict", "first", "limit"),
    ),
    Operation("/api/targets/{target:int}", "getTarget", reading.target, "A target", shapes.Target),
    Operation(
        "/api/targets/{target:int}/runs",
        "listTargetRuns",
        reading.target_runs,
        "The runs of a target, the latest first",
        shapes.Judgings,
        ("limit",),
    ),
    Operation(
        "/api/targets/{target:int}/standings",
        "listTargetStandings",
        reading.target_standings,
        "Where the requirements of a target stand",
        shapes.Standings,
        ("state",),
    ),
    Operation(
        "/api/requirements",
        "listRequirements",
        reading.requirements,
        "The requirements, those that most targets break first",
        shapes.Requirements,
        ("api", "first", "limit"),
    ),
    Operation(
        "/api/requirements/{api}/{requirement}/standings",
        "listRequirementStandings",
        reading.requirement_standings,
        "Where a requirement stands at each target: who breaks it, since when",
        shapes.Standings,
        ("state",),
    ),
    Operation(
        "/api/requirements/{api}/{requirement}/timeline",
        "listRequirementVerdicts",
        reading.requirement_timeline,
        "The verdicts of a requirement, the latest first",
        shapes.Timeline,
        ("limit",),
    ),
    Operation(
        "/api/flips",
        "listFlips",
        reading.flips,
        "What is broken and kept by turns: candidates for `flaky`",
        shapes.Standings,
        ("api", "least", "limit"),
    ),
    Operation(
        "/api/runs",
        "listRuns",
        reading.runs,
        "Runs, the latest first",
        shapes.Runs,
        ("api", "batch", "before", "first", "limit"),
    ),
    Operation("/api/runs/{run}", "getRun", reading.run, "A run", shapes.Run),
    Operation(
        "/api/runs/{run}/targets",
        "listRunTargets",
        reading.run_targets,
        "The targets of a run, in its order",
        shapes.Judgings,
    ),
    Operation(
        "/api/runs/{run}/results",
        "getRunResults",
        reading.run_results,
        "All that came of a run: its results.json",
        Results,
    ),
    Operation(
        "/api/compare/{before}/{after}",
        "compareRuns",
        reading.comparison,
        "What changed between two runs",
        shapes.Comparison,
    ),
)


def _whole(low: int, high: int) -> _Schema:
    return {"type": "integer", "minimum": low, "maximum": high}


_QUERY: dict[str, tuple[str, _Schema, str]] = {
    "api": ("api", {"type": "string", "maxLength": 200}, "Only of this API"),
    "group": ("group", {"type": "string", "maxLength": 200}, "Only of this group"),
    "batch": ("batch", {"type": "string", "maxLength": 200}, "Only of this run of a fleet"),
    "verdict": ("verdict", {"enum": [one.value for one in RunVerdict]}, "Only with this verdict"),
    "state": ("state", {"enum": list(reading.STATES)}, "Only in this state"),
    "first": (
        "first",
        {"type": "integer", "minimum": 0, "maximum": 10_000_000},
        "How many to pass",
    ),
    "limit": (
        "limit",
        {"type": "integer", "minimum": 1, "maximum": reading.MOST},
        "At most so many",
    ),
    "least": (
        "least",
        {"type": "integer", "minimum": 1, "maximum": reading.MOST},
        "From so many on",
    ),
    "before": ("before", {"type": "string", "format": "date-time"}, "Only what began before"),
}
_PATH: dict[str, _Schema] = {
    "target": {"type": "integer", "minimum": 1},
    "run": {"type": "string", "minLength": 1},
    "api": {"type": "string", "minLength": 1},
    "requirement": {"type": "string", "minLength": 1},
    "before": {"type": "string", "minLength": 1},
    "after": {"type": "string", "minLength": 1},
}
_REFUSALS = {
    "400": "A parameter is not what it is to be",
    "401": "No token, or one that is not good",
    "404": "There is none",
    "408": "The archive did not come in time",
    "409": "The store holds another run of the same id",
    "413": "The archive is too large",
    "415": "The body is no archive",
    "422": "The archive holds no run that can be taken",
    "503": "The store cannot be read at the moment",
    "507": "There is no room for it",
}


def document(root: str, *, accepts: bool) -> dict[str, Any]:
    """The document of a hub below the path `root`; `POST /runs` is in it where it `accepts`."""
    named = [one.answer for one in OPERATIONS]
    _, schemas = msgspec.json.schema_components(
        [*named, shapes.Problem, shapes.Taken], ref_template=_SCHEMAS
    )
    paths: dict[str, Any] = {}
    for one in OPERATIONS:
        paths[one.path.replace(":int", "")] = {"get": _reading(one)}
    if accepts:
        paths["/runs"] = {"post": _taking()}
    made = {
        "openapi": "3.1.0",
        "info": {
            "title": "uc-contracts hub",
            "version": __version__,
            "description": "Runs, targets and requirements of a store. Reading needs no token.",
            "license": {"name": "Apache-2.0", "identifier": "Apache-2.0"},
        },
        "servers": [{"url": root or "/"}],
        "paths": paths,
        "components": {
            "schemas": schemas,
            "responses": {_name(code): _refusal(text) for code, text in _REFUSALS.items()},
            "securitySchemes": {"token": {"type": "http", "scheme": "bearer"}},
        },
    }
    # Defaults are tuples in the model and lists in JSON.
    plain: dict[str, Any] = json.loads(json.dumps(made))
    return plain


def _reading(one: Operation) -> dict[str, Any]:
    content = {"$ref": _SCHEMAS.format(name=one.answer.__name__)}
    refused = ["503"]
    if one.parameters:
        refused.append("400")
    if "{" in one.path:
        refused.append("404")
    return {
        "operationId": one.id,
        "summary": one.summary,
        "parameters": [*_in_path(one.path), *map(_in_query, one.parameters)],
        "responses": {
            "200": {"description": one.summary, "content": {_JSON: {"schema": content}}},
            **_refs(refused),
        },
    }


def _taking() -> dict[str, Any]:
    taken = {"schema": {"$ref": _SCHEMAS.format(name="Taken")}}
    where = {"Location": {"schema": {"type": "string"}, "description": "The page of the run"}}
    return {
        "operationId": "takeRun",
        "summary": "Hand in a run: its folder as a tar archive, compressed by gzip or not",
        "security": [{"token": []}],
        "parameters": [_in_query("batch")],
        "requestBody": {
            "required": True,
            "content": {
                kind: {"schema": {"type": "string", "format": "binary"}} for kind in _ARCHIVES
            },
        },
        "responses": {
            "201": {"description": "It is new", "headers": where, "content": {_JSON: taken}},
            "200": {
                "description": "It was there, and is as it was or brought up to date",
                "headers": where,
                "content": {_JSON: taken},
            },
            **_refs(sorted(set(_REFUSALS) - {"404"})),
        },
    }


def _in_path(path: str) -> Iterator[_Schema]:
    for name, schema in _PATH.items():
        if f"{{{name}}}" in path or f"{{{name}:int}}" in path:
            yield {"name": name, "in": "path", "required": True, "schema": schema}


def _in_query(key: str) -> _Schema:
    name, schema, text = _QUERY[key]
    return {"name": name, "in": "query", "description": text, "schema": schema}


def _refs(codes: Iterable[str]) -> dict[str, _Schema]:
    return {code: {"$ref": f"#/components/responses/{_name(code)}"} for code in sorted(codes)}


def _name(code: str) -> str:
    return f"refused-{code}"


def _refusal(text: str) -> _Schema:
    schema = {"$ref": _SCHEMAS.format(name="Problem")}
    return {"description": text, "content": {_PROBLEM: {"schema": schema}}}

"""All mutants of an API, read off its documents."""

from __future__ import annotations

import pytest

from contracts.catalogue import load
from contracts.catalogue.equivalents import read_equivalents, stale
from contracts.mutate import Mutant, allowed, mutants
from contracts.mutate.parameters import of_parameters

QUERIES = [
    {"in": "query", "name": "limit", "schema": {"type": "integer", "default": 50}},
    {"in": "query", "name": "order", "schema": {"enum": ["asc", "desc"], "default": "asc"}},
    {"in": "query", "name": "name", "schema": {"type": "string"}},
    {"in": "query", "name": "skip", "schema": {"pattern": "^[0-9]+$"}},
    {"in": "query", "name": "all", "schema": {"type": "boolean", "default": False}},
    {"in": "header", "name": "Range", "schema": {}},
    {"in": "path", "name": "id", "schema": {}},
]


@pytest.fixture(scope="module")
def found() -> dict[str, list[Mutant]]:
    return {
        name: list(mutants(load(name)))
        for name in ("cisco-uds", "genesys-udm", "genesys-ws", "uptivity", "voss")
    }


def test_every_operation_has_mutants_each_of_its_own(found: dict[str, list[Mutant]]) -> None:
    for api, several in found.items():
        assert len({one.id for one in several}) == len(several), api
        assert {one.operation for one in several} == load(api).operations.keys(), api


def test_mutants_change_what_the_documents_name(found: dict[str, list[Mutant]]) -> None:
    """One of each sort, so that none is lost from the enumeration unseen."""
    for api, names in {
        "cisco-uds": (
            "getUsers response /users/user/id drop",
            "getUsers response /users/user/id twice",
            "getUsers response /users swapped when later",
            "getUsers response /users/@totalCount plus-one",
            "getUsers response body ascii",
            "getUsers request query max capped=1",
            "putDevice request /device/description lost",
            "putDevice effect body half",
            "putDevice effect body undone",
            "getUser request credentials unchecked",
        ),
        "genesys-udm": (
            "listJobsV10 response body another",
            "createJobV10 request body ascii",
            "createJobV10 effect body twice",
            "getFileV10 response header Location drop when status 3*",
            "createJobV10 response status set=200 when errors",
        ),
        "genesys-ws": (
            "getMe response /user/roles last-lost",
            "getMe response status set=200 when errors",
        ),
        "uptivity": (
            "commandByGet response /RESULT/RESULTCODE plus-one",
            "commandByGet response /RESULT/RESULTTYPE cut when answers RESULTTYPE=ERROR",
            "commandByPost request /REQUEST/REQUESTID lost",
        ),
        "voss": (
            "listResources request query skip ignored",
            "listResources response /resources swapped when later",
            "listResources response /pagination/total plus-one",
            "listResources request query limit plus-one",
            "listResources request query direction defaulted=desc",
            "listResources response media set=application/octet-stream",
        ),
    }.items():
        known = {one.id for one in found[api]}
        assert [one for one in names if one not in known] == [], api


def test_every_row_of_equivalents_is_about_a_mutant(found: dict[str, list[Mutant]]) -> None:
    for api, several in found.items():
        spec = load(api)
        path = spec.directory / "equivalents.yaml"
        rows = read_equivalents(path, spec.catalogue.ambiguities)
        assert list(stale(rows, [one.id for one in several])) == []


def test_what_the_schemas_allow_is_told_apart() -> None:
    known = {one.id for one in allowed(load("genesys-udm"))}
    assert "createJobV10 response /dateTo drop" in known
    assert "createJobV10 response /id drop" not in known
    known = {one.id for one in allowed(load("cisco-uds"))}
    assert "getUsers response /users/user/title drop" in known
    assert "getUsers response /users/user/userName drop" not in known
    assert "getUsers response /users/user/userName twice" not in known


def test_only_what_the_type_has_is_tried(found: dict[str, list[Mutant]]) -> None:
    known = {one.id for one in found["cisco-uds"]}
    assert "getUsers response /users drop" not in known, "a root has no parent"
    assert "getUsers response /users/@totalCount case" not in known
    assert "getUsers response /users/user/id null" not in known, "XML has none"
    assert not any(one.endswith("/* rename") for one in {m.id for m in found["genesys-ws"]})


def test_a_parameter_is_not_looked_at_or_taken_for_another_value() -> None:
    said = [
        f"{place} {operator}{'=' if argument else ''}{argument} {when}".strip()
        for place, operator, when, argument in of_parameters(QUERIES)
    ]
    assert said == [
        "header Range ignored",
        "query limit ignored",
        "query limit plus-one",
        "query limit minus-one",
        "query limit capped=1",
        "query limit defaulted=1",
        "query limit ignored with order",
        "query order ignored",
        "query order constant=asc",
        "query order constant=desc",
        "query order defaulted=desc",
        "query order ignored with name",
        "query name ignored",
        "query name lower",
        "query name ascii",
        "query name ignored with skip",
        "query skip ignored",
        "query skip plus-one",
        "query skip minus-one",
        "query skip capped=1",
        "query skip defaulted=1",
        "query skip ignored with all",
        "query all ignored",
        "query all constant",
        "query all defaulted=true",
        "query all ignored with limit",
    ]

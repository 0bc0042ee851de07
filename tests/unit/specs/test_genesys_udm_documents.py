"""The OpenAPI documents of Genesys UDM beside tables made by reading the document anew.

In the tables a parameter is `name@place:type`, a member `name:type`; `!` marks what is required,
`=` a default. Codes that only the text names, not the table of responses, are prose; codes that
only a reading of the ledger accepts are marked with `x-reading`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import load, read_table

_HERE = Path(__file__).parent
_SPEC = load("genesys-udm")
_OPERATIONS = {row["operation"]: row for row in read_table(_HERE / "genesys-udm-operations.tsv")}
_SHAPES = list(read_table(_HERE / "genesys-udm-shapes.tsv"))
_METHODS = {"get", "post", "put", "delete", "patch", "head", "options"}
_REQUESTS = {"Job", "TypedJob", "TimeFrame", "SchedulerParam", "UcsJobParams"}


def _described() -> dict[str, tuple[str, Mapping[str, Any]]]:
    """The operations of all documents: what the table calls them, version and OpenAPI object."""
    return {
        f"{method.upper()} {path}": (name.removesuffix(".yaml"), operation)
        for name, document in _SPEC.documents.items()
        for path, item in document["paths"].items()
        for method, operation in item.items()
        if method in _METHODS
    }


def _resolved(version: str, node: Mapping[str, Any]) -> Mapping[str, Any]:
    found: Any = node
    while "$ref" in found:
        parts = found["$ref"].removeprefix("#/").split("/")
        found = _SPEC.documents[f"{version}.yaml"]
        for part in parts:
            found = found[part]
    return found  # type: ignore[no-any-return] # of the document


def _mark(name: str, kind: str, *, required: bool, default: object = None) -> str:
    return f"{name}:{kind}{'!' if required else ''}{'' if default is None else f'={default}'}"


def _parameters(version: str, operation: Mapping[str, Any]) -> Iterator[str]:
    for one in operation.get("parameters", ()):
        parameter = _resolved(version, one)
        schema = parameter["schema"]
        yield _mark(
            f"{parameter['name']}@{parameter['in']}",
            schema["type"],
            required=parameter.get("required", False),
            default=schema.get("default"),
        )
    security = operation.get("security", _SPEC.documents[f"{version}.yaml"].get("security"))
    if security:
        yield "Authorization@header:string!"
    body = operation.get("requestBody", {})
    for media, facts in body.get("content", {}).items():
        required = body.get("required", False)
        if media == "multipart/form-data":
            assert set(facts["schema"]["properties"]) == {"file"}
            assert ("file" in facts["schema"].get("required", ())) == required
            yield _mark("file@formData", "file", required=required)
        else:
            yield _mark("body@body", facts["schema"]["$ref"].rsplit("/")[-1], required=required)


def test_all_operations_are_described_and_no_others() -> None:
    described = _described()
    assert len(described) == 54
    assert set(described) == set(_OPERATIONS)
    by_version = [version for version, _ in described.values()]
    counts = {version: by_version.count(version) for version in ("v10", "v4", "v3")}
    assert counts == {"v10": 28, "v4": 14, "v3": 12}


@pytest.mark.parametrize("call", _OPERATIONS)
def test_an_operation_is_as_the_document_has_it(call: str) -> None:
    row = _OPERATIONS[call]
    version, operation = _described()[call]
    assert version == row["version"]
    assert sorted(_parameters(version, operation)) == sorted(row["parameters"].split())
    prose = [code for code, one in operation["responses"].items() if one.get("x-prose")]
    assert prose == row["prose"].split()
    lenient = [code for code, one in operation["responses"].items() if one.get("x-reading")]
    documented = set(operation["responses"]) - {*prose, *lenient}
    assert sorted(documented) == sorted(row["codes"].split())
    assert operation.get("deprecated", False) is (version != "v10")
    assert operation["operationId"].endswith(version.upper())


def _type_of(version: str, name: str, schema: Mapping[str, Any]) -> str:
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", maxsplit=1)[-1]
    kinds = [schema["type"]] if isinstance(schema["type"], str) else schema["type"]
    kinds = [kind for kind in kinds if kind != "null"]
    assert len(kinds) == 1, (version, name)
    if kinds == ["array"]:
        return f"array({schema['items']['type']})"
    return str(kinds[0])


def _members(version: str, schema: Mapping[str, Any]) -> dict[str, str]:
    members: dict[str, str] = {}
    required = set(schema.get("required", ()))
    for name, one in schema.get("properties", {}).items():
        members[name] = _type_of(version, name, one)
    for part in schema.get("allOf", ()):
        inner = _resolved(version, part)
        members |= {n.rstrip("!"): k for n, k in _members(version, inner).items()}
        required |= set(inner.get("required", ()))
    return {f"{name}{'!' if name in required else ''}": kind for name, kind in members.items()}


@pytest.mark.parametrize("row", _SHAPES, ids=lambda row: f"{row['version']}-{row['shape']}")
def test_a_shape_has_the_members_of_the_document(row: Mapping[str, str]) -> None:
    version, shape = row["version"], row["shape"]
    schema = _SPEC.documents[f"{version}.yaml"]["components"]["schemas"][shape]
    found = {
        f"{name.rstrip('!')}:{kind}{'!' if name.endswith('!') and shape in _REQUESTS else ''}"
        for name, kind in _members(version, schema).items()
    }
    assert found == set(row["members"].split())


def _merged(node: Any) -> Iterator[Any]:
    """What generators of clients merge into one type: everything but what a condition holds."""
    if isinstance(node, Mapping):
        yield node
        for key, one in node.items():
            if key not in {"if", "then", "else"}:
                yield from _merged(one)
    elif isinstance(node, list):
        for one in node:
            yield from _merged(one)


@pytest.mark.parametrize("version", ["v10", "v4", "v3"])
def test_what_the_document_does_not_mark_is_not_in_the_types_of_clients(version: str) -> None:
    """Generators leave conditions alone; what is attributed elsewhere would be required of all."""
    schemas = _SPEC.documents[f"{version}.yaml"]["components"]["schemas"]
    assert [one for one in _merged(schemas) if "x-requirement" in one] == []

"""A kit is written for any OpenAPI document, and can be used at once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml

from contracts.apis import JsonApi, Ledger
from contracts.catalogue import Spec, load, suites_of
from contracts.catalogue.kits import add_kit
from contracts.catalogue.starting import Begun, start_kit
from contracts.model import Allow, ConfigurationError, Level, NotTested, Request, Target
from contracts.oracles import RequestForm

DOCUMENTS = Path(__file__).parent / "documents"
PHONE_BOOK = Path(__file__).parents[2] / "selfproof/kits/phone-book/specs/openapi.yaml"
NAMES = ("fastapi.json", "rest-framework.yaml", "hand-written.yaml")


def _begun(tmp_path: Path, name: str) -> tuple[Begun, Spec]:
    begun = start_kit(tmp_path / "kit", "some-api", DOCUMENTS / name, None)
    return begun, load(add_kit(tmp_path / "kit").name)


class Api(JsonApi):
    """The vocabulary of a kit, without a target."""

    def __init__(self, spec: Spec) -> None:
        self.spec = spec
        self.target = Target("a", "some-api", "a", "http://127.0.0.1:1", Allow.READ)
        self.ledger = Ledger("a")


@pytest.mark.parametrize("name", NAMES)
def test_the_vendors_document_stays_as_it_is(tmp_path: Path, name: str) -> None:
    _, spec = _begun(tmp_path, name)
    (copy,) = (tmp_path / "kit" / "specs").glob("openapi.*")
    assert copy.read_bytes() == (DOCUMENTS / name).read_bytes()
    assert [one.name for one in suites_of("some-api")] == ["any-api", "tests"]
    assert all(one.derived for one in spec.catalogue.requirements.values())


def test_a_document_of_a_framework(tmp_path: Path) -> None:
    begun, spec = _begun(tmp_path, "fastapi.json")
    assert list(spec.operations) == [
        "readItemsApiV1ItemsGet",
        "createItemApiV1ItemsPost",
        "readItemApiV1ItemsItemIdGet",
        "healthHealthGet",
    ]
    assert set(spec.catalogue.features) == {"items", "health"}
    assert begun == Begun(operations=4, requirements=13, offered=3)
    wanted = {"SA-healthHealthGet-STATUS", "SA-healthHealthGet-MEDIA"}
    ids = {one for one in spec.catalogue.requirements if "health" in one}
    assert {one.partition("-")[2] for one in ids} == {one.partition("-")[2] for one in wanted}
    api = Api(spec)
    body = api.body_of("createItemApiV1ItemsPost")
    assert body == {"name": "ucc-1", "price": 1.0}
    assert api.values_for("readItemsApiV1ItemsGet") == {}


def test_a_document_of_openapi_3_0(tmp_path: Path) -> None:
    begun, spec = _begun(tmp_path, "rest-framework.yaml")
    assert begun.offered == 3
    assert {"ticketsList", "getExport"} <= set(spec.operations)
    (document,) = spec.documents.values()
    ticket = document["components"]["schemas"]["Ticket"]["properties"]
    assert document["openapi"] == "3.1.0"
    assert ticket["state"] == {"type": ["string", "null"], "enum": ["open", "closed", None]}
    assert ticket["weight"] == {"type": "number", "exclusiveMinimum": 0}
    assert ticket["parent"]["anyOf"][1] == {"type": "null"}
    api = Api(spec)
    assert api.body_of("ticketsCreate") == {"title": "ucc-1", "weight": 1.0}
    assert api.required_query("getExport") == (("since", "2026-01-31"),)
    found = api.operation_at("GET", "/tickets/7/")
    assert found is not None
    assert found.id == "ticketsRetrieve"
    ids = set(spec.catalogue.requirements)
    prefix = spec.prefix
    assert f"{prefix}-getExport-BODY" not in ids
    assert f"{prefix}-getExport-MEDIA" in ids
    assert f"{prefix}-ticketsDestroy-MEDIA" not in ids
    assert f"{prefix}-ticketsDestroy-AUTH" in ids


def test_a_document_without_operation_ids(tmp_path: Path) -> None:
    _, spec = _begun(tmp_path, "hand-written.yaml")
    assert list(spec.operations) == ["getTeamsByTeamPeople", "putTeamsByTeamPeople", "getTeams"]
    assert spec.catalogue.features["people-teams"] == "Who works where."
    operation = spec.operations["getTeamsByTeamPeople"]
    assert [one["name"] for one in operation.raw["parameters"]] == ["team"]
    assert "content" not in operation.raw["responses"]["default"]
    assert f"{spec.prefix}-getTeamsByTeamPeople-BODY" in spec.catalogue.requirements


@pytest.mark.parametrize("name", NAMES)
def test_plain_requests_keep_the_document(tmp_path: Path, name: str) -> None:
    _, spec = _begun(tmp_path, name)
    api = Api(spec)
    for one in spec.operations.values():
        form = RequestForm(one.raw, spec.document(one.id), spec.directory)
        query = "&".join("=".join(pair) for pair in api.required_query(one.id))
        request = _request(one.method, f"http://h{one.path}?{query}", api.body_of(one.id))
        assert list(form.problems(request)) == []


def _request(method: str, url: str, body: object) -> Request:
    if body is None:
        return Request(method, url)
    return Request(method, url, (("Content-Type", "application/json"),), json.dumps(body).encode())


def test_laws_are_judged_once_they_are_confirmed(tmp_path: Path) -> None:
    start_kit(tmp_path / "kit", "some-api", DOCUMENTS / "fastapi.json", "INV")
    path = tmp_path / "kit" / "kit.toml"
    text = path.read_text("utf-8")
    assert '[laws."GET /api/v1/items/"]' in text
    assert 'offset = {parameter = "skip", first = 0, confirmed = false}' in text
    path.write_text(text.replace("confirmed = false", "confirmed = true"), "utf-8")
    spec = load(add_kit(tmp_path / "kit").name)
    assert sorted(spec.laws) == [
        f"INV-readItemsApiV1ItemsGet-{x}" for x in ("LIMIT", "OFFSET", "SEARCH")
    ]
    law = spec.catalogue.requirements["INV-readItemsApiV1ItemsGet-LIMIT"]
    assert law.level is Level.MUST
    assert law.statement == "GET /api/v1/items/ gives at most as many items as limit says."


def test_lives_are_judged_once_they_are_confirmed(tmp_path: Path) -> None:
    start_kit(tmp_path / "kit", "some-api", PHONE_BOOK, "INV")
    path = tmp_path / "kit" / "kit.toml"
    text = path.read_text("utf-8")
    assert "removed = {confirmed = false}" in text
    path.write_text(text.replace("confirmed = false", "confirmed = true"), "utf-8")
    spec = load(add_kit(tmp_path / "kit").name)
    kinds = {one.rpartition("-")[2] for one in spec.lives}
    assert kinds == {"MADE", "ANSWERED", "LISTED", "CHANGED", "REFUSED", "REMOVED"}
    for identifier, life in spec.lives.items():
        assert {life.make, life.list, life.read, life.change, life.remove} <= spec.operations.keys()
        assert spec.catalogue.requirements[identifier].derived
    statements = [spec.catalogue.requirements[one].statement for one in spec.lives]
    assert any(one.startswith("What DELETE /") for one in statements)


def test_no_life_is_judged_of_what_cannot_be_read_or_removed(tmp_path: Path) -> None:
    start_kit(tmp_path / "kit", "some-api", DOCUMENTS / "fastapi.json", "INV")
    path = tmp_path / "kit" / "kit.toml"
    with path.open("a", encoding="utf-8") as file:
        file.write('[lives."POST /api/v1/items/"]\nmade = {}\n')
    with pytest.raises(ConfigurationError, match="no GET and DELETE of an item of /api/v1/items/"):
        load(add_kit(tmp_path / "kit").name)


WRONG = {
    "a key": ("limit =", "limt =", "unknown key 'limt'"),
    "a parameter": ('"limit"', '"limt"', "the operation has no parameter 'limt' (did you mean"),
    "a call": ("GET /api/v1/items/", "GET /items", "the OpenAPI document has no operation 'GET"),
}


@pytest.mark.parametrize(("old", "new", "text"), WRONG.values(), ids=WRONG)
def test_a_law_that_cannot_be_meant_is_one_line(
    tmp_path: Path, old: str, new: str, text: str
) -> None:
    start_kit(tmp_path / "kit", "some-api", DOCUMENTS / "fastapi.json", "INV")
    path = tmp_path / "kit" / "kit.toml"
    said = path.read_text("utf-8").replace("confirmed = false", "confirmed = true")
    path.write_text(said.replace(old, new), "utf-8")
    with pytest.raises(ConfigurationError) as caught:
        load(add_kit(tmp_path / "kit").name)
    assert text in str(caught.value)
    assert str(caught.value).startswith(f"{path}:")
    assert "\n" not in str(caught.value)


def _document(tmp_path: Path, **changed: object) -> Path:
    found = yaml.safe_load((DOCUMENTS / "hand-written.yaml").read_text("utf-8")) | changed
    path = tmp_path / "one.yaml"
    path.write_text(yaml.safe_dump(found), "utf-8")
    return path


REFUSED = {
    "swagger": ({"openapi": "2.0", "swagger": "2.0"}, "convert it from Swagger 2.0 first"),
    "no paths": ({"paths": {}}, "paths: "),
    "another file": (
        {"paths": {"/a": {"get": {"responses": {"200": {"$ref": "b.yaml#/x"}}}}}},
        "refers to another file, 'b.yaml#/x'; bundle both into one document",
    ),
    "nowhere": (
        {"paths": {"/a": {"get": {"responses": {"200": {"$ref": "#/x"}}}}}},
        "refers to '#/x', which is not there",
    ),
}


@pytest.mark.parametrize(("changed", "text"), REFUSED.values(), ids=REFUSED)
def test_a_document_that_cannot_be_read_leaves_nothing(
    tmp_path: Path, changed: dict[str, object], text: str
) -> None:
    path = _document(tmp_path, **changed)
    with pytest.raises(ConfigurationError, match=r"openapi\.yaml") as caught:
        start_kit(tmp_path / "kit", "some-api", path, None)
    assert text in str(caught.value)
    assert not (tmp_path / "kit").exists()


@pytest.mark.parametrize(
    ("name", "prefix", "text"),
    [
        ("Some_API", None, "cannot be the name of a kit; write it like 'phone-book'"),
        ("voss", "VO", "there is a kit 'voss' already"),
        ("some-api", "upt", "--prefix 'upt': write it like 'PHB'"),
        ("some-api", "UPT", "the prefix UPT is that of the kit 'uptivity'"),
    ],
)
def test_a_name_that_cannot_be_is_named(
    tmp_path: Path, name: str, prefix: str | None, text: str
) -> None:
    with pytest.raises(ConfigurationError) as caught:
        start_kit(tmp_path / "kit", name, DOCUMENTS / "fastapi.json", prefix)
    assert text in str(caught.value)


def test_what_contains_itself_without_an_end_is_not_made(tmp_path: Path) -> None:
    schema = {"type": "object", "required": ["a"], "properties": {"a": {"$ref": "#/components/s"}}}
    content = {"application/json": {"schema": {"$ref": "#/components/s"}}}
    item = {
        "post": {"requestBody": {"content": content}, "responses": {"200": {"description": "x"}}}
    }
    path = _document(tmp_path, paths={"/a": item}, components={"s": schema})
    start_kit(tmp_path / "kit", "some-api", path, None)
    api = Api(load(add_kit(tmp_path / "kit").name))
    with pytest.raises(NotTested, match="contains itself"):
        api.body_of("postA")


def test_the_kit_says_more_of_an_operation(tmp_path: Path) -> None:
    start_kit(tmp_path / "kit", "some-api", DOCUMENTS / "fastapi.json", "INV")
    path = tmp_path / "kit" / "kit.toml"
    added = '\n[operations."GET /health"]\nfeature = "items"\nsection = "Health"\n'
    added += 'derived = {MEDIA = "none", STATUS = "should"}\n'
    path.write_text(path.read_text("utf-8") + added, "utf-8")
    spec = load(add_kit(tmp_path / "kit").name)
    (one,) = (r for r in spec.catalogue.requirements.values() if "-healthHealthGet-" in r.id)
    assert (one.level, one.feature, one.source.section) == (Level.SHOULD, "items", "Health")
    path.write_text(path.read_text("utf-8").replace("GET /health", "GET /helth"), "utf-8")
    with pytest.raises(ConfigurationError, match=r"no operation 'GET /helth' \(did you mean"):
        load(add_kit(_moved(tmp_path)).name)


def _moved(tmp_path: Path) -> Path:
    """The kit in another folder: what was read of one is not read again."""
    return (tmp_path / "kit").rename(tmp_path / "other")

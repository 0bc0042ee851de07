"""What every answer of a hub has: headers, validators, errors in one line."""

from __future__ import annotations

import gzip
from typing import TYPE_CHECKING

import pytest
from _asgi import ask
from sqlalchemy import create_engine

from contracts.hub import Desk, hub_app
from contracts.store.queries import runs

if TYPE_CHECKING:
    from tests.unit.hub.conftest import Hub


def test_nothing_but_our_own_files_is_loaded(hub: Hub) -> None:
    for path in ("/", "/nope", "/api/targets", "/static/x/style.css", "/badges/recorded/One.svg"):
        headers = hub.get(path).headers
        policy = headers["content-security-policy"]
        assert policy.startswith("default-src 'none'; style-src 'self'; script-src 'self';")
        assert "unsafe" not in policy
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["referrer-policy"] == "no-referrer"
        assert "set-cookie" not in headers
    page = hub.get(f"/runs/{runs(hub.store)[0].key}").text
    assert "style=" not in page
    assert "<style" not in page
    assert "onclick" not in page


@pytest.mark.parametrize("path", ["/", "/targets/1", "/api/targets", "/badges/recorded/One.svg"])
def test_what_is_known_is_not_sent_again(hub: Hub, path: str) -> None:
    first = hub.get(path)
    again = hub.get(path, **{"if-none-match": first.headers["etag"]})
    assert (again.status, again.body) == (304, b"")
    assert again.headers["etag"] == first.headers["etag"]
    assert hub.get(path, **{"if-none-match": '"other"'}).status == 200


def test_a_report_that_is_known_is_not_made_again(
    hub: Hub, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = f"/runs/{runs(hub.store)[0].key}"
    tag = hub.get(path).headers["etag"]
    monkeypatch.setattr("contracts.hub.pages.runs.build_page", None)
    assert hub.get(path, **{"if-none-match": tag.removeprefix("W/")}).status == 304


def test_pages_are_compressed_for_those_who_can(hub: Hub) -> None:
    plain, small = hub.get("/"), hub.get("/", **{"accept-encoding": "gzip"})
    assert small.headers["content-encoding"] == "gzip"
    assert gzip.decompress(small.body) == plain.body
    assert small.headers["etag"] == plain.headers["etag"]
    assert "Accept-Encoding" in small.headers["vary"]


def test_files_of_a_version_are_kept_for_good(hub: Hub) -> None:
    link = hub.get("/").text.partition('stylesheet" href="')[2].partition('"')[0]
    assert "immutable" in hub.get(link).headers["cache-control"]
    old = hub.get("/static/older/style.css")
    assert (old.status, old.headers["cache-control"]) == (200, "no-cache")
    assert hub.get("/static/x/hub.css").status == hub.get("/static/x/..%2Fapp.py").status == 404


@pytest.mark.parametrize(
    ("path", "status", "said"),
    [
        ("/nope", 404, "there is no such page"),
        ("/targets/99", 404, "the store has no target 99"),
        (f"/targets/{'9' * 40}", 404, "no target 999"),
        ("/runs/latest", 404, "the store has no run latest"),
        ("/runs/%00", 404, "the store has no run"),
        ("/requirements/recorded/NO-1", 404, "knows no requirement NO-1 of recorded"),
        ("/requirements/other/REC-0001", 404, "knows no requirement REC-0001 of other"),
        ("/badges/recorded/No.svg", 404, "has no target No of recorded"),
        ("/?verdict=good", 400, "verdict is one of conforming, not-verified, not-conforming"),
        ("/?api=none", 400, "api is one of recorded, not"),
        ("/?first=-1", 400, "first is a whole number from 0"),
        ("/targets/1?runs=1000", 400, "runs is a whole number from 2 to 100"),
        ("/runs?before=yesterday", 400, "before is a time such as"),
        ("/compare?before=a&after=b", 404, "the store has no run a"),
        (f"/?name={'x' * 201}", 400, "name has 201 characters"),
    ],
)
def test_what_cannot_be_shown_is_said_in_one_line(
    hub: Hub, path: str, status: int, said: str
) -> None:
    page = hub.get(path)
    assert page.status == status
    assert said in page.text
    assert page.headers["cache-control"] == "no-store"
    assert "The fleet" in page.text
    api = ask(hub.app, path, headers={"accept": "application/json"})
    assert api.headers["content-type"] == "application/problem+json"
    assert (api.json["status"], said in api.json["detail"]) == (status, True)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE"])
@pytest.mark.parametrize("path", ["/", "/runs", "/api/runs", "/targets/1"])
def test_a_hub_may_only_be_read(hub: Hub, method: str, path: str) -> None:
    refused = ask(hub.app, path, method=method)
    assert refused.status == 405
    assert refused.headers["allow"] == "GET, HEAD"


def test_a_head_is_a_get_without_a_body(hub: Hub) -> None:
    assert ask(hub.app, "/", method="HEAD").status == 200


def test_a_store_that_is_away_is_no_page_of_it(
    hub: Hub, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    away = create_engine("postgresql+psycopg://u:secret@127.0.0.1:1/x")
    monkeypatch.setattr(hub.store, "engine", away)
    page = ask(hub_app(Desk(hub.store)), "/", headers={"accept": "text/html"})
    assert (page.status, page.headers["retry-after"]) == (503, "10")
    assert "the store cannot be used at the moment" in page.text
    assert "127.0.0.1" not in page.text
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "cannot be reached" in said
    assert "secret" not in said

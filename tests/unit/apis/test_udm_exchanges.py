"""Answers of Genesys UDM, the rule on bodies of a 204, and generated cases made harmless."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from contracts.apis.genesys_udm import Answer, Page, named_in
from contracts.apis.genesys_udm.generated import body_of, path_values, query_pairs
from contracts.apis.genesys_udm.rules import check, declared_body
from contracts.model import Exchange, Inconclusive, Request, Response

DELETED = frozenset({"UDM-deleteJobV10-BODY"})


def _exchange(status: int, body: bytes = b"", length: str | None = None) -> Exchange:
    headers = (("Content-Length", length),) if length is not None else ()
    request = Request("DELETE", "http://h/udm/v10/export/jobs/1", operation="deleteJobV10")
    return Exchange("e1", "t", request, Response(status, "", headers, body), None, 0.0, 0.0)


@pytest.mark.parametrize(
    ("status", "length", "declared"),
    [(204, None, ""), (204, "0", ""), (204, "7", "7"), (200, "7", "")],
)
def test_a_204_declares_no_body(status: int, length: str | None, declared: str) -> None:
    exchange = _exchange(status, length=length)
    assert exchange.response is not None
    assert declared_body(exchange.response) == declared
    assert len(check(exchange, DELETED).findings) == bool(declared)
    assert check(exchange, frozenset()).findings == ()


def test_a_204_is_a_page_of_nothing() -> None:
    assert Page(_exchange(204)).rows == ()


def test_a_page_has_objects_as_items() -> None:
    page = Page(_exchange(200, b'{"count": 1, "items": [{"id": 5}]}'))
    assert (page.keys, page.number("count"), page.number("size")) == (["5"], 1, None)
    with pytest.raises(Inconclusive):
        _ = Page(_exchange(200, b'{"items": ["a"]}')).rows
    assert not Page(_exchange(200, b"<html>")).is_page


def test_whole_numbers_have_one_value_however_they_are_written() -> None:
    page = Page(_exchange(200, b'{"count": 4E1, "size": 40.0, "items": [{"id": 5.0, "x": 0.5}]}'))
    assert (page.keys, page.number("count"), page.number("size")) == (["5"], 40, 40)
    assert page.rows[0]["x"] == 0.5


@pytest.mark.parametrize(
    ("body", "named"),
    [
        ([-1], ["-1"]),
        ([1, "-12"], ["1"]),
        (["job 1", {"id": -1}], ["1", "-1"]),
        ([11, "x-1"], []),
    ],
)
def test_ids_that_an_array_names_have_their_sign(body: Any, named: list[str]) -> None:
    assert named_in(body, ["1", "-1"]) == named


def test_an_answer_that_is_needed_is_a_success() -> None:
    assert Answer(_exchange(303)).needed("a file").accepted
    with pytest.raises(Inconclusive, match="a file"):
        Answer(_exchange(404)).needed("a file")


def _case(**facts: Any) -> Any:
    return SimpleNamespace(**{"path_parameters": {}, "query": {}, "body": None, **facts})


def test_what_would_be_changed_is_of_the_suites_own() -> None:
    case = _case(path_parameters={"id": "1"}, query={"jobIDs": "1,2"})
    assert path_values(case, "DELETE", "77") == {"id": "77"}
    assert query_pairs(case, "DELETE") == [("jobIDs", "ucc-no-such-12")]
    files = _case(path_parameters={"filename": "a.zip"})
    assert path_values(files, "DELETE", "77")["filename"].startswith("ucc-no-such-")


def test_what_is_only_read_is_asked_as_generated() -> None:
    case = _case(path_parameters={"id": ".."}, query={"size": [1, True], "from": None})
    assert path_values(case, "GET", "77") == {"id": "%"}
    assert query_pairs(case, "GET") == [("size", "1"), ("size", "true"), ("from", "null")]


def test_generated_jobs_do_not_start() -> None:
    body = body_of(_case(body={"title": "x", "schedulerParam": {"immediately": True}}), "mine")
    assert b'"title":"mine"' in body
    assert b'"immediately":false' in body
    assert body_of(_case(body=[1]), "mine") == b"[1]"
    assert body_of(_case(body=object()), "mine") == b""

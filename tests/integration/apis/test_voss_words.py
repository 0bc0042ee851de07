"""Words in which a VOSS system says that a transaction is over."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import pytest

from contracts.apis.voss import Answer
from contracts.model import Exchange, Request, Response

if TYPE_CHECKING:
    from tests.integration.apis.conftest import Served


def test_a_word_is_learnt_from_a_change_that_is_over(speak: Callable[..., Served]) -> None:
    api = speak("voss").api
    assert api.is_final("Success")
    assert not api.is_final("Landed")
    api.learn("Landed")
    assert api.is_final(" landed ")


@pytest.mark.parametrize("status", ["Queued", "In Progress", ""])
def test_a_word_for_what_is_under_way_is_not(speak: Callable[..., Served], status: str) -> None:
    api = speak("voss").api
    api.learn(status)
    assert not api.is_final(status)


@pytest.mark.parametrize(
    ("body", "headers"),
    [
        ({"href": "/api/tool/Transaction/5a/?format=json"}, ()),
        ({"transaction": {"href": "/api/tool/Transaction/5a/"}}, ()),
        ({"transaction": "5a"}, (("Location", "/api/tool/Transaction/5a/"),)),
        ({"transaction_id": "5a"}, (("Location", "/api/data/User/7/"),)),
    ],
)
def test_a_transaction_is_named_in_several_places(
    speak: Callable[..., Served], body: dict[str, Any], headers: tuple[tuple[str, str], ...]
) -> None:
    request = Request("POST", "http://localhost/api/data/User/")
    response = Response(202, headers=headers, body=json.dumps(body).encode())
    answer = Answer(Exchange("x-1", "t", request, response, None, 0.0, 0.0))
    assert speak("voss").api.transaction_of(answer) == "5a"

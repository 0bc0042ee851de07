"""Refusals: every code that a target may give, graded."""

from __future__ import annotations

import pytest

from contracts.oracles.refusals import (
    IN_STATE,
    MALFORMED,
    MEDIA,
    UNAUTHENTICATED,
    UNKNOWN,
    Grade,
    refusal,
)

CODES = (200, 202, 204, 302, 400, 401, 403, 404, 405, 409, 410, 415, 422, 423, 500, 503)

TABLE = {
    "malformed": (refusal("a broken body", 400, cause=MALFORMED), {400}, {404, 409, 415, 422}),
    "unauthenticated": (refusal("no password", 401, cause=UNAUTHENTICATED), {401}, {403}),
    "unknown": (refusal("an unknown id", 404, cause=UNKNOWN), {404}, {400, 410, 422}),
    "state": (
        refusal("a deletion in progress", 400, 500, cause=IN_STATE),
        {400, 500},
        {403, 405, 409, 422, 423},
    ),
    "media": (refusal("a body of another type", 415, cause=MEDIA), {415}, {400, 422}),
    "no code documented": (refusal("a cut body", cause=MALFORMED), set(), MALFORMED),
}


@pytest.mark.parametrize("name", TABLE)
def test_each_code_is_graded(name: str) -> None:
    found, documented, equivalent = TABLE[name]
    for status in CODES:
        expected = Grade.VIOLATED
        if status in documented:
            expected = Grade.REFUSED
        elif status in equivalent:
            expected = Grade.UNDOCUMENTED
        assert found.grade(status) is expected, status


def test_a_finding_names_the_documented_codes() -> None:
    assert refusal("it", 401, 403, cause=UNAUTHENTICATED).expected == "401 or 403"
    assert refusal("it", 400, cause=MEDIA).case == "it"
    assert refusal("it", cause=MEDIA).expected == "400 or 415 or 422"

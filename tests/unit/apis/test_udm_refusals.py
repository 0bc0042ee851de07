"""What refuses a request in Genesys UDM: each code on each refusal."""

from __future__ import annotations

import pytest

from contracts.apis.genesys_udm import refusing
from contracts.oracles.refusals import Grade, Refusal

_CODES = (400, 401, 403, 404, 405, 409, 415, 422, 423)
_REFUSALS: dict[str, tuple[Refusal, set[int], set[int]]] = {
    "malformed": (refusing.malformed("a Job without title"), {400}, {404, 409, 415, 422}),
    "not in state": (
        refusing.not_in_state("an update", 404),
        {400, 404, 409},
        {403, 405, 422, 423},
    ),
    "not found": (refusing.not_found("a job"), {404}, {422}),
    "not found in v10": (refusing.not_found("a job", 400, 404), {400, 404}, {422}),
    "no number": (refusing.no_number("an id"), {400, 404}, {422}),
    "unnamed": (refusing.unnamed("a deletion"), set(_CODES) - {401}, set()),
    "unauthenticated": (refusing.unauthenticated("a request"), {401, 403}, {400, 404}),
    "without credentials": (refusing.without_credentials("a request"), {400, 401, 403}, {404}),
}


@pytest.mark.parametrize("name", _REFUSALS)
def test_each_code_has_its_grade(name: str) -> None:
    refusal, passing, warning = _REFUSALS[name]
    grades = {code: refusal.grade(code) for code in _CODES}
    assert {code for code, grade in grades.items() if grade is Grade.REFUSED} == passing
    assert {code for code, grade in grades.items() if grade is Grade.UNDOCUMENTED} == warning


@pytest.mark.parametrize("name", _REFUSALS)
@pytest.mark.parametrize("status", [0, 200, 204, 303, 500, 503])
def test_what_is_no_refusal(name: str, status: int) -> None:
    assert _REFUSALS[name][0].grade(status) is Grade.VIOLATED

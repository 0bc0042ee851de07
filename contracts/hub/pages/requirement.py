"""Requirements: who breaks them, since when, and what goes to and fro."""

from __future__ import annotations

import msgspec
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from contracts.hub import answers, asked, pictures
from contracts.hub.desk import Desk
from contracts.store.histories import FLAKY
from contracts.store.queries import StandingRow, clauses, flipping, standings
from contracts.store.queries.glances import StripMark, requirement_rows, strips
from contracts.store.standing import BROKEN, KEPT, OPEN
from contracts.store.values import text

_MOST = 50
"""How many targets have a picture of their past."""
_PAGE = 100
_STATES = (BROKEN, OPEN, KEPT)


class Row(msgspec.Struct, frozen=True):
    """A target with its past; `strip` is None where only the others have room for one."""

    standing: StandingRow
    strip: pictures.Strip | None


def requirements(desk: Desk, request: Request) -> Response:
    """The page of all requirements."""
    known = requirement_rows(desk.store)
    apis = sorted({one.api for one in known})
    api = asked.choice(request, "api", apis) if known else None
    name = asked.word(request, "text")
    first = asked.number(request, "first", 0, 0, 10_000_000)
    words = (name or "").lower()
    found = [
        one
        for one in known
        if (api is None or one.api == api)
        and words in f"{one.requirement} {one.feature} {one.statement}".lower()
    ]
    return answers.page(
        request,
        "requirements.html",
        {
            "rows": found[first : first + _PAGE],
            "found": len(found),
            "first": first,
            "size": _PAGE,
            "broken": sum(1 for one in found if one.broken),
            "flips": flipping(desk.store, api=api, least=FLAKY, limit=_MOST),
            "apis": apis,
            "chosen": {"api": api, "text": name},
        },
    )


def requirement(desk: Desk, request: Request) -> Response:
    """The page of one requirement."""
    api, name = (text(request.path_params[key]) for key in ("api", "requirement"))
    clause = next((one for one in clauses(desk.store, name) if one.api == api), None)
    if clause is None:
        msg = f"the store knows no requirement {name} of {api}"
        raise HTTPException(404, msg)
    count = asked.number(request, "runs", 30, 2, 100)
    found = standings(desk.store, api=api, requirement_name=name)
    found.sort(key=lambda one: (_STATES.index(one.state), -one.flips))
    pictured = [one.target_id for one in found[:_MOST]]
    marks = strips(desk.store, api, name, pictured, runs=count)
    rows = [_row(one, marks.get(one.target_id)) for one in found]
    return answers.page(
        request,
        "requirement.html",
        {
            "clause": clause,
            "rows": [one for one in rows if one.standing.state != KEPT],
            "kept": [one for one in rows if one.standing.state == KEPT],
            "broken": [one for one in found if one.state == BROKEN],
            "flaky": [one for one in found if one.flips >= FLAKY],
            "count": count,
        },
    )


def _row(standing: StandingRow, marks: list[StripMark] | None) -> Row:
    if marks is None:
        return Row(standing, None)
    runs = [pictures.Run(one.run, one.started) for one in marks]
    return Row(standing, pictures.strip(runs, {one.run: one.verdict for one in marks}))

"""The operations of the JSON API that read."""

from __future__ import annotations

from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from contracts import __version__
from contracts.hub import answers, asked
from contracts.hub.api import shapes
from contracts.hub.desk import Desk
from contracts.model import RunVerdict
from contracts.report import compare, results_json
from contracts.store.histories import FLAKY
from contracts.store.queries import (
    clauses,
    flipping,
    judged_in,
    judgings,
    results_of,
    standings,
    timeline,
)
from contracts.store.queries import targets as known_targets
from contracts.store.queries.glances import requirement_rows, run_state
from contracts.store.queries.runs import runs as runs_of
from contracts.store.values import text

STATES = ("kept", "broken", "open")
MOST = 1_000
"""How many items an answer has at most."""
FURTHEST = 10_000_000
"""How many items may be passed over."""
_SOME = 100


def health(desk: Desk, request: Request) -> Response:
    """Whether the store can be read."""
    runs_of(desk.store, limit=1)
    return answers.as_json(request, shapes.Health("ok", __version__, desk.accepting is not None))


def targets(desk: Desk, request: Request) -> Response:
    """The targets, the worst first."""
    verdict = asked.choice(request, "verdict", [one.value for one in RunVerdict])
    first, limit = _window(request)
    found = known_targets(
        desk.store, api=asked.word(request, "api"), group=asked.word(request, "group")
    )
    found = [one for one in found if verdict is None or one.latest.verdict.value == verdict]
    items = tuple(shapes.target_of(one) for one in found[first : first + limit])
    return answers.as_json(request, shapes.Targets(items, len(found)))


def target(desk: Desk, request: Request) -> Response:
    """One target."""
    return answers.as_json(request, shapes.target_of(asked.target_of(desk, request)))


def target_runs(desk: Desk, request: Request) -> Response:
    """The runs of a target."""
    found = asked.target_of(desk, request)
    rows = judgings(desk.store, found.id, limit=_limit(request))
    return answers.as_json(request, shapes.Judgings(tuple(map(shapes.judged_of, rows))))


def target_standings(desk: Desk, request: Request) -> Response:
    """Where the requirements of a target stand."""
    found = asked.target_of(desk, request)
    state = asked.choice(request, "state", STATES)
    rows = standings(desk.store, target_id=found.id, state=state, limit=MOST)
    return answers.as_json(request, shapes.Standings(tuple(map(shapes.standing_of, rows))))


def requirements(desk: Desk, request: Request) -> Response:
    """The requirements, those that most targets break first."""
    first, limit = _window(request)
    rows = requirement_rows(desk.store, api=asked.word(request, "api"))
    items = tuple(shapes.requirement_of(one) for one in rows[first : first + limit])
    return answers.as_json(request, shapes.Requirements(items, len(rows)))


def requirement_standings(desk: Desk, request: Request) -> Response:
    """Where one requirement stands at each target."""
    api, name = _requirement(desk, request)
    state = asked.choice(request, "state", STATES)
    rows = standings(desk.store, api=api, requirement_name=name, state=state, limit=MOST)
    return answers.as_json(request, shapes.Standings(tuple(map(shapes.standing_of, rows))))


def requirement_timeline(desk: Desk, request: Request) -> Response:
    """The verdicts of one requirement."""
    api, name = _requirement(desk, request)
    rows = timeline(desk.store, name, api=api, limit=_limit(request))
    return answers.as_json(request, shapes.Timeline(tuple(map(shapes.past_of, rows))))


def flips(desk: Desk, request: Request) -> Response:
    """What goes to and fro."""
    least = asked.number(request, "least", FLAKY, 1, MOST)
    rows = flipping(desk.store, api=asked.word(request, "api"), least=least, limit=_limit(request))
    return answers.as_json(request, shapes.Standings(tuple(map(shapes.standing_of, rows))))


def runs(desk: Desk, request: Request) -> Response:
    """Runs, the latest first."""
    first, limit = _window(request)
    rows = runs_of(
        desk.store,
        api=asked.word(request, "api"),
        batch=asked.word(request, "batch"),
        before=asked.moment(request, "before"),
        limit=limit + 1,
        offset=first,
    )
    items = tuple(map(shapes.run_of, rows[:limit]))
    return answers.as_json(request, shapes.Runs(items, len(rows) > limit))


def run(desk: Desk, request: Request) -> Response:
    """One run."""
    found = asked.run_of(desk, request.path_params["run"])
    return answers.as_json(request, shapes.run_of(found))


def run_targets(desk: Desk, request: Request) -> Response:
    """The targets of a run, as it found them."""
    found = asked.run_of(desk, request.path_params["run"])
    rows = judged_in(desk.store, found.id)
    return answers.as_json(
        request, shapes.Judgings(tuple(shapes.judged_of(row) for _, _, row in rows))
    )


def run_results(desk: Desk, request: Request) -> Response:
    """All that came of a run, as its results.json says it."""
    found = asked.run_of(desk, request.path_params["run"])

    def make() -> Response:
        body = b"".join(results_json(results_of(desk.store, found.id)))
        return Response(body, media_type="application/json")

    return answers.once(request, run_state(desk.store, found.id), make)


def comparison(desk: Desk, request: Request) -> Response:
    """What changed between two runs."""
    pair = [asked.run_of(desk, request.path_params[name]) for name in ("before", "after")]
    found = compare(*(results_of(desk.store, one.id) for one in pair))
    told = shapes.Comparison(
        found.worse,
        found.differences,
        found.unmatched,
        tuple(
            shapes.ComparedTarget(
                one.api,
                one.before,
                one.after,
                one.differences,
                tuple(
                    shapes.Change(o.requirement, o.before, o.after, o.direction, o.reason)
                    for o in one.changes
                ),
                one.same,
            )
            for one in found.targets
        ),
    )
    return answers.as_json(request, told)


def _requirement(desk: Desk, request: Request) -> tuple[str, str]:
    api, name = (text(request.path_params[key]) for key in ("api", "requirement"))
    if not any(one.api == api for one in clauses(desk.store, name)):
        msg = f"the store knows no requirement {name} of {api}"
        raise HTTPException(404, msg)
    return api, name


def _limit(request: Request) -> int:
    return asked.number(request, "limit", _SOME, 1, MOST)


def _window(request: Request) -> tuple[int, int]:
    return asked.number(request, "first", 0, 0, FURTHEST), _limit(request)

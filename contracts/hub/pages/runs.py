"""Runs: all of them, and the report of one."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from starlette.requests import Request
from starlette.responses import Response

from contracts.catalogue import apis, load
from contracts.hub import answers, asked
from contracts.hub.desk import Desk
from contracts.model import BodyStored, Catalogue, ConfigurationError, ExchangeRecorded, Results
from contracts.report.page import build_page
from contracts.store import Store
from contracts.store.queries import bodies, exchanges, results_of
from contracts.store.queries.glances import run_state, targets_in
from contracts.store.queries.runs import runs as runs_of

_PAGE = 50
_AT_A_TIME = 500


class StoreKept:
    """The exchanges and bodies that a store keeps of a run."""

    def __init__(self, store: Store, run_id: int) -> None:
        self._store = store
        self._run_id = run_id

    def exchanges(self, wanted: Collection[str]) -> Iterator[ExchangeRecorded]:
        """The exchanges with these ids."""
        for some in _portions(wanted):
            yield from exchanges(self._store, self._run_id, some)

    def bodies(self, wanted: Collection[str]) -> Iterator[BodyStored]:
        """The bodies of these digests."""
        for some in _portions(wanted):
            yield from bodies(self._store, some).values()


def runs(desk: Desk, request: Request) -> Response:
    """The page of all runs."""
    api, batch = asked.word(request, "api"), asked.word(request, "batch")
    before = asked.moment(request, "before")
    first = asked.number(request, "first", 0, 0, 10_000_000)
    found = runs_of(desk.store, api=api, batch=batch, before=before, limit=_PAGE + 1, offset=first)
    shown = found[:_PAGE]
    named = targets_in(desk.store, [one.id for one in shown])
    return answers.page(
        request,
        "runs.html",
        {
            "runs": [(one, named[one.id]) for one in shown],
            "first": first,
            "more": len(found) > _PAGE,
            "size": _PAGE,
            "chosen": {"api": api, "batch": batch, "before": before and before.isoformat()},
            "before": before,
        },
    )


def run(desk: Desk, request: Request) -> Response:
    """The report of a run."""
    found = asked.run_of(desk, request.path_params["run"])

    def make() -> Response:
        results = results_of(desk.store, found.id)
        kept = StoreKept(desk.store, found.id)
        made = build_page(kept, results, dict(_catalogues(results)))
        judged = [one.id for one in targets_in(desk.store, [found.id])[found.id]]
        return answers.page(
            request, "run_page.html", {"page": made, "run": found, "judged": judged}
        )

    return answers.once(request, f"{run_state(desk.store, found.id)} {found.accepted}", make)


def _catalogues(results: Results) -> Iterator[tuple[str, Catalogue]]:
    """The catalogues at hand that the run was judged by; of the others the results know enough."""
    known = set(apis())
    for one in results.targets:
        if one.api in known:
            try:
                catalogue = load(one.api).catalogue
            except ConfigurationError:
                continue  # a kit that is broken here says nothing about the run
            if catalogue.digest == one.catalogue:
                yield one.api, catalogue


def _portions(wanted: Collection[str]) -> Iterator[Collection[str]]:
    known = sorted(wanted)
    for first in range(0, len(known), _AT_A_TIME):
        yield known[first : first + _AT_A_TIME]

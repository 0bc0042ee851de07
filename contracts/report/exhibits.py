"""The exchanges that a page shows as evidence, looked up in the log and made ready to show."""

from __future__ import annotations

import re
from collections.abc import Mapping

import msgspec

from contracts.model import ExchangeRecorded, RequirementResult, Results, Verdict
from contracts.report.bodies import SHOWN, BodyView, body_view
from contracts.report.marks import Hint
from contracts.report.trail import Kept

_BRIEF = 2 * 1024
_SHORT = 200
_BUDGET = 24 * 1024 * 1024
_ACCUSED = frozenset({Verdict.ERROR, Verdict.FAIL, Verdict.WARN, Verdict.WAIVED})


class Exhibit(msgspec.Struct, frozen=True):
    """One exchange on the page. A body is None where none was sent.

    `offending` are the status (`status`) and headers (`header content-type`) that are wrong.
    """

    exchange: ExchangeRecorded
    anchor: str
    request_body: BodyView | None
    response_body: BodyView | None
    offending: frozenset[str] = frozenset()


class Exhibits:
    """The evidence of a run; each exchange is shown in full once and pointed to afterwards."""

    def __init__(self, trail: Kept, results: Results) -> None:
        brief: set[str] = set()
        full: set[str] = set()
        for target in results.targets:
            for requirement in target.requirements:
                (brief if _kept(requirement) else full).update(shown_of(requirement))
        wanted = brief | full
        self._found: dict[str, ExchangeRecorded] = (
            {one.id: one for one in trail.exchanges(wanted)} if wanted else {}
        )
        self._hints = _hints(results)
        self._bodies = _views(trail, self._found, full, self._hints)
        self._placed: set[str] = set()
        self._homes: dict[str, str] = {}

    def __contains__(self, exchange: str) -> bool:
        return exchange in self._found

    def place(self, exchange: str) -> Exhibit | None:
        """The exchange, at its first call; None ever after, or where the log does not hold it."""
        found = self._found.get(exchange)
        if found is None or exchange in self._placed:
            return None
        self._placed.add(exchange)
        response = found.response
        here = anchor(exchange)
        return Exhibit(
            found,
            here,
            self._body(found.request.body, here),
            self._body(response.body if response else None, here),
            frozenset(hint.where.lower() for hint in self._hints.get(exchange, ())),
        )

    def _body(self, digest: str | None, here: str) -> BodyView | None:
        """A body, at its first call; afterwards where it is shown, unless it is short."""
        if digest is None:
            return None
        missing = BodyView("", "the log does not hold it, or no longer", digest)
        view = self._bodies.get(digest, missing)
        home = self._homes.setdefault(digest, here)
        if home == here or len(view.text) <= _SHORT:
            return view
        return BodyView("", view.note.partition(",")[0], digest, home=home)


def anchor(exchange: str) -> str:
    """The id of an exchange on the page."""
    return f"x-{slug(exchange)}"


def slug(text: str) -> str:
    """`text` as an id that needs no escaping in an attribute or an address."""
    return re.sub(r"[^A-Za-z0-9_.-]", lambda match: f"_{ord(match[0]):x}_", text)


def shown_of(requirement: RequirementResult) -> tuple[str, ...]:
    """The evidence that is shown: of what was kept, one sample is enough."""
    return requirement.evidence[:1] if _kept(requirement) else requirement.evidence


def _kept(requirement: RequirementResult) -> bool:
    return requirement.verdict is Verdict.PASS


def _hints(results: Results) -> dict[str, tuple[Hint, ...]]:
    """What the findings tell of the offending part of each exchange."""
    table: dict[str, dict[Hint, None]] = {}
    for target in results.targets:
        for one in target.requirements:
            if one.verdict in _ACCUSED and (one.where or one.observed):
                for exchange in one.evidence:
                    table.setdefault(exchange, {}).setdefault(Hint(one.where, one.observed))
    return {exchange: tuple(hints) for exchange, hints in table.items()}


def _views(
    trail: Kept,
    found: Mapping[str, ExchangeRecorded],
    full: set[str],
    hints: Mapping[str, tuple[Hint, ...]],
) -> dict[str, BodyView]:
    """The bodies of the exchanges, longest shown where something is to be explained."""
    limits: dict[str, int] = {}
    pointed: dict[str, dict[Hint, None]] = {}
    for exchange in found.values():
        limit = SHOWN if exchange.id in full else _BRIEF
        for digest in _digests(exchange):
            limits[digest] = max(limit, limits.get(digest, 0))
        if exchange.response is not None and exchange.response.body is not None:
            of_body = pointed.setdefault(exchange.response.body, {})
            of_body.update(dict.fromkeys(hints.get(exchange.id, ())))
    views: dict[str, BodyView] = {}
    left = _BUDGET
    for body in trail.bodies(limits) if limits else ():
        if left > 0:
            view = body_view(body, limits[body.digest], pointed.get(body.digest, ()))
            left -= len(view.text)
        else:
            # A page that no browser opens shows nobody anything.
            view = BodyView("", f"{body.size:,} bytes, left out of this long page", body.digest)
        views[body.digest] = view
    return views


def _digests(exchange: ExchangeRecorded) -> list[str]:
    response = exchange.response
    both = (exchange.request.body, response.body if response else None)
    return [digest for digest in both if digest is not None]

"""What the traffic says of each requirement, added up."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.engine.judge import Standing
from contracts.model import Finding, Judged, Outcome
from contracts.oracles import Checked

_WORST_FIRST = (Outcome.VIOLATION, Outcome.INCONCLUSIVE, Outcome.WARNING, Outcome.PASS)
EXCHANGES = "every exchange"
"""What judged a requirement where the exchange alone did."""


class Accounts:
    """The standing of each requirement by what judged it: `EXCHANGES`, or the name of a law.

    A doubt counts only where nothing else was said. What happens once, such as a server error,
    cannot be looked at again in recorded traffic: it is doubtful until it was seen twice.
    """

    def __init__(self) -> None:
        self._standings: dict[str, dict[str, Standing]] = {}
        self._doubts: dict[str, dict[str, Standing]] = {}
        self._once: dict[str, tuple[str, Finding]] = {}

    def add(self, source: str, exchange: str, checked: Checked) -> None:
        """Add what was checked on an exchange."""
        for requirement in checked.upheld:
            self.passed(source, requirement, (exchange,))
        for finding in checked.findings:
            self.broken(source, finding)

    def passed(self, source: str, requirement: str, exchanges: tuple[str, ...]) -> None:
        """One more check held."""
        self._standing(source, requirement).passed(exchanges)

    def broken(self, source: str, finding: Finding) -> None:
        """A requirement is violated."""
        self._standing(source, finding.requirement).broken(finding)

    def seen_once(self, source: str, finding: Finding) -> None:
        """A requirement is violated by what may have been a moment's trouble."""
        requirement = finding.requirement
        _, before = self._once.pop(requirement, ("", None))
        if before is None and self.outcome(requirement) is not Outcome.VIOLATION:
            self._once[requirement] = (source, finding)
        else:
            self.broken(source, before or finding)

    def doubted(
        self, source: str, requirement: str, reason: str, exchanges: tuple[str, ...] = ()
    ) -> None:
        """What was seen does not decide the requirement, for `reason`; the first one is kept."""
        standing = self._doubts.setdefault(requirement, {}).setdefault(source, Standing())
        if standing.outcome is None:
            standing.unsettled(Outcome.INCONCLUSIVE, reason)
            standing.exchanges.extend(exchanges)

    def _standing(self, source: str, requirement: str) -> Standing:
        return self._standings.setdefault(requirement, {}).setdefault(source, Standing())

    def outcome(self, requirement: str) -> Outcome | None:
        """What is known of a requirement so far; None where nothing is."""
        known = {one.outcome for one in self._standings.get(requirement, {}).values()}
        if requirement in self._once or (not known and requirement in self._doubts):
            known.add(Outcome.INCONCLUSIVE)
        return next((one for one in _WORST_FIRST if one in known), None)

    def decided(self) -> set[str]:
        """The requirements that something was said of, be it a doubt."""
        return {*self._standings, *self._doubts, *self._once}

    def judged(self, target: str) -> Iterator[Judged]:
        """What stands, as events of a log."""
        for requirement, standings in self._standings.items():
            for source, standing in standings.items():
                yield _event(target, source, requirement, standing)
        for requirement, (source, finding) in self._once.items():
            standing = Standing()
            reason = f"seen once and not again in this traffic: {finding.summary}"
            standing.unsettled(Outcome.INCONCLUSIVE, reason)
            standing.doubted = True
            standing.exchanges.extend(finding.exchanges)
            yield _event(target, source, requirement, standing)
        for requirement, standings in self._doubts.items():
            for source, standing in standings.items():
                if requirement not in self._standings and requirement not in self._once:
                    yield _event(target, source, requirement, standing)


def _event(target: str, source: str, requirement: str, standing: Standing) -> Judged:
    finding = standing.finding or Finding(requirement, standing.reason)
    return Judged(
        target=target,
        requirement=requirement,
        test=f"traffic::{source}",
        outcome=standing.outcome or Outcome.INCONCLUSIVE,
        reason=standing.reason,
        expected=finding.expected,
        observed=finding.observed,
        exchanges=finding.exchanges or tuple(standing.exchanges),
        checks=standing.checks,
        where=finding.where,
        doubted=standing.doubted,
    )

"""All that a run says of one requirement of one target, settled into one verdict.

Worst wins: `error` > `fail` > `inconclusive` > `warn` > `pass`; a requirement is `not-tested`
or `not-applicable` only where nothing else was judged. A tally keeps a few samples of each
kind, never one entry per exchange. A violation that one test saw once and not again does not
count beside another test that saw it again.
"""

from __future__ import annotations

from collections.abc import Iterable

from contracts.model import (
    Judged,
    Level,
    Outcome,
    Requirement,
    RequirementResult,
    Verdict,
    settle,
    worst,
)
from contracts.report.causes import common
from contracts.report.text import plural

MAX_EVIDENCE = 5
_MAX_REASONS = 3
_MAX_OBSERVATIONS = 12
_MAX_DISTINCT = 1_000
_BROKEN = frozenset({Verdict.ERROR, Verdict.FAIL, Verdict.WARN})
_CHECKED = frozenset({Outcome.PASS, Outcome.VIOLATION, Outcome.WARNING})


class Distinct:
    """Texts in the order in which they were first seen; memory is bounded."""

    def __init__(self, shown: int) -> None:
        self._shown = shown
        self._texts: dict[str, None] = {}

    def add(self, text: str) -> None:
        """Remember `text`, unless it is empty or known."""
        if text and len(self._texts) < _MAX_DISTINCT:
            self._texts.setdefault(text)

    def __bool__(self) -> bool:
        return bool(self._texts)

    def __str__(self) -> str:
        texts = list(self._texts)
        if len(texts) == 1:
            return texts[0]
        parts = [text.rstrip(". ") for text in texts[: self._shown]]
        more = len(texts) - len(parts)
        return "; ".join([*parts, f"and {more} more"] if more else parts)


def joined(texts: Iterable[str]) -> str:
    """The first three distinct `texts` in one, and how many more there are."""
    reasons = Distinct(_MAX_REASONS)
    for text in texts:
        reasons.add(text)
    return str(reasons)


class Tally:
    """The judgements and observations of one requirement, added one by one."""

    def __init__(self, level: Level) -> None:
        self._level = level
        self.verdict: Verdict | None = None
        self._reasons = Distinct(_MAX_REASONS)
        self._kinds: set[str] = set()
        self._observations = Distinct(_MAX_OBSERVATIONS)
        self._expected = ""
        self._observed = ""
        self._where = ""
        self._evidence: dict[str, None] = {}
        self._tests: dict[str, None] = {}
        self._deciding: set[str] = set()
        self._decided = 0
        self._checks = 0
        self._violated = False
        self._doubts: list[Judged] = []

    def judged(self, event: Judged) -> None:
        """Add a judgement; one that is worse than all before it decides from now on."""
        if event.doubted and not self._violated:
            # Kept back: what a later test sees twice is no longer doubtful.
            self._doubts = [*self._doubts, event][:_MAX_REASONS]
        if event.doubted:
            self._tests.setdefault(event.test)
            return
        if event.outcome is Outcome.VIOLATION:
            self._violated = True
            self._doubts = []
        self._add(event)

    def _add(self, event: Judged) -> None:
        verdict = settle(event.outcome, self._level)
        self._tests.setdefault(event.test)
        if event.outcome in _CHECKED:
            self._checks += event.checks
        if verdict is Verdict.PASS and event.outcome is not Outcome.PASS:
            # A may cannot be violated: what was found is an observation.
            self._observations.add(event.reason)
        if self.verdict is None or worst((self.verdict, verdict)) is not self.verdict:
            self._begin(verdict)
        if verdict is self.verdict:
            self._decide(event)

    @property
    def violated(self) -> bool:
        """Whether a violation was seen, and seen again; asked once the result is there."""
        return self._violated

    def observed(self, observation: str) -> None:
        """Add what the target was seen to do."""
        self._observations.add(observation)

    def result(
        self, requirement: Requirement, unjudged: tuple[Verdict, str], missed: str = ""
    ) -> RequirementResult:
        """The requirement's result, without curl lines.

        `unjudged` is the verdict and reason that hold where nothing was judged; `missed` says
        which of its tests did not come to their end.
        """
        doubts, self._doubts = self._doubts, []
        for doubt in doubts:
            self._violated = True
            self._add(doubt)
        verdict, reason = (self.verdict, self._reason()) if self.verdict else unjudged
        if missed and verdict is Verdict.PASS:
            reason = f"{reason}; {missed}"
        return RequirementResult(
            id=requirement.id,
            level=requirement.level,
            basis=requirement.basis,
            verdict=verdict,
            reason=reason,
            expected=self._expected,
            observed=self._seen(verdict),
            tests=tuple(self._tests),
            evidence=tuple(self._evidence),
            curl=(),
            statement=requirement.statement,
            source=str(requirement.source),
            feature=requirement.feature,
            ambiguity=requirement.ambiguity,
            fix=requirement.fix,
            checks=self._checks,
            where=self._where,
            needs=requirement.needs,
        )

    def _begin(self, verdict: Verdict) -> None:
        self.verdict = verdict
        self._reasons = Distinct(_MAX_REASONS)
        self._kinds = set()
        self._expected = self._observed = self._where = ""
        self._evidence = {}
        self._deciding = set()
        self._decided = 0

    def _decide(self, event: Judged) -> None:
        kind = common(event.reason)
        if self.verdict in _BROKEN or kind not in self._kinds:
            self._kinds.add(kind)
            self._reasons.add(event.reason)
        self._expected = self._expected or event.expected
        self._observed = self._observed or event.observed
        self._where = self._where or event.where
        self._deciding.add(event.test)
        self._decided += event.checks
        for exchange in event.exchanges:
            if len(self._evidence) < MAX_EVIDENCE:
                self._evidence.setdefault(exchange)

    def _reason(self) -> str:
        if self.verdict is Verdict.PASS and not self._decided:
            return f"observed in {plural(len(self._deciding), 'test')}"
        if self.verdict is Verdict.PASS:
            return f"{plural(self._decided, 'check')} in {plural(len(self._deciding), 'test')}"
        return str(self._reasons) or "no reason was recorded"

    def _seen(self, verdict: Verdict) -> str:
        if verdict is not Verdict.PASS and self._level is not Level.MAY and self.verdict:
            return self._observed
        seen = Distinct(_MAX_OBSERVATIONS)
        seen.add(self._observed)
        seen.add(str(self._observations))
        return str(seen)

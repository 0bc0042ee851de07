"""What a test says of the target: the `judge` fixture."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Protocol

from contracts.engine.options import Depth
from contracts.model import (
    Exchange,
    Finding,
    Inconclusive,
    Level,
    NotApplicable,
    NotTested,
    Outcome,
    Requirement,
    SuiteError,
    Target,
    TargetLost,
    Violation,
)
from contracts.oracles import Checked, clip
from contracts.oracles.checked import clip_value
from contracts.oracles.difference import difference, literal
from contracts.oracles.lists import Found, Lacking
from contracts.oracles.refusals import UNDOCUMENTED, Grade, Refusal

_SAMPLES = 5


class Shown(Protocol):
    """Anything that came out of an exchange."""

    @property
    def exchange(self) -> Exchange:
        """The exchange."""


class Answered(Shown, Protocol):
    """An exchange that has a status code."""

    @property
    def status(self) -> int:
        """The status code."""


class Standing:
    """What one attempt of a test has said of one requirement so far."""

    def __init__(self) -> None:
        self.outcome: Outcome | None = None
        self.checks = 0
        self.observed = False
        self.reason = ""
        self.finding: Finding | None = None
        self.doubted = False
        self.exchanges: deque[str] = deque(maxlen=_SAMPLES)

    def passed(self, exchanges: tuple[str, ...]) -> None:
        """One more check held."""
        self.checks += 1
        self.exchanges.extend(one for one in exchanges if one not in self.exchanges)
        self.outcome = self.outcome or Outcome.PASS

    def saw(self, exchanges: tuple[str, ...]) -> None:
        """The target was observed, which is no check."""
        self.observed = True
        self.exchanges.extend(one for one in exchanges if one not in self.exchanges)

    def broken(self, finding: Finding) -> None:
        """The requirement is violated; the first finding stands."""
        self.checks += 1
        if self.outcome is not Outcome.VIOLATION:
            self.shown_by(finding)

    def warned(self, finding: Finding) -> None:
        """The requirement is kept in a way that the document does not give."""
        self.checks += 1
        if self.outcome is not Outcome.VIOLATION:
            self.outcome, self.reason, self.finding = Outcome.WARNING, finding.summary, finding

    def shown_by(self, finding: Finding) -> None:
        """The requirement is violated, and `finding` shows it best."""
        self.outcome, self.reason, self.finding = Outcome.VIOLATION, finding.summary, finding

    def unsettled(self, outcome: Outcome, reason: str) -> None:
        """There is no judgement, for `reason`; what is known to be broken stays broken."""
        if self.outcome is not Outcome.VIOLATION:
            self.outcome, self.reason = outcome, reason


class Judge:
    """Collects what one test finds.

    `requirements` are those of the test's marker. Checks count for the only one of them, or
    inside `with judge.of(id):` for that one. A check that does not hold raises Violation,
    which `of` keeps, so that a test with several requirements goes on to the next. Of what the
    target does not claim nothing is sent or checked: the attempt raises NotApplicable.
    """

    def __init__(
        self, target: Target, requirements: tuple[Requirement, ...], depth: Depth, seed: int
    ) -> None:
        self.target = target
        self.requirements = requirements
        self.depth = depth
        self.seed = seed
        self.begin()

    def begin(self) -> None:
        """Forget everything: a new attempt begins."""
        self.standings: dict[str, Standing] = {}
        self.observations: dict[tuple[str, str], None] = {}
        self.sent = 0
        self._trail: deque[str] = deque(maxlen=_SAMPLES)
        self._own: deque[str] = deque(maxlen=_SAMPLES)
        self._current: str | None = None
        self._exchange_level: dict[str, Standing] = {}

    # What tests call

    def holds(  # noqa: PLR0913 - each says one thing of the check
        self,
        condition: bool,  # noqa: FBT001 - the condition is the subject of the call
        summary: str,
        *,
        expected: object = "",
        observed: object = "",
        shown: tuple[Shown, ...] = (),
        where: str = "",
    ) -> None:
        """Check `condition`; `summary` says what is wrong where it does not hold.

        `shown` are what the judgement rests on (the last exchange when left out), `where` is the
        offending place in it (see `Finding`). Raises Violation.
        """
        requirement = self._subject()
        exchanges = tuple(one.exchange.id for one in shown) or tuple(self._trail)[-1:]
        standing = self.standings.setdefault(requirement, Standing())
        if condition:
            standing.passed(exchanges)
            return
        finding = Finding(
            requirement, summary, clip_value(expected), clip_value(observed), exchanges, where
        )
        standing.broken(finding)
        raise Violation(finding)

    def law(
        self,
        found: Found,
        summary: str,
        *,
        shown: tuple[Shown, ...] = (),
        moved: Callable[[], object] | None = None,
        among: list[Found] | None = None,
    ) -> None:
        """Check what a law said of the evidence; `summary` says of what, and what was asked.

        Before a mismatch counts `moved` is called, which raises Inconclusive where the data
        changed meanwhile. Raises Violation, and Inconclusive where the evidence cannot tell:
        not so of one piece `among` others, which is added to them (see `across`).
        """
        if among is not None:
            among.append(found)
        if isinstance(found, Lacking):
            if among is not None:
                return
            reason = f"{summary}: {found}"
            raise Inconclusive(reason)
        if found is not None and moved is not None:
            moved()
        self.holds(
            found is None,
            f"{summary}: {found}",
            expected=found.expected if found else "",
            observed=found.observed if found else "",
            shown=shown,
        )

    def equal(
        self, observed: object, expected: object, what: str, *, shown: tuple[Shown, ...] = ()
    ) -> None:
        """Check that `what` was observed as expected. Raises Violation."""
        self.holds(
            observed == expected,
            "" if observed == expected else f"{what} {difference(observed, expected)}",
            expected=literal(expected),
            observed=literal(observed),
            shown=shown,
        )

    def warns(
        self,
        summary: str,
        *,
        expected: object = "",
        observed: object = "",
        shown: tuple[Shown, ...] = (),
        where: str = "",
    ) -> None:
        """Note that the requirement is kept in a way that the document does not give: a warn.

        For a must, too: a request that is refused with a code that is not documented for it is
        refused. Arguments as for `holds`.
        """
        requirement = self._subject()
        exchanges = tuple(one.exchange.id for one in shown) or tuple(self._trail)[-1:]
        finding = Finding(
            requirement, summary, clip_value(expected), clip_value(observed), exchanges, where
        )
        self.standings.setdefault(requirement, Standing()).warned(finding)

    def refused(self, refusal: Refusal, answer: Answered, *, detail: str = "") -> None:
        """Check that `answer` refuses the request as `refusal` says.

        A documented code passes, one that refuses otherwise warns. Raises Violation for any other.
        `detail` says what was sent.
        """
        status = answer.status
        sent = f" ({detail})" if detail else ""
        grade = refusal.grade(status)
        self.holds(
            grade is not Grade.VIOLATED,
            f"{refusal.case} was not refused{sent}: the target answered {status}",
            expected=refusal.expected,
            observed=status,
            shown=(answer,),
            where="status",
        )
        if grade is Grade.UNDOCUMENTED:
            self.warns(
                f"{refusal.case} was refused{sent}, but {status} is {UNDOCUMENTED}",
                expected=refusal.expected,
                observed=status,
                shown=(answer,),
                where="status",
            )

    def observe(self, text: str) -> None:
        """Note what the target does where the document leaves it open.

        It is no check: a may passes by it, a must or a should needs one besides.
        """
        requirement = self._subject()
        self.observations[requirement, clip(text)] = None
        self.standings.setdefault(requirement, Standing()).saw(tuple(self._own)[-1:])

    @contextmanager
    def of(self, requirement: str) -> Iterator[None]:
        """A part of the test that judges `requirement`; its outcome is kept, the test goes on."""
        if requirement not in {one.id for one in self.requirements}:
            msg = f"the test judges {requirement}, which its marker does not name"
            raise SuiteError(msg)
        outer = self._current, self._own
        self._current, self._own = requirement, deque(maxlen=_SAMPLES)
        try:
            yield
        except (Violation, Inconclusive, NotTested, NotApplicable, TargetLost) as signal:
            self.take(signal)
        finally:
            self._current, self._own = outer

    def unsaid(self, reason: str) -> None:
        """Take `reason` for every requirement of the test that nothing was said of so far."""
        for one in self.requirements:
            if one.id not in self.standings and not self.seen(one.id):
                with self.of(one.id):
                    raise Inconclusive(reason)

    def seen(self, requirement: str) -> bool:
        """Whether an exchange of this test was held to `requirement` as it passed."""
        return requirement in self._exchange_level

    # What the engine calls

    def before_sending(self) -> None:
        """Raise NotApplicable where what is being judged is not claimed."""
        self._hold_claimed(self._current)

    def take(self, signal: BaseException) -> None:
        """Enter what `signal` says of the current requirement, or of all that are not judged."""
        if isinstance(signal, Violation):
            # What was generated ends with the smallest example of all that were found.
            standing = self.standings.setdefault(signal.finding.requirement, Standing())
            standing.shown_by(signal.finding)
            return
        outcome = Outcome.INCONCLUSIVE
        if isinstance(signal, NotTested | TargetLost):
            outcome = Outcome.NOT_TESTED
        elif isinstance(signal, NotApplicable):
            outcome = Outcome.NOT_APPLICABLE
        ids = [self._current] if self._current else [one.id for one in self.requirements]
        for one in ids:
            standing = self.standings.setdefault(one, Standing())
            standing.unsettled(outcome, getattr(signal, "reason", str(signal)))
            standing.exchanges.extend(tuple(self._trail)[-1:])

    def witness(self, exchange: Exchange, checked: Checked) -> None:
        """Enter an exchange and what was checked on it as it passed."""
        self.sent += 1
        self._trail.append(exchange.id)
        self._own.append(exchange.id)
        for requirement in checked.upheld:
            self._exchange_level.setdefault(requirement, Standing()).passed((exchange.id,))
        for finding in checked.findings:
            self._exchange_level.setdefault(finding.requirement, Standing()).broken(finding)

    def judged(self) -> dict[str, Standing]:
        """All standings of this attempt; a violation seen on an exchange outweighs the test's own.

        Raises SuiteError where the test has said nothing of a requirement of its marker, has only
        observed for a must or a should, or says that one holds without a single exchange.
        """
        merged = dict(self._exchange_level)
        for requirement, standing in self.standings.items():
            other = merged.get(requirement)
            if other is None or other.outcome is not Outcome.VIOLATION:
                merged[requirement] = standing
                standing.checks += other.checks if other else 0
                standing.outcome = standing.outcome or (other.outcome if other else None)
            elif standing.outcome is Outcome.VIOLATION:
                merged[requirement] = standing
        for one in self.requirements:
            standing = merged.setdefault(one.id, Standing())
            if reason := self.target.unclaimed(one.feature):
                standing.unsettled(Outcome.NOT_APPLICABLE, reason)
            self._hold_judged(one, standing)
        return merged

    def _hold_judged(self, requirement: Requirement, standing: Standing) -> None:
        """Raise SuiteError where a requirement of the test was not judged."""
        one = requirement.id
        if standing.outcome is None and standing.observed:
            if requirement.level is not Level.MAY:
                msg = f"the test only observed for {one}, a {requirement.level}; it checks nothing"
                raise SuiteError(msg)
            standing.outcome = Outcome.PASS
        if standing.outcome is None:
            msg = f"the test said nothing of {one}"
            raise SuiteError(msg)
        if standing.outcome is Outcome.PASS and not self.sent:
            msg = f"the test passed {one} without a single exchange"
            raise SuiteError(msg)

    def _hold_claimed(self, requirement: str | None) -> None:
        features = [one.feature for one in self.requirements if one.id == requirement]
        for feature in features:
            if reason := self.target.unclaimed(feature):
                raise NotApplicable(reason)

    def _subject(self) -> str:
        if self._current:
            self._hold_claimed(self._current)
            return self._current
        if len(self.requirements) == 1:
            return self.requirements[0].id
        msg = "a test of several requirements has to say which one it judges: with judge.of(id)"
        raise SuiteError(msg)

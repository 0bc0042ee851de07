"""Trials: the tests whose exchanges a mutant changes, judged again with the mutant in the wire."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from fnmatch import fnmatchcase

from contracts.catalogue.equivalents import Equivalent
from contracts.model import Outcome
from contracts.mutate import Mutant
from contracts.sensitivity.attempts import Attempts, Heard
from contracts.sensitivity.choosing import Make
from contracts.sensitivity.rehearsals import Rehearsed
from contracts.sensitivity.results import Fate, MutantResult, SuiteError
from contracts.sensitivity.stand import Live, Stands

_SHARE = 10
"""How many requests may be sent for one mutant: it may lead the suite to ask for other things."""
_BROKEN = (Outcome.VIOLATION, Outcome.WARNING)


class Trials:
    """Tries mutants of a target; `errors` are those of the suite that they provoke.

    `equivalents` are those that no requirement tells apart, with the reasons.
    """

    def __init__(
        self,
        attempts: Attempts,
        stands: Stands,
        make: Make,
        equivalents: Sequence[Equivalent],
    ) -> None:
        self.errors: list[SuiteError] = []
        self._attempts = attempts
        self._stands = stands
        self._make = make
        self._equivalents = equivalents

    def of(
        self, mutant: Mutant, tests: Iterable[Rehearsed], enough: Callable[[Iterable[str]], bool]
    ) -> MutantResult | None:
        """What becomes of a mutant; None where it changes nothing in any of the tests.

        Of requirements that are known to be strong `enough` no test is made once it is killed.
        """
        self._stands.sender.begin(_SHARE)
        touched: set[str] = set()
        killed: set[str] = set()
        judged = unanswered = 0
        for one in tests:
            if (killed and enough(one.test.outcomes)) or not self._changes(mutant, one):
                continue
            stand = self._stands.stand(
                source=one.conversation,
                resting=True,
                live=Live.READING,
                mutation=self._make(mutant),
            )
            heard = self._attempts.judged(one.test, one.number, stand)
            judged += 1
            broken = heard.having(*_BROKEN) - one.heard.having(*_BROKEN)
            touched |= _touched(mutant, one) | broken
            killed |= broken
            unanswered += stand.unanswered
            if not stand.unanswered:
                # What goes without an answer may break down for that.
                self._note_errors(mutant, one, heard)
        if not judged:
            return None
        fate, text = self._fate(mutant, killed=bool(killed), unanswered=unanswered)
        return MutantResult(
            mutant.id,
            mutant.operation,
            mutant.side,
            mutant.operator,
            mutant.kind,
            fate,
            judged,
            tuple(sorted(touched)),
            tuple(sorted(killed)),
            text,
        )

    def _changes(self, mutant: Mutant, one: Rehearsed) -> bool:
        """Whether a mutant changes anything in the conversation of a test."""
        mutation = self._make(mutant)
        for kept in one.conversation.kept:
            asked = mutation.asked(kept.request)
            mutation.answered(kept.request, asked, kept.outcome)
            if mutation.changed:
                return True
        return False

    def _fate(self, mutant: Mutant, *, killed: bool, unanswered: int) -> tuple[Fate, str]:
        if killed:
            return Fate.KILLED, ""
        known = (one.text for one in self._equivalents if one.matches(mutant.id))
        if reason := next(known, ""):
            return Fate.EQUIVALENT, reason
        if unanswered:
            return Fate.OPEN, f"{unanswered} requests had no recorded answer"
        return Fate.SURVIVED, ""

    def _note_errors(self, mutant: Mutant, one: Rehearsed, heard: Heard) -> None:
        for name in sorted(heard.having(Outcome.ERROR)):
            error = SuiteError(mutant.id, one.test.id, f"{name}: {heard.reasons[name]}")
            self.errors.append(error)


def _touched(mutant: Mutant, one: Rehearsed) -> set[str]:
    """The requirements of which a test's evidence is changed.

    What it passed by itself, and what exchanges of the mutant's operations are judged by.
    """
    by_exchange = one.heard.by_exchange
    wanted = mutant.operation.split("|")
    return {
        name
        for name in one.heard.having(Outcome.PASS)
        if name in one.test.outcomes or _meets(by_exchange.get(name, frozenset()), wanted)
    }


def _meets(operations: Iterable[str], wanted: Sequence[str]) -> bool:
    return any(fnmatchcase(name, pattern) for name in operations for pattern in wanted)

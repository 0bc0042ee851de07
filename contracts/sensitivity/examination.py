"""The examination of one target after its run: rehearsals, then trials, within their limits."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence

from contracts.catalogue import Spec
from contracts.catalogue.equivalents import Equivalent, read_equivalents
from contracts.engine import Clock
from contracts.model import Outcome
from contracts.mutate import Mutant
from contracts.sensitivity.attempts import Attempts, Test
from contracts.sensitivity.candidates import Also, Candidates, candidates, needs_of
from contracts.sensitivity.choosing import Chooser, Exchanges, right_exchange
from contracts.sensitivity.mutation import Mutation
from contracts.sensitivity.rehearsals import Rehearsals, Rehearsed
from contracts.sensitivity.results import LeftOut, Looked, MutantResult, Requests
from contracts.sensitivity.stand import Stands
from contracts.sensitivity.trials import Trials

Progress = Callable[[str, int, int], None]
"""Told what is done, how much of it, and of how much."""


def _silent(_what: str, _done: int, _of: int) -> None:
    """Show nothing."""


class Examination:
    """The examination of the target of `stands`, whose run made the tape.

    `sample` is how many mutants are tried, all where it is None; `clock` the time that is left.
    """

    def __init__(  # noqa: PLR0913 - one for each thing that can be told
        self,
        spec: Spec,
        stands: Stands,
        attempts: Attempts,
        *,
        sample: int | None,
        seed: int,
        clock: Clock,
        progress: Progress | None = None,
    ) -> None:
        self._spec = spec
        self._stands = stands
        self._attempts = attempts
        self._sample = sample
        self._seed = seed
        self._clock = clock
        self._progress = progress or _silent
        credentials = stands.tape.credentials
        self._credentials = tuple(sorted(credentials))
        self._conversations = list(stands.tape.conversations.values())
        self._right = right_exchange(self._conversations, frozenset(credentials))
        self._selection = stands.place.selection
        self._rehearsed: list[Rehearsed] = []
        self._left_out: list[LeftOut] = []
        self._results: list[MutantResult] = []
        self._whole = False

    def of(self, tests: Sequence[Test]) -> Looked:
        """Examine by these tests. What is known when Ctrl-C strikes is kept."""
        began = time.monotonic()
        sender = self._stands.sender
        known = candidates(self._spec, self._conversations, self._selection)
        trials = Trials(self._attempts, self._stands, self._make, self._equivalents())
        try:
            self._rehearse(tests, known)
            self._try(known, trials)
            ended = "the time was over" if self._clock.over else ""
        except KeyboardInterrupt:
            ended = "it was interrupted"
        return Looked(
            key=self._stands.place.target.key,
            enumerated=known.enumerated,
            asked=known.asked,
            out_of_reach=known.out_of_reach,
            whole=self._whole,
            mutants=tuple(self._results),
            requests=Requests(
                sum(len(one.kept) for one in self._conversations), sender.most, sender.sent
            ),
            seconds=round(time.monotonic() - began, 1),
            tests=len(self._rehearsed),
            left_out=tuple(self._left_out),
            errors=tuple(trials.errors),
            ended=ended,
        )

    def _make(self, mutant: Mutant) -> Mutation:
        return Mutation(mutant, self._selection, self._credentials, self._right)

    def _equivalents(self) -> tuple[Equivalent, ...]:
        ledger = self._spec.catalogue.ambiguities
        return read_equivalents(self._spec.directory / "equivalents.yaml", ledger)

    def _rehearse(self, tests: Sequence[Test], known: Candidates) -> None:
        """Rehearse the tests by which something passed."""
        also = Also(self._spec, self._selection, known.mutants, self._make)
        rehearsals = Rehearsals(self._attempts, self._stands, also)
        passed = [one for one in tests if Outcome.PASS in one.outcomes.values()]
        for number, one in enumerate(passed, 1):
            if self._clock.over:
                return
            self._progress("rehearsing", number - 1, len(passed))
            found = rehearsals.of(one, number)
            if isinstance(found, Rehearsed):
                self._rehearsed.append(found)
            else:
                self._left_out.append(found)
        self._progress("rehearsing", len(passed), len(passed))

    def _try(self, known: Candidates, trials: Trials) -> None:
        """Try mutants until they are enough, or the time is over."""
        exchanges = Exchanges((one.conversation for one in self._rehearsed), self._selection)
        needs = needs_of(self._spec, self._rehearsed, self._selection)
        chooser = Chooser(known.mutants, needs, self._seed)
        count = len(known.mutants) if self._sample is None else self._sample
        for mutant in chooser:
            self._progress("mutants", len(self._results), count)
            if len(self._results) >= count or self._clock.over:
                return
            if not exchanges.changes(self._make, mutant):
                continue
            result = trials.of(mutant, chooser.weakest_first(self._rehearsed), chooser.enough)
            if result is not None:
                self._results.append(result)
                chooser.note(mutant, result.killed_by)
        self._whole = True
        self._progress("mutants", count, count)

"""Which mutants are tried: those that change what was exchanged, spread over requirements."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from itertools import zip_longest

from contracts.mutate import Mutant, Reply, Request, Selection
from contracts.sensitivity.mutation import Mutation, reply_of
from contracts.sensitivity.rehearsals import Rehearsed
from contracts.sensitivity.tape import Conversation, Kept, key_of

Make = Callable[[Mutant], Mutation]
"""Makes a mutant work."""


class Exchanges:
    """What was exchanged by operation, each request and answer once."""

    def __init__(
        self,
        conversations: Iterable[Conversation],
        selection: Selection,
    ) -> None:
        self._by_operation: dict[str, dict[tuple[bytes, bytes], Kept]] = {}
        for kept in (one for each in conversations for one in each.kept):
            name = selection.operation(kept.request.method, kept.request.path)
            if name is not None:
                body = kept.outcome.response.body if kept.outcome.response else b""
                self._by_operation.setdefault(name, {})[key_of(kept.request), body] = kept

    def changes(self, make: Make, mutant: Mutant) -> bool:
        """Whether the mutant changes any exchange."""
        for kept in self._by_operation.get(mutant.operation, {}).values():
            mutation = make(mutant)
            asked = mutation.asked(kept.request)
            mutation.answered(kept.request, asked, kept.outcome)
            if mutation.changed:
                return True
        # What an answer is exchanged for needs two.
        return mutant.operator in {"stale", "another"} and mutant.operation in self._by_operation


class Chooser:
    """Says which mutant is tried next.

    The next one is of the operation that has a part in the evidence of the most musts which
    nothing has broken so far, and that few mutants have touched; within an operation the kinds of
    changes take turns. `needs` are the musts by operation; `seed` decides the rest.
    """

    def __init__(
        self, mutants: Sequence[Mutant], needs: Mapping[str, frozenset[str]], seed: int
    ) -> None:
        self._needs = needs
        self._touched: Counter[str] = Counter()
        self._operators: dict[str, set[str]] = {}
        self._given: Counter[str] = Counter()
        pool = list(mutants)
        random.Random(seed).shuffle(pool)  # noqa: S311 - it repeats
        self._left: dict[str, list[Mutant]] = {}
        for one in _in_turns(pool):
            self._left.setdefault(one.operation, []).append(one)

    def __iter__(self) -> Iterator[Mutant]:
        """The mutants, each once."""
        while self._left:
            best = max(self._left, key=self._worth)
            self._given[best] += 1
            yield self._left[best].pop(0)
            if not self._left[best]:
                del self._left[best]

    def note(self, mutant: Mutant, killed_by: Collection[str]) -> None:
        """Take in what became of a mutant."""
        self._touched.update(self._needs.get(mutant.operation, ()))
        for one in killed_by:
            self._operators.setdefault(one, set()).add(mutant.operator)

    def enough(self, requirements: Iterable[str]) -> bool:
        """Whether two kinds of operators have broken all of them."""
        return all(len(self._operators.get(one, ())) >= _ENOUGH for one in requirements)

    def weakest_first(self, tests: Iterable[Rehearsed]) -> list[Rehearsed]:
        """The tests, those first of which the requirements have been broken by the least."""
        return sorted(
            tests,
            key=lambda one: min(
                (len(self._operators.get(name, ())) for name in one.test.outcomes), default=0
            ),
        )

    def _worth(self, operation: str) -> float:
        worth = sum(
            _WORTH[min(len(self._operators.get(one, ())), len(_WORTH) - 1)]
            / (1 + self._touched[one])
            for one in self._needs.get(operation, ())
        )
        # Two operations may have a part in the same evidence.
        return worth / (1 + self._given[operation])


_ENOUGH = 2
_WORTH = (1.0, 0.3, 0.05)
"""What it is worth to touch a must that so many kinds of operators have broken."""


def _in_turns(pool: Sequence[Mutant]) -> list[Mutant]:
    """The mutants in such an order that the kinds of changes take turns.

    Every parameter is a kind of its own, and is ignored before something else is made of it; what
    is done under a condition comes behind what is always done.
    """
    by_kind: dict[tuple[str, str], list[Mutant]] = {}
    for one in sorted(pool, key=lambda one: (one.condition != "", one.operator != "ignored")):
        inside = one.place.startswith("/")
        by_kind.setdefault((one.side, one.operator if inside else one.place), []).append(one)
    turns = zip_longest(*by_kind.values())
    return [one for turn in turns for one in turn if one is not None]


def right_exchange(
    conversations: Iterable[Conversation], credentials: frozenset[str]
) -> tuple[Request, Reply] | None:
    """An exchange in which credentials were taken; None where there is none."""
    for conversation in conversations:
        for kept in conversation.kept:
            reply = reply_of(kept.outcome)
            named = {name.lower() for name, _ in kept.request.headers}
            if reply is not None and reply.succeeds and named & credentials:
                return kept.request, reply
    return None

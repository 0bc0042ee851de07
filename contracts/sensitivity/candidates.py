"""The mutants of a target that can be tried, and what they have a part in."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from contracts.catalogue import Spec
from contracts.model import Level, Outcome
from contracts.mutate import Mutant, Request, Selection, Side, mutants
from contracts.sensitivity.choosing import Make
from contracts.sensitivity.rehearsals import Rehearsed
from contracts.sensitivity.tape import Conversation
from contracts.wire.gate import READING

_ASKED_ALSO = "ignored"
"""The operator of which the answers are asked for while a rehearsal is in the middle of writing."""


class Candidates(msgspec.Struct, frozen=True):
    """The mutants of operations that were asked.

    `enumerated` counts all that are known of the API, `out_of_reach` those of `asked` that only a
    server of one's own can show.
    """

    enumerated: int
    asked: int
    out_of_reach: int
    mutants: tuple[Mutant, ...]


def candidates(
    spec: Spec, conversations: Iterable[Conversation], selection: Selection
) -> Candidates:
    """The mutants that can be tried where these conversations were had."""
    known = mutants(spec)
    operations = {one for each in conversations for one in operations_of(each, selection)}
    asked = [one for one in known if one.operation in operations]
    tried = tuple(one for one in asked if _can_be_tried(one, spec))
    return Candidates(len(known), len(asked), len(asked) - len(tried), tried)


def _can_be_tried(mutant: Mutant, spec: Spec) -> bool:
    """Whether a mutant can be tried without the target's doing anything for it.

    What it does to a request that writes, or to the effect of one, only a server of one's own
    shows: nothing of it is sent to somebody else's. That it does not look at credentials can be
    told from what others are answered.
    """
    if mutant.side is Side.RESPONSE:
        return True
    if mutant.side is Side.EFFECT:
        return False
    return mutant.place == "credentials" or spec.operations[mutant.operation].method in READING


def operations_of(conversation: Conversation, selection: Selection) -> set[str]:
    """The operations that were asked in a conversation."""
    found = (selection.operation(one.request.method, one.request.path) for one in conversation.kept)
    return {one for one in found if one is not None}


def needs_of(
    spec: Spec, tests: Iterable[Rehearsed], selection: Selection
) -> dict[str, frozenset[str]]:
    """The musts that passed, by the operations that have a part in their evidence."""
    requirements = spec.catalogue.requirements
    needs: dict[str, set[str]] = {}
    for one in tests:
        asked = operations_of(one.conversation, selection)
        for name in one.heard.having(Outcome.PASS):
            if requirements[name].level is not Level.MUST:
                continue
            mine = asked if name in one.test.outcomes else one.heard.by_exchange.get(name, ())
            for operation in mine:
                needs.setdefault(operation, set()).add(name)
    return {name: frozenset(ids) for name, ids in needs.items()}


class Also:
    """Gives the requests that mutants would make of one that reads."""

    def __init__(
        self, spec: Spec, selection: Selection, known: Sequence[Mutant], make: Make
    ) -> None:
        self._selection = selection
        self._make = make
        self._mutants: Mapping[str, list[Mutant]] = {}
        found: dict[str, list[Mutant]] = {}
        for one in known:
            reads = spec.operations[one.operation].method in READING
            if one.side is Side.REQUEST and reads and one.operator == _ASKED_ALSO:
                found.setdefault(one.operation, []).append(one)
        self._mutants = found

    def __call__(self, request: Request) -> list[Request]:
        """The other requests, each once."""
        name = self._selection.operation(request.method, request.path)
        asked = (self._make(one).asked(request) for one in self._mutants.get(name or "", ()))
        return list(dict.fromkeys(one for one in asked if one is not request))

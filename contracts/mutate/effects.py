"""Mutants of what a server does: it answers, and has done something else."""

from __future__ import annotations

import msgspec

from contracts.mutate.condition import asked
from contracts.mutate.context import Context
from contracts.mutate.message import Reply, Request
from contracts.mutate.mutant import Mutant, Side


class Effect(msgspec.Struct, frozen=True):
    """What becomes of a request.

    With an `answer` the server is not asked at all; otherwise it is asked so many `times`, and with
    `undo` it is afterwards as it was before, though it has answered.
    """

    answer: Reply | None = None
    times: int = 1
    undo: bool = False


def planned(mutant: Mutant, request: Request, context: Context) -> Effect:
    """What a mutant makes of a request; `half` is a change of the request."""
    if mutant.side is not Side.EFFECT or not asked(mutant.condition, request):
        return Effect()
    match mutant.operator:
        case "forgotten":
            return Effect(answer=context.done)
        case "twice":
            return Effect(times=2)
        case "undone":
            return Effect(undo=True)
    return Effect()

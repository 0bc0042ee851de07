"""Synchronous requests that remove something (Synchronous and Asynchronous)."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from contracts.apis.voss import Answer, Voss, find, status_in
from contracts.kit import Judge, NotTested


def _asynchronous_methods(answer: Answer) -> Iterator[str]:
    """The methods of the actions in the meta of a schema that support nowait=true."""
    for actions in find(answer.body, "actions"):
        for one in actions.values() if isinstance(actions, dict) else actions:
            if isinstance(one, dict) and one.get("support_async") in {True, "true"}:
                yield str(one.get("method"))


@pytest.mark.requirement("VOSS-ASYNC-02")
def test_a_synchronous_removal_is_over(voss: Voss, judge: Judge) -> None:
    """With nowait=false a DELETE is not answered while its transaction is under way."""
    model = voss.how_to_create()["model"]
    if "DELETE" not in _asynchronous_methods(voss.known_schema(model)):
        reason = f"no action of {model} says that DELETE takes nowait"
        raise NotTested(reason)
    made = voss.make()
    answer = voss.delete(made.model, made.pkid, nowait=False)
    transaction = voss.transaction_of(answer) if answer.accepted else ""
    under_way = False
    if transaction and not voss.is_final(status_in(answer)):
        _, status = voss.poll(transaction)
        there = voss.get(made.model, made.pkid, operation=None).item is not None
        under_way = there and bool(status) and not voss.is_final(status)
    voss.remove(made)
    if answer.refused:
        reason = f"a DELETE with nowait=false is refused: {answer}"
        raise NotTested(reason)
    judge.holds(
        not under_way,
        "with nowait=false a DELETE is answered while its transaction is under way",
        expected="the status of a transaction that is over",
        observed=answer,
        shown=(answer,),
    )

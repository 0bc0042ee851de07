"""Synchronous and asynchronous requests: nowait (Synchronous and Asynchronous)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import Answer, Own, Voss, find, has_failed, is_final
from contracts.engine import Judge
from contracts.model import Inconclusive, NotApplicable


@pytest.mark.requirement("VOSS-ASYNC-01")
def test_schema_says_what_can_be_asynchronous(voss: Voss, judge: Judge) -> None:
    """The actions in meta say support_async, true or false."""
    model = next(iter(voss.totals()))
    answer = voss.schema(model).needed(f"the schema of {model}")
    said = [
        one for actions in find(answer.body, "actions") for one in find(actions, "support_async")
    ]
    judge.holds(
        any(isinstance(one, bool) or one in {"true", "false"} for one in said),
        "no action in the meta of the schema says support_async",
        expected="actions with support_async",
        observed=repr(next(find(answer.body, "actions"), "no actions")),
        shown=(answer,),
    )


def _asynchronous(voss: Voss) -> None:
    """Raise NotApplicable where the model that the suite creates has no asynchronous actions."""
    answer = voss.schema(voss.how_to_create()["model"])
    said = [
        one for actions in find(answer.body, "actions") for one in find(actions, "support_async")
    ]
    if said and not any(one in {True, "true"} for one in said):
        reason = "the model of [data.create] has no action that supports asynchronous requests"
        raise NotApplicable(reason)


def _is_over(voss: Voss, answer: Answer) -> bool:
    """Whether the answer to a POST says how its transaction ended."""
    statuses = [one for one in find(answer.body, "status") if isinstance(one, str)]
    if any(is_final(one) for one in statuses) or voss.pkid_in(answer):
        return True
    return answer.members.get("success") is not None and not voss.transaction_of(answer)


def _is_there(voss: Voss, own: Own) -> bool:
    """Whether the resource that a synchronous answer names is there at once."""
    pkid = voss.pkid_in(own.answer)
    return not pkid or voss.get(own.model, pkid).item is not None


@pytest.mark.requirement("VOSS-ASYNC-02")
def test_synchronous_answer_says_how_it_ended(voss: Voss, judge: Judge) -> None:
    """With nowait=false the answer is that of a transaction that is over."""
    with voss.own(judge.observe, nowait=False) as own:
        there = _is_there(voss, own)
        judge.holds(
            _is_over(voss, own.answer) and there,
            "with nowait=false the answer does not say how the transaction ended",
            expected="a status, or the pkid of a resource that is there",
            observed=own.answer,
            shown=(own.answer,),
        )


@pytest.mark.requirement("VOSS-ASYNC-03")
def test_synchronous_is_the_default(voss: Voss, judge: Judge) -> None:
    """Without nowait the answer is that of a transaction that is over, as with nowait=false."""
    with voss.own(judge.observe, nowait=False) as own:
        if not _is_over(voss, own.answer) or not _is_there(voss, own):
            reason = "nowait=false is not synchronous: see VOSS-ASYNC-02"
            raise Inconclusive(reason)
    with voss.own(judge.observe, nowait=None) as own:
        judge.holds(
            _is_over(voss, own.answer),
            "without nowait a request is not synchronous",
            expected="the answer of a transaction that is over",
            observed=own.answer,
            shown=(own.answer,),
        )


@pytest.mark.requirement("VOSS-ASYNC-04")
def test_asynchronous_answer_names_the_transaction(voss: Voss, judge: Judge) -> None:
    """With nowait=true the answer has transaction_id and href."""
    _asynchronous(voss)
    with voss.own(judge.observe, nowait=True) as own:
        said = {name: own.answer.members.get(name) for name in ("transaction_id", "href")}
        judge.holds(
            all(isinstance(one, str) and one for one in said.values()),
            "with nowait=true the answer does not name the transaction",
            expected="transaction_id and href",
            observed=own.answer,
            shown=(own.answer,),
        )
        accepted = own.answer.status
        judge.holds(
            accepted == 202 or voss.reading("VOSS-AMB-16") == "lenient",
            "with nowait=true the status is not 202",
            expected=202,
            observed=accepted,
            shown=(own.answer,),
        )
        judge.observe(f"with nowait=true the status is {accepted}")


def _begun(voss: Voss, judge: Judge) -> tuple[str, Answer, str]:
    """Name, answer and transaction of a new resource, asked for with nowait=true."""
    _asynchronous(voss)
    name = voss.new_name()
    answer = voss.create(name, nowait=True).needed("the POST with nowait=true")
    transaction = voss.transaction_of(answer)
    if not transaction:
        voss.remove_by_name(name, judge.observe)
        reason = f"the answer names no transaction: {answer}"
        raise Inconclusive(reason)
    return name, answer, transaction


@pytest.mark.requirement("VOSS-ASYNC-05")
def test_transaction_comes_to_an_end(voss: Voss, judge: Judge) -> None:
    """Polling gives a status until it is a final one; the transaction itself says the same."""
    name, _, transaction = _begun(voss, judge)
    try:
        answer, status = voss.outcome(transaction)
        if not answer.accepted and not voss.polls:
            reason = f"the status of a transaction cannot be asked for: {answer}"
            raise Inconclusive(reason)
        judge.holds(
            is_final(status),
            "the transaction does not come to an end",
            expected="Success or Fail",
            observed=status or answer,
            shown=(answer,),
        )
        path = f"/tool/Transaction/{transaction}/"
        whole = voss.ask(path, (("format", "json"),), operation="getTransaction")
        judge.observe(f"GET of the transaction: {next(find(whole.body, 'status'), whole.status)}")
    finally:
        voss.remove_by_name(name, judge.observe)


@pytest.mark.requirement("VOSS-ASYNC-06")
def test_both_ways_have_the_same_effect(voss: Voss, judge: Judge) -> None:
    """A resource made with nowait=true has the data of one made with nowait=false."""
    how = voss.how_to_create()
    with voss.own(judge.observe, nowait=False) as own:
        by_waiting = _payload_of(voss, own, how["payload"])
    name, answer, transaction = _begun(voss, judge)
    polled, status = voss.outcome(transaction)
    pkid = voss.pkid_by_name(name)
    if not pkid:
        if not polled.accepted or not is_final(status):
            voss.remove_by_name(name, judge.observe)
            reason = "the transaction does not come to an end: see VOSS-ASYNC-05"
            raise Inconclusive(reason)
        judge.holds(
            bool(pkid),
            "a resource made with nowait=true is not there when the transaction is over",
            expected=name,
            observed=polled,
            shown=(answer, polled),
        )
    own = Own(how["model"], pkid, name, answer)
    try:
        judge.holds(
            not has_failed(status),
            "a transaction is said to have failed that had its effect",
            expected="the status of a success",
            observed=status,
            shown=(polled,),
        )
        judge.equal(
            _payload_of(voss, own, how["payload"]),
            by_waiting,
            "the data of a resource made with nowait=true",
        )
    finally:
        voss.remove(own.model, pkid, judge.observe)


def _payload_of(voss: Voss, own: Own, payload: dict[str, Any]) -> dict[str, Any]:
    """What became of the payload."""
    data = voss.seen(own).resource().data
    return {name: data.get(name) for name in payload}

"""Synchronous and asynchronous requests: nowait (Synchronous and Asynchronous)."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis.voss import (
    Answer,
    Late,
    NeverThere,
    NotMade,
    Own,
    Voss,
    find,
    has_failed,
    status_in,
)
from contracts.kit import Allow, Inconclusive, Judge, NotApplicable, NotTested


def _says_async(answer: Answer) -> list[Any]:
    """What the actions in the meta of a schema say of support_async."""
    return [
        one for actions in find(answer.body, "actions") for one in find(actions, "support_async")
    ]


@pytest.mark.requirement("VOSS-ASYNC-01")
def test_schema_says_what_can_be_asynchronous(voss: Voss, judge: Judge) -> None:
    """The actions of some model say support_async; without it nothing runs asynchronously."""
    for model in voss.totals():
        answer = voss.schema(model)
        said = _says_async(answer)
        judge.holds(
            all(isinstance(one, bool) or one in {"true", "false"} for one in said),
            "support_async of an action is neither true nor false",
            expected="true or false",
            observed=repr(said),
            shown=(answer,),
        )
        if said:
            return
    if voss.target.allow is not Allow.WRITE or "create" not in voss.target.data:
        reason = "no action of any model contains support_async: none need be asynchronous"
        raise NotTested(reason)
    late = voss.late()
    judge.holds(
        not late.open,
        "nowait=true is asynchronous for a model whose actions do not say support_async",
        expected="support_async in the meta of the schema, under actions",
        observed=late.answer,
        shown=(late.answer,),
    )
    reason = "no action of any model contains support_async, and none is asynchronous"
    raise NotTested(reason)


def _asynchronous(voss: Voss) -> None:
    """Raise NotApplicable where the model that the suite creates has no asynchronous actions."""
    said = _says_async(voss.known_schema(voss.how_to_create()["model"]))
    if said and not any(one in {True, "true"} for one in said):
        reason = "the model of [data.create] has no action that supports asynchronous requests"
        raise NotApplicable(reason)


def _says_over(voss: Voss, answer: Answer) -> bool:
    """Whether the answer to a POST says how its transaction ended."""
    status = status_in(answer)
    if status:
        return voss.is_final(status)
    if voss.pkid_in(answer):
        return True
    return answer.members.get("success") is not None and not voss.transaction_of(answer)


def _hold_over(voss: Voss, judge: Judge, own: Own, what: str) -> None:
    """Judge that a resource was there when its POST was answered, and that the answer says so."""
    judge.holds(
        _says_over(voss, own.answer) or own.at_once is True,
        f"{what} the answer does not say how the transaction ended",
        expected="a final status, or the pkid of a resource that is there",
        observed=own.answer,
        shown=(own.answer,),
    )
    if own.at_once is False:
        reason = f"{own.model}/{own.pkid} was given only some time after the answer"
        raise Inconclusive(reason)
    voss.seen(own)


@pytest.mark.requirement("VOSS-ASYNC-02")
def test_synchronous_answer_says_how_it_ended(voss: Voss, judge: Judge) -> None:
    """With nowait=false the answer is that of a transaction that is over.

    A success says so of a resource that is made: one that never is there shows that it failed.
    """
    try:
        own = voss.subject()
    except NeverThere as vain:
        judge.holds(
            condition=False,
            summary="a POST is answered with a success, and there is no such resource",
            expected="a resource, or a fault or status that says that there is none",
            observed=f"{vain.answer}; {vain.reason}",
            shown=(vain.answer,),
        )
        raise
    judge.holds(
        voss.nowait_refused is None,
        "a POST with nowait=false is refused; without nowait it is accepted",
        expected="a new resource",
        observed=voss.nowait_refused,
        shown=(voss.nowait_refused or own.answer, own.answer),
    )
    _hold_over(voss, judge, own, "with nowait=false")


@pytest.mark.requirement("VOSS-ASYNC-03")
def test_synchronous_is_the_default(voss: Voss, judge: Judge) -> None:
    """Without nowait the answer is that of a transaction that is over, as with nowait=false."""
    if not _says_over(voss, voss.subject().answer):
        reason = "nowait=false is not synchronous: see VOSS-ASYNC-02"
        raise Inconclusive(reason)
    _hold_over(voss, judge, voss.bystander(), "without nowait")


@pytest.mark.waits  # what it submits must not come to be while lists of that model are looked at
@pytest.mark.requirement("VOSS-ASYNC-04")
def test_asynchronous_answer_names_the_transaction(voss: Voss, judge: Judge) -> None:
    """With nowait=true the answer has transaction_id and href, of the same transaction."""
    _asynchronous(voss)
    late = voss.late()
    said = {
        name: next((one for one in find(late.answer.body, name) if isinstance(one, str)), "")
        for name in ("transaction_id", "href")
    }
    texts = all(said.values())
    judge.holds(
        texts and said["transaction_id"] in said["href"],
        "with nowait=true the answer does not name the transaction by transaction_id and href",
        expected="transaction_id, and an href that ends in it",
        observed=late.answer,
        shown=(late.answer,),
    )
    accepted = late.answer.status
    judge.holds(
        accepted == 202 or voss.reading("VOSS-AMB-16") == "lenient",
        f"with nowait=true the status is {accepted}, not 202",
        expected=202,
        observed=accepted,
        shown=(late.answer,),
    )
    voss.poll(late.transaction)


def _submitted(voss: Voss) -> Late:
    """What was asked for with nowait=true. Raises Inconclusive where no transaction is named."""
    _asynchronous(voss)
    late = voss.late()
    if not late.transaction:
        reason = f"the answer to nowait=true names no transaction: {late.answer}"
        raise Inconclusive(reason)
    return late


@pytest.mark.waits
@pytest.mark.requirement("VOSS-ASYNC-05")
def test_transaction_comes_to_an_end(voss: Voss, judge: Judge) -> None:
    """Polling gives a status until it is a final one.

    A transaction that is still under way when patience ends proves nothing, unless its resource
    is there: then it is over, and polling does not say so.
    """
    late = _submitted(voss)
    answer, status = voss.outcome(late.transaction)
    if not answer.accepted:
        if not voss.polls:
            reason = f"the status of a transaction cannot be asked for: {answer}"
            raise Inconclusive(reason)
    elif not voss.is_final(status) and not voss.pkid_by_name(late.entry.name):
        reason = f"the transaction is not over yet: {status or answer}"
        raise Inconclusive(reason)
    judge.holds(
        voss.is_final(status),
        "the transaction is over, and polling it does not say so",
        expected="Success or Fail",
        observed=status or answer,
        shown=(answer,),
    )


@pytest.mark.waits
@pytest.mark.requirement("VOSS-ASYNC-06")
def test_both_ways_have_the_same_effect(voss: Voss, judge: Judge) -> None:
    """A resource made with nowait=true has the data of one made with nowait=false."""
    payload = voss.how_to_create()["payload"]
    subject = voss.subject()
    _hold_accepted(voss, judge)
    by_waiting = _payload_of(voss, subject, payload)
    late = _submitted(voss)
    polled, status = voss.outcome(late.transaction)
    if has_failed(status) and not voss.pkid_by_name(late.entry.name):
        judge.holds(
            condition=False,
            summary="what succeeds with nowait=false fails with nowait=true",
            expected="the status of a success",
            observed=f"{status}: {polled}",
            shown=(late.answer, polled),
        )
    pkid = voss.effect(
        late.answer, lambda: voss.pkid_by_name(late.entry.name) or None, "a new resource"
    )
    judge.holds(
        bool(pkid),
        "a resource made with nowait=true is not there when the transaction is over",
        expected=late.entry.name,
        observed=polled,
        shown=(late.answer, polled),
    )
    judge.holds(
        not has_failed(status),
        "a transaction is said to have failed that had its effect",
        expected="the status of a success",
        observed=status,
        shown=(polled,),
    )
    made = Own(subject.model, pkid or "", late.entry.name, late.answer)
    found = _payload_of(voss, made, payload)
    judge.holds(
        found == by_waiting,
        "a resource made with nowait=true has other data than one made with nowait=false",
        expected=by_waiting,
        observed=found,
    )


def _hold_accepted(voss: Voss, judge: Judge) -> None:
    """Judge that a POST with nowait=true is taken where the actions of its model support it."""
    said = _says_async(voss.known_schema(voss.how_to_create()["model"]))
    if not any(one in {True, "true"} for one in said):
        return
    try:
        voss.late()
    except NotMade as refused:
        judge.holds(
            condition=not refused.answer.refused,
            summary="a POST with nowait=true is refused, though actions say support_async",
            expected="what is accepted with nowait=false",
            observed=refused.answer,
            shown=(refused.answer,),
        )
        raise


def _payload_of(voss: Voss, own: Own, payload: dict[str, Any]) -> dict[str, Any]:
    """What became of the payload."""
    data = voss.seen(own).resource().data
    return {name: data.get(name) for name in payload}


def _required(voss: Voss) -> str:
    """The attribute that tells resources apart, where the schema requires it.

    Raises NotTested where it does not, or where that is not known.
    """
    how = voss.how_to_create()
    name: str = how["name_attribute"]
    for schema in find(voss.known_schema(how["model"]).body, "schema"):
        known = schema.get("properties", {}).get(name) if isinstance(schema, dict) else None
        listed = schema.get("required") if isinstance(schema, dict) else None
        if isinstance(known, dict) and known.get("required") is True:
            return name
        if isinstance(listed, list) and name in listed:
            return name
    reason = f"the schema of {how['model']} does not require {name}: no POST is known to fail"
    raise NotTested(reason)


@pytest.mark.requirement("VOSS-ASYNC-07")
def test_a_change_that_fails_is_no_success(voss: Voss, judge: Judge) -> None:
    """A POST without what the schema requires, with nowait=false, is answered by a fault."""
    name = _required(voss)
    voss.subject()
    entry, answer = voss.create(voss.new_name(), voss.how_to_create()["payload"], nowait=False)
    told = not answer.accepted or has_failed(status_in(answer))
    transaction = voss.transaction_of(answer)
    if answer.accepted and transaction and not voss.is_final(status_in(answer)):
        told = has_failed(voss.outcome(transaction)[1])
    if told and answer.accepted:
        voss.gone(entry)
    elif not told and voss.get(entry.kind, voss.pkid_in(answer) or "-").item is not None:
        reason = f"the target makes a resource without {name}, which its schema requires"
        raise NotTested(reason)
    judge.holds(
        told or answer.members.get("success") is False,
        f"a POST without {name} had no effect, and the answer is no fault",
        expected="a 4xx, or a status that says that it failed",
        observed=answer,
        shown=(answer,),
    )


@pytest.mark.requirement("VOSS-ASYNC-08")
def test_nowait_of_other_actions_is_observed(voss: Voss, judge: Judge) -> None:
    """What nowait=true does for tags, whose actions need not support it, is reported."""
    answer = voss.tag(voss.subject(), *voss.new_tags(1), nowait="true")
    judge.observe(f"+tag with nowait=true: {answer}")

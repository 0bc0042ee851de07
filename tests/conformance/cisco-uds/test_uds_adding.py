"""Adding items, and what exists already (The client receives a 409 response …)."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from contracts.apis.cisco_uds import PLACES, SERVICE_PLACES, Answer, Uds
from contracts.apis.cisco_uds.answer import ABSENT
from contracts.kit import MALFORMED, Inconclusive, Judge, NotTested, Refusal, refusal

_CONFLICT = 409
_BREAKS = frozenset({_CONFLICT, 500})
_BROKEN = _BREAKS | {400, 415, 422}
"""Statuses that do not refuse what has the form of the target's own list, with a free index."""


def _conflict(uds: Uds, what: str) -> Refusal:
    if uds.reading("UDS-AMB-08") == "any-refusal":
        return refusal(what, *range(400, 500), cause=frozenset())
    return refusal(what, _CONFLICT, cause=frozenset())


@pytest.mark.requirement("UDS-DUP-02")
@pytest.mark.parametrize("place", ["device", "user-list"])
def test_adding_a_service_of_the_user_again_is_a_conflict(
    uds: Uds, judge: Judge, place: str
) -> None:
    """A service that was there before the run began exists as well.

    This comes first: what a device had is put back by a PUT of its list later on.
    """
    uds.needs_account()
    if not uds.is_scratch:
        reason = (
            "the account is not known to be for tests; if it is, set [data] scratch_account = true"
        )
        raise NotTested(reason)
    device, service = uds.service_of_the_user(listed=place == "user-list")
    answer, times = uds.add_again(device, service)
    if answer.status in {*ABSENT, 400, 415, 422}:
        reason = f"the service may no longer be one that can be added: {answer}"
        raise NotTested(reason)
    judge.refused(_conflict(uds, "adding a service that the user has"), answer)
    judge.equal(times, 1, "the number of services of this name then", shown=(answer,))


@pytest.mark.requirement("UDS-ADD-01")
@pytest.mark.parametrize("place", PLACES)
def test_post_adds_a_speed_dial(uds: Uds, judge: Judge, place: str) -> None:
    """A new speed dial is listed with what was sent, also where its index was another one's."""
    added = uds.added(PLACES[place])
    answer = added.own.answer
    _not_elsewhere(answer, uds.main_place)
    if not answer.accepted and answer.status not in _BROKEN:
        reason = f"the POST of a new speed dial at {PLACES[place].name} is refused: {answer}"
        raise Inconclusive(reason)
    judge.holds(
        added.own.dial.is_shown_as(added.shown),
        f"a speed dial added at {PLACES[place].name} is not listed as it was sent",
        expected=added.own.dial,
        observed=added.shown if answer.accepted else answer,
        shown=(answer,),
    )
    judge.holds(
        added.refused is None,
        f"a speed dial that was removed cannot be added at {PLACES[place].name} again",
        expected="a success, as for another index",
        observed=added.refused,
        shown=(added.refused or answer, answer),
    )


@pytest.mark.requirement("UDS-ADD-01")
@pytest.mark.parametrize("place", SERVICE_PLACES)
def test_post_adds_a_service(uds: Uds, judge: Judge, place: str) -> None:
    """A new service is listed: under the name that was sent, without one, or under the server's.

    A service that the user has already, under whatever name, need not be new.
    """
    own, names = uds.added_service(SERVICE_PLACES[place])
    answer = own.answer
    _not_elsewhere(answer, uds.main_service_place)
    if not answer.accepted and answer.status not in _BREAKS:
        reason = f"the POST of a service at {SERVICE_PLACES[place].name} is refused: {answer}"
        raise Inconclusive(reason)
    if answer.status == _CONFLICT and own.known:
        reason = f"the user has all phone services already, and one more is a conflict: {answer}"
        raise NotTested(reason)
    judge.holds(
        own.name in names or "" in names or bool(own.listed),
        f"a service added at {SERVICE_PLACES[place].name} is not listed",
        expected=own.name,
        observed=names if answer.accepted else answer,
        shown=(answer,),
    )


def _not_elsewhere(answer: Answer, accepting: Callable[[], object]) -> None:
    """Raise NotTested where 409 may mean the method (UDS-AMB-17), and another place takes it."""
    if answer.status == _CONFLICT:
        try:
            accepting()
        except (NotTested, Inconclusive):
            return
        reason = f"a place that does not take POST, while another one does: {answer}"
        raise NotTested(reason)


def _takes_post(again: Answer, place: str, known: bool) -> None:  # noqa: FBT001 - what is known
    """Raise NotTested where a place need not take POST at all, and does not."""
    if again.status in ABSENT and not known:
        reason = f"the target does not take POST of {place}: {again}"
        raise NotTested(reason)


@pytest.mark.requirement("UDS-DUP-01")
@pytest.mark.parametrize("place", PLACES)
def test_adding_a_speed_dial_again_is_a_conflict(uds: Uds, judge: Judge, place: str) -> None:
    """The same POST a second time is refused with 409."""
    there = PLACES[place]
    again = own = None
    if there.of_user and uds.main_place() != there and not uds.is_apart(there):
        again = uds.dial_life(there).again
    if again is None:
        own = uds.own_dial(there)
        again = own.again()
        _takes_post(
            again, own.place.name, uds.takes_post(own.place) or own.place == uds.main_place()
        )
    judge.refused(_conflict(uds, f"adding an existing speed dial at {PLACES[place].name}"), again)
    if own is not None:
        times = len(uds.listed_with(own.place, own.device, own.dial.index))
        judge.holds(
            times <= 1,
            "a speed dial whose addition was refused as a conflict is listed again",
            expected="once",
            observed=f"{times} times",
            shown=(again,),
        )


@pytest.mark.requirement("UDS-DUP-04", "UDS-DUP-05")
@pytest.mark.parametrize("place", ["first", "user-list"])
def test_an_index_that_is_taken_is_a_conflict(uds: Uds, judge: Judge, place: str) -> None:
    """A POST with the same index is refused with 409, whatever else it has, and changes nothing."""
    own = uds.own_dial(PLACES.get(place))
    before = own.needed()
    again = own.post_again(number=uds.new_number(), label=uds.new_name())
    with judge.of("UDS-DUP-05"):
        judge.refused(_conflict(uds, "adding a speed dial whose index is taken"), again)
    with judge.of("UDS-DUP-04"):
        listed = uds.listed_with(own.place, own.device, before.index)
        judge.holds(
            before in listed,
            "a POST has changed an existing speed dial",
            expected=before,
            observed="; ".join(map(str, listed)) or "nothing",
            shown=(again,),
        )


@pytest.mark.requirement("UDS-DUP-02")
@pytest.mark.parametrize("place", SERVICE_PLACES)
def test_adding_a_service_again_is_a_conflict(uds: Uds, judge: Judge, place: str) -> None:
    """The same POST of a service a second time is refused with 409.

    Where the server names services itself, a second one under another name is none that exists.
    """
    there = SERVICE_PLACES[place]
    again, times = None, 1
    if uds.main_service_place() is there and (life := uds.service_life(there)).own.listed:
        again = life.again
        if again is not None and again.accepted:
            reason = f"a second service has another name: {', '.join(life.own.listed)}"
            raise NotTested(reason)
    elif there.of_user and not uds.main_service_place().of_user:
        again = uds.service_life(there).again
    if again is None:
        own = uds.own_service(there)
        name = next(iter(own.own()), "")
        if not name:
            reason = "the service that was added is not listed any more: see UDS-ADD-01"
            raise Inconclusive(reason)
        again = own.post({**own.fields, "name": name})
        _takes_post(
            again, there.name, uds.takes_services(there) or there is uds.main_service_place()
        )
        times = own.own().count(name)
    judge.refused(_conflict(uds, f"adding an existing service at {there.name}"), again)
    judge.holds(
        times <= 1,
        "a service whose addition was refused as a conflict is listed again",
        expected="once",
        observed=f"{times} times",
        shown=(again,),
    )


@pytest.mark.requirement("UDS-PARAM-02", "UDS-PARAM-04")
def test_an_addition_with_an_error_is_refused(uds: Uds, judge: Judge) -> None:
    """A speed dial without a number is not added, and has no effect on additions without error.

    Of these there is the one that exists: it is answered as it was before.
    """
    own = uds.kept_dial()
    known = own.again_at_first()
    index, what = uds.free_index(), "no number"
    sent = {"index": str(index), "label": uds.new_name()}
    answer = uds.add_dial(own.place, own.device, sent, defect=what)
    if answer.accepted:
        uds.remove_dial(index)
    with judge.of("UDS-PARAM-04"):
        judge.refused(
            refusal(f"a new speed dial with {what}", 415, *MALFORMED, cause=MALFORMED), answer
        )
    with judge.of("UDS-PARAM-02"):
        if not answer.refused or known.status == answer.status:
            reason = f"the addition with an error is not refused because of the error: {answer}"
            raise NotTested(reason)
        then = own.post_again()
        judge.holds(
            then.status != answer.status,
            "after an addition with an error, one without is also refused",
            expected=known,
            observed=then,
            shown=(answer, then),
        )

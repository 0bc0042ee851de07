"""Updating items (The client receives a 409 response …; Policy Behavior)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import (
    PLACES,
    SERVICE_PLACES,
    Answer,
    Change,
    Dial,
    OwnDial,
    Place,
    Uds,
    dial_in,
)
from contracts.kit import Inconclusive, Judge, NotTested

_FORMS = frozenset({400, 403, 422})
"""Statuses by which a server may ask for another form: the document gives none."""


@pytest.mark.requirement("UDS-PUT-01")
@pytest.mark.parametrize("place", PLACES)
def test_put_updates_a_speed_dial(uds: Uds, judge: Judge, place: str) -> None:
    """A speed dial that exists is changed by PUT, and is listed as changed."""
    change = _change(uds, PLACES[place])
    answer, after = change.answer, change.after
    if answer.status in {405, 501} and (PLACES[place].listed or _list_takes_put(uds)):
        reason = f"the target does not accept PUT of {PLACES[place].name}: {answer}"
        raise NotTested(reason)
    if answer.status in {*_FORMS, 415} and len(uds.numbers_taken) == 1:
        reason = f"the target takes no number but {uds.numbers_taken[0]}: {answer}"
        raise NotTested(reason)
    judge.holds(
        answer.accepted
        and after is not None
        and after.index == change.before.index
        and after.number not in {change.before.number, ""},
        f"PUT of {PLACES[place].name} does not update a speed dial that exists",
        expected=f"a success, and another number than {change.before.number}",
        observed=f"{answer}, and {after}",
        shown=(answer,),
    )
    judge.holds(
        change.times == 1,
        f"PUT of {PLACES[place].name} adds a speed dial of the same index",
        expected="once",
        observed=f"{change.times} times",
        shown=(answer,),
    )
    judge.holds(
        change.others_kept,
        f"PUT of {PLACES[place].name} changes other speed dials as well",
        expected="the others as they were",
        observed=answer,
        shown=(answer,),
    )


def _list_takes_put(uds: Uds) -> bool:
    """Whether a speed dial is changed by PUT of the device's list: then one way is enough."""
    try:
        return uds.own_dial(PLACES["device-list"]).first_change().done
    except (NotTested, Inconclusive):
        return False


def _change(uds: Uds, place: Place) -> Change:
    """A change at a place; of the user's list the one that was made while it lasted."""
    if place.of_user and not uds.main_place().of_user and not uds.is_apart(place):
        changed = uds.dial_life(place).changed
        if changed is None:
            reason = f"the list of {uds.user} cannot be put as it is: the devices differ"
            raise NotTested(reason)
        return changed
    own = uds.own_dial(place)
    own.needed()
    return own.first_change()


@pytest.mark.requirement("UDS-PUT-01")
@pytest.mark.parametrize("place", ["device", "device-list"])
def test_put_updates_a_service(uds: Uds, judge: Judge, place: str) -> None:
    """A service that exists is renamed by PUT, and is listed under the new name.

    A list may know its services by their names, and add what has a new one, where PUT of the
    service itself renames it.
    """
    own = uds.own_service(SERVICE_PLACES[place])
    renamed = [one for one in own.own() if one == f"{own.name}b"]
    name = f"{own.name}{'b' if place == 'device' else 'c'}"
    answer = own.put({**own.fields, "name": name})
    if answer.status in {404, 405, 501} | _FORMS:
        reason = f"the PUT of {own.place.name} is refused: {answer}"
        raise (Inconclusive if answer.status in _FORMS else NotTested)(reason)
    names = uds.seen(answer, own.own, lambda now: now == [name])
    if own.place.listed and renamed and sorted(names) == [*renamed, name]:
        reason = f"the list knows services by their names, and has {name} beside {renamed[0]} then"
        raise NotTested(reason)
    judge.holds(
        answer.accepted and names == [name],
        f"PUT of {own.place.name} does not update a service that exists",
        expected=f"a success, and the name {name}",
        observed=f"{answer}, and {names}",
        shown=(answer,),
    )


@pytest.mark.requirement("UDS-PUT-01", "UDS-PUT-07")
def test_put_of_what_is_not_there(uds: Uds, judge: Judge) -> None:
    """A PUT with an index that no speed dial has may add it or be refused, but changes no other."""
    own = uds.own_dial(PLACES["device"])
    own.control()
    before = {**own.others(), own.dial.index: own.needed()}
    new = Dial(uds.free_index(), uds.new_number(), uds.new_name())
    answer = uds.add_dial(own.place, own.device, new.fields, method="PUT")
    after = {**own.others(), own.dial.index: own.shown()}
    added = after.pop(new.index, None)
    if added is not None:
        uds.remove_dial(new.index)
    with judge.of("UDS-PUT-07"):
        judge.observe(
            f"PUT of a speed dial that does not exist: {answer.status}"
            + (", and it is there then" if added is not None else "")
        )
    with judge.of("UDS-PUT-01"):
        judge.holds(
            after == before,
            "PUT of a speed dial that does not exist changes another one",
            expected="; ".join(map(str, before.values())),
            observed="; ".join(map(str, after.values())),
            shown=(answer,),
        )


@pytest.mark.requirement("UDS-PUT-02", "UDS-DRILL-09")
def test_what_is_accepted_is_kept(uds: Uds, judge: Judge) -> None:
    """A change that is accepted is seen as it was sent, but for white space within a label.

    What the speed dial says of itself has changed by then as well.
    """
    number, label = f"+1408{uds.new_number()}", "Anna 2 and Bert 17 at home"
    own = uds.own_dial()
    # What has been asked for before is what an answer that is kept shows again.
    own.itself()
    change = own.change(number=number, label=label)
    with judge.of("UDS-DRILL-09"):
        _says_so_itself(uds, judge, own, change)
    with judge.of("UDS-PUT-02"):
        _is_as_sent(judge, change, Dial(change.before.index, number, label))


def _says_so_itself(uds: Uds, judge: Judge, own: OwnDial, change: Change) -> None:
    """Hold a speed dial that has changed in its list to saying the same of itself."""
    if not change.done or change.after is None:
        reason = "no change is seen: see UDS-PUT-01"
        raise NotTested(reason)
    listed = change.after

    def agrees(itself: Answer | None) -> bool:
        shown = _dial_of(itself)
        return shown is None or listed.is_shown_as(shown)

    itself = uds.seen(change.answer, own.itself, agrees)
    shown = _dial_of(itself)
    if itself is None or shown is None:
        reason = f"a speed dial is not shown by itself: {itself or 'the list gives no id'}"
        raise NotTested(reason)
    judge.holds(
        agrees(itself),
        "a speed dial that was changed is another one by its id than in its list",
        expected=listed,
        observed=shown,
        shown=(change.answer, itself),
    )


def _dial_of(answer: Answer | None) -> Dial | None:
    """The speed dial that a resource of its own shows, if it does."""
    if answer is None or answer.root is None or not answer.has_root("speedDial"):
        return None
    return dial_in(answer.root)


def _is_as_sent(judge: Judge, change: Change, sent: Dial) -> None:
    """Hold a change to being seen as it was sent."""
    if not change.answer.accepted:
        reason = f"the server does not take this number or label: {change.answer}"
        raise NotTested(reason)
    shown = change.after or change.before
    if not change.done:
        reason = "no change is seen: see UDS-PUT-01"
        raise Inconclusive(reason)
    judge.holds(
        shown.number == sent.number
        and (not shown.label or shown.label.split() == sent.label.split()),
        "a change was accepted and is not seen as it was sent",
        expected=sent,
        observed=shown,
        shown=(change.answer,),
    )


@pytest.mark.requirement("UDS-PUT-03", "UDS-PUT-04")
def test_empty_fields_are_reset_and_absent_ones_left(uds: Uds, judge: Judge) -> None:
    """A change without a label leaves it as it was; an empty label clears it."""
    own = uds.own_dial()
    label = own.needed().label
    if not label:
        label = (own.accepted(label=own.dial.label).after or own.dial).label
    if not label:
        reason = "a speed dial shows no label after it was sent with one"
        raise NotTested(reason)
    with judge.of("UDS-PUT-04"):
        absent = own.accepted(label=None)
        judge.equal(
            absent.after and absent.after.label,
            label,
            "the label after a PUT without a label",
            shown=(absent.answer,),
        )
    with judge.of("UDS-PUT-03"):
        wanted = own.needed()
        empty = own.accepted(label="")
        judge.equal(
            empty.after and empty.after.label,
            "",
            f"the label {wanted.label!r} after a PUT with an empty one",
            shown=(empty.answer,),
        )

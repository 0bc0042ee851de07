"""Speed dials, services and forwarding of the suite's own are taken away, those of others not."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contracts.apis.cisco_uds import PLACES, SERVICE_PLACES
from contracts.model import Creating, Entry, Inconclusive, NotTested
from contracts.reference.cisco_uds.state import Dial
from tests.integration.apis.conftest import PREFIX, Served

Speak = Callable[..., Served]
NAME = f"{PREFIX}1"


@pytest.fixture
def served(hasty: Speak) -> Served:
    return hasty("cisco-uds")


def _devices(served: Served) -> list[Any]:
    return list(served.app.cluster.devices[served.api.user].values())


def _entry(served: Served, **facts: str) -> Entry:
    known = {"user": served.api.user, "index": "150", "numbers": "5550150"}
    return Entry("old-1", "t", "speed dial", NAME, {**known, **facts})


def _undone(served: Served, entry: Entry) -> str:
    """What another run than the one that made it says of an entry."""
    served.api.refresh()
    served.api.ledger.adopt([entry])
    left = served.api.clean_up()
    return left[0].reason if left else ""


def _placed(served: Served, label: str, number: str = "5550150", at: int = 0) -> Any:
    dials = _devices(served)[at].dials
    dials[150] = Dial(f"d{at}", 150, number, label)
    return dials


def test_a_speed_dial_is_entered_before_it_is_sent(served: Served) -> None:
    own = served.api.own_dial()
    entered = next(one for one in served.events if getattr(one, "name", "") == own.dial.label)
    assert isinstance(entered, Creating)
    assert entered.facts["index"] == str(own.dial.index)
    own.put(own.needed().changed(number="5559999", label=""))
    (entry,) = served.api.entered("speed dial")
    assert entry.facts["numbers"].split()[1:] == ["5559999"]
    assert served.api.clean_up() == []
    assert list(served.api.ledger) == []


def test_the_first_one_is_removed_at_once_and_the_second_serves_all(served: Served) -> None:
    before = [set(one.dials) for one in _devices(served)]
    first = served.api.own_dial()
    assert served.api.own_dial().dial == first.dial
    assert served.api.own_dial(PLACES["device-list"]).dial == first.dial
    life = served.api.dial_life(PLACES["device"])
    assert life.trial == ""
    now = [set(one.dials) for one in _devices(served)]
    assert now[0] - before[0] == {first.dial.index}
    assert now[1:] == before[1:]


def _without_delete(method: str, path: str, given: int) -> int:
    return 405 if not given and method == "DELETE" and path.endswith("speedDials") else 0


def test_without_delete_the_list_is_put_without_it(hasty: Speak) -> None:
    served = hasty("cisco-uds", _without_delete)
    before = [sorted(one.dials) for one in _devices(served)]
    assert served.api.dial_life(PLACES["device"]).trial == ""
    served.api.own_dial()
    assert served.api.clean_up() == []
    assert [sorted(one.dials) for one in _devices(served)] == before


def test_what_cannot_be_removed_is_left_once_and_serves_all_tests(hasty: Speak) -> None:
    served = hasty(
        "cisco-uds",
        lambda method, path, given: (
            (405 if not given and (method == "DELETE" or path.endswith("speedDials")) else 0)
            * (method in {"DELETE", "PUT"})
        ),
    )
    before = sum(len(one.dials) for one in _devices(served))
    for _ in range(3):
        own = served.api.own_dial()
        assert own.change().done
        with pytest.raises(NotTested, match="no more of the kind speed dial"):
            served.api.dial_life(PLACES["user-list"])
    assert sum(len(one.dials) for one in _devices(served)) == before + 1
    assert [one.kind for one in served.api.clean_up()] == ["speed dial"]


@pytest.mark.parametrize("status", [401, 404, 405])
def test_what_was_refused_so_made_nothing(hasty: Speak, status: int) -> None:
    served = hasty("cisco-uds", lambda method, _, given: status * (not given and method == "POST"))
    with pytest.raises((NotTested, Inconclusive)):
        served.api.own_dial()
    assert list(served.api.ledger) == []


def test_an_account_that_may_add_nothing_is_told_once(hasty: Speak) -> None:
    served = hasty("cisco-uds", lambda method, _, given: 403 * (not given and method == "POST"))
    with pytest.raises(NotTested, match=r"may add no speed dials .see UDS-ADD-01"):
        served.api.own_dial()
    with pytest.raises(NotTested, match=r"may add no services .see UDS-ADD-01"):
        served.api.own_service(SERVICE_PLACES["device"])


def test_it_is_found_by_its_label_wherever_it_is(served: Served) -> None:
    dials = _devices(served)[1].dials
    dials[151] = Dial("d", 151, "1", NAME)
    assert _undone(served, _entry(served)) == ""
    assert 151 not in dials


@pytest.mark.parametrize("label", ["", "another", NAME[:6]])
def test_it_is_found_by_index_and_number_without_its_label(served: Served, label: str) -> None:
    dials = _placed(served, label)
    assert _undone(served, _entry(served)) == ""
    assert 150 not in dials


@pytest.mark.parametrize(
    ("label", "number"), [("Anna", "4711"), ("", "4711"), ("ucc-fff000-1", "5550150")]
)
def test_what_has_come_to_the_index_since_stays(served: Served, label: str, number: str) -> None:
    dials = _placed(served, label, number)
    assert _undone(served, _entry(served)) == ""
    assert dials[150].number == number


def test_nothing_else_is_taken_away_with_it(served: Served) -> None:
    dials, others = _placed(served, NAME), _placed(served, "Anna", "4711", at=1)
    assert "would take 4711 away as well" in _undone(served, _entry(served))
    assert 150 in dials
    assert 150 in others


def test_of_two_entries_with_an_index_the_newer_one_has_the_number(served: Served) -> None:
    older, newer = (
        _entry(served),
        Entry("old-2", "t", "speed dial", f"{PREFIX}2", _entry(served).facts),
    )
    served.api.ledger.adopt([older, newer])
    _placed(served, f"{PREFIX}2")
    assert served.api.clean_up() == []
    assert 150 not in _devices(served)[0].dials


@pytest.mark.parametrize("status", [200, 404, 410])
def test_a_delete_may_be_answered_otherwise(hasty: Speak, status: int) -> None:
    served = hasty(
        "cisco-uds", lambda method, _, given: status if given and method == "DELETE" else 0
    )
    dials = _placed(served, NAME)
    assert _undone(served, _entry(served)) == ""
    assert 150 not in dials


def test_a_delete_without_effect_is_told(hasty: Speak) -> None:
    served = hasty(
        "cisco-uds", lambda method, _, given: 0 if given else 204 * (method in {"DELETE", "PUT"})
    )
    _placed(served, NAME)
    assert "still there after a request that was answered: 204" in _undone(served, _entry(served))


def test_the_account_has_to_be_the_same(served: Served) -> None:
    assert "the account of hkeller" in _undone(served, _entry(served, user="anna"))


def test_lists_that_cannot_be_read_are_no_proof(hasty: Speak) -> None:
    served = hasty("cisco-uds", lambda _, path, given: 500 * (not given and "peedDials" in path))
    assert "500" in _undone(served, _entry(served))


# A target that has lists of the user alone


def _of_user_alone(_: str, path: str, given: int) -> int:
    return 405 if not given and "/device/" in path and "peedDial" in path else 0


@pytest.fixture
def unified(hasty: Speak) -> Served:
    """A target on which all devices have the same speed dials, and only the user's list is."""
    served = hasty("cisco-uds", _of_user_alone)
    for device in _devices(served):
        device.dials = {3: Dial("x", 3, "4711", "Anna")}
    return served


def test_what_a_put_of_the_list_may_lose_is_held(unified: Served) -> None:
    own = unified.api.own_dial()
    assert own.device is None
    assert own.change().done
    (others,) = unified.api.entered("other speed dials")
    assert others.facts["3"] == "4711 Anna"
    assert unified.api.clean_up() == []
    assert [list(one.dials) for one in _devices(unified)] == [[3]] * 3


def test_what_was_lost_is_added_again_and_what_was_changed_is_told(unified: Served) -> None:
    facts = {"user": unified.api.user, "3": "4712 Bert", "4": "4713 Cora Ä"}
    reason = _undone(unified, Entry("old-1", "t", "other speed dials", "hkeller", facts))
    assert reason == "these are not as they were: 3: 4712 Bert"
    assert [one.dials[4].label for one in _devices(unified)] == ["Cora Ä"] * 3
    assert _devices(unified)[0].dials[3].number == "4711"


def test_a_list_that_is_not_shown_is_not_replaced(hasty: Speak) -> None:
    served = hasty("cisco-uds", _of_user_alone)
    for at, device in enumerate(_devices(served), 3):
        device.dials = {at: Dial("x", at, "4711", "Anna")}
    before = [list(one.dials) for one in _devices(served)]
    with pytest.raises(NotTested):
        served.api.own_dial()
    with pytest.raises(NotTested, match="the devices differ"):
        served.api.dial_life(PLACES["user-list"])
    served.api.clean_up()
    assert [list(one.dials) for one in _devices(served)] == before


@pytest.mark.parametrize("scratch", [False, True])
def test_a_list_that_cannot_be_sent_back_as_it_is_is_not_replaced(
    hasty: Speak, *, scratch: bool
) -> None:
    served = hasty("cisco-uds", _of_user_alone, scratch_account=scratch)
    for device in _devices(served):
        device.dials = {at: Dial("y", at, "4712", "Frau \t M") for at in (3, 4)}
    own = served.api.own_dial()
    said = "not taken back as it is" if scratch else r"speed dial 3 of .* an unusual form"
    with pytest.raises(NotTested, match=said):
        own.change()
    served.api.clean_up()
    assert [sorted(one.dials) for one in _devices(served)] == [[3, 4]] * 3


def test_a_list_of_the_users_own_is_looked_at_as_well(hasty: Speak) -> None:
    served = hasty("cisco-uds", liberties=["user-list-apart"])
    life = served.api.dial_life(PLACES["user-list"])
    assert life.shown == life.own.dial
    assert life.after == life.before


def test_a_list_of_the_users_own_has_a_speed_dial_of_its_own(hasty: Speak) -> None:
    served = hasty("cisco-uds", liberties=["user-list-apart"])
    own = served.api.own_dial(PLACES["user-list"])
    assert own.device is None
    assert served.api.own_dial(PLACES["user-list"]).dial == own.dial
    assert served.api.own_dial().dial != own.dial
    assert own.change().done
    assert served.api.clean_up() == []
    assert own.shown() is None


def test_the_devices_list_is_none_of_the_users_own(served: Served) -> None:
    assert not served.api.is_apart(PLACES["device"])
    with pytest.raises(NotTested):
        served.api.own_dial(PLACES["user-list"])


def test_on_an_account_for_tests_unusual_labels_are_sent_back(hasty: Speak) -> None:
    served = hasty("cisco-uds", _without_delete, scratch_account=True)
    for device in _devices(served):
        device.dials[4] = Dial("y", 4, "4712", "Müller & <Söhne>")
    own = served.api.own_dial()
    assert own.change().done
    assert served.api.clean_up() == []
    assert [one.dials[4].label for one in _devices(served)] == ["Müller & <Söhne>"] * 3


def test_a_change_that_comes_to_be_there_twice_is_counted(hasty: Speak) -> None:
    served = hasty("cisco-uds", faults=["apart-appended"])
    assert served.api.own_dial(PLACES["user-list"]).change().times > 1


def test_a_label_that_the_target_has_changed_is_sent_back_as_it_is(hasty: Speak) -> None:
    served = hasty("cisco-uds")
    own = served.api.own_dial()
    for device in _devices(served):
        for dial in device.dials.values():
            if dial.index == own.dial.index:
                dial.label = "Zahl (neu) "
    change = own.change()
    assert change.done
    assert change.answer.exchange.request.defect == "keeps what was there"

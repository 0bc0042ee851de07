"""Numbers of speed dials on a target that takes only those of its own."""

from __future__ import annotations

from collections.abc import Callable

from tests.integration.apis.conftest import Served

Speak = Callable[..., Served]


def test_a_target_with_a_plan_of_numbers_is_sent_those_that_it_shows(hasty: Speak) -> None:
    served = hasty("cisco-uds", liberties=["numbers-of-the-plan"])
    own = served.api.own_dial()
    assert len(served.api.numbers_taken) > 1
    assert own.dial.number in served.api.numbers_taken
    for _ in range(3):
        change = own.change()
        assert change.done
        assert change.after is not None
        assert change.after.number in served.api.numbers_taken
    assert served.api.clean_up() == []


def test_a_target_that_takes_any_is_sent_new_ones(hasty: Speak) -> None:
    served = hasty("cisco-uds")
    own = served.api.own_dial()
    assert served.api.numbers_taken == []
    assert own.change().done
    assert own.needed().number.startswith("555")

"""Faults and liberties are mixins in front of the conforming server."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

import pytest

from contracts.model import ConfigurationError
from contracts.reference import (
    Fault,
    Liberty,
    ManualClock,
    ReferenceApi,
    SystemClock,
    available,
    find,
    seeded,
)
from contracts.reference.table import KINDS

FAULTS: dict[str, Fault] = {}
LIBERTIES: dict[str, Liberty] = {}


class Server:
    """A server that answers with words."""

    def __init__(self, clock: Any) -> None:
        self.clock = clock

    def words(self) -> list[str]:
        """What it says."""
        return ["server"]


def _mixin(word: str) -> type:
    class Mixin(Server):
        def words(self) -> list[str]:
            return [*super().words(), word]

    Mixin.__doc__ = f"  Says {word}.\n\n  More.  "
    return Mixin


fault, liberty = seeded(FAULTS, Fault), seeded(LIBERTIES, Liberty)
fault("f1", violates="A-1", kind="omitted")(_mixin("f1"))
fault("f2", violates="A-2", kind="wrong-value", related="A-1 A-3")(_mixin("f2"))
for name in ("sixteen", "seventeen"):
    liberty(name, choice="code", ambiguity="A-AMB-02")(_mixin(name))
liberty("order")(_mixin("order"))
liberty("case")(_mixin("case"))
REFERENCE = ReferenceApi(
    api="demo", title="Demo", server=Server, faults=FAULTS, liberties=LIBERTIES
)


def _words(faults: Iterable[str] = (), liberties: Iterable[str] = ()) -> list[str]:
    words: list[str] = REFERENCE.build(faults=faults, liberties=liberties).app.words()
    return words


def test_without_switches_the_server_is_as_it_is() -> None:
    assert _words() == ["server"]
    assert type(REFERENCE.build().app) is Server


@pytest.mark.parametrize(
    ("faults", "liberties", "said"),
    [
        (["f1"], [], ["f1"]),
        (["f1", "f2"], [], ["f1", "f2"]),
        (["f2", "f1"], [], ["f2", "f1"]),
        (["f1", "f1"], [], ["f1"]),
        ([], ["order", "case"], ["order", "case"]),
        ([], ["order", "order"], ["order"]),
        ([], ["sixteen"], ["sixteen"]),
        ([], ["sixteen", "seventeen"], ["seventeen"]),
        ([], ["seventeen", "sixteen"], ["sixteen"]),
        ([], ["sixteen", "order", "seventeen"], ["order", "seventeen"]),
        (["f1"], ["order", "sixteen"], ["order", "sixteen", "f1"]),
    ],
)
def test_switches_stand_in_front_and_of_a_choice_the_last_is_in_force(
    faults: list[str], liberties: list[str], said: list[str]
) -> None:
    assert _words(faults, liberties) == ["server", *said]


def test_building_one_server_changes_no_other() -> None:
    _words(["f1"], ["order"])
    assert _words() == ["server"]


@pytest.mark.parametrize(
    ("switches", "text"),
    [
        ({"faults": ["f3"]}, "demo has no fault 'f3'; `uc-contracts serve --api demo --list`"),
        ({"faults": ["order"]}, "demo has no fault 'order'"),
        ({"liberties": ["f1"]}, "demo has no liberty 'f1'"),
    ],
)
def test_an_unknown_switch_is_named(switches: dict[str, list[str]], text: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        REFERENCE.build(**switches)  # type: ignore[arg-type]
    assert str(caught.value).startswith(text)


def test_a_declaration_is_what_was_declared() -> None:
    assert list(FAULTS) == ["f1", "f2"]
    assert (FAULTS["f2"].violates, FAULTS["f2"].related) == ("A-2", "A-1 A-3")
    assert FAULTS["f1"].summary == "Says f1.\n\n  More."
    assert (LIBERTIES["sixteen"].choice, LIBERTIES["sixteen"].ambiguity) == ("code", "A-AMB-02")


def test_an_id_is_given_once() -> None:
    with pytest.raises(ValueError, match="Fault 'f1' is there already"):
        fault("f1", violates="A-1", kind="omitted")(Server)


def test_the_clock_is_the_one_given_or_the_machines() -> None:
    clock = ManualClock()
    assert REFERENCE.build(clock=clock).app.clock is clock
    assert isinstance(REFERENCE.build().app.clock, SystemClock)


def test_a_manual_clock_moves_when_it_is_moved() -> None:
    start = dt.datetime(2026, 3, 1, 12, tzinfo=dt.UTC)
    clock = ManualClock(start)
    assert (clock.monotonic(), clock.now()) == (0.0, start)
    clock.advance(90)
    assert (clock.monotonic(), clock.now()) == (90.0, start + dt.timedelta(seconds=90))
    assert ManualClock().now() == ManualClock().now()


def test_the_machines_clock_is_aware_and_does_not_run_backwards() -> None:
    clock = SystemClock()
    assert clock.now().utcoffset() == dt.timedelta(0)
    assert clock.monotonic() <= clock.monotonic()


def test_references_are_found_by_the_name_of_the_api() -> None:
    assert "uptivity" in available()
    assert all(find(one).api == one for one in available())
    with pytest.raises(ConfigurationError, match="unknown API 'upt'"):
        find("upt")


def test_every_fault_is_of_a_kind_that_there_is() -> None:
    seeds = [one for api in available() for one in find(api).faults.values()]
    assert {one.id: one.kind for one in seeds if one.kind not in KINDS} == {}

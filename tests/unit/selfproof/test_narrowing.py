"""Which tests are tried for a fault."""

from __future__ import annotations

from contracts.catalogue import judging_tests, load
from contracts.selfproof.judging import Found
from contracts.selfproof.narrowing import narrowed, spread

_DERIVED = "UPT-commandByGet-MEDIA"


def _clean(*tests: str) -> Found:
    return Found("none", "conforming", {}, {}, {_DERIVED: tests}, 0)


def test_what_tests_name_is_selected_by_its_own_id() -> None:
    assert narrowed("uptivity", _clean())["UPT-ID-01"] == ("UPT-ID-01",)


def test_what_exchanges_judge_is_selected_by_tests_that_made_some() -> None:
    (name, _), *_ = judging_tests("uptivity", "UPT-ID-01")
    chosen = narrowed("uptivity", _clean(f"uptivity/{name}[lab-seven]"))[_DERIVED]
    assert [judging_tests("uptivity", one)[0][0] for one in chosen] == [name]


def test_what_nothing_judges_is_left_to_the_whole_suite() -> None:
    assert narrowed("uptivity", _clean())[_DERIVED] == ()


def test_every_requirement_is_provided_for() -> None:
    assert narrowed("uptivity", _clean()).keys() == load("uptivity").catalogue.requirements.keys()


def test_a_spread_is_even_and_starts_with_the_first() -> None:
    assert spread(range(10), 4) == [0, 2, 5, 7]
    assert spread("ab", 4) == ["a", "b"]

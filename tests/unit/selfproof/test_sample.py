"""A sample of the faults, another one at every commit."""

from __future__ import annotations

from contracts.selfproof import Sample


def test_a_sample_has_its_size_and_is_spread() -> None:
    names = [str(number) for number in range(100)]
    assert Sample(4).of(names) == ["0", "25", "50", "75"]
    assert Sample(4, 3).of(names) == ["3", "28", "53", "78"]


def test_every_fault_has_its_turn() -> None:
    names = [str(number) for number in range(101)]
    taken = {name for turn in range(40) for name in Sample(6, turn).of(names)}
    assert taken == set(names)


def test_few_faults_are_all_taken() -> None:
    assert Sample(6, 12).of(["a", "b"]) == ["a", "b"]


def test_each_is_judged_by_its_own_tests_once_in_so_many_turns() -> None:
    names = [str(number) for number in range(7)]
    assert Sample(1, 4, share=2).narrow(names) == ["0", "2", "4", "6"]
    assert sorted(Sample(1, 4, 2).narrow(names) + Sample(1, 5, 2).narrow(names)) == names
    assert Sample(1, 9).narrow(names) == names

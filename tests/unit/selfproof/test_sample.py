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

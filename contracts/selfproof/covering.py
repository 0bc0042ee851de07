"""Few rows of switches in which every two of them meet: a covering array of strength two.

Every pair of switches is on together in some row, and each is on without the other in some row,
except for those of one group, which exclude each other. The rows are found greedily, after the
AETG algorithm (Cohen, Dalal, Fredman, Patton 1997), and are the same at every call.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import combinations

_OFF = ""
_CANDIDATES = 8
_SINGLE = 2
"""The values of a switch that excludes none: off and on."""

_HALVES = 2

Pair = tuple[tuple[int, str], tuple[int, str]]


def covering(groups: Mapping[str, str]) -> list[tuple[str, ...]]:
    """Rows of switches, given each switch's group; a group of its own where it excludes none."""
    factors: dict[str, list[str]] = {}
    for switch, group in groups.items():
        factors.setdefault(group, [_OFF]).append(switch)
    # Where several exclude each other, one of them being on is what the others being off means.
    values = [row[1:] if len(row) > _SINGLE else row for row in factors.values()]
    missing = {
        ((one, a), (other, b))
        for one, other in combinations(range(len(values)), 2)
        for a in values[one]
        for b in values[other]
    }
    chance = random.Random(0)  # noqa: S311 - nothing is secret here
    rows: list[tuple[str, ...]] = []
    while missing:
        candidates = [_row(values, missing, chance) for _ in range(_CANDIDATES)]
        best = max(candidates, key=lambda row: len(missing & _pairs(row)))
        missing -= _pairs(best)
        rows.append(tuple(value for value in best if value != _OFF))
    # The values of a single factor meet nothing and are switched on one by one.
    return rows or [(value,) for factor in values for value in factor if value != _OFF]


def _pairs(row: Sequence[str]) -> set[Pair]:
    return set(combinations(enumerate(row), 2))


def _row(values: Sequence[Sequence[str]], missing: set[Pair], chance: random.Random) -> list[str]:
    """A row that has a missing pair, and as many more of them as fit, one value after the other."""
    row: dict[int, str] = dict(chance.choice(sorted(missing)))
    others = [place for place in range(len(values)) if place not in row]
    chance.shuffle(others)
    for place in others:
        chosen = list(values[place])
        chance.shuffle(chosen)
        row[place] = max(chosen, key=lambda value, at=place: _gain(row, at, value, missing))  # type: ignore[misc]
    return [row[place] for place in range(len(values))]


def _gain(row: Mapping[int, str], place: int, value: str, missing: set[Pair]) -> int:
    """How many missing pairs a value makes with those that stand already."""
    mine = (place, value)
    return sum(((one, mine) if one[0] < place else (mine, one)) in missing for one in row.items())


def smallest(switches: Iterable[str], fails: Callable[[Sequence[str]], bool]) -> tuple[str, ...]:
    """Switches of which none can be left out without `fails` becoming false (Zeller's ddmin).

    All of them together have to fail. It is one switch, or two that go wrong together, wherever
    that is what the failure comes from.
    """
    left = list(switches)
    parts = _HALVES
    while len(left) > 1:
        size = -(-len(left) // parts)
        chunks = [left[at : at + size] for at in range(0, len(left), size)]
        rests = [[one for one in left if one not in chunk] for chunk in chunks if parts > _HALVES]
        smaller = next((one for one in [*chunks, *rests] if one and fails(one)), None)
        if smaller is not None and len(smaller) < len(left):
            parts = _HALVES if len(smaller) <= size else max(parts - 1, _HALVES)
            left = smaller
        elif parts >= len(left):
            break
        else:
            parts = min(parts * 2, len(left))
    return tuple(left)

"""The page: requirements by strength, and the mutants that nothing noticed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

import msgspec

from contracts.model import Level
from contracts.report import anchor_prefix, slug
from contracts.report.html import streamed
from contracts.sensitivity import text
from contracts.sensitivity.results import (
    Fate,
    MutantResult,
    RequirementStrength,
    Sensitivity,
    Strength,
    TargetSensitivity,
)

_WIDE = 1000.0
_NARROWEST = 6.0
_SHOWN = (Strength.NOT_SHOWN, Strength.NOT_TRIED, Strength.SHOWN, Strength.STRONG)
"""The strengths in the order of the table: what is worth the least comes first."""


class Part(msgspec.Struct, frozen=True):
    """A part of a bar 1,000 wide: the requirements of one level and strength."""

    strength: Strength
    count: int
    at: float
    width: float


class Bar(msgspec.Struct, frozen=True):
    """The requirements of one level that passed, by strength."""

    level: Level
    parts: tuple[Part, ...]
    count: int


class Row(msgspec.Struct, frozen=True):
    """A requirement, and how much of what touched its evidence broke it; `widest` of all is 100."""

    one: RequirementStrength
    link: str
    touched: float
    killed: float


class TargetPage(msgspec.Struct, frozen=True):
    """What the page says of one target."""

    target: TargetSensitivity
    anchor: str
    headline: str
    cost: str
    counted: str
    bars: tuple[Bar, ...]
    rows: tuple[Row, ...]
    survivors: tuple[MutantResult, ...]
    others: tuple[MutantResult, ...]


def sensitivity_html(found: Sensitivity) -> Iterator[bytes]:
    """The page, piece by piece."""
    foot = ", ".join(("Sensitivity report", *(one.name for one in found.targets)))
    yield from streamed(
        "sensitivity.html",
        "",
        foot,
        ("sensitivity.css",),
        found=found,
        targets=tuple(_pages(found)),
        words=text.WORDS,
    )


def _pages(found: Sensitivity) -> Iterator[TargetPage]:
    apis = Counter[str]()
    for number, target in enumerate(found.targets, 1):
        apis[target.api] += 1
        prefix = anchor_prefix(number, first=apis[target.api] == 1)
        mutants = target.looked.mutants
        yield TargetPage(
            target=target,
            anchor=f"target-{number}",
            headline=text.headline(target),
            cost=text.cost(target),
            counted=text.counted(target),
            bars=tuple(_bars(target)),
            rows=tuple(_rows(target, prefix)),
            survivors=tuple(one for one in mutants if one.fate is Fate.SURVIVED),
            others=tuple(one for one in mutants if one.fate in {Fate.OPEN, Fate.EQUIVALENT}),
        )


def _bars(target: TargetSensitivity) -> Iterator[Bar]:
    for level in Level:
        counts: Counter[Strength] = Counter(
            one.strength
            for one in target.requirements
            if one.level is level and one.strength is not Strength.NO_PASS
        )
        if counts:
            yield Bar(level, tuple(_parts(counts)), counts.total())


def _parts(counts: Counter[Strength]) -> Iterator[Part]:
    total = counts.total()
    widths = {
        one: max(_WIDE * counts[one] / total, _NARROWEST) for one in reversed(_SHOWN) if counts[one]
    }
    scale = _WIDE / sum(widths.values())
    at = 0.0
    for one, width in widths.items():
        yield Part(one, counts[one], round(at, 1), round(width * scale, 1))
        at += width * scale


def _rows(target: TargetSensitivity, prefix: str) -> list[Row]:
    levels = list(Level)
    shown = [one for one in target.requirements if one.strength is not Strength.NO_PASS]
    widest = max((one.touched for one in shown), default=0) or 1
    shown.sort(key=lambda one: (levels.index(one.level), _SHOWN.index(one.strength), one.killed))
    return [
        Row(
            one,
            f"conformance.html#{prefix}{slug(one.id)}",
            round(100 * one.touched / widest, 1),
            round(100 * one.killed / widest, 1),
        )
        for one in shown
    ]

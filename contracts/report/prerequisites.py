"""Violations that only repeat what a violated prerequisite says already.

A requirement that `needs` a violated one cannot be judged: what was seen of it is inconclusive
because of that one. A prerequisite that passed is there, whatever it needs itself: nothing is put
down to what lies behind it. A should cannot excuse a must, so that no gate lets more pass.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec

from contracts.model import Blocked, Level, RequirementResult, Verdict

_LEVELS = list(Level)
_VIOLATED = frozenset({Verdict.FAIL, Verdict.WARN})
_KEPT = frozenset({Verdict.PASS, Verdict.WARN, Verdict.WAIVED})


def resolved(
    results: Sequence[RequirementResult], violated: Iterable[str]
) -> tuple[RequirementResult, ...]:
    """`results` in which what rests on `violated` requirements is inconclusive because of them."""
    table = {one.id: one for one in results}
    broken = {one for one in violated if table[one].verdict in _VIOLATED}
    return tuple(_resolved(one, table, broken) for one in results)


def _resolved(
    one: RequirementResult, table: Mapping[str, RequirementResult], broken: set[str]
) -> RequirementResult:
    if one.id not in broken and one.verdict is not Verdict.INCONCLUSIVE:
        return one
    ends = dict.fromkeys(_ends(one, table, broken))
    if one.id in broken:
        ends = {end: None for end in ends if _excuses(table[end].level, one.level)}
    if not ends:
        return one
    return msgspec.structs.replace(
        one,
        verdict=Verdict.INCONCLUSIVE,
        reason=_reason(one, [table[end] for end in ends]),
        blocked=Blocked(tuple(ends), one.verdict, one.reason),
    )


def _ends(
    one: RequirementResult, table: Mapping[str, RequirementResult], broken: set[str]
) -> Iterator[str]:
    """The violated requirements at the ends of the prerequisites of `one`, the nearest first."""
    for name in one.needs:
        needed = table.get(name)
        if needed is None or (needed.verdict in _KEPT and name not in broken):
            continue
        further = list(_ends(needed, table, broken))
        if name in broken:
            excusing = [end for end in further if _excuses(table[end].level, needed.level)]
            yield from excusing or [name]
        else:
            yield from further


def _excuses(end: Level, level: Level) -> bool:
    """Whether a violated requirement of level `end` can stand for one of `level`."""
    return _LEVELS.index(end) <= _LEVELS.index(level)


def _reason(one: RequirementResult, ends: Sequence[RequirementResult]) -> str:
    names = " and ".join(end.id for end in ends)
    fails = all(end.verdict is Verdict.FAIL for end in ends)
    verb = "fails" if fails else "is not kept"
    if len(ends) > 1:
        verb = "fail" if fails else "are not kept"
    why = f"rests on {names}, which {verb}"
    if one.verdict is Verdict.INCONCLUSIVE:
        return f"{one.reason}; {why}"
    return f"{why}; seen all the same: {one.reason}"

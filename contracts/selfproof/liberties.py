"""Conforming servers that take liberties: none, all of them, and every two of them together."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contracts.model import Verdict
from contracts.reference import ReferenceApi
from contracts.selfproof.covering import covering, smallest
from contracts.selfproof.judging import Case, Found, judge_all

CLEAN = "none"
WRONG = (Verdict.FAIL, Verdict.WARN, Verdict.ERROR, Verdict.INCONCLUSIVE)

Rows = dict[str, tuple[str, ...]]


def extremes(reference: ReferenceApi) -> Rows:
    """No liberty; all of them, in either order; and those that exclude no other."""
    switches = tuple(reference.liberties)
    single = tuple(one for one in switches if reference.liberties[one].choice is None)
    return {CLEAN: (), "all": switches, "all-reversed": switches[::-1], "no-choices": single}


def pairs(reference: ReferenceApi) -> Rows:
    """Rows in which every two liberties meet; in every second one the order is turned round."""
    rows = covering({one.id: one.choice or one.id for one in reference.liberties.values()})
    return {
        f"row-{number:02}": row if number % 2 else row[::-1] for number, row in enumerate(rows, 1)
    }


def alone(reference: ReferenceApi) -> Rows:
    """Each liberty by itself."""
    return {one: (one,) for one in reference.liberties}


def judged(
    reference: ReferenceApi, rows: Rows, *, jobs: int, options: Sequence[str] = ()
) -> dict[str, Found]:
    """What is found of each row.

    A row on which something is wrong is cut down to the one switch, or the few, that it takes;
    their names are added to the row's.
    """
    found = judge_all(
        reference.api,
        [_case(reference, name, switches) for name, switches in rows.items()],
        jobs=jobs,
        options=options,
    )
    named = {}
    for name, one in found.items():
        if not one.having(*WRONG) or len(rows[name]) < 2:  # noqa: PLR2004 - nothing to cut
            named[name] = one
            continue
        culprits = " + ".join(_culprits(reference, rows[name], one, options))
        named[f"{name}: {culprits}"] = msgspec.structs.replace(one, name=f"{name}: {culprits}")
    return named


def _culprits(
    reference: ReferenceApi, switches: tuple[str, ...], found: Found, options: Sequence[str]
) -> tuple[str, ...]:
    """The fewest of a row's switches on which one of its requirements goes wrong."""
    wrong = sorted(found.having(*WRONG))

    def fails(some: Sequence[str]) -> bool:
        case = _case(reference, "part", some, tuple(wrong))
        again = judge_all(reference.api, [case], jobs=1, options=options)["part"]
        return bool(again.having(*WRONG) & set(wrong))

    if not fails(switches):
        return (f"not seen again ({', '.join(wrong)})",)
    return smallest(switches, fails)


def _case(
    reference: ReferenceApi, name: str, switches: Sequence[str], select: tuple[str, ...] = ()
) -> Case:
    app = reference.build(liberties=switches)
    return Case(name, app, reference.base_path, select=select)

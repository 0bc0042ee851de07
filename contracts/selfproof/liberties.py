"""Conforming servers that take liberties: none, all of them, and every two of them together."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import msgspec

from contracts.model import Verdict
from contracts.reference import ReferenceApi
from contracts.selfproof.covering import covering, smallest
from contracts.selfproof.judging import Case, Found, judge_all

CLEAN = "none"
WRONG = (Verdict.FAIL, Verdict.WARN, Verdict.ERROR, Verdict.INCONCLUSIVE)

_MOST_CUT = 4
"""Causes that are looked for; what is wrong beyond them waits until they are fixed."""

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
    reference: ReferenceApi,
    rows: Rows,
    *,
    jobs: int,
    options: Sequence[str] = (),
    look: Callable[[Path], None] | None = None,
) -> dict[str, Found]:
    """What is found of each row; `look` is called with the folder of each run over them.

    A row on which something is wrong is cut down to the one switch, or the few, that it takes;
    their names are added to the row's.
    """
    found = judge_all(
        reference.api,
        [_case(reference, name, switches) for name, switches in rows.items()],
        jobs=jobs,
        options=options,
        look=look,
    )
    named = {}
    known: list[tuple[str, ...]] = []
    for name, one in found.items():
        wrong, row = one.having(*WRONG), rows[name]
        if not wrong or len(row) < 2:  # noqa: PLR2004 - nothing to cut
            named[name] = one
            continue
        culprits = next((some for some in known if set(some) <= set(row)), None)
        if culprits is None and len(known) < _MOST_CUT:
            culprits = _culprits(reference, row, wrong, options)
            known += [culprits] if culprits else []
        told = f"{name}: {_said(culprits)}"
        named[told] = msgspec.structs.replace(one, name=told)
    return named


def _said(culprits: tuple[str, ...] | None) -> str:
    if culprits is None:
        return "others are to be seen to first"
    return " + ".join(culprits) or "not seen again"


def _culprits(
    reference: ReferenceApi, switches: tuple[str, ...], wrong: set[str], options: Sequence[str]
) -> tuple[str, ...]:
    """The fewest of a row's switches on which one of these requirements goes wrong.

    None of them where that is not seen again.
    """
    select = tuple(sorted(wrong))

    def fails(some: Sequence[str]) -> bool:
        case = _case(reference, "part", some, select)
        again = judge_all(reference.api, [case], jobs=1, options=options)["part"]
        return bool(again.having(*WRONG) & wrong)

    return smallest(switches, fails) if fails(switches) else ()


def _case(
    reference: ReferenceApi, name: str, switches: Sequence[str], select: tuple[str, ...] = ()
) -> Case:
    app = reference.build(liberties=switches)
    return Case(name, app, reference.base_path, select=select)

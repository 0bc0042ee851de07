"""What was found of a run's sensitivity, as lines of text."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.model import Level
from contracts.sensitivity.results import (
    Fate,
    Sensitivity,
    Strength,
    TargetSensitivity,
)

WORDS = {
    Strength.STRONG: "broken by two kinds of mutants or more",
    Strength.SHOWN: "broken by one kind of mutant",
    Strength.NOT_SHOWN: "not shown: no mutant breaks it",
    Strength.NOT_TRIED: "not tried: no mutant of this sample touches its evidence",
}
"""What the strengths of requirements that passed mean."""
_LONG = 12
"""How many survivors are named; the page and sensitivity.json name all."""


def lines(found: Sensitivity) -> Iterator[str]:
    """The lines, target by target."""
    for target in found.targets:
        yield from _target(target)
        yield ""


def headline(target: TargetSensitivity) -> str:
    """The sentence that says it all."""
    fates = target.fates
    judged = fates.get(Fate.KILLED, 0) + fates.get(Fate.SURVIVED, 0)
    if target.percent is None:
        return "no mutant could be judged"
    return (
        f"this run would have noticed {fates.get(Fate.KILLED, 0):,} of {judged:,} changes of the "
        f"target ({target.percent:g} %)"
    )


def cost(target: TargetSensitivity) -> str:
    """What it cost the target."""
    one = target.looked.requests
    return (
        f"the run sent {one.run:,} requests; this took {one.sent:,} more, at most {one.most:,}, "
        f"and {target.looked.seconds:,.0f} s"
    )


def counted(target: TargetSensitivity) -> str:
    """What was tried of what there is."""
    looked, fates = target.looked, target.fates
    parts = [
        f"{looked.enumerated:,} mutants are known, {looked.asked:,} of operations that were asked"
    ]
    if looked.out_of_reach:
        parts.append(f"{looked.out_of_reach:,} of these take a server of one's own")
    parts.append(f"{len(looked.mutants):,} were tried by {looked.tests:,} tests")
    said = "; ".join(parts)
    others = [
        f"{fates.get(one, 0):,} {one}" for one in (Fate.EQUIVALENT, Fate.OPEN) if fates.get(one)
    ]
    return said + (f" ({', '.join(others)})" if others else "")


def _target(target: TargetSensitivity) -> Iterator[str]:
    yield f"{target.name} ({target.api}) at {target.base_url}: {headline(target)}"
    yield f"  {counted(target)}"
    yield f"  {cost(target)}"
    if target.looked.ended:
        yield f"  it ended early: {target.looked.ended}"
    yield from _requirements(target)
    survivors = [one.id for one in target.looked.mutants if one.fate is Fate.SURVIVED]
    if survivors:
        count = len(survivors)
        yield f"  {count:,} {'survivor' if count == 1 else 'survivors'}:"
        yield from (f"    {one}" for one in survivors[:_LONG])
        if len(survivors) > _LONG:
            yield f"    and {len(survivors) - _LONG:,} more"
    for error in target.looked.errors:
        yield f"  error of the suite: {error.mutant}: {error.test}: {error.reason}"
    if target.looked.left_out:
        count = len(target.looked.left_out)
        yield f"  {count:,} {'test does' if count == 1 else 'tests do'} not repeat and took no part"


def _requirements(target: TargetSensitivity) -> Iterator[str]:
    musts = [one for one in target.requirements if one.level is Level.MUST]
    passed = [one for one in musts if one.strength is not Strength.NO_PASS]
    yield f"  of {len(passed):,} musts that passed:"
    for strength, words in WORDS.items():
        ids = target.having(strength, Level.MUST)
        if not ids:
            continue
        named = strength in {Strength.NOT_SHOWN, Strength.NOT_TRIED}
        yield f"  {len(ids):6,}  {words}" + (f": {', '.join(ids)}" if named else "")

"""What `uc-contracts prove` says of trials and strengths."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from typing import Any

from contracts.model import Level
from contracts.selfproof import Strength, Trial, tallies


def line_of(trial: Trial) -> str:
    """A trial in one line: its outcome, its name, what it broke."""
    broken = f" [{', '.join(trial.broken[:4])}{', …' if len(trial.broken) > 4 else ''}]"  # noqa: PLR2004
    text = f": {trial.text}" if trial.text else ""
    return f"{trial.outcome:13} {trial.key}{broken if trial.broken else ''}{text}"


def summary(found: Sequence[Strength], made: Sequence[Trial]) -> Iterator[str]:
    """The requirements by strength, and the sums."""
    yield f"\n{'requirement':28} {'level':7} faults  mutants  kinds"
    for one in found:
        kinds = ", ".join(one.kinds) or "-"
        yield f"{one.id:28} {one.level:7} {one.faults:6}  {one.mutants:7}  {kinds}"
    musts = [one for one in found if one.level is Level.MUST]
    not_shown = [one.id for one in musts if not one.shown]
    weak = [one.id for one in musts if one.shown and not one.strong]
    counts = Counter(f"{one.sort} {one.outcome}" for one in made)
    yield ""
    for name, count in sorted(counts.items()):
        yield f"{count:6}  {name}"
    for tally in tallies(made):
        if tally.judged:
            yield f"{tally.share:6.0%}  {tally.kind} mutants killed, of those that can be"
    strong = len(musts) - len(not_shown) - len(weak)
    yield f"{strong} of {len(musts)} musts were broken by two kinds of fault or mutant"
    if weak:
        yield f"by one kind only: {', '.join(weak)}"
    if not_shown:
        yield f"by none, so that a pass shows nothing: {', '.join(not_shown)}"


def as_json(made: Sequence[Trial], found: Sequence[Strength]) -> dict[str, Any]:
    """The trials and strengths as JSON values."""
    return {
        "trials": [
            {
                "sort": one.sort,
                "name": one.name,
                "outcome": one.outcome,
                "broken": list(one.broken),
                "text": one.text,
            }
            for one in made
        ],
        "strength": [
            {
                "id": one.id,
                "level": one.level,
                "faults": one.faults,
                "mutants": one.mutants,
                "kinds": list(one.kinds),
            }
            for one in found
        ],
    }

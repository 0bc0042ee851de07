"""What a run, or the store, says of a target, as an outcome."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

import msgspec

from contracts.fleet.model import Ending, Outcome
from contracts.model import Decision, EvidenceError, Exit
from contracts.report import read_results
from contracts.store.queries import BatchRow

_OURS = re.compile(r"^uc-contracts: ", re.MULTILINE)
_TARGET = re.compile(r"\S*/[^/\s]+[.]toml:\d+: ")
"""The place in the target file as a worker has it, whose lines are not those of the user's."""


def outcome_of(made: Outcome, code: int, run: Path, log: Path) -> Outcome:
    """The outcome of a run that ended with `code`, by its results or by what it printed."""
    try:
        results = read_results(run / "results.json")
    except EvidenceError:
        results = None
    if results is None or not results.targets:
        refused = code == Exit.USAGE
        return msgspec.structs.replace(
            made,
            ending=Ending.REFUSED if refused else Ending.BROKEN,
            exit=Exit.USAGE if refused else Exit.SUITE,
            reason=f"on {made.worker}: {_TARGET.sub('', said_in(log))}",
        )
    target = results.targets[0]
    decision = results.decision or Decision(Exit.SUITE, "the suite broke down")
    return msgspec.structs.replace(
        made,
        ending=Ending.JUDGED,
        exit=decision.exit,
        reason=target.trouble or decision.reason,
        verdict=target.verdict,
        counts=_counted(Counter(one.verdict.value for one in target.requirements)),
    )


def said_in(log: Path) -> str:
    """What the suite says to the user in a log: one line, or the last one where there is none."""
    text = log.read_text("utf-8", "replace").strip() if log.exists() else ""
    ours = [line for line in text.splitlines() if _OURS.match(line)]
    found = ours or text.splitlines()[-1:] or ["it said nothing"]
    return "; ".join(_OURS.sub("", line) for line in found)


def stored(rows: Iterable[BatchRow]) -> dict[tuple[str, str], Outcome]:
    """The outcomes of targets that the store has, by API and name."""
    return {
        (row.api, row.name): Outcome(
            label="",
            ending=Ending.JUDGED,
            reason=row.judged.trouble or row.decision,
            run=row.judged.run,
            verdict=row.judged.verdict,
            exit=Exit.SUITE if row.exit is None else Exit(row.exit),
            counts=_counted({key.value: count for key, count in row.judged.counts.items()}),
            seconds=row.judged.seconds,
            place=row.place,
        )
        for row in rows
    }


def _counted(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: counts[name] for name in sorted(counts)}

"""What the terminal shows, and what it is kept from doing."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING

import msgspec
from rich.console import Console

from contracts.model import Outcome, Results, Verdict
from contracts.report import render

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog


def shown(results: Results, *, colour: bool = False, width: int = 80) -> str:
    """What a terminal of `width` columns gets."""
    out = io.StringIO()
    render(results, Console(file=out, width=width, force_terminal=colour, legacy_windows=False))
    return out.getvalue()


def test_counts_findings_and_verdict_are_shown(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "51 items came.")
    log.judged("D-SHOULD", Outcome.VIOLATION, "unsorted")
    log.judged("D-MAY", Outcome.PASS, exchanges=(log.exchange(),))
    log.end("interrupted")
    lines = [" ".join(line.split()) for line in shown(log.results()).splitlines()]
    assert "demo not-conforming 1 1 1 1 1" in lines
    assert "fail D-MUST 51 items came." in lines
    assert "warn D-SHOULD unsorted" in lines
    assert "The run stopped early: interrupted" in lines
    assert lines[-1] == "Verdict: not-conforming"


def test_what_was_not_verified_is_grouped_by_reason(log: RunLog) -> None:
    log.begin()
    log.deselected("test_a", "D-MUST", "left out")
    out = shown(log.results())
    assert "not-tested    D-MUST: left out" in out
    assert "not reached: nothing was sent to it" in out
    assert "D-NEVER" not in out


def test_a_narrow_terminal_gets_the_counts_in_words(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.PASS, exchanges=(log.exchange(),))
    lines = shown(log.results(), width=50).splitlines()
    assert lines[0].split() == ["target", "verdict", "requirements", "exchanges"]
    assert "1 pass" in lines[1]


def test_a_clean_run_is_short(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.PASS, exchanges=(log.exchange(),))
    log.end()
    assert len(shown(log.results()).splitlines()) == 4


def test_hostile_text_is_only_text(hostile: str, hostile_results: Results) -> None:
    out = shown(hostile_results, colour=True, width=4000)
    plain = re.sub(r"\x1b\[[0-9;]*m", "", out)
    assert not re.search("[\0-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\ud800-\udfff\ufffe]", plain)
    assert "\x1b]" not in out
    if hostile.startswith("["):
        assert hostile in plain


def test_a_long_list_is_cut(log: RunLog) -> None:
    log.begin()
    results = log.results()
    target = results.targets[0]
    failed = msgspec.structs.replace(target.requirements[0], verdict=Verdict.FAIL, reason="x" * 999)
    target = msgspec.structs.replace(target, requirements=(failed,) * 60)
    out = shown(msgspec.structs.replace(results, targets=(target,)), width=4000)
    assert "… and 10 more in the report" in out
    assert "x" * 201 not in out

"""What the terminal shows, and what it is kept from doing."""

from __future__ import annotations

import io
import re
from typing import TYPE_CHECKING, Any

import msgspec
from rich.console import Console

from contracts.model import Outcome, Results, Verdict
from contracts.report import render
from contracts.report.wording import target_sentence

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
    assert lines[-1] == (
        "Verdict: not-conforming. Lab does not conform: 1 of 1 mandatory requirements fails."
    )


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


def many(log: RunLog) -> Results:
    """Sixty fails, each with a long reason."""
    log.begin()
    results = log.results()
    target = results.targets[0]
    failed = msgspec.structs.replace(target.requirements[0], verdict=Verdict.FAIL, reason="x" * 999)
    target = msgspec.structs.replace(target, requirements=(failed,) * 60)
    return msgspec.structs.replace(results, targets=(target,))


def test_on_a_terminal_a_long_list_is_cut(log: RunLog) -> None:
    out = shown(many(log), colour=True, width=4000)
    assert "… and 10 more in the report" in out
    assert "x" * 301 not in out
    assert out.count("    statement") == 10


def test_elsewhere_nothing_is_cut(log: RunLog) -> None:
    out = shown(many(log), width=4000)
    assert "more in the report" not in out
    assert out.count("x" * 999) == 60
    assert out.count("uc-contracts explain D-MUST") == 60


def test_a_failure_says_what_to_do_next(log: RunLog) -> None:
    log.begin()
    sent = log.exchange(credentials=("-u", "ann:$LAB"))
    log.judged("D-MUST", Outcome.VIOLATION, "51 items", expected='{"total": 50, "skip": 0}',
               observed='{"skip": 0, "total": 51}', exchanges=(sent, sent))  # fmt: skip
    lines = [" ".join(line.split()) for line in shown(log.results(), width=400).splitlines()]
    at = lines.index("fail D-MUST 51 items")
    assert lines[at + 1 : at + 10] == [
        "statement The statement of D-MUST. (must; demo-document, Lists)",
        "difference {",
        '- "total": 50,',
        '+ "total": 51,',
        '"skip": 0',
        "}",
        "fix Count to the limit.",
        (
            "curl curl -i -u \"ann:$LAB\" -H 'Accept: application/json' "
            "--url http://demo.test/api/things"
        ),
        "explain uc-contracts explain D-MUST",
    ]
    assert lines[at + 10] == (
        "run alone uc-contracts run --api demo --url http://demo.test/api --seed 7 --select D-MUST"
    )


def test_what_could_not_be_judged_is_grouped_by_cause(
    make_log: Any, make_catalogue: Any, make_requirement: Any
) -> None:
    names = ("D-TOTAL", "D-SKIP", "D-LIMIT", "D-ORDER", "D-NAMES")
    needs = ((), ("D-TOTAL",), ("D-TOTAL",), (), ())
    made = [make_requirement(one, needs=some) for one, some in zip(names, needs, strict=True)]
    log: RunLog = make_log(make_catalogue(*made))
    log.begin()
    log.judged("D-TOTAL", Outcome.VIOLATION, "the list has no total")
    log.judged("D-SKIP", Outcome.VIOLATION, "an item is missing")
    log.judged("D-LIMIT", Outcome.INCONCLUSIVE, "no whole list")
    log.judged("D-ORDER", Outcome.INCONCLUSIVE, "page 3 of /things: the list is too short")
    log.judged("D-NAMES", Outcome.INCONCLUSIVE, "page 4 of /users: the list is too short")
    lines = [" ".join(line.split()) for line in shown(log.results(), width=400).splitlines()]
    at = lines.index(
        "inconclusive 2 requirements: cannot be judged while these are violated: "
        "D-TOTAL (fail: the list has no total)"
    )
    assert lines[at + 1] == "D-SKIP, D-LIMIT"
    at = lines.index(
        "inconclusive 2 requirements: page 3 of /things: the list is too short "
        "(the others differ in details)"
    )
    assert lines[at + 1] == "D-ORDER, D-NAMES"


def test_what_needs_writing_is_counted_apart(
    make_log: Any, make_catalogue: Any, make_requirement: Any
) -> None:
    wanted = (make_requirement("D-MUST"), make_requirement("D-WRITE"))
    log: RunLog = make_log(make_catalogue(*wanted))
    log.begin()
    log.judged("D-MUST", Outcome.PASS, exchanges=(log.exchange(),))
    log.judged("D-WRITE", Outcome.NOT_TESTED, "needs writing, which is not allowed here")
    assert target_sentence(log.target()) == (
        "Lab is not verified: 1 of 2 mandatory requirements passed, none failed, 1 needs writing."
    )

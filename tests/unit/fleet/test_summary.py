"""What is said of a fleet at its end."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from rich.console import Console

from contracts.fleet.model import Ending, Outcome, Row
from contracts.fleet.showing import Showing
from contracts.fleet.summary import Summary, counted, lines_of, summary
from contracts.model import Exit, RunVerdict

ROWS = [Row(name, "voss", name, "http://h/api", (), {}, Path()) for name in "abcd"]
GOOD = Outcome("a", Ending.JUDGED, verdict=RunVerdict.CONFORMING, exit=Exit.OK, counts={"pass": 9})
BAD = Outcome(
    "b",
    Ending.JUDGED,
    verdict=RunVerdict.NOT_CONFORMING,
    exit=Exit.NOT_CONFORMING,
    counts={"fail": 2, "pass": 7},
    place="/r/b",
)
REFUSED = Outcome("c", Ending.REFUSED, exit=Exit.USAGE, reason="on w: no password")
OFF = Outcome("d", Ending.INTERRUPTED, reason="interrupted", left=("user ucc-1: still there",))


def summed(*outcomes: Outcome) -> Summary:
    return summary(
        ROWS,
        outcomes,
        fleet="f",
        batch="f-1",
        store="s",
        started=dt.datetime(2026, 11, 27, tzinfo=dt.UTC),
        seconds=1,
    )


@pytest.mark.parametrize(
    ("outcomes", "code"),
    [
        ([GOOD], Exit.OK),
        ([GOOD, OFF], Exit.UNJUDGED),
        ([GOOD, OFF, REFUSED], Exit.USAGE),
        ([GOOD, OFF, REFUSED, BAD], Exit.NOT_CONFORMING),
        ([BAD, Outcome("c", Ending.BROKEN, exit=Exit.SUITE)], Exit.SUITE),
        ([], Exit.UNJUDGED),
    ],
)
def test_the_worst_decides(outcomes: list[Outcome], code: Exit) -> None:
    assert summed(*outcomes).exit == code


def test_lines_are_worst_first() -> None:
    made = summed(GOOD, OFF, REFUSED, BAD)
    assert [" ".join(line.split()) for line in lines_of(made)] == [
        "not-conforming b 2 fail /r/b",
        "not judged (refused) c on w: no password",
        "not judged (interrupted) d interrupted",
        "conforming a nothing open",
        "Left behind, and to be removed by the next run of the fleet or by hand:",
        "d: user ucc-1: still there",
    ]
    assert counted(made) == "4 targets: 1 not-conforming, 1 conforming, 1 interrupted, 1 refused"
    assert made.reason == "1 target did not pass the gate"


def test_a_line_for_each_target_that_is_done(capsys: pytest.CaptureFixture[str]) -> None:
    showing = Showing(Console(width=200), 2, quiet=False)
    showing.began("b", "w", 1)
    showing.ended(BAD)
    showing.noted("the scheduler went away")
    showing.close()
    assert capsys.readouterr().out.splitlines() == [
        "1/2  b: not-conforming: 2 fail",
        "the scheduler went away",
    ]


def test_a_table_of_what_is_under_way(time: Any) -> None:
    console = Console(width=100, record=True)
    showing = Showing(console, 3, quiet=True, clock=time)
    showing.began("a", "w1", 1)
    showing.began("b", "w2", 2)
    time.seconds = 7
    showing.ended(GOOD)
    console.print(showing.table())
    text = console.export_text()
    assert "1 of 3 done: 1 conforming" in text
    assert "7 s, attempt 2" in text

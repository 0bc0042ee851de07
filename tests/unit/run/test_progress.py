"""What a run shows while it lasts."""

from __future__ import annotations

import io
from types import SimpleNamespace
from typing import Any, cast

import pytest

from contracts.cli.console import Output
from contracts.cli.progress import Progress
from contracts.model import ConfigurationError, Verdict


def _report(verdict: Verdict, *, when: str = "call", text: str = "") -> Any:
    return SimpleNamespace(
        user_properties=[
            ("verdict", str(verdict)),
            ("target", "lab"),
            ("requirements", f"A-1=pass A-{verdict}={verdict}"),
        ],
        when=when,
        nodeid=f"test_{verdict}",
        outcome="passed",
        failed=verdict in {Verdict.FAIL, Verdict.ERROR},
        longreprtext=text,
    )


def _shown(*, terminal: bool, quiet: bool = False) -> tuple[Progress, str]:
    out = io.StringIO()
    progress = Progress(Output(file=out, force_terminal=terminal), quiet=quiet)
    items = [object()] * 3
    progress.pytest_collection_finish(cast("pytest.Session", SimpleNamespace(items=items)))
    for verdict in (Verdict.PASS, Verdict.FAIL, Verdict.ERROR):
        progress.pytest_runtest_logreport(_report(verdict, text="what \x1b[31m it says"))
    progress.close()
    return progress, out.getvalue()


def test_a_bar_on_a_terminal() -> None:
    _, out = _shown(terminal=True)
    assert "judging" in out
    assert "3/3" in out
    assert "1 error, 1 fail" in out


def test_lines_elsewhere() -> None:
    _, out = _shown(terminal=False)
    assert out == "Judging by 3 tests\n"


def test_now_and_then_a_line_says_how_far_it_is_and_how_long_it_takes() -> None:
    out = io.StringIO()
    moments = iter([0.0, *[100.0 * n for n in range(20)]])
    progress = Progress(Output(file=out), quiet=False, clock=lambda: next(moments))
    items = [object()] * 4
    progress.pytest_collection_finish(cast("pytest.Session", SimpleNamespace(items=items)))
    for verdict in (Verdict.FAIL, Verdict.WARN):
        progress.pytest_runtest_logreport(_report(verdict))
    first, second = out.getvalue().splitlines()[1:]
    assert first.startswith("  1 of 4 tests, about ")
    assert first.endswith(" min left; requirements so far: 1 fail")
    assert second.endswith("; requirements so far: 1 fail, 1 warn")


def test_a_requirement_of_several_tests_counts_once() -> None:
    progress = Progress(Output(file=io.StringIO()), quiet=False)
    for _ in range(3):
        progress.pytest_runtest_logreport(_report(Verdict.FAIL))
    assert progress.counts() == "1 fail"


@pytest.mark.parametrize("terminal", [True, False])
def test_nothing_when_quiet(*, terminal: bool) -> None:
    assert _shown(terminal=terminal, quiet=True)[1] == ""


def test_errors_are_kept() -> None:
    progress, _ = _shown(terminal=False)
    assert progress.troubles == ["test_error: what \x1b[31m it says"]


@pytest.mark.parametrize("refused", [True, False])
def test_what_breaks_pytest_down(*, refused: bool) -> None:
    progress = Progress(Output(file=io.StringIO()), quiet=True)
    trouble: Exception = ConfigurationError("the disk is full") if refused else ValueError("oh")
    try:
        raise trouble
    except (ConfigurationError, ValueError):
        told = progress.pytest_internalerror(pytest.ExceptionInfo.from_current())
    assert told
    assert (progress.refused is trouble) is refused
    assert bool(progress.troubles) is not refused

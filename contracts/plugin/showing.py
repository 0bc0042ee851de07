"""What a terminal shows of conformance tests, and what their reports carry."""

from __future__ import annotations

from collections.abc import Generator
from typing import Any

import pytest

from contracts.model import SuiteError, Verdict, Violation
from contracts.plugin.life import named
from contracts.plugin.state import JUDGEMENT, REQUIREMENTS, RUN, key_of, run_of, session_of
from contracts.plugin.testing import enter_breakdown
from contracts.report import anchor_prefix, render, visible

_LETTERS = {
    Verdict.ERROR: "E",
    Verdict.FAIL: "F",
    Verdict.INCONCLUSIVE: "i",
    Verdict.WARN: "w",
    Verdict.PASS: ".",
    Verdict.NOT_TESTED: "n",
    Verdict.NOT_APPLICABLE: "-",
    Verdict.WAIVED: "v",
}
_CATEGORIES = {Verdict.ERROR: "failed", Verdict.FAIL: "failed", Verdict.PASS: "passed"}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """Put requirement ids and verdict on the report, and the finding in place of a traceback."""
    report = yield
    if REQUIREMENTS not in item.stash or (call.when != "call" and report.passed):
        return report
    if call.when == "teardown" and session_of(item).lost:
        # What a fixture would have put back cannot be; the test itself has been judged.
        report.outcome, report.longrepr = "passed", None
        return report
    if call.when != "call" and call.excinfo is not None:
        enter_breakdown(item, call.when, call.excinfo.value)
        report.outcome = "failed"
    # What a target repeats of a secret is as little for this page as for the evidence.
    discreet = run_of(item.config).log.recorder.redactor.text
    found = item.stash.get(JUDGEMENT, None)
    verdict, text = (found.verdict, found.text) if found else ("", "")
    report.user_properties.append(("verdict", str(verdict)))  # what execnet can carry
    names = [one.id for one in item.stash[REQUIREMENTS]]
    judged = dict(found.verdicts) if found else {}
    said = [f"{one}={judged.get(one, verdict)}" for one in dict.fromkeys((*judged, *names))]
    report.user_properties.append(("requirements", " ".join(said)))
    report.user_properties.append(("target", key_of(item)))
    report.user_properties.append(("anchors", _prefix(item)))
    if call.excinfo is not None and isinstance(call.excinfo.value, Violation):
        report.longrepr = visible(discreet(text))
    elif call.excinfo is not None and isinstance(call.excinfo.value, SuiteError):
        report.longrepr = visible(discreet(f"error of the suite: {call.excinfo.value}"))
    elif isinstance(report.longrepr, tuple):
        path, line, reason = report.longrepr
        report.longrepr = (path, line, visible(discreet(reason)))
    elif report.longrepr is not None:
        plain = visible(discreet(report.longreprtext))
        if report.longreprtext != plain:
            report.longrepr = plain
    return report


def _prefix(item: pytest.Item) -> str:
    """What the anchors of the test's requirements begin with in conformance.html."""
    targets, key = named(item.config), key_of(item)
    same = [one for one, api in targets.items() if api == targets[key]]
    return anchor_prefix(1 + list(targets).index(key), first=same[0] == key)


def property_of(report: Any, name: str) -> str:
    """What a report of a conformance test carries under `name`; empty for any other test."""
    return str(dict(getattr(report, "user_properties", ())).get(name, ""))


def pytest_report_teststatus(report: pytest.TestReport) -> tuple[str, str, str] | None:
    """The verdict as letter and word."""
    said = property_of(report, "verdict")
    if not said:
        return None
    verdict = Verdict(said)
    return (_CATEGORIES.get(verdict, verdict.value), _LETTERS[verdict], verdict.upper())


def pytest_report_collectionfinish(config: pytest.Config) -> list[str]:
    """What is going to be judged."""
    if RUN not in config.stash:
        return []
    run = config.stash[RUN]
    return [
        f"target: {target.api} at {target.base_url}, allow {target.allow}, seed {run.facts.seed}"
        for target in run.targets
    ]


@pytest.hookimpl(trylast=True)
def pytest_terminal_summary(terminalreporter: Any, config: pytest.Config) -> None:
    """The table of verdicts and where the report is."""
    run = config.stash.get(RUN, None)
    if run is None or run.results is None:
        return
    from rich.console import Console  # noqa: PLC0415 - only a terminal needs it

    terminalreporter.section("conformance")
    console = Console(highlight=False, soft_wrap=False)
    render(run.results, console)
    console.print(
        f"report: {run.facts.directory / 'conformance.html'}", markup=False, soft_wrap=True
    )

"""One run after another against a conforming server, and what the options do to it."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from contracts.model import RunVerdict, Verdict

QUICK = ("--depth", "quick")


@pytest.fixture(scope="module")
def standard(judged: Callable[..., Any], served: Callable[..., str]) -> Any:
    """A run against a conforming server."""
    return judged("--api", "uptivity", "--url", served(), *QUICK)


@pytest.fixture(scope="module")
def reading(judged: Callable[..., Any], served: Callable[..., str]) -> Any:
    """The same, where only reading is allowed."""
    url = served()
    return judged("--api", "uptivity", "--url", url, "--allow", "read", *QUICK)


def test_a_conforming_server_conforms(standard: Any) -> None:
    assert standard.ended.code == 0
    assert standard.results.verdict is RunVerdict.CONFORMING
    assert standard.ended.err == ""
    assert "conforming" in standard.ended.out
    assert f"Report: {standard.folder / 'conformance.html'}" in standard.ended.out


def test_the_same_seed_sends_the_same(
    standard: Any, judged: Callable[..., Any], served: Callable[..., str]
) -> None:
    again = judged("--api", "uptivity", "--url", served(), *QUICK)
    assert again.sent() == standard.sent()
    assert again.verdicts == standard.verdicts
    other = judged("--api", "uptivity", "--url", served(), "--seed", 7, *QUICK)
    assert other.sent() != standard.sent()
    assert other.verdicts == standard.verdicts


def test_exploring_draws_a_seed_and_never_gates(
    standard: Any, judged: Callable[..., Any], served: Callable[..., str]
) -> None:
    url = served(faults=["request-id-omitted"])
    run = judged("--api", "uptivity", "--url", url, "--explore", "--fail-on", "should", *QUICK)
    assert run.ended.code == 0
    assert run.results.verdict is RunVerdict.NOT_CONFORMING
    assert run.results.suite.explore
    assert run.results.suite.seed > 0
    assert f"seed {run.results.suite.seed}" in run.ended.out
    assert run.sent() != standard.sent()


def test_the_command_line_is_recorded(standard: Any) -> None:
    command = standard.results.suite.command
    assert command.startswith("uc-contracts run -q --report-dir=")
    assert command.endswith("--depth quick")


def test_ids_of_exchanges_are_unique(standard: Any) -> None:
    ids = [one["id"] for one in standard.events("exchange")]
    assert len(ids) == len(set(ids)) > 100


def test_tests_html_has_requirements_and_verdicts(standard: Any) -> None:
    page = (standard.folder / "tests.html").read_text(encoding="utf-8")
    assert "<th>Requirements</th>" in page.replace("\\u003c", "<")
    assert len(set(re.findall(r"UPT-[A-Z]+-[0-9]+", page))) > 30


def test_reading_sends_nothing_that_changes(reading: Any) -> None:
    assert reading.ended.code == 0
    assert reading.results.verdict is RunVerdict.NOT_VERIFIED
    requests = [one["request"] for one in reading.events("exchange")]
    assert {one["method"] for one in requests} == {"GET", "SEND"}
    bodies = {one["digest"]: one.get("text", "") for one in reading.events("body")}
    said = [one["url"] + bodies.get(one.get("body", ""), "") for one in requests]
    commands = {name for one in said for name in re.findall("(?i)type[=>]([a-z]*)", one)}
    known = {one for one in map(str.lower, commands) if not one.startswith("uccnosuch")}
    assert known <= {"test", ""}


def test_what_may_not_be_tried_says_how_it_can_be(reading: Any) -> None:
    for one in ("UPT-CODE-32", "UPT-XMLREQ-01", "UPT-HTTP-02"):
        assert reading.verdicts[one] is Verdict.NOT_TESTED, one
        assert "--allow write" in reading.reasons[one], one


def test_gates(judged: Callable[..., Any], served: Callable[..., str]) -> None:
    where = ("--api", "uptivity", "--url", served(), "--select", "UPT-XML-01", *QUICK)
    assert judged(*where, "--allow", "read", "--fail-on", "unverified").ended.code == 3
    warned = served(faults=["order-type-first"])
    where = ("--api", "uptivity", "--url", warned, "--select", "UPT-ORDER-01", *QUICK)
    run = judged(*where)
    assert run.verdicts["UPT-ORDER-01"] is Verdict.WARN
    assert run.ended.code == 0
    assert judged(*where, "--fail-on", "should").ended.code == 1


def test_what_is_not_selected_says_so(
    judged: Callable[..., Any], served: Callable[..., str]
) -> None:
    run = judged("--api", "uptivity", "--url", served(), "--select", "UPT-OK-0*", *QUICK)
    assert run.ended.code == 0
    assert run.verdicts["UPT-OK-01"] is Verdict.PASS
    assert run.verdicts["UPT-ERR-03"] is Verdict.NOT_TESTED
    assert run.reasons["UPT-ERR-03"] == "left out by --select UPT-OK-0*"


def test_a_fault_fails_its_requirement_alone(
    judged: Callable[..., Any], served: Callable[..., str]
) -> None:
    url = served(faults=["request-id-zeros-dropped"])
    run = judged("--api", "uptivity", "--url", url, *QUICK)
    assert run.ended.code == 1
    assert [one for one, v in run.verdicts.items() if v is Verdict.FAIL] == ["UPT-ID-02"]

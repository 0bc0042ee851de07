"""Ten different runs, each in every format: all of them say what `results.json` says."""

from __future__ import annotations

import io
import json
import re
from collections import Counter
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from lxml import etree, html
from rich.console import Console

from contracts.gate import decide, hold
from contracts.model import (
    BaselineEntry,
    Catalogue,
    Failure,
    Outcome,
    Results,
    RunVerdict,
    TargetBarred,
    TargetCutOff,
    Tolerance,
    Verdict,
)
from contracts.report import matrices, matrix_html, render, results_json
from contracts.report.badge import badge_svg
from contracts.report.ctrf import ctrf
from contracts.report.html import conformance_html
from contracts.report.junit import junit_xml
from contracts.report.markdown import summary_markdown
from contracts.report.sarif import sarif

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

MUST, SHOULD, MAY = "D-MUST", "D-SHOULD", "D-MAY"
LATER = "2026-08-01"


def clean(log: RunLog) -> Results:
    """Everything passes."""
    log.begin()
    for one in (MUST, SHOULD, MAY):
        log.judged(one, Outcome.PASS, exchanges=(log.exchange(),))
    log.end()
    return log.results()


def failing(log: RunLog) -> Results:
    """A must and a should are broken."""
    log.begin()
    log.judged(MUST, Outcome.VIOLATION, "51 items", expected="50", observed="51")
    log.judged(SHOULD, Outcome.VIOLATION, "unsorted", exchanges=(log.exchange(),))
    log.end()
    return log.results()


def doubtful(log: RunLog) -> Results:
    """Some could not be judged, and one was left out."""
    log.begin()
    log.exchange()
    log.judged(MUST, Outcome.INCONCLUSIVE, "no list of 3 items")
    log.judged(SHOULD, Outcome.INCONCLUSIVE, "no list of 4 items")
    log.deselected("test_b", MAY, "left out by --select")
    log.end()
    return log.results()


def dead(log: RunLog) -> Results:
    """Nobody is there."""
    log.begin()
    log.exchange(failure=Failure("connection", "connection refused"))
    log.judged(MUST, Outcome.INCONCLUSIVE, "connection refused")
    log.end()
    return log.results()


def barred(log: RunLog) -> Results:
    """The credentials are refused, and nothing is judged."""
    log.begin()
    log.exchange()
    log.write(TargetBarred("t1", "it refuses the credentials (401)"))
    log.end()
    return log.results()


def cut_off(log: RunLog) -> Results:
    """The token ends in mid-run."""
    log.begin()
    log.planned("test_b", SHOULD)
    log.judged(MUST, Outcome.PASS, exchanges=(log.exchange(),))
    log.write(TargetCutOff("t1", "the token expired"))
    log.end()
    return log.results()


def killed(log: RunLog) -> Results:
    """The process ends before the run does."""
    log.begin()
    log.planned("test_b", SHOULD)
    log.judged(MUST, Outcome.PASS, exchanges=(log.exchange(),))
    return log.results()


def broken_down(log: RunLog) -> Results:
    """The suite itself has a fault."""
    log.begin()
    log.exchange()
    log.judged(MUST, Outcome.ERROR, "KeyError: 'x'")
    log.judged(SHOULD, Outcome.PASS, exchanges=(log.exchange(),))
    log.end()
    return log.results()


def tolerated(log: RunLog) -> Results:
    """A baseline waives one failure and accepts another."""
    results = failing(log)
    waived = BaselineEntry(MUST, "old firmware", "ann", Tolerance.WAIVED, expires=LATER)
    known = BaselineEntry(SHOULD, "later", "bo", verdict=Verdict.WARN)
    return hold(results, [waived, known], "known.yaml", log.catalogues)


def several(log: RunLog) -> Results:
    """Two targets of one API, of which one does not claim a feature."""
    log.begin(supports={"write": False})
    log.judged(MUST, Outcome.VIOLATION, "51 items", exchanges=(log.exchange(),))
    log.end()
    one = log.results()
    log.path.unlink()
    log.begin(name="Other")
    log.judged(MUST, Outcome.PASS, exchanges=(log.exchange(),))
    log.end()
    both = (*one.targets, *log.results().targets)
    return msgspec.structs.replace(one, targets=both, verdict=RunVerdict.NOT_CONFORMING)


def resting(log: RunLog) -> Results:
    """A should that rests on a must that fails."""
    known = log.catalogues["demo"]
    should = msgspec.structs.replace(known.requirements[SHOULD], needs=(MUST,))
    requirements = {**known.requirements, SHOULD: should}
    log.catalogues = {"demo": msgspec.structs.replace(known, requirements=requirements)}
    return failing(log)


RUNS = (
    clean, failing, doubtful, dead, barred, cut_off, killed, broken_down, tolerated, several,
    resting,
)  # fmt: skip


@pytest.fixture(params=RUNS, ids=[one.__name__ for one in RUNS])
def results(request: pytest.FixtureRequest, log: RunLog) -> Results:
    """One of these runs, as the gate and then `results.json` have it."""
    make: Callable[[RunLog], Results] = request.param
    made = make(log)
    decided = msgspec.structs.replace(made, decision=decide(made))
    return msgspec.json.decode(b"".join(results_json(decided)), type=Results)


def counts(results: Results) -> dict[str, Counter[str]]:
    """How many requirements of each target have each verdict, by `results.json`."""
    return {
        target.name: Counter(one.verdict.value for one in target.requirements)
        for target in results.targets
    }


def verdicts(results: Results) -> list[tuple[str, str]]:
    """Every requirement with its verdict, in order."""
    return [(one.id, one.verdict.value) for t in results.targets for one in t.requirements]


def tallied(text: str) -> Counter[str]:
    """The counts in a text such as `✕ 1 fail  ✓ 2 pass`."""
    names = "|".join(sorted((one.value for one in Verdict), key=len, reverse=True))
    return Counter({name: int(n) for n, name in re.findall(rf"(\d+) ({names})\b", text)})


def test_the_page(results: Results, log: RunLog) -> None:
    page = b"".join(conformance_html(log.folder, results, log.catalogues)).decode()
    root: Any = html.document_fromstring(page)
    shown = [
        (row.xpath(".//span[@class='id']")[0].text, row.get("data-verdict"))
        for row in root.xpath("//details[contains(@class, 'requirement')]")
    ]
    assert sorted(shown) == sorted(verdicts(results))
    for row in root.xpath("//details[contains(@class, 'requirement')]"):
        badge = row.xpath("./summary/span[contains(@class, 'badge')]")[0].text_content()
        assert badge.split()[-1] == row.get("data-verdict")
    tallies = [tallied(one.text_content()) for one in root.xpath("//main//p[@class='tally']")]
    assert tallies == [one for one in counts(results).values() if one]
    offered = root.xpath("//input[@name='verdict']/@value")
    assert set(offered) == {verdict for _, verdict in verdicts(results)}
    causes: Counter[str] = Counter()
    for one in root.xpath("//li[@class='cause']"):
        ids = one.xpath(".//a[contains(concat(' ', @class, ' '), ' id ')]")
        causes[one.xpath("./span")[0].text_content().split()[-1]] += len(ids)
    assert causes == sum(counts(results).values(), Counter()) - Counter({"pass": 10_000})
    heading = " ".join(root.xpath("//h1")[0].text_content().split())
    assert heading.startswith(results.verdict.value)
    text = " ".join(root.text_content().split())
    assert str(results.decision).partition(": ")[2].partition(":")[0] in text
    assert results.decision is not None
    assert results.decision.reason in text


def test_the_terminal(results: Results) -> None:
    out = io.StringIO()
    render(results, Console(file=out, width=10_000, color_system=None))
    lines = out.getvalue().splitlines()
    head = next(at for at, line in enumerate(lines) if line.startswith("target "))
    names = lines[head].split()[2:-1]
    for row, target in zip(lines[head + 1 :], results.targets, strict=False):
        cells = row.split()
        assert cells[1] == target.verdict.value
        assert (
            Counter(dict(zip(names, map(int, cells[2:-1]), strict=True)))
            == (counts(results)[target.name])
        )
    for one in (r for t in results.targets for r in t.requirements):
        if one.verdict in {Verdict.FAIL, Verdict.ERROR, Verdict.WARN}:
            assert any(line.split()[:2] == [one.verdict.value, one.id] for line in lines)
    assert lines[-1].startswith(f"Verdict: {results.verdict.value}. ")


def test_junit(results: Results) -> None:
    root: Any = etree.fromstring(b"".join(junit_xml(results)))
    for suite, target in zip(root.iter("testsuite"), results.targets, strict=True):
        table = target.counts()
        assert int(suite.get("tests", "")) == len(target.requirements)
        assert int(suite.get("failures", "")) == table[Verdict.FAIL]
        assert int(suite.get("errors", "")) == table[Verdict.ERROR]
        said = []
        for case in suite.iter("testcase"):
            kinds = {"failure": "fail", "error": "error", "system-out": "warn"}
            found = next((kinds[one.tag] for one in case if one.tag in kinds), "pass")
            for one in case.iter("skipped"):
                found = str(one.get("message")).partition(":")[0]
            said.append((str(case.get("name")).split()[0], found))
        assert said == [(one.id, one.verdict.value) for one in target.requirements]
        properties = {one.get("name"): one.get("value") for one in suite.iter("property")}
        assert properties["verdict"] == target.verdict.value
        assert properties["decision"] == str(results.decision)


def test_ctrf(results: Results) -> None:
    report: Any = json.loads(b"".join(ctrf(results)))["results"]
    said = [(one["extra"]["requirement"], one["rawStatus"]) for one in report["tests"]]
    assert said == verdicts(results)
    failed = sum(verdict in {"fail", "error"} for _, verdict in said)
    assert report["summary"]["failed"] == failed
    assert report["extra"]["verdict"] == results.verdict.value
    assert report["extra"]["gate"] == str(results.decision)


def test_sarif(results: Results, catalogue: Catalogue) -> None:
    runs = json.loads(b"".join(sarif(results, {"demo": catalogue})))["runs"]
    shown = {"fail", "warn", "waived", "inconclusive"}
    for run, target in zip(runs, results.targets, strict=True):
        said = [(one["ruleId"], one["properties"]["verdict"]) for one in run["results"]]
        assert said == [
            (one.id, one.verdict.value) for one in target.requirements if one.verdict.value in shown
        ]
        errors = [one.id for one in target.requirements if one.verdict is Verdict.ERROR]
        notes = run["invocations"][0]["toolExecutionNotifications"]
        assert [n["associatedRule"]["id"] for n in notes if "associatedRule" in n] == errors
        assert run["properties"]["verdict"] == target.verdict.value


def test_the_summary(results: Results) -> None:
    text = b"".join(summary_markdown(results)).decode()
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if line.startswith("| ")]
    names = rows[0][2:-1]
    for row, target in zip(rows[2:], results.targets, strict=False):
        assert row[1] == target.verdict.value
        table = {name: int(count) for name, count in zip(names, row[2:-1], strict=True)}
        assert Counter(table) == counts(results)[target.name]
    for one in (r for t in results.targets for r in t.requirements):
        if one.verdict in {Verdict.FAIL, Verdict.ERROR, Verdict.WARN}:
            assert f"| {one.verdict.value} | {one.id} |" in text
    assert str(results.decision).partition(" (")[0] in text


def test_the_badge(results: Results) -> None:
    badge: Any = etree.fromstring(b"".join(badge_svg(results)))
    label = str(badge.get("aria-label"))
    words = label.partition(": ")[2]
    assert words.startswith(results.verdict.value.replace("-", " "))
    musts = [r.verdict for t in results.targets for r in t.requirements if r.level == "must"]
    said = {
        "conforming": f"{musts.count(Verdict.PASS)} passed",
        "not-conforming": f"{musts.count(Verdict.FAIL)} failed",
        "not-verified": f"{musts.count(Verdict.PASS)} passed",
    }
    assert said[results.verdict.value] in words


def test_the_matrix(results: Results, log: RunLog) -> None:
    page = b"".join(matrix_html(matrices([(log.folder, results)], log.folder))).decode()
    root: Any = html.document_fromstring(page)
    cells = [
        (str(cell.get("data-requirement")), str(cell.get("data-verdict")))
        for cell in root.xpath("//td[@data-requirement]")
    ]
    assert sorted(cells) == sorted(verdicts(results))

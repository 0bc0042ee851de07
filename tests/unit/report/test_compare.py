"""What changed between two runs, and runs side by side."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
import pytest
from lxml import html

from contracts.cli import compare as compare_cli
from contracts.model import Outcome, Results, Verdict
from contracts.report import compare, comparison_markdown, comparison_text, matrices, matrix_html
from contracts.report.compare import Direction

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog


@pytest.fixture
def results(log: RunLog) -> Results:
    """A run in which D-MUST passes."""
    log.begin()
    log.judged("D-MUST", Outcome.PASS, exchanges=(log.exchange(),))
    log.end()
    return log.results()


@pytest.fixture
def changed(results: Results) -> Callable[..., Results]:
    """The same run with changes to the target, and another verdict of its first requirement."""

    def change(first: Verdict = Verdict.PASS, **changes: object) -> Results:
        target = results.targets[0]
        one = msgspec.structs.replace(target.requirements[0], verdict=first, reason="since")
        target = msgspec.structs.replace(target, requirements=(one, *target.requirements[1:]))
        target = msgspec.structs.replace(target, **changes)
        return msgspec.structs.replace(results, targets=(target,))

    return change


def lines(before: Results, after: Results) -> list[str]:
    """The comparison as a terminal shows it."""
    return list(comparison_text(compare(before, after)))


def test_the_same_is_the_same(results: Results) -> None:
    comparison = compare(results, results)
    assert not comparison.worse
    assert lines(results, results) == [
        "demo: Lab",
        "  0 worse, 0 better, 0 new, 0 gone; 4 requirements as before",
    ]


@pytest.mark.parametrize("verdict", [one for one in Verdict if one is not Verdict.PASS])
def test_anything_after_a_pass_is_worse_and_back_again_better(
    results: Results, changed: Callable[..., Results], verdict: Verdict
) -> None:
    after = changed(verdict)
    assert compare(results, after).worse
    assert not compare(after, results).worse
    [change] = compare(results, after).targets[0].changes
    assert (change.requirement, change.direction) == ("D-MUST", Direction.WORSE)
    assert f"pass → {verdict.value}" in lines(results, after)[1]
    [change] = compare(after, results).targets[0].changes
    assert change.direction is Direction.BETTER


def test_another_catalogue_is_said(results: Results, changed: Callable[..., Results]) -> None:
    after = changed(catalogue="sha256:2")
    [note] = compare(results, after).targets[0].differences
    assert note.startswith("the catalogues differ (sha256:1, then sha256:2)")
    assert any(note in line for line in lines(results, after))
    assert "the catalogues differ" in "\n".join(comparison_markdown(compare(results, after)))


def test_what_else_was_different_is_said(results: Results, changed: Callable[..., Results]) -> None:
    after = changed(
        base_url="http://other.test",
        allow="write",
        readings={"D-AMB-1": "strict"},
        unreached="gone",
    )
    suite = msgspec.structs.replace(after.suite, seed=8, depth="quick", version="9", explore=True)
    after = msgspec.structs.replace(after, suite=suite, stopped="interrupted")
    told = "\n".join(lines(results, after))
    for text in (
        "suite: 0.1.0, then 9",
        "depth: standard, then quick",
        "seed: 7, then 8",
        "the second run explored at random",
        "the second run stopped early: interrupted",
        "address: http://demo.test/api, then http://other.test",
        "allow: read, then write",
        "reading of D-AMB-1: the chosen one, then strict",
        "the second run did not reach it: gone",
    ):
        assert text in told


def test_requirements_that_come_and_go(results: Results) -> None:
    target = results.targets[0]
    fewer = msgspec.structs.replace(target, requirements=target.requirements[1:])
    short = msgspec.structs.replace(results, targets=(fewer,))
    assert [one.direction for one in compare(short, results).targets[0].changes] == [Direction.NEW]
    assert [one.direction for one in compare(results, short).targets[0].changes] == [Direction.GONE]
    failing = msgspec.structs.replace(target.requirements[0], verdict=Verdict.FAIL)
    worse = msgspec.structs.replace(target, requirements=(failing, *target.requirements[1:]))
    assert compare(short, msgspec.structs.replace(results, targets=(worse,))).worse


def test_targets_are_matched_by_name_where_there_are_several(results: Results) -> None:
    one = results.targets[0]
    other = msgspec.structs.replace(one, name="Other")
    third = msgspec.structs.replace(one, name="Third")
    before = msgspec.structs.replace(results, targets=(one, other))
    after = msgspec.structs.replace(results, targets=(third, other))
    comparison = compare(before, after)
    assert [target.after for target in comparison.targets] == ["Other"]
    assert comparison.unmatched == (
        "demo: Lab is in the first run only",
        "demo: Third is in the second run only",
    )
    alone = msgspec.structs.replace(results, targets=(third,))
    assert compare(results, alone).targets[0].after == "Third"


def test_nothing_hostile_reaches_a_terminal_or_markdown(hostile_results: Results) -> None:
    target = msgspec.structs.replace(hostile_results.targets[0], requirements=())
    before = msgspec.structs.replace(hostile_results, targets=(target,))
    comparison = compare(before, hostile_results)
    assert comparison.targets[0].changes
    for line in (*comparison_text(comparison), *comparison_markdown(comparison)):
        assert line.replace("\n", "").isprintable()


def test_the_command_line_offers_what_there_is() -> None:
    assert list(compare_cli._FORMATS) == ["text", "markdown"]


# The matrix


def matrix_page(*runs: tuple[Path, Results], home: Path) -> html.HtmlElement:
    """The page as a browser reads it."""
    return html.document_fromstring(b"".join(matrix_html(matrices(runs, home))).decode())


def test_the_matrix_has_a_column_for_each_target_and_a_row_for_each_requirement(
    results: Results, changed: Callable[..., Results], log: RunLog
) -> None:
    (log.folder / "conformance.html").touch()
    after = changed(Verdict.FAIL, name="Later", catalogue="sha256:2")
    root = matrix_page((log.folder, results), (log.folder.parent, after), home=log.folder.parent)
    heads = [str(one.text_content()) for one in root.xpath("//thead/tr[1]/th")]
    assert [head.split()[0] for head in heads] == ["Feature,", "Lab", "Later", "Statement"]
    rows = root.xpath("//tr[contains(@class, 'cell')]")
    assert len(rows) == 4
    assert [one.get("class") for one in rows] == ["cell differs notable", "cell", "cell", "cell"]
    cells = [one.get("data-verdict") for one in rows[0].iter("td")]
    assert cells == ["pass", "fail", None]
    assert rows[0].xpath(".//td/*/@aria-label") == ["pass: 1 check in 1 test", "fail: since"]
    features = [str(one.text_content()).split() for one in root.xpath("//tr[@class='feature']/th")]
    assert features == [["list", "3"], ["write", "1"]]
    assert rows[0].xpath(".//td/a/@href") == ["run/conformance.html#D-MUST"]
    assert "judged by 2 different catalogues" in str(root.text_content())


def test_a_requirement_that_a_run_does_not_hold_is_said(results: Results, log: RunLog) -> None:
    target = results.targets[0]
    fewer = msgspec.structs.replace(target, requirements=target.requirements[1:])
    short = msgspec.structs.replace(results, targets=(fewer,))
    [matrix] = matrices([(log.folder, short), (log.folder, results)], log.folder)
    assert len(matrix.rows) == 4
    assert sum(row.differs for row in matrix.rows) == 1
    root = matrix_page((log.folder, short), (log.folder, results), home=log.folder)
    assert "not in this run" in str(root.text_content())


def test_nothing_hostile_gets_into_the_matrix(log: RunLog, hostile_results: Results) -> None:
    root = matrix_page((log.folder, hostile_results), home=log.folder)
    assert len(list(root.iter("script"))) == 1
    for element in root.iter("*"):
        assert element.tag not in {"img", "iframe", "object", "form", "base"}
        assert not any(name.startswith("on") for name in element.keys())  # noqa: SIM118 - lxml

"""The page of pytest-html: tests, the requirements that they judge, and a way to the verdict."""

from __future__ import annotations

from html import escape
from typing import Any

import pytest

from contracts import __version__
from contracts.model import Verdict
from contracts.plugin.options import handover_of
from contracts.plugin.showing import property_of
from contracts.plugin.state import RUN
from contracts.report import one_line, run_sentence, slug

_MAX_LINKS = 8


@pytest.hookimpl(optionalhook=True, trylast=True)
def pytest_metadata(metadata: dict[str, Any], config: pytest.Config) -> None:
    """The page of a run of uc-contracts tells of that, not of the machine."""
    if handover_of(config):
        metadata.clear()
        metadata["uc-contracts"] = __version__


@pytest.hookimpl(optionalhook=True)
def pytest_html_report_title(report: Any) -> None:
    """What the page of tests is called."""
    report.title = "Conformance, test by test"


@pytest.hookimpl(optionalhook=True)
def pytest_html_results_summary(prefix: list[str], session: pytest.Session) -> None:
    """What this page counts, and where the verdict is."""
    run = session.config.stash.get(RUN, None)
    if run is None or run.results is None:
        return
    prefix.append(
        f"<p><b>{escape(one_line(run_sentence(run.results)))}</b> "
        '<a href="conformance.html">conformance.html</a> has the verdict, by requirement.</p>'
        "<p>This page counts tests. A test can judge several requirements, and several tests can "
        "judge one; it is failed where a requirement failed in it, also one that its exchanges "
        "broke by the way.</p>"
    )


@pytest.hookimpl(optionalhook=True)
def pytest_html_results_table_header(cells: list[str]) -> None:
    """Columns for requirements and verdict."""
    cells.insert(1, "<th>Requirements</th>")
    cells.insert(2, "<th>Verdict</th>")


@pytest.hookimpl(optionalhook=True)
def pytest_html_results_table_row(report: Any, cells: list[str]) -> None:
    """The requirements of one test, each a link to its evidence, and the verdict."""
    order = list(Verdict)
    judged = sorted(
        (one.partition("=")[::2] for one in property_of(report, "requirements").split()),
        key=lambda pair: order.index(Verdict(pair[1])) if pair[1] else 0,
    )
    prefix = property_of(report, "anchors")
    links = [
        f'<a href="conformance.html#{escape(prefix + slug(one))}">{escape(one)}</a> {verdict}'
        for one, verdict in judged[:_MAX_LINKS]
    ]
    more = [f"and {len(judged) - _MAX_LINKS} more"] if len(judged) > _MAX_LINKS else []
    cells.insert(1, f"<td>{'<br>'.join(links + more)}</td>")
    cells.insert(2, f"<td>{escape(property_of(report, 'verdict'))}</td>")

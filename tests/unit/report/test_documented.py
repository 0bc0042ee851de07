"""Reports link to the documentation of each requirement, where the run was told of it."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import click
import msgspec
import pytest
from click.testing import CliRunner
from lxml import etree, html
from rich.console import Console

from contracts.cli.names import web_address
from contracts.model import Outcome, Results, RunStarted, SuiteFacts
from contracts.report import render
from contracts.report.html import conformance_html
from contracts.report.junit import junit_xml
from contracts.report.markdown import summary_markdown
from contracts.report.sarif import sarif

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

SITE = "https://docs.example/uc/"
PAGE = "https://docs.example/uc/reference/requirements/demo/#D-MUST"


@pytest.fixture
def results(log: RunLog) -> Results:
    """A run that knows where the site is, with a must that fails."""
    log.write(RunStarted("0.1.0", "2026-05-01T09:00:00Z", 7, "standard", docs_url=SITE))
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "51 items", exchanges=(log.exchange(),))
    log.end()
    return log.results()


def test_every_report_names_the_page(log: RunLog, results: Results) -> None:
    assert results.suite.docs_url == SITE
    data = b"".join(conformance_html(log.folder, results, log.catalogues))
    root: Any = html.document_fromstring(data.decode())
    assert root.get_element_by_id("D-MUST").xpath(f".//a[@href='{PAGE}']/text()") == [
        "About D-MUST"
    ]
    rules = json.loads(b"".join(sarif(results, log.catalogues)))["runs"][0]["tool"]["driver"]
    assert PAGE in {rule["helpUri"] for rule in rules["rules"]}
    assert f"[D-MUST]({PAGE})" in b"".join(summary_markdown(results)).decode()
    [failure] = etree.fromstring(b"".join(junit_xml(results))).iter("failure")
    assert f"about it: {PAGE}" in str(failure.text)
    console = Console(file=io.StringIO(), width=200)
    render(results, console)
    written = console.file.getvalue()  # type: ignore[attr-defined] # a StringIO
    assert PAGE in written
    assert "uc-contracts explain" not in written


def test_without_an_address_there_is_no_link(results: Results, log: RunLog) -> None:
    plain = msgspec.structs.replace(
        results, suite=msgspec.structs.replace(results.suite, docs_url="")
    )
    assert b"About D-MUST" not in b"".join(conformance_html(log.folder, plain, log.catalogues))
    assert "helpUri" not in b"".join(sarif(plain, log.catalogues)).decode()


@pytest.mark.parametrize(
    ("given", "address"),
    [
        ("https://docs.example", "https://docs.example/reference/requirements/voss/#VOSS-1"),
        ("https://wiki.example/{api}?r={id}", "https://wiki.example/voss?r=VOSS-1"),
        ("javascript:alert(1)", ""),
        ("", ""),
    ],
)
def test_the_address_of_a_requirement(given: str, address: str) -> None:
    facts = SuiteFacts("1", "", 0, "quick", explore=False, docs_url=given)
    assert facts.page("voss", "VOSS-1") == address


def test_an_address_that_no_report_can_link_to_is_refused() -> None:
    @click.command()
    @click.option("--docs-url", callback=web_address)
    def command(docs_url: str | None) -> None:
        click.echo(docs_url)

    assert CliRunner().invoke(command, ["--docs-url", SITE]).output == f"{SITE}\n"
    for wrong in ("javascript:alert(1)", "https://a/b)c", "docs.example"):
        ended = CliRunner().invoke(command, ["--docs-url", wrong])
        assert ended.exit_code == 2
        assert "is no address such as https://docs.example/uc-contracts/" in ended.output

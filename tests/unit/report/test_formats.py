"""SARIF, CTRF, Markdown, badge and HTTP Archive: valid, complete, and deaf to a target's texts."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema_rs
import msgspec
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt

from contracts.model import Catalogue, Failure, Outcome, Place, Results, Verdict
from contracts.report.badge import badge_svg
from contracts.report.ctrf import ctrf
from contracts.report.har import har
from contracts.report.markdown import escaped, summary_markdown
from contracts.report.sarif import sarif

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

SCHEMAS = Path(__file__).parents[2] / "schemas"
_MARKDOWN = MarkdownIt("commonmark").enable(["table", "strikethrough"])
_TABLE = frozenset({"table", "thead", "tbody", "tr", "th", "td"})
_FORMATTING = _TABLE | {"blockquote", "ul", "li", "p", "h2", "h3"}


@cache
def validator(name: str) -> Any:
    """The schema of a format, compiled."""
    text = (SCHEMAS / name).read_text("utf-8")
    # SARIF's pattern of a language has a stray bracket, which only lenient engines take as one.
    return jsonschema_rs.validator_for(json.loads(text.replace("{2}]?$", "{2}\\\\]?$")))


def read(chunks: Any, schema: str) -> Any:
    """A file of a format, after its schema has held it to be right."""
    decoded = json.loads(b"".join(chunks))
    validator(schema).validate(decoded)
    return decoded


def tags(text: str) -> set[str]:
    """The elements that Markdown becomes."""
    root = html.fragment_fromstring(_MARKDOWN.render(text), create_parent="div")
    return {str(one.tag) for one in root.iter("*")} - {"div"}


def with_verdicts(results: Results) -> Results:
    """The same results with one requirement of each verdict."""
    target = results.targets[0]
    one = target.requirements[0]
    every = tuple(
        msgspec.structs.replace(one, id=verdict.value, verdict=verdict, reason=f"r-{verdict}")
        for verdict in Verdict
    )
    return msgspec.structs.replace(
        results, targets=(msgspec.structs.replace(target, requirements=every),)
    )


def test_every_format_is_right_whatever_is_in_it(log: RunLog, hostile_results: Results) -> None:
    read(sarif(hostile_results, log.catalogues), "sarif-2.1.0.json")
    read(ctrf(hostile_results), "ctrf-0.0.json")
    read(har(log.folder, hostile_results), "har-1.2.json")
    etree.fromstring(b"".join(badge_svg(hostile_results)))
    written = b"".join(summary_markdown(hostile_results)).decode()
    assert tags(written) <= _FORMATTING | {"code", "strong", "details", "summary", "sub"}
    for line in written.splitlines():
        assert line.isprintable()


def test_sarif_tells_what_is_broken_and_points_into_the_specs(
    log: RunLog, catalogue: Catalogue
) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "51 items", expected="50", exchanges=(log.exchange(),))
    placed = msgspec.structs.replace(
        catalogue, places={"D-MUST": Place("demo/requirements.yaml", 17)}
    )
    [run] = read(sarif(log.results(), {"demo": placed}), "sarif-2.1.0.json")["runs"]
    [result] = run["results"]
    assert (result["ruleId"], result["kind"], result["level"]) == ("D-MUST", "fail", "error")
    assert result["message"]["text"] == "51 items\nExpected: 50"
    assert result["locations"][0]["physicalLocation"] == {
        "artifactLocation": {"uri": "demo/requirements.yaml", "uriBaseId": "SPECS"},
        "region": {"startLine": 17},
    }
    rules = run["tool"]["driver"]["rules"]
    assert rules[result["ruleIndex"]]["id"] == "D-MUST"
    assert rules[result["ruleIndex"]]["help"] == {"text": "Count to the limit."}
    assert len(rules) == 4


def test_sarif_maps_every_verdict(log: RunLog) -> None:
    log.begin()
    log.end()
    results = with_verdicts(log.results())
    [run] = read(sarif(results, log.catalogues), "sarif-2.1.0.json")["runs"]
    kinds = {one["ruleId"]: (one["kind"], "suppressions" in one) for one in run["results"]}
    assert kinds == {
        "fail": ("fail", False),
        "inconclusive": ("open", False),
        "warn": ("fail", False),
        "waived": ("fail", True),
    }
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    told = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert told == ["r-error", "nothing was sent to it"]


def test_ctrf_maps_every_verdict(log: RunLog) -> None:
    log.begin()
    results = read(ctrf(with_verdicts(log.results())), "ctrf-0.0.json")["results"]
    states = {one["rawStatus"]: one["status"] for one in results["tests"]}
    assert states == {
        "error": "failed",
        "fail": "failed",
        "inconclusive": "skipped",
        "warn": "passed",
        "pass": "passed",
        "waived": "skipped",
        "not-tested": "skipped",
        "not-applicable": "skipped",
    }
    counts = [results["summary"][name] for name in ("tests", "passed", "failed", "skipped")]
    assert counts == [8, 2, 2, 4]
    assert results["summary"]["start"] == 1777629600000


def test_the_summary_says_what_was_found_and_what_was_not_verified(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "51 items", expected="50", observed="51")
    written = b"".join(summary_markdown(log.results())).decode()
    assert written.startswith("## ❌ Lab does not conform: 1 of 1 mandatory requirements fails.")
    assert "| fail | D-MUST | 51 items; expected: 50; observed: 51 |" in written
    log.judged("D-SHOULD", Outcome.INCONCLUSIVE, "no list")
    written = b"".join(summary_markdown(log.results())).decode()
    assert "- inconclusive: D-SHOULD: no list" in written


def test_the_summary_fits_into_a_comment(log: RunLog) -> None:
    log.begin()
    results = log.results()
    target = results.targets[0]
    one = msgspec.structs.replace(target.requirements[0], verdict=Verdict.FAIL, reason="x" * 9000)
    target = msgspec.structs.replace(target, requirements=(one,) * 5000)
    results = msgspec.structs.replace(results, targets=(target,) * 9)
    written = b"".join(summary_markdown(results)).decode()
    assert len(written) < 65_536
    assert "… and 4,960 more" in written
    assert written.endswith("… cut: the report has the rest.\n")


@pytest.mark.parametrize(
    "text", ["@someone", "#12", "https://evil.test", "www.evil.test", "a@b.test", "~~x~~", "|", "`"]
)
def test_nothing_mentions_or_links(text: str) -> None:
    rendered = _MARKDOWN.render(f"- {escaped(text)}")
    [item] = html.fragment_fromstring(rendered).xpath("//li")
    assert "".join(item.itertext()) == text
    # What looks for mentions and addresses looks at one text node at a time.
    assert text not in list(item.itertext()) or not set(text) & set("@#:.")


@pytest.mark.parametrize(
    ("outcome", "words"),
    [
        (Outcome.PASS, "conforming, 1 passed"),
        (Outcome.VIOLATION, "not conforming, 1 failed"),
        (Outcome.INCONCLUSIVE, "not verified, 0 passed, 1 open"),
    ],
)
def test_the_badge_tells_the_verdict(log: RunLog, outcome: Outcome, words: str) -> None:
    log.begin()
    log.judged("D-MUST", outcome, exchanges=(log.exchange(),))
    root = etree.fromstring(b"".join(badge_svg(log.results())))
    assert root.get("aria-label") == f"uc-contracts demo: {words}"


def test_the_archive_holds_the_evidence_and_on_demand_all(log: RunLog) -> None:
    log.begin()
    first = log.exchange(method="POST", url="http://demo.test/a?b=c&d", body=b"sent", answer=b"got")
    binary = log.exchange(answer=b"\xff\0")
    lost = log.exchange(failure=Failure("timeout", "no reply"))
    unnamed = log.exchange()
    log.judged("D-MUST", Outcome.VIOLATION, exchanges=(first, binary, lost))
    results = log.results()
    entries = read(har(log.folder, results), "har-1.2.json")["log"]["entries"]
    assert [one["comment"].split(";")[0] for one in entries] == [first, binary, lost]
    request, response = entries[0]["request"], entries[0]["response"]
    assert request["postData"]["text"] == "sent"
    assert request["queryString"] == [{"name": "b", "value": "c"}, {"name": "d", "value": ""}]
    assert response["content"] == {"size": 3, "mimeType": "application/json", "text": "got"}
    assert entries[0]["comment"].endswith("D-MUST")
    assert entries[0]["startedDateTime"] == "2026-05-01T10:00:01+00:00"
    assert base64.b64decode(entries[1]["response"]["content"]["text"]) == b"\xff\0"
    assert entries[2]["response"]["status"] == 0
    assert entries[2]["response"]["comment"] == "timeout: no reply"
    whole = read(har(log.folder, results, whole=True), "har-1.2.json")["log"]["entries"]
    assert [one["comment"].split(";")[0] for one in whole] == [first, binary, lost, unnamed]


def test_an_archive_of_nothing_is_one(
    log: RunLog, make_catalogue: Callable[..., Catalogue]
) -> None:
    log.begin()
    assert read(har(log.folder, log.results()), "har-1.2.json")["log"]["entries"] == []
    assert make_catalogue().places == {}

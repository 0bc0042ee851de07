"""What a baseline makes of a run, what was left behind, what was sent and must not have been."""

from __future__ import annotations

import io
import json
from typing import TYPE_CHECKING, Any

import msgspec
import pytest
from lxml import etree, html
from rich.console import Console

from contracts.model import (
    Gate,
    Level,
    Outcome,
    Results,
    Safety,
    Tolerance,
    Tolerated,
    Uncovered,
    Verdict,
)
from contracts.report import render
from contracts.report.html import conformance_html
from contracts.report.junit import junit_xml
from contracts.report.markdown import summary_markdown
from contracts.report.sarif import sarif

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

EVIL = "<script>x</script>"


@pytest.fixture
def told(log: RunLog) -> Results:
    """One must that is known to fail, one should that is new, and much to be told."""
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "51 items", exchanges=(log.exchange(),))
    log.judged("D-SHOULD", Outcome.VIOLATION, "no hint", exchanges=(log.exchange(),))
    log.end()
    results = log.results()
    left = msgspec.structs.replace(
        results.targets[0], left_behind=(f"dial ucc-1-7 (id 42): refused {EVIL}",)
    )
    gate = Gate(
        "known.yaml",
        uncovered=(
            Uncovered("Lab", "D-SHOULD", Level.SHOULD, Verdict.WARN, "its entry expired"),
            Uncovered("Lab", "D-MAY", Level.MAY, Verdict.NOT_TESTED),
        ),
        tolerated=(
            Tolerated(
                "Lab",
                "D-MUST",
                Verdict.FAIL,
                Tolerance.FLAKY,
                f"the lab is slow {EVIL}",
                "ops",
                "2026-07-01",
            ),
        ),
        stale=("D-GONE: it passes; take the entry out",),
        warnings=("D-MUST: its entry ends today",),
    )
    safety = Safety(2, "1 of 2 requests is not allowed.", ("main-2: DELETE of /things",))
    return msgspec.structs.replace(results, targets=(left,), gate=gate, safety=safety)


def test_on_the_page(log: RunLog, told: Results) -> None:
    data = b"".join(conformance_html(log.folder, told, log.catalogues))
    root: Any = html.document_fromstring(data.decode())
    [section] = root.xpath("//section[@aria-labelledby='gate']")
    words = " ".join(section.text_content().split())
    assert "1 new, 1 stale, 1 accepted by known.yaml" in words
    assert "D-GONE: it passes" in words
    assert "D-MUST: its entry ends today" in words
    rows = [
        (" ".join(row.text_content().split()), row.xpath(".//a/@href"))
        for row in section.xpath(".//tbody/tr")
    ]
    assert rows == [
        ("! warn D-SHOULDits entry expirednew", ["#D-SHOULD"]),
        (f"✕ fail D-MUSTthe lab is slow {EVIL}flaky, ops, until 2026-07-01", ["#D-MUST"]),
    ]
    assert root.xpath("//nav//a[@href='#gate']")
    facts = " ".join(root.get_element_by_id("D-MUST").text_content().split())
    assert f"Baseline flaky: the lab is slow {EVIL} (ops, until 2026-07-01)" in facts
    everything = " ".join(root.text_content().split())
    assert "Sent, and not allowed: main-2: DELETE of /things" in everything
    assert "Safety 1 of 2 requests is not allowed." in everything
    assert f"dial ucc-1-7 (id 42): refused {EVIL}" in everything
    assert [one.text for one in root.iter("script")] != ["x"]
    assert len(list(root.iter("script"))) == 1


def test_without_a_gate_the_page_says_nothing_of_it(log: RunLog, told: Results) -> None:
    plain = msgspec.structs.replace(told, gate=None)
    data = b"".join(conformance_html(log.folder, plain, log.catalogues))
    assert b'id="gate"' not in data
    assert b"#gate" not in data


def test_in_the_summary(told: Results) -> None:
    text = b"".join(summary_markdown(told)).decode()
    assert "**Sent, and not allowed:** main-2: DELETE of /things" in text
    assert "**Baseline:** 1 new, 1 stale, 1 accepted by known.yaml" in text
    assert "- new: D-SHOULD warn, Lab &#40;its entry expired&#41;\n- stale: D-GONE" in text
    assert "- expires soon: D-MUST" in text
    assert "D-MAY not" not in text
    assert "> Left behind: dial ucc-1-7" in text
    assert "<script>" not in text


def test_in_sarif(log: RunLog, told: Results) -> None:
    [run] = json.loads(b"".join(sarif(told, log.catalogues)))["runs"]
    justified = {
        one["ruleId"]: [each["justification"] for each in one.get("suppressions", ())]
        for one in run["results"]
    }
    assert justified == {
        "D-MUST": [f"flaky: the lab is slow {EVIL} (ops)"],
        "D-SHOULD": [],
    }
    [invocation] = run["invocations"]
    assert invocation["executionSuccessful"] is False
    notes = [one["message"]["text"] for one in invocation["toolExecutionNotifications"]]
    assert notes[-2:] == [
        f"left behind: dial ucc-1-7 (id 42): refused {EVIL}",
        "main-2: DELETE of /things",
    ]


def test_in_junit(told: Results) -> None:
    root = etree.fromstring(b"".join(junit_xml(told)))
    said = {one.get("name"): one.get("value") for one in root.iter("property")}
    assert said["gate"] == "1 new, 1 stale, 1 accepted by known.yaml"
    assert said["safety"] == "1 of 2 requests is not allowed."
    assert said["left behind"] == f"dial ucc-1-7 (id 42): refused {EVIL}"


def test_on_the_terminal(told: Results) -> None:
    out = io.StringIO()
    render(told, Console(file=out, width=200, color_system=None))
    text = out.getvalue()
    assert "Baseline: 1 new, 1 stale, 1 accepted by known.yaml" in text
    assert "  new           Lab: D-SHOULD warn (its entry expired)" in text
    assert "  left behind   Lab: dial ucc-1-7 (id 42): refused" in text
    assert "  not allowed   main-2: DELETE of /things" in text

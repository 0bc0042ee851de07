"""Headers, media types, findings and claims."""

from __future__ import annotations

import pytest

from contracts.model import (
    Allow,
    Document,
    Finding,
    Inconclusive,
    NotApplicable,
    NotTested,
    Request,
    Response,
    Target,
    TargetResult,
    TargetUnreachable,
    Violation,
)
from contracts.model.catalogue import Source
from contracts.model.results import RequirementResult
from contracts.model.verdict import RunVerdict, Verdict

HEADERS = (("Content-Type", "text/xml"), ("X-Two", "first"), ("x-two", "second"))


@pytest.mark.parametrize("name", ["content-type", "Content-Type", "CONTENT-TYPE"])
def test_header_names_are_found_in_any_letter_case(name: str) -> None:
    assert Response(200, headers=HEADERS).header(name) == "text/xml"
    assert Request("GET", "http://h", HEADERS).header(name) == "text/xml"


def test_of_a_repeated_header_the_first_counts_and_a_missing_one_is_none() -> None:
    assert Response(200, headers=HEADERS).header("X-TWO") == "first"
    assert Response(200, headers=HEADERS).header("X-Three") is None


@pytest.mark.parametrize(
    ("value", "media"),
    [
        ("text/xml", "text/xml"),
        ("Text/XML; charset=utf-8", "text/xml"),
        (" application/json ;charset=utf-8;x=y", "application/json"),
        ("", ""),
        (";", ""),
        ("nonsense", "nonsense"),
    ],
)
def test_a_media_type_is_lower_case_and_without_parameters(value: str, media: str) -> None:
    assert Response(200, headers=(("content-type", value),)).media_type == media


def test_a_response_without_a_content_type_has_an_empty_media_type() -> None:
    assert Response(200).media_type == ""


@pytest.mark.parametrize(
    ("finding", "text"),
    [
        (Finding("A-1", "It is wrong."), "A-1: It is wrong."),
        (Finding("A-1", "It is wrong.", expected="20"), "A-1: It is wrong.\nexpected: 20"),
        (Finding("A-1", "It is wrong.", observed="0"), "A-1: It is wrong.\nobserved: 0"),
        (
            Finding("A-1", "It is wrong.", "20", "0", ("e1",)),
            "A-1: It is wrong.\nexpected: 20\nobserved: 0",
        ),
    ],
)
def test_a_finding_reads_as_requirement_summary_expected_observed(
    finding: Finding, text: str
) -> None:
    assert str(finding) == text
    violation = Violation(finding)
    assert str(violation) == text
    assert violation.finding is finding


@pytest.mark.parametrize("signal", [Inconclusive, TargetUnreachable, NotTested, NotApplicable])
def test_a_signal_carries_its_reason(
    signal: type[Inconclusive | NotTested | NotApplicable],
) -> None:
    raised = signal("no list was found")
    assert raised.reason == str(raised) == "no list was found"


def test_an_unreachable_target_is_inconclusive() -> None:
    assert issubclass(TargetUnreachable, Inconclusive)


def test_a_feature_is_claimed_unless_disclaimed() -> None:
    target = Target("t", "voss", "T", "http://h", Allow.READ, supports={"a": True, "b": False})
    assert [target.claims(one) for one in ("a", "b", "c")] == [True, False, True]


def test_a_source_reads_as_document_and_section() -> None:
    assert str(Source("voss-api-parameters", "List pagination")) == (
        "voss-api-parameters, List pagination"
    )


def test_a_source_cites_the_document_and_its_lines() -> None:
    document = Document("a-document", "A Document", "A Vendor", date="5/2/2025")
    source = Source(document.id, "Lists", "77-81", str(document))
    assert str(source) == "A Document (A Vendor, 5/2/2025), Lists, lines 77-81"
    assert str(Source(document.id, "Lists", "77")) == "a-document, Lists, line 77"


def test_counts_name_every_verdict_zero_included() -> None:
    def result(verdict: Verdict) -> RequirementResult:
        values = dict.fromkeys(RequirementResult.__struct_fields__, "")
        return RequirementResult(**{**values, "verdict": verdict})  # type: ignore[arg-type]

    target = TargetResult(
        "voss", "T", "http://h", "read", "sha256:1", RunVerdict.NOT_CONFORMING,
        (result(Verdict.FAIL), result(Verdict.PASS), result(Verdict.PASS)), {}, 3, 0.1,
    )  # fmt: skip
    counts = target.counts()
    assert list(counts) == list(Verdict)
    assert (counts[Verdict.FAIL], counts[Verdict.PASS], counts[Verdict.ERROR]) == (1, 2, 0)

"""The files for machines, and how files are written."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import jsonschema
import msgspec
import pytest
from lxml import etree

from contracts.model import (
    ConfigurationError,
    Document,
    EvidenceError,
    Gate,
    Latency,
    Outcome,
    RequirementResult,
    Results,
    Safety,
    SuiteFacts,
    TargetResult,
    Tolerated,
    Uncovered,
    Verdict,
)
from contracts.report import event_schema, read_results, write, write_reports
from contracts.report.document import results_json
from contracts.report.junit import junit_xml

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

SPECS = Path(__file__).parents[3] / "specs"
NAMES = {
    "results.json",
    "junit.xml",
    "conformance.sarif",
    "ctrf.json",
    "summary.md",
    "badge.svg",
    "evidence.har",
    "conformance.html",
}


def schema(name: str) -> dict[str, Any]:
    """A schema of `specs/`."""
    loaded: dict[str, Any] = json.loads((SPECS / name).read_text("utf-8"))
    jsonschema.Draft202012Validator.check_schema(loaded)
    return loaded


def check_results(data: bytes) -> Any:
    """The decoded results, after the schema has held them to be right."""
    decoded = json.loads(data)
    jsonschema.Draft202012Validator(schema("results.schema.json")).validate(decoded)
    return decoded


def test_results_json_keeps_its_schema_whatever_is_in_it(hostile_results: Results) -> None:
    decoded = check_results(b"".join(results_json(hostile_results)))
    assert len(decoded["targets"][0]["requirements"]) == 4


def test_the_schema_of_the_results_names_the_fields_of_the_model() -> None:
    loaded = schema("results.schema.json")
    shapes: dict[type[msgspec.Struct], dict[str, Any]] = {
        Results: loaded,
        Safety: loaded["$defs"]["safety"],
        Gate: loaded["$defs"]["gate"],
        Uncovered: loaded["$defs"]["uncovered"],
        Tolerated: loaded["$defs"]["tolerated"],
        SuiteFacts: loaded["$defs"]["suite"],
        TargetResult: loaded["$defs"]["target"],
        Document: loaded["$defs"]["document"],
        Latency: loaded["$defs"]["latency"],
        RequirementResult: loaded["$defs"]["requirement"],
    }
    for struct, shape in shapes.items():
        fields = msgspec.structs.fields(struct)
        assert list(shape["properties"]) == [field.name for field in fields]
        assert shape["required"] == [field.name for field in fields if field.required]
        assert shape["additionalProperties"] is False
    assert loaded["$defs"]["verdict"]["enum"] == list(Verdict)


def test_the_schema_refuses_what_it_does_not_name(log: RunLog) -> None:
    log.begin()
    decoded = check_results(b"".join(results_json(log.results())))
    decoded["targets"][0]["requirements"][0]["extra"] = 1
    with pytest.raises(jsonschema.ValidationError, match="extra"):
        check_results(json.dumps(decoded).encode())


def test_the_schema_of_the_events_is_the_model() -> None:
    assert schema("events.schema.json") == event_schema(), (
        "the model of the events has moved: write json.dumps(contracts.report.event_schema(), "
        "indent=2, ensure_ascii=False) and a line end to specs/events.schema.json"
    )


def test_every_line_of_a_log_keeps_the_schema(log: RunLog) -> None:
    log.begin()
    log.planned("test_a", "D-MUST")
    log.deselected("test_b", "D-MAY", "left out")
    log.judged("D-MUST", Outcome.PASS, exchanges=(log.exchange(body=b"\xff"),))
    log.observed("D-MAY", "sorted")
    log.finished("test_a")
    log.end()
    validator = jsonschema.Draft202012Validator(schema("events.schema.json"))
    seen = set()
    for line in log.path.read_bytes().splitlines():
        event = json.loads(line)
        validator.validate(event)
        seen.add(event["event"])
    assert len(seen) == 10


def test_junit_is_well_formed_whatever_is_in_it(hostile_results: Results) -> None:
    root = etree.fromstring(b"".join(junit_xml(hostile_results)))
    assert len(root.findall(".//testcase")) == 4
    assert root.get("failures") == "1"


def test_junit_maps_every_verdict(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.PASS)
    results = log.results()
    target = results.targets[0]
    requirements = tuple(
        msgspec.structs.replace(target.requirements[0], id=verdict.value, verdict=verdict)
        for verdict in Verdict
    )
    target = msgspec.structs.replace(target, requirements=requirements)
    results = msgspec.structs.replace(results, targets=(target,))
    root = etree.fromstring(b"".join(junit_xml(results)))
    cases = {
        str(case.get("name")).split()[0]: [child.tag for child in case]
        for case in root.iter("testcase")
    }
    assert cases == {
        "error": ["error"],
        "fail": ["failure"],
        "inconclusive": ["skipped"],
        "warn": ["system-out"],
        "pass": [],
        "waived": ["skipped"],
        "not-tested": ["skipped"],
        "not-applicable": ["skipped"],
    }
    assert {key: root[0].get(key) for key in ("tests", "failures", "errors", "skipped")} == {
        "tests": "8", "failures": "1", "errors": "1", "skipped": "4",
    }  # fmt: skip
    properties = {one.get("name"): one.get("value") for one in root.iter("property")}
    assert properties["catalogue"] == "sha256:1"
    assert properties["seed"] == "7"
    assert {case.get("classname") for case in root.iter("testcase")} == {"demo.list"}


def test_all_reports_are_written(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.VIOLATION, "broken", exchanges=(log.exchange(),))
    log.end()
    results = log.results()
    paths = write_reports(log.folder, results, log.catalogues)
    assert set(paths) == NAMES
    assert {path.name for path in log.folder.iterdir()} == NAMES | {"evidence"}
    check_results(paths["results.json"].read_bytes())
    assert read_results(paths["results.json"]) == results


def test_what_curl_needs_is_written_beside_the_log(log: RunLog) -> None:
    log.begin()
    bodies = (b"\xff\0\xfe", b"x" * 5000, b"short")
    sent = tuple(log.exchange(method="POST", body=body) for body in bodies)
    log.judged("D-MUST", Outcome.VIOLATION, "broken", exchanges=sent)
    results = log.results()
    write_reports(log.folder, results, log.catalogues)
    lines = results.targets[0].requirements[0].curl
    written = {path: path.read_bytes() for path in (log.folder / "evidence/bodies").iterdir()}
    assert set(written.values()) == set(bodies[:2])
    for path in written:
        assert any(f"@evidence/bodies/{path.name}" in line for line in lines)


def test_a_report_that_breaks_leaves_nothing_half_written(
    log: RunLog, monkeypatch: pytest.MonkeyPatch
) -> None:
    log.begin()
    results = log.results()
    paths = write_reports(log.folder, results, log.catalogues)
    before = {name: path.read_bytes() for name, path in paths.items()}

    def broken(*_: object) -> Iterable[bytes]:
        yield b"half"
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(write, "conformance_html", broken)
    changed = msgspec.structs.replace(results, seconds=99.0)
    with pytest.raises(ConfigurationError, match=r"No space left.*--report-dir"):
        write_reports(log.folder, changed, log.catalogues)
    assert {name: path.read_bytes() for name, path in paths.items()} == before
    assert {path.name for path in log.folder.iterdir()} == NAMES | {"evidence"}


def test_a_place_that_cannot_be_written_is_named(log: RunLog) -> None:
    log.begin()
    results = log.results()
    (log.folder / "junit.xml").mkdir()
    with pytest.raises(ConfigurationError, match=f"cannot be written to {log.folder}"):
        write_reports(log.folder, results, log.catalogues)


@pytest.mark.parametrize("content", [None, b"{", b'{"suite": 1}'])
def test_results_that_cannot_be_read_are_named(tmp_path: Path, content: bytes | None) -> None:
    path = tmp_path / "results.json"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(EvidenceError, match=r"results\.json"):
        read_results(path)

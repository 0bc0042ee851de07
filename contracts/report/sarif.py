"""`conformance.sarif`: the findings of a run in SARIF 2.1.0, for code scanning.

A rule is a requirement, a result one that a target broke, or that could not be judged. Its
place is the line of `specs/` on which the requirement is written.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from typing import Any

from contracts.model import (
    Catalogue,
    Level,
    RequirementResult,
    Results,
    TargetResult,
    Tolerated,
    Verdict,
)
from contracts.report.document import json_bytes
from contracts.report.text import visible

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
_LEVELS = {Level.MUST: "error", Level.SHOULD: "warning", Level.MAY: "note"}
_BROKEN = frozenset({Verdict.FAIL, Verdict.WARN, Verdict.WAIVED})
_SPECS = "SPECS"


def sarif(results: Results, catalogues: Mapping[str, Catalogue]) -> Iterator[bytes]:
    """One SARIF run for each target, so that each has its verdict and rules of its own."""
    yield json_bytes(
        {
            "$schema": _SCHEMA,
            "version": "2.1.0",
            "runs": [_run(results, one, catalogues.get(one.api)) for one in results.targets],
        }
    )


def _run(results: Results, target: TargetResult, catalogue: Catalogue | None) -> dict[str, Any]:
    tolerated = results.gate.tolerated_of(target.name) if results.gate else {}
    index = {one.id: number for number, one in enumerate(target.requirements)}
    return {
        "automationDetails": {"id": visible(f"uc-contracts/{target.api}/{target.name}/")},
        "tool": {
            "driver": {
                "name": "uc-contracts",
                "version": results.suite.version,
                "rules": [
                    _rule(one, results.suite.page(target.api, one.id))
                    for one in target.requirements
                ],
            }
        },
        "originalUriBaseIds": {
            _SPECS: {"description": {"text": "The folder specs/ of a checkout of uc-contracts."}}
        },
        "invocations": [_invocation(results, target)],
        "results": [
            _result(target, one, index[one.id], catalogue, tolerated.get(one.id))
            for one in target.requirements
            if one.verdict in _BROKEN or one.verdict is Verdict.INCONCLUSIVE
        ],
        "properties": {
            "api": target.api,
            "target": visible(target.name),
            "baseUrl": visible(target.base_url),
            "verdict": target.verdict.value,
            "gate": visible(str(results.decision or "")),
            "catalogue": target.catalogue,
        },
    }


def _rule(one: RequirementResult, page: str) -> dict[str, Any]:
    rule: dict[str, Any] = {
        "id": one.id,
        "shortDescription": {"text": visible(one.statement)},
        "fullDescription": {"text": visible(f"{one.statement} Source: {one.source}.")},
        "defaultConfiguration": {"level": _LEVELS[one.level]},
        "properties": {"tags": [one.feature, one.level.value, one.basis.value]},
    }
    if one.fix:
        rule["help"] = {"text": visible(one.fix)}
    if page:
        rule["helpUri"] = page
    return rule


def _result(
    target: TargetResult,
    one: RequirementResult,
    index: int,
    catalogue: Catalogue | None,
    tolerated: Tolerated | None,
) -> dict[str, Any]:
    broken = one.verdict in _BROKEN
    lines = [one.reason or "no reason was recorded"]
    lines += [f"Expected: {one.expected}"] if one.expected else []
    lines += [f"Observed: {one.observed}"] if one.observed else []
    result: dict[str, Any] = {
        "ruleId": one.id,
        "ruleIndex": index,
        "kind": "fail" if broken else "open",
        "level": _LEVELS[one.level] if broken else "none",
        "message": {"text": visible("\n".join(lines))},
        "locations": [_location(one, target, catalogue)],
        "partialFingerprints": {"requirementOfTarget/v1": _fingerprint(target, one)},
        "properties": {
            "verdict": one.verdict.value,
            "evidence": list(one.evidence),
            "curl": [visible(line) for line in one.curl],
        },
    }
    if tolerated is not None or one.verdict is Verdict.WAIVED:
        why = f"{tolerated.kind}: {tolerated.reason} ({tolerated.owner})" if tolerated else ""
        suppression = {"kind": "external", "status": "accepted"}
        result["suppressions"] = [suppression | {"justification": visible(why or one.reason)}]
    return result


def _location(
    one: RequirementResult, target: TargetResult, catalogue: Catalogue | None
) -> dict[str, Any]:
    logical = {"fullyQualifiedName": f"{target.api}/{one.id}", "kind": "requirement"}
    location: dict[str, Any] = {"logicalLocations": [logical]}
    place = catalogue.places.get(one.id) if catalogue else None
    if place is not None:
        location["physicalLocation"] = {
            "artifactLocation": {"uri": place.file, "uriBaseId": _SPECS},
            "region": {"startLine": place.line},
        }
    return location


def _fingerprint(target: TargetResult, one: RequirementResult) -> str:
    text = f"{target.api}\0{target.name}\0{one.id}"
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _invocation(results: Results, target: TargetResult) -> dict[str, Any]:
    troubles = [
        {
            "level": "error",
            "message": {"text": visible(one.reason or "the suite broke down")},
            "associatedRule": {"id": one.id},
        }
        for one in target.requirements
        if one.verdict is Verdict.ERROR
    ]
    violations = results.safety.violations if results.safety else ()
    left = (f"left behind: {one}" for one in target.left_behind)
    told = (results.stopped, target.trouble, *target.notes, *left, *violations)
    notes = [{"level": "warning", "message": {"text": visible(text)}} for text in told if text]
    return {
        "executionSuccessful": not troubles and not violations and results.stopped is None,
        "commandLine": visible(results.suite.command),
        "toolExecutionNotifications": troubles + notes,
    }

"""`ctrf.json`: the results in the Common Test Report Format, one test per requirement."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Any

from contracts.model import RequirementResult, Results, TargetResult, Verdict
from contracts.report.document import json_bytes
from contracts.report.text import visible

_STATUSES = {
    Verdict.ERROR: "failed",
    Verdict.FAIL: "failed",
    Verdict.INCONCLUSIVE: "skipped",
    Verdict.WARN: "passed",
    Verdict.PASS: "passed",
    Verdict.WAIVED: "skipped",
    Verdict.NOT_TESTED: "skipped",
    Verdict.NOT_APPLICABLE: "skipped",
}


def ctrf(results: Results) -> Iterator[bytes]:
    """All targets in one report. The verdict stands in `rawStatus`.

    As in `junit.xml`, a warn has passed, and what was not judged is skipped. A requirement has
    no time of its own: `duration` is 0.
    """
    tests = [_test(target, one) for target in results.targets for one in target.requirements]
    states = [test["status"] for test in tests]
    start = _milliseconds(results.suite.started)
    yield json_bytes(
        {
            "reportFormat": "CTRF",
            "specVersion": "0.0.0",
            "generatedBy": "uc-contracts",
            "results": {
                "tool": {"name": "uc-contracts", "version": results.suite.version},
                "summary": {
                    "tests": len(tests),
                    **{
                        name: states.count(name)
                        for name in ("passed", "failed", "skipped", "pending", "other")
                    },
                    "start": start,
                    "stop": start + round(results.seconds * 1000),
                },
                "tests": tests,
                "extra": {
                    "verdict": results.verdict.value,
                    "gate": visible(str(results.decision or "")),
                    "seed": results.suite.seed,
                    "depth": visible(results.suite.depth),
                    "catalogues": {one.api: one.catalogue for one in results.targets},
                },
            },
        }
    )


def _test(target: TargetResult, one: RequirementResult) -> dict[str, Any]:
    test: dict[str, Any] = {
        "name": visible(f"{one.id} {one.statement}"),
        "status": _STATUSES[one.verdict],
        "duration": 0,
        "suite": [visible(f"{target.api}: {target.name}"), one.feature],
        "rawStatus": one.verdict.value,
        "tags": [one.level.value, one.basis.value],
        "extra": {"requirement": one.id, "evidence": list(one.evidence)},
    }
    if one.verdict is not Verdict.PASS:
        test["message"] = visible(one.reason)
        parts = (("expected", one.expected), ("observed", one.observed))
        seen = "\n".join(f"{name}: {text}" for name, text in parts if text)
        if seen:
            test["trace"] = visible(seen)
    if one.curl and one.verdict in {Verdict.FAIL, Verdict.ERROR, Verdict.WARN}:
        test["snippet"] = visible(one.curl[0])
    return test


def _milliseconds(started: str) -> int:
    """Milliseconds since 1970; 0 where `started` is no time."""
    try:
        return round(dt.datetime.fromisoformat(started).timestamp() * 1000)
    except (ValueError, OverflowError):
        return 0

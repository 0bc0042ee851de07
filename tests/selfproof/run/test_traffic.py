"""The capture of a full run, judged as anybody's traffic, never contradicts the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts import reference
from contracts.model import Exit, Level, Results, Verdict
from tests.selfproof.run.conftest import call

_BROKEN = {Verdict.FAIL, Verdict.WARN, Verdict.ERROR, Verdict.INCONCLUSIVE}
_LEAST: Mapping[str, int] = {
    "cisco-uds": 28,
    "genesys-udm": 160,
    "genesys-ws": 12,
    "uptivity": 70,
    "voss": 55,
}
"""How many mandatory requirements the capture of a run decides, at the least."""


@pytest.fixture(scope="module")
def run(judged: Callable[..., Any]) -> Any:
    """A run of all embedded servers, whose archive holds every exchange."""
    found = judged("--depth=quick", "--jobs=1", "--only-results")
    assert call(["report", str(found.folder), "--har=all"]) == Exit.OK
    return found


@pytest.fixture(scope="module", params=reference.available())
def judgement(
    request: pytest.FixtureRequest, run: Any, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, int]:
    """What is made of the part of one API: its name, the folder, and the exit code."""
    api: str = request.param
    base_url = next(one.base_url for one in run.results.targets if one.api == api)
    folder = tmp_path_factory.mktemp("judged") / api
    capture = str(run.folder / "evidence.har")
    arguments = ["judge", capture, f"--api={api}", f"--base-url={base_url}"]
    return api, folder, call([*arguments, f"--report-dir={folder}"])


def verdicts(results: Results, api: str) -> dict[str, tuple[Level, Verdict]]:
    (target,) = (one for one in results.targets if one.api == api)
    return {one.id: (one.level, one.verdict) for one in target.requirements}


def test_the_capture_of_a_run_never_contradicts_it(
    run: Any, judgement: tuple[str, Path, int]
) -> None:
    api, folder, code = judgement
    results = msgspec.json.decode((folder / "results.json").read_bytes(), type=Results)
    before, after = verdicts(run.results, api), verdicts(results, api)
    contradicted = {
        one: (verdict, before[one][1])
        for one, (_, verdict) in after.items()
        if verdict in _BROKEN and verdict is not before[one][1]
    }
    assert contradicted == {}
    assert code == Exit.OK
    decided = [
        one for one, (level, verdict) in after.items() if (level, verdict) == (Level.MUST, "pass")
    ]
    assert len(decided) >= _LEAST[api]


def test_the_report_is_that_of_any_run(judgement: tuple[str, Path, int]) -> None:
    _, folder, _ = judgement
    results = msgspec.json.decode((folder / "results.json").read_bytes(), type=Results)
    assert results.targets[0].origin == "traffic"
    assert results.safety is not None
    assert results.safety.statement.startswith("Nothing was sent")
    for name in (
        "conformance.html",
        "junit.xml",
        "conformance.sarif",
        "summary.md",
        "evidence.har",
    ):
        assert (folder / name).stat().st_size > 0

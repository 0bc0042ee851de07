"""The capture of a full run, judged as anybody's traffic, never contradicts the run."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts import reference
from contracts.engine import Facts
from contracts.model import Exit, Level, Results, TargetResult, Verdict
from contracts.targets import from_address
from contracts.traffic import Captured, Recording, TrafficJudge, laws_of, needs_of, read_captures
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


@pytest.fixture(scope="module")
def judgements(run: Any, tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Path]:
    """The folder of what is made of the part of each API, which are all in one capture."""
    folders, recordings = {}, {}
    for one in run.results.targets:
        folders[one.api] = tmp_path_factory.mktemp("judged") / one.api
        facts = Facts(folders[one.api], "2026-01-01T00:00:00+00:00")
        target = from_address(one.api, one.base_url)
        recordings[one.base_url] = Recording(
            TrafficJudge(target, laws_of(target)), facts, "evidence.har"
        )
    for one in read_captures([run.folder / "evidence.har"]):
        assert isinstance(one, Captured)
        for base_url, recording in recordings.items():
            if one.exchange.request.url.startswith(base_url):
                recording.take(one.exchange, whole=one.whole)
    for recording in recordings.values():
        recording.close(needs_of(recording.target))
        recording.report()
    return folders


def results_in(folder: Path) -> Results:
    return msgspec.json.decode((folder / "results.json").read_bytes(), type=Results)


def verdicts(target: TargetResult) -> dict[str, tuple[Level, Verdict]]:
    return {one.id: (one.level, one.verdict) for one in target.requirements}


@pytest.mark.parametrize("api", reference.available())
def test_the_capture_of_a_run_never_contradicts_it(
    run: Any, judgements: Mapping[str, Path], api: str
) -> None:
    (before,) = (verdicts(one) for one in run.results.targets if one.api == api)
    after = verdicts(results_in(judgements[api]).targets[0])
    contradicted = {
        one: (verdict, before[one][1])
        for one, (_, verdict) in after.items()
        if verdict in _BROKEN and verdict is not before[one][1]
    }
    assert contradicted == {}
    decided = [one for one, known in after.items() if known == (Level.MUST, Verdict.PASS)]
    assert len(decided) >= _LEAST[api]


def test_the_reports_are_those_of_any_run(judgements: Mapping[str, Path]) -> None:
    for folder in judgements.values():
        results = results_in(folder)
        assert results.targets[0].origin == "traffic"
        assert results.decision is not None
        assert results.decision.exit is Exit.OK
        assert results.safety is not None
        assert results.safety.statement.startswith("Nothing was sent")
        for name in ("conformance.html", "junit.xml", "conformance.sarif", "evidence.har"):
            assert (folder / name).stat().st_size > 0

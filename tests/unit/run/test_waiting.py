"""Waiting for targets, and what an earlier run left open."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.cli import waiting
from contracts.cli.last_failed import last_failed
from contracts.engine import TargetOptions
from contracts.model import (
    Basis,
    ConfigurationError,
    Level,
    RequirementResult,
    Results,
    RunVerdict,
    SuiteFacts,
    TargetResult,
    Verdict,
)
from contracts.report import runs_in

URL = "http://h.example:1"
NAMED = TargetOptions(urls=(("voss", URL),))


class Time:
    """A clock that only sleeping moves."""

    def __init__(self) -> None:
        self.now = 0.0

    def clock(self) -> float:
        """Seconds slept."""
        return self.now

    def sleep(self, seconds: float) -> None:
        """Move on."""
        self.now += seconds


@pytest.fixture
def looks(monkeypatch: pytest.MonkeyPatch) -> Any:
    """Have a target answer with these statuses, one a look; None is no answer."""

    def script(*statuses: int | None) -> list[int | None]:
        left = list(statuses)

        @contextmanager
        def looked_at(*_: Any, **__: Any) -> Iterator[Any]:
            status = left.pop(0) if len(left) > 1 else left[0]
            response = None if status is None else _Of(status=status)
            look = _Of(exchanges=[_Of(response=response)])
            yield [(_Of(name="Lab"), look)]

        monkeypatch.setattr(waiting, "looked_at", looked_at)
        return left

    return script


class _Of:
    def __init__(self, **values: Any) -> None:
        vars(self).update(values)


@pytest.mark.parametrize(
    ("statuses", "waited", "found"),
    [((401,), 0, True), ((None, 503, 404), 2, True), ((None,), 3.5, False), ((502,), 3.5, False)],
)
def test_waiting(
    looks: Any,
    capsys: pytest.CaptureFixture[str],
    statuses: Any,
    waited: float,
    found: bool,  # noqa: FBT001 - a column
) -> None:
    looks(*statuses)
    time = Time()
    assert waiting.wait_for(NAMED, 3.5, clock=time.clock, sleep=time.sleep) is found
    assert time.now == waited
    said = capsys.readouterr().err
    assert said == ("Waiting for Lab, 3.5 s at most.\n" if waited else "")


def test_embedded_servers_are_not_waited_for(looks: Any) -> None:
    looks(None)
    assert waiting.wait_for(TargetOptions(apis=("voss",)), 1)


def _written(reports: Path, name: str, verdict: Verdict, url: str = URL) -> Results:
    """A run of one target with one requirement of that verdict, in a folder of its own."""
    one = RequirementResult(
        "VOSS-TAG-02",
        Level.MUST,
        Basis.STATED,
        verdict,
        *("", "", (), (), (), "Tags.", "§ 1", "tags"),
    )
    target = TargetResult(
        *("voss", "Lab <b>", url, "read", "sha256:0", RunVerdict.NOT_CONFORMING, (one,), {}, 1, 1.0)
    )
    day = len(list(reports.iterdir())) + 1
    suite = SuiteFacts("1", f"2026-01-0{day}T09:00:00+00:00", 0, "", explore=False)
    results = Results(suite, RunVerdict.NOT_CONFORMING, (target,), 1.0)
    (reports / name).mkdir()
    (reports / name / "results.json").write_bytes(msgspec.json.encode(results))
    return results


def test_what_was_open_is_selected(tmp_path: Path) -> None:
    _written(tmp_path, "one", Verdict.FAIL)
    _written(tmp_path, "other", Verdict.PASS, "http://other.example")
    assert last_failed(NAMED, tmp_path).select == ("VOSS-TAG-02",)
    _written(tmp_path, "two", Verdict.PASS)
    newer = (tmp_path / "two" / "results.json").stat().st_mtime + 5
    os.utime(tmp_path / "two" / "results.json", (newer, newer))
    found = last_failed(NAMED, tmp_path)
    assert found.select == ()
    assert found.said == f"Nothing failed in {tmp_path / 'two'}: everything is judged."
    with pytest.raises(ConfigurationError, match="--last-failed: no run of"):
        last_failed(TargetOptions(urls=(("voss", "http://new.example"),)), tmp_path)


def test_select_and_last_failed_exclude_each_other(command: Any) -> None:
    ended = command("run", "--last-failed", "--select", "VOSS-*")
    assert (ended.code, "exclude each other" in ended.err) == (2, True)


def test_a_page_lists_the_runs(tmp_path: Path, command: Any) -> None:
    for name, verdict in (("one", Verdict.FAIL), ("two", Verdict.PASS)):
        _written(tmp_path, name, verdict)
    (tmp_path / "two" / "conformance.html").touch()
    (tmp_path / "broken").mkdir()
    (tmp_path / "broken" / "results.json").write_text("{")
    assert [one.folder for one in runs_in(tmp_path)] == ["two", "one"]
    assert command("index", tmp_path).out == f"Runs: {tmp_path / 'index.html'}\n"
    page = (tmp_path / "index.html").read_text("utf-8")
    assert '<a href="two/conformance.html">2026-01-02 09:00 UTC</a>' in page
    assert "Lab &lt;b&gt;" in page
    assert "<script" not in page
    assert command("index", tmp_path / "none").code == 2

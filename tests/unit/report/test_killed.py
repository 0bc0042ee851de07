"""A run that was killed at any moment can be read, and its report be made."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from contracts.model import Created, Creating, EvidenceError, Outcome, RunVerdict
from contracts.report import collect, write_reports

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog


@pytest.fixture
def whole(log: RunLog) -> bytes:
    """The log of a run that made something, was judged, and came to its end."""
    log.begin()
    log.planned("test_a", "D-MUST")
    log.write(Creating("t1", "main-1", "user", "ucc-1"), Created("t1", "main-1", "made"))
    shown = log.exchange(answer='{"a": "ä\N{SNOWMAN}"}'.encode())
    log.judged("D-MUST", Outcome.PASS, exchanges=(shown,))
    log.finished("test_a")
    log.write(Created("t1", "main-1", "gone"))
    log.end()
    return log.path.read_bytes()


def test_a_log_that_ends_anywhere_is_read(log: RunLog, whole: bytes) -> None:
    lines = whole.splitlines(keepends=True)
    head = len(lines[0]) + len(lines[1])
    made, gone = whole.index(b'"creating"'), whole.rindex(b'{"event":"ledger"')
    for cut in range(head, len(whole), 7):
        log.path.write_bytes(whole[:cut])
        results = log.results()
        assert "has no end: the process was killed" in (results.stopped or "")
        assert results.safety is not None
        assert not results.safety.violations
        told = bool(results.targets[0].left_behind)
        if cut < made or cut > gone + len(lines[-2]):
            assert not told
        elif whole.index(b"\n", made) < cut < gone:
            assert told
    log.path.write_bytes(whole)
    assert log.results().stopped is None


def test_before_the_target_is_described_there_is_nothing_to_report(
    log: RunLog, whole: bytes
) -> None:
    first = len(whole.splitlines(keepends=True)[0])
    for cut in (0, 1, first - 2):
        log.path.write_bytes(whole[:cut])
        with pytest.raises(EvidenceError, match="no log of it tells of a run's beginning"):
            log.results()
    log.path.write_bytes(whole[: first + 5])
    assert log.results().verdict is RunVerdict.NOT_VERIFIED


def test_the_report_is_made(log: RunLog, whole: bytes) -> None:
    for cut in (len(whole) // 2, len(whole) - 5):
        log.path.write_bytes(whole[:cut])
        written = write_reports(log.folder, collect(log.folder, log.catalogues), log.catalogues)
        assert all(path.is_file() for path in written.values())

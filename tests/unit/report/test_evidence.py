"""Reading logs: whole, cut, broken, missing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts.model import EvidenceError, Outcome
from contracts.report import evidence

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog


def test_logs_are_read_in_file_name_order(log: RunLog) -> None:
    for log.worker in ("main", "gw1", "gw0"):
        log.begin()
    assert [one.log for one in evidence.read(log.folder)] == [
        "events-gw0.jsonl",
        "events-gw0.jsonl",
        "events-gw1.jsonl",
        "events-gw1.jsonl",
        "events-main.jsonl",
        "events-main.jsonl",
    ]


def test_a_cut_last_line_is_left_out(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.PASS)
    whole = log.path.read_bytes()
    for cut in (1, 2, 20):
        log.path.write_bytes(whole[:-cut])
        assert len(list(evidence.read(log.folder))) == (3 if cut == 1 else 2)


def test_a_line_cut_within_a_character_is_left_out(log: RunLog) -> None:
    log.begin()
    log.judged("D-MUST", Outcome.PASS, "ü")
    log.path.write_bytes(log.path.read_bytes().split("ü".encode())[0] + b"\xc3")
    assert len(list(evidence.read(log.folder))) == 2


@pytest.mark.parametrize("line", [b"\n", b"nonsense\n", b'{"event":"other"}\n', b'"\xff"\n'])
def test_a_broken_line_is_named(log: RunLog, line: bytes) -> None:
    log.begin()
    with log.path.open("ab") as file:
        file.write(line)
    log.judged("D-MUST", Outcome.PASS)
    with pytest.raises(EvidenceError, match=r"events-gw0\.jsonl, line 3 .*; make the run again"):
        list(evidence.read(log.folder))


def test_a_missing_folder_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="no-such is not a folder; give the folder"):
        evidence.logs(tmp_path / "no-such")


def test_a_folder_without_a_log_is_named(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match=r"holds no event log .*; give the folder"):
        evidence.logs(tmp_path)


def test_a_log_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    (tmp_path / "evidence" / "events-gw0.jsonl").mkdir(parents=True)
    with pytest.raises(EvidenceError, match=r"events-gw0\.jsonl cannot be read"):
        list(evidence.read(tmp_path))


def test_only_passes_other_lines_over(log: RunLog) -> None:
    log.begin()
    log.exchange()
    assert [type(one.event).__name__ for one in evidence.read(log.folder, "exchange")] == [
        "ExchangeRecorded"
    ]


def test_bodies_can_be_left_out(log: RunLog) -> None:
    log.begin()
    log.exchange(answer=b"one")
    names = [type(one.event).__name__ for one in evidence.read(log.folder, bodies=False)]
    assert "ExchangeRecorded" in names
    assert "BodyStored" not in names


def test_exchanges_and_bodies_are_looked_up_once(log: RunLog) -> None:
    log.begin()
    log.exchange(answer=b"one")
    wanted = log.exchange(answer=b"two")
    log.body(b"two")
    found = list(evidence.exchanges(log.folder, {wanted}))
    assert [one.id for one in found] == [wanted]
    assert found[0].response is not None
    digest = str(found[0].response.body)
    assert [one.text for one in evidence.bodies(log.folder, {digest})] == ["two"]

"""The logs of a run, read once."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from _recorded import record, recorded_catalogue

from contracts.model import EvidenceError
from contracts.report import Trail, collect, evidence, write_reports

CATALOGUES = {"recorded": recorded_catalogue(40)}


@pytest.fixture
def run(tmp_path: Path) -> Path:
    """A run of two logs, and bodies in a file of their own."""
    record(tmp_path, CATALOGUES["recorded"], 120)
    logs = tmp_path / "evidence"
    whole = (logs / "events-main.jsonl").read_bytes().splitlines(keepends=True)
    bodies = [line for line in whole if line.startswith(b'{"event":"body"')]
    others = [line for line in whole if not line.startswith(b'{"event":"body"')]
    (logs / "events-main.jsonl").write_bytes(b"".join(others[:80]))
    (logs / "events-more.jsonl").write_bytes(b"".join([*others[:2], *others[80:]]))
    (logs / "bodies-main-00001.jsonl").write_bytes(b"".join(bodies))
    return tmp_path


def test_all_reports_come_from_one_pass(run: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []
    lines = evidence.lines

    def counted(path: Path) -> Iterator[evidence.Raw]:
        read.append(path.name)
        return lines(path)

    monkeypatch.setattr(evidence, "lines", counted)
    with Trail(run) as trail:
        results = collect(trail, CATALOGUES)
        write_reports(trail, results, CATALOGUES)
    assert read == ["events-main.jsonl", "events-more.jsonl", "bodies-main-00001.jsonl"]
    assert results.targets[0].exchanges == 120


def test_the_reports_are_the_same_without_a_trail(run: Path) -> None:
    with Trail(run) as trail:
        results = collect(trail, CATALOGUES)
        once = {
            name: path.read_bytes()
            for name, path in write_reports(trail, results, CATALOGUES).items()
        }
    again = write_reports(run, collect(run, CATALOGUES), CATALOGUES)
    assert {name: path.read_bytes() for name, path in again.items()} == once


def test_exchanges_and_bodies_come_in_the_order_of_the_logs(run: Path) -> None:
    with Trail(run) as trail:
        found = list(trail.exchanges(["main-000100", "main-000003", "main-000100", "none"]))
        assert [one.id for one in found] == ["main-000003", "main-000100"]
        digests = [one.response.body for one in found if one.response]
        bodies = [one.digest for one in trail.bodies([one for one in digests[::-1] if one])]
        assert bodies == digests
        assert trail.body("sha256:00") is None
        assert trail.body("no digest") is None


def test_an_exchange_that_was_cut_short_is_none(run: Path) -> None:
    log = run / "evidence" / "events-more.jsonl"
    lines = log.read_bytes().splitlines(keepends=True)
    at = max(at for at, line in enumerate(lines) if line.startswith(b'{"event":"exchange"'))
    log.write_bytes(b"".join(lines[:at]) + lines[at][:60])
    with Trail(run) as trail:
        assert len(list(trail.events())) > 0
        assert list(trail.exchanges(["main-000119"])) == []


def test_a_folder_without_a_log_is_refused(tmp_path: Path) -> None:
    with pytest.raises(EvidenceError, match="holds no event log"):
        Trail(tmp_path)

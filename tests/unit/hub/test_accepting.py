"""`POST /runs`: what is taken, from whom, and what is refused with nothing left behind."""

from __future__ import annotations

import gzip
import io
import tarfile
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from _stored import Made, report, write_run

from contracts.store import revoke_token
from contracts.store.queries import results_of, runs, targets

if TYPE_CHECKING:
    from tests.unit.hub.conftest import Hub


def header(kind: bytes, size: int) -> bytes:
    """The header of an entry that says to be so long, and zeros."""
    info = tarfile.TarInfo("x")
    info.type, info.size = kind, size
    return info.tobuf(tarfile.GNU_FORMAT) + b"0" * min(size, 2_900_000)


@pytest.fixture(autouse=True)
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Where archives are unpacked: nothing of them stays there, or beside it."""
    place = tmp_path / "room"
    place.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(place))
    before = set(tmp_path.parent.iterdir())
    yield place
    assert list(place.iterdir()) == []
    assert set(tmp_path.parent.iterdir()) == before


def packed(folder: Path, name: str = "run") -> bytes:
    """The folder as `tar -cz` packs it."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w:gz") as tar:
        tar.add(folder, name)
    return made.getvalue()


def archive(*entries: tuple[tarfile.TarInfo, bytes]) -> bytes:
    """An archive of any entries."""
    made = io.BytesIO()
    with tarfile.open(fileobj=made, mode="w") as tar:
        for info, content in entries:
            info.size = len(content)
            tar.addfile(info, io.BytesIO(content))
    return made.getvalue()


def entry(
    name: str, content: bytes = b"x", kind: bytes = tarfile.REGTYPE
) -> tuple[tarfile.TarInfo, bytes]:
    """One entry of an archive."""
    info = tarfile.TarInfo(name)
    info.type = kind
    info.linkname = "/etc/passwd"
    return info, content if kind == tarfile.REGTYPE else b""


def test_a_run_is_taken_once(accepting: Hub, tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run", Made("One", {"REC-0001": "fail"}))
    sent = packed(folder)
    half = len(sent) // 2
    first = accepting.post(sent[:half], sent[half:], path="/runs?batch=night")
    assert first.status == 201
    row = runs(accepting.store)[0]
    assert first.headers["location"] == f"/runs/{row.key}"
    assert first.json == {"run": row.key, "state": "new", "targets": 1, "verdicts": 5}
    assert (row.batch, row.place) == ("night", "sent with the token ci")
    assert results_of(accepting.store, row.id).targets[0].name == "One"
    again = accepting.post(sent)
    assert (again.status, again.json["state"]) == (200, "same")
    assert accepting.get(first.headers["location"]).status == 200


def test_a_run_that_went_on_is_brought_up_to_date(accepting: Hub, tmp_path: Path) -> None:
    made = Made("One")
    killed = write_run(tmp_path / "killed", made, killed=True)
    report(killed, [made])
    assert accepting.post(packed(killed)).status == 201
    whole = accepting.post(packed(write_run(tmp_path / "whole", made)))
    assert (whole.status, whole.json["state"]) == (200, "updated")
    assert len(runs(accepting.store)) == 1


def test_another_run_of_the_same_id_is_refused(accepting: Hub, tmp_path: Path) -> None:
    accepting.post(packed(write_run(tmp_path / "one", Made("One"))))
    other = accepting.post(packed(write_run(tmp_path / "other", Made("Two"))))
    assert other.status == 409
    assert "holds another run with the id" in other.json["detail"]
    assert str(tmp_path) not in other.json["detail"]
    assert [row.name for row in targets(accepting.store)] == ["One"]


@pytest.mark.parametrize("given", ["", "Bearer", "Basic dTpw", "Bearer ucc_wrong", "Bearer \u00e4"])
def test_without_a_good_token_nothing_is_taken(accepting: Hub, given: str) -> None:
    refused = accepting.post(b"x", authorization=given)
    assert refused.status == 401
    challenge = refused.headers["www-authenticate"]
    assert challenge.startswith('Bearer realm="uc-contracts hub"')
    assert ("invalid_token" in challenge) is ("wrong" in given or "\u00e4" in given)


def test_a_revoked_token_is_good_for_nothing(accepting: Hub, tmp_path: Path) -> None:
    revoke_token(accepting.store, "ci")
    refused = accepting.post(packed(write_run(tmp_path / "run")))
    assert refused.status == 401
    assert "revoked" in refused.json["detail"]
    assert runs(accepting.store) == []


@pytest.mark.parametrize(
    ("body", "status", "said"),
    [
        (b"", 415, "no tar archive"),
        (b"PK\x03\x04 a zip archive", 415, "no tar archive"),
        (gzip.compress(b"no archive in it" * 100), 415, "no tar archive"),
        (archive(entry("run/results.json", b"{}" * 5000))[:2000], 415, "breaks off"),
        (archive(entry("notes.txt")), 422, "holds no evidence/events-*.jsonl"),
        (archive(entry("run/results.json", b"{}")), 422, "no event log"),
        (archive(entry("evidence/events-main.jsonl", b"{}\n")), 422, "not an event of this suite"),
        (archive(entry("../../evidence/events-../../x.jsonl")), 422, "holds no evidence"),
        (archive(entry("/etc/evidence/passwd")), 422, "holds no evidence"),
        (archive(entry("evidence/events-a.jsonl", kind=tarfile.SYMTYPE)), 422, "holds no evidence"),
        (archive(entry("evidence/events-a.jsonl", kind=tarfile.LNKTYPE)), 422, "holds no evidence"),
        (archive(entry("evidence/events-a.jsonl", kind=tarfile.CHRTYPE)), 422, "holds no evidence"),
        (archive(*[entry("evidence/events-a.jsonl")] * 2), 422, "two files"),
        (
            archive(*[entry(f"evidence/events-{n}.jsonl") for n in range(6)]),
            413,
            "more than 5 files",
        ),
        (
            gzip.compress(archive(entry("bomb", b"0" * 500_000))),
            413,
            "unpacks to more than 400,000",
        ),
        (gzip.compress(header(tarfile.XHDTYPE, 2_900_000)), 413, "header of more than a mebibyte"),
        (gzip.compress(header(tarfile.GNUTYPE_LONGNAME, 2_900_000)), 413, "header of more"),
        (header(tarfile.GNUTYPE_SPARSE, 2**60)[:2048], 415, "breaks off"),
    ],
    ids=[
        "empty",
        "zip",
        "gzip of nothing",
        "cut",
        "no log",
        "results alone",
        "other log",
        "steps up",
        "absolute",
        "symlink",
        "hard link",
        "device",
        "twice",
        "too many",
        "bomb",
        "long pax header",
        "long name",
        "endless",
    ],
)
def test_what_is_no_run_is_refused_in_one_line(
    accepting: Hub, body: bytes, status: int, said: str
) -> None:
    refused = accepting.post(body)
    assert (refused.status, said in refused.json["detail"]) == (status, True), refused.json
    assert "uc-hub-" not in refused.json["detail"]
    assert runs(accepting.store) == []


def test_a_body_that_is_too_large_is_not_read_to_its_end(accepting: Hub) -> None:
    told = accepting.post(b"x", **{"content-length": "200001"})
    assert (told.status, told.headers["connection"]) == (413, "close")
    blocks = [b"0" * 100_000] * 3

    streamed = accepting.post(*blocks)
    assert streamed.status == 413
    assert "larger than 200,000 bytes" in streamed.json["detail"]


def test_other_bodies_and_broken_connections(accepting: Hub) -> None:
    assert accepting.post(b"{}", **{"content-type": "application/json"}).status == 415
    gone = accepting.post()
    assert gone.status == 400
    assert "the connection ended" in gone.json["detail"]


def test_an_archive_on_its_own_path_is_a_run_too(accepting: Hub, tmp_path: Path) -> None:
    folder = write_run(tmp_path / "run")
    assert accepting.post(packed(folder, ".")).status == 201


def test_no_room_on_the_disk_is_said(
    accepting: Hub, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("contracts.hub.accepting.unpack", full)
    refused = accepting.post(packed(write_run(tmp_path / "run")))
    assert (refused.status, "No space left" in refused.json["detail"]) == (507, True)

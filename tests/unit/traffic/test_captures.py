"""Captures of any kind, and `uc-contracts judge` over them."""

from __future__ import annotations

import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from contracts.cli.judging_traffic import judge_captures
from contracts.model import ConfigurationError, Exit
from contracts.traffic import Captured, Gating, base_url_of, read_captures
from contracts.traffic.har import read_har
from tests.unit.traffic._made import archive, entry

UDM = "https://udm.example/udm"
VERSION = {"version": "1", "buildNumber": "1", "changeset": "1", "name": "udm"}


def written(tmp_path: Path, *entries: dict[str, Any], name: str = "a.har", **how: str) -> Path:
    path = tmp_path / name
    path.write_text(json.dumps(archive(*entries)), encoding=how.get("encoding", "utf-8"))
    return path


def judge(*paths: Path, folder: Path, api: str = "genesys-udm", base: str | None = None) -> Exit:
    return judge_captures(paths, api, base, None, "server", Gating(), folder, "text")


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_a_capture_becomes_a_report(tmp_path: Path, encoding: str) -> None:
    path = written(tmp_path, entry(f"{UDM}/v10/version", VERSION), encoding=encoding)
    assert judge(path, folder=tmp_path / "report") is Exit.OK
    results = json.loads((tmp_path / "report" / "results.json").read_text("utf-8"))
    assert results["targets"][0]["base_url"] == UDM
    assert results["targets"][0]["exchanges"] == 1


def test_what_breaks_the_document_fails_the_gate(tmp_path: Path) -> None:
    path = written(tmp_path, entry(f"{UDM}/v10/version", [VERSION]))
    assert judge(path, folder=tmp_path / "report") is Exit.NOT_CONFORMING


def test_a_capture_that_is_cut_off_says_so_in_the_report(tmp_path: Path) -> None:
    one = entry(f"{UDM}/v10/version", VERSION)
    path = written(tmp_path, one, one)
    path.write_bytes(path.read_bytes()[:-60])
    assert judge(path, folder=tmp_path / "report") is Exit.OK
    notes = json.loads((tmp_path / "report" / "results.json").read_text("utf-8"))
    assert "a.har is cut off after 1 entries; those were judged." in notes["targets"][0]["notes"]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "is empty"),
        (b"GET / HTTP/1.1\r\n\r\n", "is neither an HTTP Archive"),
        (gzip.compress(b"{}", mtime=0), "is neither an HTTP Archive"),
        (b'{"openapi": "3.1.0"}', "is no HTTP Archive: it has no member 'log'"),
        (b'{"log": {"entries": [', "is no HTTP Archive: it ends before its first entry"),
        (b"7:abcdefg,", "cannot be read as a flow file of mitmproxy"),
    ],
)
def test_what_is_no_capture_is_a_line(tmp_path: Path, content: bytes, reason: str) -> None:
    path = tmp_path / "a.har"
    path.write_bytes(content)
    with pytest.raises(ConfigurationError, match=reason):
        judge(path, folder=tmp_path / "report", base=UDM)
    assert not (tmp_path / "report").exists()


def test_a_capture_that_is_not_there_is_a_line(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match="cannot be read"):
        judge(tmp_path / "none.har", folder=tmp_path / "report")


def test_another_api_is_a_line(tmp_path: Path) -> None:
    path = written(tmp_path, entry(f"{UDM}/v10/version", VERSION))
    with pytest.raises(ConfigurationError, match="nothing in the traffic looks like voss"):
        judge(path, folder=tmp_path / "report", api="voss")


def test_captures_are_merged_by_time(tmp_path: Path) -> None:
    def at(minute: int) -> dict[str, Any]:
        return entry(f"{UDM}/{minute}") | {"startedDateTime": f"2026-01-01T00:{minute:02}:00Z"}

    one = written(tmp_path, at(1), at(3), name="one.har")
    other = written(tmp_path, at(2), at(4), name="other.har")
    found = [one for one in read_captures([one, other]) if isinstance(one, Captured)]
    assert [each.exchange.request.url[-1] for each in found] == list("1234")


def captured(*urls: str, answer: Any = VERSION) -> list[Captured]:
    found = []
    for url in urls:
        document = archive(entry(url, answer))
        path = json.dumps(document).encode()
        found += list(_read(path))
    return found


def _read(data: bytes) -> list[Captured]:
    return [one for one in read_har(Path("a"), io.BytesIO(data)) if isinstance(one, Captured)]


def test_the_base_url_is_found_out() -> None:
    urls = (f"{UDM}/v10/version", f"{UDM}/v3/version", "https://cdn.example/x.js")
    assert base_url_of("genesys-udm", captured(*urls)) == UDM


def test_two_servers_are_too_many() -> None:
    urls = ("https://a.example/v10/version", "https://b.example/v10/version")
    with pytest.raises(ConfigurationError, match=r"give --base-url https://a\.example or"):
        base_url_of("genesys-udm", captured(*urls))

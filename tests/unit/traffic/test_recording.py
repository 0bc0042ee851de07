"""The folder that judged traffic leaves."""

from __future__ import annotations

from pathlib import Path

from contracts.engine import Facts
from contracts.model import Exit, Verdict
from contracts.targets import from_address
from contracts.traffic import Gating, Recording, TrafficJudge, needs_of
from tests.unit.traffic._made import exchange

UDM = "https://udm.example/udm"
VERSION = {"version": "1", "buildNumber": "1", "changeset": "1", "name": "udm"}
TOKEN = "a-token-that-nobody-may-see"


def test_reports_say_what_the_traffic_shows(tmp_path: Path) -> None:
    target = from_address("genesys-udm", UDM)
    recording = Recording(
        TrafficJudge(target), Facts(tmp_path, "2026-01-01T00:00:00+00:00"), "a.har"
    )
    headers = (("Authorization", f"Bearer {TOKEN}"),)
    recording.take(
        exchange("GET", f"{UDM}/v10/version", answer=VERSION, headers=headers, at=5000.0)
    )
    recording.take(exchange("GET", f"{UDM}/v10/nothing", answer={"token": TOKEN}))
    recording.close(needs_of(target))
    results = recording.report(Gating())
    (judged,) = results.targets
    verdicts = {one.id: one for one in judged.requirements}
    assert verdicts["UDM-getVersionV10-BODY"].verdict is Verdict.PASS
    assert verdicts["UDM-getVersionV10-BODY"].tests == ("traffic::every exchange",)
    untouched = verdicts["UDM-getCipherV10-STATUS"]
    assert untouched.verdict is Verdict.NOT_TESTED
    assert "GET /v10/cipher" in untouched.reason
    assert (judged.origin, judged.allow, judged.exchanges) == ("traffic", "nothing", 1)
    assert any("fit no operation: GET /v10/nothing" in one for one in judged.notes)
    assert results.safety is not None
    assert not results.safety.violations
    assert results.decision is not None
    assert results.decision.exit is Exit.OK
    written = b"".join(one.read_bytes() for one in tmp_path.rglob("*") if one.is_file())
    assert TOKEN.encode() not in written


def test_traffic_without_the_target_cannot_be_judged(tmp_path: Path) -> None:
    target = from_address("genesys-udm", UDM)
    recording = Recording(
        TrafficJudge(target), Facts(tmp_path, "2026-01-01T00:00:00+00:00"), "a.har"
    )
    recording.take(exchange("GET", "https://other.example/"))
    recording.close(needs_of(target))
    results = recording.report()
    assert results.decision is not None
    assert results.decision.exit is Exit.UNJUDGED
    assert "the traffic holds no exchange with it" in results.decision.reason

"""Faults and liberties: each names what it is about; liberties do something."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest

from contracts.catalogue import load
from contracts.reference.genesys_udm.faults import FAULTS
from contracts.reference.genesys_udm.liberties import LIBERTIES

CATALOGUE = load("genesys-udm").catalogue
BROKEN = {"title": "x"}


def _seen(answer: Any) -> tuple[Any, ...]:
    return (answer.status, sorted(answer.headers.items()), answer.body)


def _probe(client: Any, upload: Any) -> Iterator[tuple[Any, ...]]:
    """What a client sees, the likeliest differences first."""
    for path in ("/v10/version", "/v4/export/history/50003", "/v10/export/jobs/1013"):
        yield _seen(client.get(path))
    for query in ({"size": 3}, {"title": "nightly", "orderField": "type"}, {"title": "none"}):
        yield _seen(client.get("/v10/export/jobs", **query))
    for query in ({"orderField": "title"}, {"size": "x"}, {"orderField": "no"}, {"size": 0}):
        yield _seen(client.get("/v10/export/jobs", **query))
    for path in (
        "/v10/data/types",
        "/v10/data/sub-types",
        "/v10/data/attributes",
        "/v4/export/jobs/1013",
    ):
        yield _seen(client.get(path))
    yield _seen(client.get("/v10/data/types", source="none"))
    for secret in ("/v10/cipher", "/v3/version", "/v3/cipher", "/v10/resources/labels"):
        yield _seen(client.send("GET", secret, headers={"authorization": "", "x-api-key": ""}))
        yield _seen(client.send("GET", secret, headers={"authorization": ""}))
    names = [one["name"] for one in client.get("/v10/file-metadatas", size=2).json["items"]]
    name = names[0]
    link = client.get("/v10/files", filename=name)
    yield _seen(link)
    for query in (
        {},
        {"filename": "none"},
        {"filename": f"{name},{name[1:]}"},
        {"filename": ",".join(names)},
    ):
        yield _seen(client.get("/v10/files", **query))
        yield _seen(client.get("/v3/files", **query))
    location = client.get(f"/v10/files/{name}")
    yield _seen(location)
    yield _seen(client.follow("/udm" + location.headers["location"].partition("/udm")[2]))
    client.clock.advance(301)
    yield _seen(client.follow("/udm" + location.headers["location"].partition("/udm")[2]))
    yield _seen(client.send("DELETE", "/v3/files/none"))
    for version in ("v3", "v10"):
        yield _seen(client.send("DELETE", f"/{version}/files", filename="none"))
    for content in (b"-----BEGIN CERTIFICATE-----", b"x"):
        body, headers = upload("file", content)
        yield _seen(client.send("POST", "/v10/cipher/a.pem", body, headers))
    yield from _lives(client, upload)
    yield from _jobs(client)


def _jobs(client: Any) -> Iterator[tuple[Any, ...]]:
    for version, members in (
        ("v10", {"suspended": "true"}),
        ("v4", {"type": None}),
        ("v4", BROKEN),
        ("v10", {"source": "Nowhere"}),
    ):
        yield _seen(client.send("POST", f"/{version}/export/jobs", _order(version) | members))
    odd = {"content-type": "text/plain"}
    yield _seen(client.send("POST", "/v10/export/jobs", _order("v10"), odd))
    without = {k: one for k, one in _order("v4").items() if k != "type"}
    yield _seen(client.send("POST", "/v4/export/jobs", without))
    number = client.make(timeFrame={"all": True})
    yield _seen(client.send("PUT", f"/v4/export/jobs/{number}", without))
    client.clock.advance(0.1)
    for method, path in (
        ("GET", f"/v10/export/jobs/{number}"),
        ("GET", "/v4/export/history"),
        ("GET", "/v10/export/history/50130/progress"),
        ("DELETE", f"/v10/export/jobs/{number}"),
        ("DELETE", "/v10/export/jobs/77"),
        ("DELETE", "/v10/export/jobs/x"),
        ("GET", "/v10/export/history/77/progress"),
        ("POST", f"/v4/export/jobs/suspend/{number}"),
        ("POST", f"/v4/export/jobs/suspend/{number}"),
        ("DELETE", f"/v10/export/jobs/{number}"),
        ("DELETE", "/v10/export/jobs/1001"),
        ("POST", f"/v4/export/jobs/cancel/{number}"),
        ("POST", f"/v4/export/jobs/cancel/{number}"),
        ("GET", "/v4/export/history"),
    ):
        yield _seen(client.send(method, path))
    for version in ("v10", "v4"):
        yield _seen(client.send("DELETE", f"/{version}/export/jobs", jobIDs="1021"))
    ids = f"{client.make()};{client.make()}"
    yield _seen(client.send("DELETE", "/v10/export/jobs", jobIDs=ids))
    for title in ("9 probes", "10 probes"):
        client.send("POST", "/v10/export/jobs", _order("v10") | {"title": title})
    yield _seen(client.get("/v10/export/jobs", title="probes", orderField="title"))
    number = client.make()
    yield _seen(client.send("POST", f"/v10/export/jobs/cancel/{client.make()}"))
    client.clock.advance(0.03)
    yield _seen(client.get(f"/v10/export/jobs/{number}"))


def _lives(client: Any, upload: Any) -> Iterator[tuple[Any, ...]]:
    """What comes of jobs in time, and requests that few servers refuse."""
    yield _seen(client.send("GET", "/v10/version", headers={"authorization": ""}))
    yield _seen(client.get("/v10/export/jobs/4000000000"))
    yield _seen(client.get("/v10/export/jobs", title="listed later"))
    for title, start in (("listed later", "2090-01-01T00:00:00Z"), ("漢", "2026-03-01T00:00:00Z")):
        scheduler = {"immediately": False, "startDate": start}
        order = _order("v10") | {"title": title, "schedulerParam": scheduler, "suspended": False}
        made = client.send("POST", "/v10/export/jobs", order)
        yield _seen(made)
        number = made.json.get("id", 0)
        yield _seen(client.get("/v10/export/jobs", title=title))
        yield _seen(client.send("POST", f"/v10/export/jobs/cancel/{number}"))
        yield _seen(client.get(f"/v10/export/jobs/{number}"))
    held = _order("v10") | {"schedulerParam": {"immediately": True}}
    number = client.send("POST", "/v10/export/jobs", held).json["id"]
    yield _seen(client.send("POST", f"/v10/export/jobs/resume/{number}"))
    client.clock.advance(0.1)
    yield _seen(client.get(f"/v10/export/jobs/{number}"))
    client.clock.advance(1)
    yield _seen(client.send("PUT", f"/v10/export/jobs/{number}", held))
    rows = client.get("/v10/export/history").json["items"]
    failed = next(row["id"] for row in rows if row["progress"] < 42)
    yield _seen(client.get(f"/v10/export/history/{failed}/progress"))
    for number in (client.make(), client.make()):
        yield _seen(client.send("DELETE", "/v10/export/jobs", jobIDs=f"{number},{number - 1}"))
    yield _seen(client.send("POST", "/v3/cipher/a.pem", b"nothing"))
    yield _seen(client.get("/v3/file-metadatas", jobTitle="Kundigungen"))
    yield _seen(client.get("/v3/file-metadatas", descAsc="true", size=1))
    yield _seen(client.get("/v3/file-metadatas", startDate="2190-01-01T00:00:00Z"))
    body, headers = upload("file", b"-----BEGIN CERTIFICATE-----")
    client.send("POST", "/v10/cipher/b.pem", body, headers)
    yield _seen(client.get("/v10/cipher"))


def _order(version: str) -> dict[str, Any]:
    return {
        "source": "UCSX",
        "type": "UCS",
        "title": "Probe",
        "timeFrame": {},
        "schedulerParam": {},
        "jobParams": {"type": "Interaction", "media": []},
        "suspended": True if version == "v10" else "true",
    }


@pytest.fixture(scope="module")
def conforming(udm_maker: Any, upload: Any) -> Any:
    """What the conforming server answers."""
    return list(_probe(udm_maker(), upload))


@pytest.mark.parametrize("identifier", LIBERTIES)
def test_a_liberty_changes_an_answer(
    udm_maker: Any, upload: Any, conforming: Any, identifier: str
) -> None:
    found = _probe(udm_maker(liberties=[identifier]), upload)
    assert any(one != expected for one, expected in zip(found, conforming, strict=False))


def test_faults_violate_what_there_is_and_cover_all_that_can_be_tested() -> None:
    wanted = {
        one.id
        for one in CATALOGUE.requirements.values()
        if one.level != "may" and one.not_tested is None
    }
    assert {fault.violates for fault in FAULTS.values()} == wanted
    assert {one for fault in FAULTS.values() for one in fault.related.split()} <= wanted


def test_faults_are_of_many_kinds() -> None:
    kinds = Counter(fault.kind for fault in FAULTS.values())
    assert len(kinds) >= 15
    assert min(kinds[one] for one in ("wrong-order", "ignored", "forgotten", "only-sometimes")) >= 4


def test_liberties_name_entries_of_the_ledger() -> None:
    named = {liberty.ambiguity for liberty in LIBERTIES.values()} - {None}
    assert named <= set(CATALOGUE.ambiguities)
    assert len(LIBERTIES) >= 60


def test_everything_says_what_it_does() -> None:
    summaries = [f.summary for f in FAULTS.values()] + [x.summary for x in LIBERTIES.values()]
    assert all(summary.splitlines()[0].endswith(".") for summary in summaries)
    assert len(set(summaries)) == len(summaries)

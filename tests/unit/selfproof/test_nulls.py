"""The servers that implement nothing, and the table of a proof."""

from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from contracts.model import Catalogue, Level, Requirement, Source, Verdict
from contracts.model.catalogue import Basis
from contracts.reference import Fault, Liberty, ReferenceApi
from contracts.selfproof import NULLS, Found, Proof, sensitivity_table


def _ask(name: str, *chunks: bytes, query: bytes = b"", media: bytes = b"") -> list[Any]:
    """What a null server sends; a request that it never answers ends with a disconnection."""
    incoming: list[dict[str, Any]] = [
        {"type": "http.request", "body": one, "more_body": True} for one in chunks
    ]
    incoming += [{"type": "http.request", "body": b""}, {"type": "http.disconnect"}]
    sent: list[Any] = []

    async def receive() -> Any:
        return incoming.pop(0)

    async def send(event: Any) -> None:
        sent.append(event)

    headers = [(b"content-type", media)] if media else []
    running = NULLS[name](
        {"type": "http", "query_string": query, "headers": headers}, receive, send
    )
    with pytest.raises(StopIteration):
        running.send(None)
    return sent


@pytest.mark.parametrize(
    ("name", "status", "media", "body"),
    [
        ("empty-200", 200, b"text/plain", b""),
        ("empty-object", 200, b"application/json", b"{}"),
        ("always-404", 404, b"text/plain", b"Not Found"),
    ],
)
def test_a_constant_server_answers_everything_alike(
    name: str, status: int, media: bytes, body: bytes
) -> None:
    for chunks in ((), (b"a", b"b")):
        start, end = _ask(name, *chunks)
        assert start["status"] == status
        assert dict(start["headers"]) == {
            b"content-type": media, b"content-length": str(len(body)).encode(),
        }  # fmt: skip
        assert end["body"] == body


def test_a_204_has_neither_body_nor_length() -> None:
    start, end = _ask("always-204")
    assert (start["status"], start["headers"], end["body"]) == (204, [], b"")


def test_the_page_is_html_and_no_xml() -> None:
    start, end = _ask("html-page")
    assert dict(start["headers"])[b"content-type"] == b"text/html"
    assert b"<br></body>" in end["body"]


def test_the_echo_repeats_the_body_or_else_the_query() -> None:
    start, end = _ask("echo", b"<A", b"/>", media=b"text/xml")
    assert (dict(start["headers"])[b"content-type"], end["body"]) == (b"text/xml", b"<A/>")
    assert _ask("echo", query=b"type=TEST")[1]["body"] == b"type=TEST"


def test_the_silent_server_never_answers() -> None:
    assert _ask("silent", b"x") == []


def _found(name: str, **verdicts: Verdict) -> Found:
    by_id = {one.replace("_", "-"): verdict for one, verdict in verdicts.items()}
    return Found(name, "", by_id, dict.fromkeys(by_id, "because"), {}, 1)


_P, _F, _W, _U = Verdict.PASS, Verdict.FAIL, Verdict.WARN, Verdict.INCONCLUSIVE


@pytest.fixture
def proof() -> Proof:
    """Three faults, of which one is missed and one breaks something else; one false alarm."""
    faults = {
        "f1": Fault("f1", "A-1", "omitted", "", object),
        "f2": Fault("f2", "A-1", "omitted", "", object, related="A-2"),
        "f3": Fault("f3", "A-2", "omitted", "", object),
    }
    liberties = {"l": Liberty("l", "", object)}
    reference = ReferenceApi(server=object, faults=faults, liberties=liberties, api="a")
    return Proof(
        reference,
        {
            "f1": _found("f1", A_1=_F, A_2=_P),
            "f2": _found("f2", A_1=_U, A_2=_W),
            "f3": _found("f3", A_1=_F, A_2=_W),
        },
        {"none": _found("none", A_1=_P, A_2=_P), "l": _found("l", A_1=_U, A_2=_P)},
        {"echo": _found("echo", A_1=_P, A_2=_P), "silent": _found("silent", A_1=_U, A_2=_U)},
    )


def test_a_proof_says_what_went_wrong(proof: Proof) -> None:
    assert proof.missed() == {"f2": "A-1 is inconclusive: because"}
    assert proof.unrelated() == {"f3": {"A-1"}}
    needing = {"A-2": frozenset({"A-1"})}
    assert replace(proof, needing=needing).unrelated() == {}
    assert proof.false_alarms() == {"l": {"A-1"}}
    assert proof.false_greens({"A-1": Level.MUST, "A-2": Level.SHOULD}) == {"echo": {"A-1"}}


def test_a_proof_lists_the_faults_that_only_hide_requirements(proof: Proof) -> None:
    hidden = {f"B_{number}": _U for number in range(11)}
    found = {
        "f1": _found("f1", A_1=_F, **hidden),
        "f2": _found("f2", A_1=_W, **hidden),
        "f3": _found("f3", A_2=_W, **dict(list(hidden.items())[1:])),
    }
    assert replace(proof, faults=found).blinding() == {"f2": 11}


def test_a_server_on_which_nothing_passes_was_not_judged(proof: Proof) -> None:
    barred = Proof(proof.reference, {}, {"none": _found("none", A_1=Verdict.NOT_TESTED)}, {})
    assert barred.false_alarms() == {"none": {"(no pass)"}}


def test_the_table_counts_per_requirement_and_in_total(proof: Proof) -> None:
    def requirement(key: str, level: Level) -> Requirement:
        return Requirement(key, level, "", Source("", ""), Basis.STATED, "")

    known = {"A-1": requirement("A-1", Level.MUST), "A-2": requirement("A-2", Level.SHOULD)}
    catalogue = Catalogue("a", "The A", "sha256:1", known, {}, {})
    table = sensitivity_table(proof, catalogue)
    cells = [list(column.cells) for column in table.columns]
    assert table.title == "Self-proof: The A"
    assert list(zip(*cells, strict=True)) == [
        ("A-1", "must", "2", "1", "1"),
        ("A-2", "should", "1", "1", "0"),
        ("all", "", "3", "2", "1"),
    ]

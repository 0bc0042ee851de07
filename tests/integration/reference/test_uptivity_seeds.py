"""Faults and liberties: each does something, and names what it is about."""

from __future__ import annotations

from contextlib import suppress
from typing import Any
from urllib.parse import urlencode

import pytest

from contracts.catalogue import load
from contracts.reference.uptivity.codes import LABELS
from contracts.reference.uptivity.faults import FAULTS
from contracts.reference.uptivity.liberties import LIBERTIES

CATALOGUE = load("uptivity").catalogue

QUERIES = [
    {"type": "TEST", "requestid": "41"},
    {"type": "tEsT", "requestid": "42"},
    {"requestid": "43", "type": "test"},
    {"REQUESTID": "44", "TYPE": "test"},
    {"type": "TEST"},
    {"type": "TEST", "requestid": ""},
    {"type": "TEST", "requestid": "x<y&z"},
    {"type": "TEST", "requestid": "007"},
    {"type": "TEST", "requestid": "0"},
    {"type": "TEST", "requestid": "-5"},
    {"type": "TEST", "requestid": "12345678901234567890"},
    {"type": "Juggle", "requestid": "45"},
    {"type": "J<&>", "requestid": "46"},
    {"type": "J" * 600, "requestid": "47"},
    {"type": "Jönglieren", "requestid": "48"},
    {"requestid": "49"},
    {"type": "IMPORTUSER", "requestid": "50", "action": "list"},
    {"type": "AGENTSTATUS", "requestid": "51", "agentid": "5003", "status": "default"},
    {"type": "CALLSTOP", "requestid": "52", "deviceid": "2020"},
    *(
        {"type": "CALLSTART", "requestid": "53", "deviceid": f"99{code:02}"}
        for code in sorted(LABELS)
    ),
]
BODIES = [
    b"<REQUEST><TYPE>TEST</TYPE><REQUESTID>61</REQUESTID></REQUEST>",
    b"<REQUEST><REQUESTID>62</REQUESTID><TYPE>TEST</TYPE></REQUEST>",
    b"<REQUEST><TYPE>TEST</TYPE><REQUESTID>63</REQUESTID>",
]


def _line(request_id: int, end: str = "\r\n", command: str = "TEST") -> bytes:
    return (
        f"<REQUEST><TYPE>{command}</TYPE><REQUESTID>{request_id}</REQUESTID></REQUEST>{end}"
    ).encode()


CONNECTIONS = [
    [_line(71)],
    [_line(72, "\n"), _line(73)],
    [_line(74, "")],
    [_line(75), _line(76, command="Juggle"), _line(77), _line(78)],
    [_line(79)[:30], _line(79)[30:], _line(80)],
    [_line(83) + _line(81) + _line(82)],
    [_line(84)[:30]],
    [_line(85)],
    [_line(86).replace(b"><", b">\r\n<"), _line(87)],
    [b"<TEST><REQUESTID>88</REQUESTID></TEST>\r\n"],
    [b"<REQUEST>&</REQUEST>\r\n", _line(89)],
]


class _Ends:
    """Both ends of a connection."""

    def __init__(self, packets: list[bytes]) -> None:
        self.packets = list(packets)
        self.written: list[bytes] = []

    async def read(self, _limit: int) -> bytes:
        return self.packets.pop(0) if self.packets else b""

    def write(self, data: bytes) -> None:
        self.written.append(data)

    async def drain(self) -> None:
        pass


def _talk(client: Any, packets: list[bytes]) -> list[bytes]:
    ends = _Ends(packets)
    running = client.app.stream(ends, ends)
    with suppress(StopIteration):
        while True:
            running.send(None)
    return ends.written


def _probe(client: Any) -> list[Any]:
    def seen(answer: Any) -> tuple[Any, ...]:
        return (answer.status, sorted(answer.headers.items()), answer.body, answer.moved_to)

    answers = [seen(client.http("GET", query=urlencode(query))) for query in QUERIES]
    answers.append(seen(client.http("GET", "/WEBAPI.aspx", urlencode(QUERIES[0]))))
    answers.append(seen(client.http("POST", query=urlencode(QUERIES[0]))))
    answers += [seen(client.xml(body)) for body in BODIES]
    return [*answers, *(_talk(client, packets) for packets in CONNECTIONS)]


@pytest.fixture(scope="module")
def conforming(uptivity_with: Any) -> list[Any]:
    return _probe(uptivity_with())


# One of them shows only where there are two clients: test_uptivity_socket has them.
@pytest.mark.parametrize(
    "identifier", [one for one in LIBERTIES if one != "socket-one-client-at-a-time"]
)
def test_a_liberty_changes_an_answer(uptivity_with: Any, conforming: Any, identifier: str) -> None:
    assert _probe(uptivity_with(liberties=[identifier])) != conforming


def test_faults_violate_what_there_is_and_cover_all_that_can_be_tested() -> None:
    wanted = {
        one.id
        for one in CATALOGUE.requirements.values()
        if one.level != "may" and one.not_tested is None
    }
    assert {fault.violates for fault in FAULTS.values()} == wanted
    assert {one for fault in FAULTS.values() for one in fault.related.split()} <= wanted


def test_requirements_other_than_codes_have_faults_of_three_kinds() -> None:
    for requirement in {f.violates for f in FAULTS.values()}:
        found = [f for f in FAULTS.values() if f.violates == requirement]
        single = requirement.startswith(("UPT-CODE", "UPT-command"))
        assert len(found) >= (1 if single else 3)


def test_liberties_name_entries_of_the_ledger() -> None:
    named = {liberty.ambiguity for liberty in LIBERTIES.values()} - {None}
    assert named <= set(CATALOGUE.ambiguities)
    assert len(LIBERTIES) >= 24


def test_everything_says_what_it_does() -> None:
    summaries = [f.summary for f in FAULTS.values()] + [x.summary for x in LIBERTIES.values()]
    assert all(summary.splitlines()[0].endswith(".") for summary in summaries)

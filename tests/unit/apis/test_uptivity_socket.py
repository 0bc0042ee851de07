"""What may go over the socket where writing is not allowed, and where the socket is."""

from __future__ import annotations

from typing import Any

import pytest

from contracts.apis import Api, find
from contracts.apis.uptivity import xml_request
from contracts.model import RAW, Allow, ConfigurationError, Request, Target
from contracts.oracles import parse_xml

API = find("uptivity")


class _HttpOnly(Api):
    """An API without a socket."""

    name = "other"


def _target(url: str = "tcp://h:5620", **data: Any) -> Target:
    return Target("t", "uptivity", "T", url, Allow.READ, data=data)


def _reads(sent: bytes, **data: Any) -> bool:
    return API.reads(Request(RAW, "tcp://h:5620", (), sent), _target(**data))


READING = [
    b"<REQUEST><TYPE>TEST</TYPE><REQUESTID>1</REQUESTID></REQUEST>\r\n",
    b"<request><requestid>1</requestid><type> test </type></request>\n",
    b"<REQUEST><TYPE>UccNoSuchCommandX</TYPE><ANI>STOP</ANI></REQUEST>\n",
    b"<REQUEST><REQUESTID>1</REQUESTID></REQUEST>\n",
    b"<TEST><REQUESTID>1</REQUESTID></TEST>\n",
    b"<REQUEST><TYPE>TEST</TYPE>",
    b"TYPE=TEST REQUESTID=71\r\n",
    b"<REQUEST><TYPE>TEST</REQUESTID></TYPE></REQUEST>\r\n",
    b"<REQUEST>\r\n\t<TYPE>TEST</TYPE>\r\n\t<REQUESTID>1</REQUESTID>\r\n</REQUEST>\r\n",
    b"\r\n",
]
WRITING = [
    b"<REQUEST><TYPE>STOP</TYPE><REQUESTID>1</REQUESTID></REQUEST>\r\n",
    READING[0] + b"<REQUEST><TYPE>STOP</TYPE></REQUEST>\r\n",
    READING[0].strip() + b"<REQUEST><TYPE>STOP</TYPE></REQUEST>\r\n",
    b"<REQUEST><TYPE>TEST</TYPE><TYPE>STOP</TYPE></REQUEST>\n",
    b"<REQUEST><X><TYPE>STOP</TYPE></X><TYPE>TEST</TYPE></REQUEST>\n",
    b"<REQUEST TYPE='STOP'><TYPE>TEST</TYPE></REQUEST>\n",
    b"<REQUEST xmlns='x'><TYPE>STOP</TYPE></REQUEST>\n",
    b"<!DOCTYPE a [<!ENTITY e 'STOP'>]><REQUEST><TYPE>&e;</TYPE></REQUEST>\n",
    b"<STOP><REQUESTID>1</REQUESTID></STOP>\n",
    b"<REQUEST><TYPE>STOP</TYPE>",
    b"STOP\r\n",
    b"<REQUEST><TYPE>ST",
    b"<REQUEST><TYPE>TEST</TYPE>\x00STOP</REQUEST>\n",
    b"\xff\xfe<\0T\0Y\0P\0E\0",
]


@pytest.mark.parametrize("sent", READING)
def test_test_and_commands_that_no_server_has_may_be_sent(sent: bytes) -> None:
    assert _reads(sent)


@pytest.mark.parametrize("sent", WRITING)
def test_any_other_command_may_not(sent: bytes) -> None:
    assert not _reads(sent)


def test_commands_that_the_target_file_calls_reading_may_be_sent() -> None:
    line = b"<REQUEST><TYPE>CallList</TYPE></REQUEST>\r\n"
    assert not _reads(line)
    assert _reads(line, reads=["CALLLIST"])
    assert _reads(line[:20], reads=["CALLLIST"]) is False  # half a word may be another's


def test_a_request_stays_on_its_line() -> None:
    line = xml_request((("TYPE", "TEST"), ("ANI", "a\r\nb<&>\x00\ud800")))
    assert line.isprintable()
    assert parse_xml(line.encode()).findtext("ANI") == "a\r\nb<&>??"


@pytest.mark.parametrize(
    ("url", "data", "address"),
    [
        ("tcp://h:5620", {}, "tcp://h:5620"),
        ("http://h:2012/api", {}, None),
        ("https://h/api", {"socket_port": 5620}, "tcp://h:5620"),
        ("http://[::1]:2012", {"socket_port": 5620}, "tcp://[::1]:5620"),
    ],
)
def test_the_socket_is_at_its_own_address_or_on_the_same_host(
    url: str, data: dict[str, Any], address: str | None
) -> None:
    target = _target(url, **data)
    assert API.service(target) == address
    excluded = "http" if url.startswith("tcp") else None if address else "socket"
    assert list(API.excluded(target)) == ([excluded] if excluded else [])


def test_an_api_without_a_socket_is_not_reached_by_one() -> None:
    API.hold_reachable(_target())
    with pytest.raises(ConfigurationError, match=r"by http:// or https://, not by tcp://"):
        _HttpOnly.hold_reachable(_target())

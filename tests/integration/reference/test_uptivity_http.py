"""The HTTP and XML form of the conforming server."""

from __future__ import annotations

from http.client import HTTPConnection
from typing import Any

import pytest

from contracts.reference import Serving, find

TEST = "<REQUEST><TYPE>TEST</TYPE><REQUESTID>1</REQUESTID></REQUEST>"
OK = (
    b"<RESULT><REQUESTID>1</REQUESTID><REQUESTTYPE>TEST</REQUESTTYPE>"
    b"<RESULTTYPE>API_OK</RESULTTYPE><RESULTCODE>20</RESULTCODE>"
    b"<RESULTMSG>API_OK</RESULTMSG></RESULT>"
)


def test_a_result_byte_by_byte(uptivity_with: Any) -> None:
    answer = uptivity_with().get("TEST", requestid="1")
    assert (answer.status, answer.body) == (200, OK)
    assert answer.headers["content-type"] == "text/xml; charset=utf-8"
    assert answer.headers["content-length"] == str(len(OK))


def test_over_a_socket() -> None:
    api = find("uptivity")
    apps = [api.build(), api.build(liberties=["chunked", "connection-close"])]
    with Serving(apps) as serving:
        for origin, closes in zip(serving.origins, (False, True), strict=True):
            connection = HTTPConnection(origin.removeprefix("http://"), timeout=5)
            for method, body in (("GET", None), ("POST", None), ("POST", TEST)):
                connection.request(method, "/webAPI.aspx?type=test&requestid=1", body)
                response = connection.getresponse()
                assert response.read() == OK
                assert response.will_close == closes
            connection.request("HEAD", "/webAPI.aspx?type=test&requestid=1")
            response = connection.getresponse()
            assert (response.status, response.read()) == (200, b"")
            connection.request("POST", "/webAPI.aspx", b"<" * 3 * 1024 * 1024)
            assert b"<RESULTCODE>16</RESULTCODE>" in connection.getresponse().read()
            connection.close()


@pytest.mark.parametrize("method", ["GET", "POST"])
@pytest.mark.parametrize(
    ("path", "query"),
    [
        ("/webAPI.aspx", "type=TEST&requestid=1"),
        ("/Webapi.aspx", "requestid=1&type=test"),
        ("/WEBAPI.ASPX", "REQUESTID=1&TyPe=tEsT&requestid=2"),
        ("/webAPI.aspx", "other=1&type=test&requestid=1&more="),
    ],
)
def test_names_in_any_case_and_order(
    uptivity_with: Any, method: str, path: str, query: str
) -> None:
    assert uptivity_with().http(method, path, query).body == OK


@pytest.mark.parametrize(
    "body",
    [
        TEST,
        TEST + "\r\n",
        "<TEST><REQUESTID>1</REQUESTID></TEST>",
        "<request><requestid> 1 </requestid><!-- no --><type>test</type></request>",
        f'<?xml version="1.0" encoding="utf-8"?>\n{TEST}',
    ],
)
def test_xml_requests(uptivity_with: Any, body: str) -> None:
    assert uptivity_with().xml(body).body == OK


def test_an_xml_request_in_utf_16(uptivity_with: Any) -> None:
    body = f'<?xml version="1.0" encoding="utf-16"?>{TEST}'.encode("utf-16")
    assert uptivity_with().xml(body).body == OK


@pytest.mark.parametrize(
    "body",
    [
        "<REQUEST><TYPE>TEST</TYPE><REQUESTID>1</REQUESTID>",
        "<REQUEST><TYPE>TEST</REQUESTID></REQUEST>",
        "type=test&requestid=1",
        '<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]>' + TEST.replace("1", "&e;"),
        "<!DOCTYPE REQUEST>" + TEST,
        TEST + TEST,
        "<REQUEST>\x00</REQUEST>",
    ],
)
def test_malformed_xml(uptivity_with: Any, body: str) -> None:
    answer = uptivity_with().xml(body)
    assert (answer.status, answer.code) == (200, 16)
    assert answer.result.findtext("RESULTTYPE") == "ERROR"
    assert answer.result.findtext("REQUESTID") == ""


def test_a_body_may_have_1_mib(uptivity_with: Any) -> None:
    client = uptivity_with()
    filled = TEST.replace("</TYPE>", "</TYPE><X>" + "x" * (1024 * 1024 - len(TEST) - 7) + "</X>")
    assert len(filled) == 1024 * 1024
    assert client.xml(filled).code == 20
    assert client.xml(filled + " ").code == 16
    parts = [b"<REQUEST>"] + [b" " * 500_000] * 4 + [b"</REQUEST>"]
    assert client.http("POST", "/webAPI.aspx", "", *parts).code == 16


def test_a_blank_body_leaves_the_query(uptivity_with: Any) -> None:
    query = "type=test&requestid=1"
    assert uptivity_with().http("POST", "/webAPI.aspx", query, b"\r\n").body == OK


def test_head_has_no_body_but_its_length(uptivity_with: Any) -> None:
    answer = uptivity_with().http("HEAD", query="type=test&requestid=1")
    assert (answer.body, answer.headers["content-length"]) == (b"", str(len(OK)))


def test_other_paths_and_methods(uptivity_with: Any) -> None:
    client = uptivity_with()
    assert client.http("GET", "/").status == 404
    refused = client.http("PUT", query="type=test&requestid=1")
    assert (refused.status, refused.headers["allow"]) == (405, "GET, HEAD, POST")


def test_another_protocol_is_refused(uptivity_with: Any) -> None:
    with pytest.raises(RuntimeError, match="websocket"):
        uptivity_with().app({"type": "websocket"}, None, None).send(None)


@pytest.mark.parametrize("sent", ["0", "007", "-5", "-0", "9" * 40, "2147483648"])
def test_a_request_id_comes_back_as_it_is(uptivity_with: Any, sent: str) -> None:
    for command in ("TEST", "NONE"):
        assert uptivity_with().get(command, requestid=sent).result.findtext("REQUESTID") == sent


@pytest.mark.parametrize("sent", ["", "x", "1.0", "+1", " 1", "\u0661", "1\n", "<&>"])
def test_an_unusable_request_id_is_14(uptivity_with: Any, sent: str) -> None:
    answer = uptivity_with().get("TEST", requestid=sent)
    assert (answer.code, answer.result.findtext("REQUESTID")) == (14, sent)
    assert answer.result.findtext("RESULTMSG").startswith("API_REQUESTID_INVALID: ")


def test_a_missing_request_id_is_14(uptivity_with: Any) -> None:
    answer = uptivity_with().http("GET", query="type=test")
    assert (answer.code, answer.result.findtext("REQUESTID")) == (14, "")


def test_a_missing_command_is_15_and_an_unknown_one_10(uptivity_with: Any) -> None:
    client = uptivity_with()
    for query in ("requestid=3", "requestid=3&type="):
        answer = client.http("GET", query=query)
        assert (answer.code, answer.result.findtext("REQUESTID")) == (15, "3")
        assert answer.result.find("REQUESTTYPE") is None
    assert client.xml("<REQUEST><REQUESTID>3</REQUESTID></REQUEST>").code == 15
    assert client.get("Juggle").code == 10
    assert client.get("Juggle").result.findtext("REQUESTTYPE") == "JUGGLE"


def test_text_of_the_request_is_escaped(uptivity_with: Any) -> None:
    answer = uptivity_with().get("<a&b>\r\x01\ufffeß")
    assert answer.result.findtext("REQUESTTYPE") == "<a&b>\r\ufffd\ufffdß"
    assert answer.result.findtext("RESULTMSG").endswith("<a&b>\r\ufffd\ufffdß")

"""HTTP Archives of browsers, proxies and this suite."""

from __future__ import annotations

import base64
import gzip
import io
import json
from pathlib import Path
from typing import Any

import pytest

from contracts.traffic.har import Captured, Trouble, read_har
from contracts.traffic.json_stream import NotJsonError
from tests.unit.traffic._made import archive, entry

URL = "https://host.example/api/a"


def read(document: dict[str, Any]) -> list[Captured]:
    data = json.dumps(document).encode()
    found = list(read_har(Path("a.har"), io.BytesIO(data)))
    assert all(isinstance(one, Captured) for one in found)
    return [one for one in found if isinstance(one, Captured)]


def only(made: dict[str, Any]) -> Captured:
    (found,) = read(archive(made))
    return found


def answered(content: dict[str, Any], *headers: tuple[str, str], status: int = 200) -> Captured:
    said = [{"name": name, "value": value} for name, value in headers]
    response = {"status": status, "headers": said, "content": content, "bodySize": -1}
    return only(entry(URL, response=response))


def body_of(found: Captured) -> bytes:
    assert found.exchange.response is not None
    return found.exchange.response.body


def test_an_entry_is_an_exchange() -> None:
    found = only(entry(f"{URL}#top", {"a": 1}))
    assert found.whole
    assert found.exchange.request.url == URL
    assert body_of(found) == b'{"a": 1}'
    assert found.exchange.started == 1767225600.0
    assert found.exchange.seconds == pytest.approx(0.012)


def test_a_body_in_base64_is_decoded_and_unpacked() -> None:
    text = base64.b64encode(gzip.compress(b'{"a": 1}')).decode()
    content = {"text": text, "encoding": "base64", "size": 8}
    assert body_of(answered(content, ("Content-Encoding", "gzip"))) == b'{"a": 1}'
    plain = {"text": base64.b64encode(b'{"a": 1}').decode(), "encoding": "base64", "size": 8}
    assert body_of(answered(plain, ("Content-Encoding", "gzip"))) == b'{"a": 1}'


def test_a_body_that_stays_packed_is_not_known() -> None:
    content = {"text": base64.b64encode(b"\x0b\x02\x80abc\xff").decode(), "encoding": "base64"}
    assert not answered(content, ("Content-Encoding", "br")).whole


def test_text_goes_back_into_the_encoding_that_it_declares() -> None:
    xml = '<?xml version="1.0" encoding="UTF-16"?><a>é</a>'
    assert body_of(answered({"text": xml, "size": 96})).decode("utf-16") == xml
    said = ("Content-Type", "text/xml; charset=iso-8859-1")
    assert body_of(answered({"text": "<a>é</a>", "size": 8}, said)) == b"<a>\xe9</a>"


@pytest.mark.parametrize(
    ("content", "headers", "status", "whole"),
    [
        ({"size": 100, "text": "{}"}, (), 200, False),  # shortened
        ({"size": 100}, (), 200, False),  # left out
        ({"size": -1}, (), 200, False),  # nothing is known
        ({"size": 0}, (), 200, True),
        ({}, (("Content-Length", "0"),), 200, True),
        ({}, (), 204, True),
        ({"size": 5, "text": "{}"}, (), 200, True),  # a byte order mark
    ],
)
def test_whether_a_body_is_known(
    content: dict[str, Any],
    headers: tuple[tuple[str, str], ...],
    status: int,
    whole: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    assert answered(content, *headers, status=status).whole is whole


def test_a_request_without_a_response_is_a_failure() -> None:
    for response in (None, {"status": 0, "_error": "net::ERR_FAILED"}):
        found = only(entry(URL, response=response))
        assert found.exchange.response is None
        assert found.exchange.failure is not None


def test_what_a_request_posts() -> None:
    posted = {
        "mimeType": "application/x-www-form-urlencoded",
        "params": [{"name": "a b", "value": "1"}],
    }
    request = {"method": "post", "url": URL, "headers": [{"name": ":method", "value": "POST"}]}
    sent = only(entry(URL, request=request | {"postData": posted})).exchange.request
    assert (sent.method, sent.body) == ("POST", b"a+b=1")
    assert sent.headers == (("Content-Type", "application/x-www-form-urlencoded"),)


def test_what_a_cache_answered_is_passed_over() -> None:
    assert read(archive(entry(URL, _fromCache="disk"), entry(URL))) == read(archive(entry(URL)))


def test_entries_that_cannot_be_understood_are_counted() -> None:
    data = json.dumps(archive({"request": 1}, entry(URL), {"request": {"url": 5}})).encode()
    found = list(read_har(Path("a.har"), io.BytesIO(data)))
    assert isinstance(found[0], Captured)
    assert found[1:] == [Trouble("2 of the 3 entries of a.har cannot be understood")]


def test_an_archive_that_is_cut_off_gives_its_whole_entries() -> None:
    data = json.dumps(archive(entry(URL), entry(URL))).encode()[:-40]
    found = list(read_har(Path("a.har"), io.BytesIO(data)))
    assert found[1:] == [Trouble("a.har is cut off after 1 entries; those were judged")]
    with pytest.raises(NotJsonError, match="ends before its first entry"):
        list(read_har(Path("a.har"), io.BytesIO(data[:60])))


def test_times_that_cannot_be_read_are_those_before() -> None:
    broken = entry(URL) | {"startedDateTime": "yesterday"}
    first, second = read(archive(entry(URL), broken))
    assert first.began == second.began

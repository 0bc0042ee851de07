"""The curl line means exactly the recorded request, whatever the wire said."""

from __future__ import annotations

import base64
import hashlib
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from contracts.model import (
    BasicAuth,
    BodyStored,
    ExchangeRecorded,
    Headers,
    Outcome,
    RecordedRequest,
    Secret,
)
from contracts.report import curl_line
from contracts.report.curl import body_file
from contracts.wire.credentials import credentials

if TYPE_CHECKING:
    from tests.unit.report.conftest import RunLog

Run = Callable[[str], list[str]]

HOSTILE = [
    "plain",
    "a'b",
    'a"b',
    "$(touch pwned)",
    "`touch pwned`",
    "$HOME ${HOME} $SECRET",
    "'; touch pwned; '",
    '"; touch pwned; "',
    "a\nb; touch pwned",
    "a\r\nInjected: 1",
    "\x1b]0;title\x07 \u202e \x9b \u2028",
    "back\\slash \\' \\n",
    "!history *?[a-z]{1,2} ~ # & | < > ( ) %s",
    "-o/etc/passwd",
    "@/etc/passwd",
    "'\n'; touch pwned; '\\",
    "ümläut 日本 😀",
]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    """Runs a line in bash with a curl that only notes its arguments; returns them."""
    fake = tmp_path / "bin" / "curl"
    fake.parent.mkdir()
    fake.write_text('#!/bin/sh\nprintf "%s\\0" "$@" > "$ARGS"\n')
    fake.chmod(0o755)
    work = tmp_path / "work"
    work.mkdir()
    args = tmp_path / "args"

    def run(line: str) -> list[str]:
        assert len(line.splitlines()) == 1
        env = {
            "PATH": f"{fake.parent}{os.pathsep}{os.environ['PATH']}",
            "ARGS": str(args),
            "SECRET": 's3"c $r e`t',
            "LC_ALL": "C",
        }
        subprocess.run(["bash", "-c", line], check=True, cwd=work, env=env, capture_output=True)  # noqa: S603, S607
        assert list(work.iterdir()) == []
        return args.read_bytes().decode().split("\0")[:-1]

    return run


def exchange(
    *,
    method: str = "GET",
    url: str = "http://demo.test/api",
    headers: Headers = (("Accept", "*/*"),),
    body: str | None = None,
    credentials: tuple[str, ...] = (),
) -> ExchangeRecorded:
    """A recorded request without a response."""
    request = RecordedRequest(method, url, headers, body, credentials=credentials)
    return ExchangeRecorded("1", "t1", "test_a", request, 0.0, 0.1)


def stored(text: str) -> BodyStored:
    """A stored text."""
    return BodyStored("sha256:ab", len(text.encode()), text=text)


def test_a_plain_get(run: Run) -> None:
    assert run(curl_line(exchange())) == ["-i", "--url", "http://demo.test/api"]


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_one_argument(run: Run, text: str) -> None:
    line = curl_line(
        exchange(
            method="PUT",
            url=f"http://demo.test/{text}",
            headers=(("Accept", "*/*"), ("X-It", text), ("Content-Type", text)),
            body="sha256:ab",
        ),
        stored(text),
    )
    words = [word for word in run(line) if word != "--globoff"]
    option = "--data-raw" if text.startswith("@") else "--data-binary"
    assert words == [
        "-i", "-X", "PUT", "-H", f"X-It: {text}", "-H", f"Content-Type: {text}",
        option, text, "--url", f"http://demo.test/{text}",
    ]  # fmt: skip


@pytest.mark.parametrize("text", HOSTILE)
def test_a_hostile_method_stays_one_argument(run: Run, text: str) -> None:
    assert run(curl_line(exchange(method=text)))[:3] == ["-i", "-X", text]


def test_no_argument_holds_a_nul_or_a_surrogate(run: Run) -> None:
    words = run(curl_line(exchange(url="http://demo.test/\0\ud800")))
    assert words[-1] == "http://demo.test/\ufffd\ufffd"


def test_only_variables_expand_in_credentials(run: Run) -> None:
    line = curl_line(
        exchange(credentials=("-u", 'a$(id)`id`"\\!x:$SECRET', "-H", "X-Key: ${SECRET}$ $1"))
    )
    assert run(line)[1:5] == [
        "-u",
        'a$(id)`id`"\\!x:s3"c $r e`t',
        "-H",
        'X-Key: s3"c $r e`t$ $1',
    ]


def test_the_shell_checks_the_line(run: Run) -> None:
    line = curl_line(exchange(credentials=("-u", "a!b:$SECRET")))
    assert "!" not in line.split('"')[1]
    subprocess.run(["bash", "-n", "-c", line], check=True)  # noqa: S603, S607
    assert run(line)[2].startswith("a!b:")


def test_headers_of_the_connection_and_of_the_credentials_are_left_out(run: Run) -> None:
    headers = (
        ("Host", "demo.test"),
        ("User-Agent", "uc-contracts"),
        ("Accept-Encoding", "gzip"),
        ("Connection", "keep-alive"),
        ("Content-Length", "2"),
        ("Accept", "text/xml"),
        ("Authorization", "redacted"),
        ("X-API-Key", "redacted"),
        ("X-Empty", ""),
        ("not a token", "x"),
    )
    credentials = ("-H", "Authorization: Bearer $T", "-H", "x-api-key: $K")
    words = run(curl_line(exchange(headers=headers, credentials=credentials)))
    assert words[1:-2] == [
        "-H", "Authorization: Bearer ", "-H", "x-api-key: ",
        "-H", "Accept: text/xml", "-H", "X-Empty;",
    ]  # fmt: skip


def test_basic_credentials_replace_the_header() -> None:
    headers = (("Accept", "*/*"), ("Authorization", "redacted"))
    line = curl_line(exchange(headers=headers, credentials=("-u", "me:$PW")))
    assert "Authorization" not in line


def test_a_header_that_curl_would_add_is_taken_away(run: Run) -> None:
    words = run(curl_line(exchange(method="POST", headers=(), body="sha256:ab"), stored("x")))
    assert words == [
        "-i", "-H", "Accept:", "-H", "Content-Type:", "--data-binary", "x",
        "--url", "http://demo.test/api",
    ]  # fmt: skip


def test_head_does_not_wait_for_a_body(run: Run) -> None:
    assert run(curl_line(exchange(method="HEAD")))[1] == "--head"


def test_an_address_is_sent_as_it_stands(run: Run) -> None:
    words = run(curl_line(exchange(url="http://demo.test/a/../b?x[0]={1}")))
    assert words[1:3] == ["--globoff", "--path-as-is"]


@pytest.mark.parametrize(
    "body",
    [
        BodyStored("sha256:ab", 2, base64=base64.b64encode(b"\xff\0").decode()),
        stored("x" * 5000),
        stored("nul \0"),
        None,
    ],
)
def test_a_body_that_is_no_short_text_is_a_file(run: Run, body: BodyStored | None) -> None:
    words = run(curl_line(exchange(method="POST", body="sha256:ab"), body))
    assert "@evidence/bodies/sha256-ab" in words
    assert body_file("sha256:ab", body) == "evidence/bodies/sha256-ab"


def test_the_name_of_a_body_file_is_safe() -> None:
    digest = f"../{hashlib.sha256().hexdigest()}"
    assert ".." not in (body_file(digest, None) or "")


@pytest.mark.parametrize("header", [("Cookie", "[redacted]"), ("X-CSRF-TOKEN", "[redacted]")])
def test_what_was_redacted_is_not_sent(log: RunLog, header: tuple[str, str]) -> None:
    log.begin()
    sent = log.exchange(headers=(header,), credentials=("-u", "ann:$LAB"))
    log.judged("D-MUST", Outcome.VIOLATION, "wrong", exchanges=(sent,))
    [line] = log.result("D-MUST").curl
    assert line == 'curl -i -u "ann:$LAB" -H Accept: --url http://demo.test/api/things'


@pytest.mark.parametrize(
    ("what", "shown"),
    [
        ("with more at its end", "${LAB}-wrong"),
        ("without its last character", "${LAB%?}"),
        ("in other case", "${LAB~~}"),
        ("that is empty", ""),
        ("of the same length", "${LAB//?/~}"),
    ],
)
def test_a_wrong_password_is_spelled_as_one(log: RunLog, what: str, shown: str) -> None:
    wrong = dict(Secret("hunter22", "$LAB").near_misses())[what]
    log.begin()
    options = credentials(BasicAuth("ann", wrong)).curl
    sent = log.exchange(credentials=options)
    log.judged("D-MUST", Outcome.VIOLATION, "let in", exchanges=(sent,))
    [line] = log.result("D-MUST").curl
    assert line.startswith(f'curl -i -u "ann:{shown}" ')

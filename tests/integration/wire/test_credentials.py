"""Each form of credentials: what is sent, what is shown, what stands for it in curl."""

from __future__ import annotations

from base64 import b64encode
from typing import Any

import pytest

from contracts.model import (
    ApiKeyAuth,
    Auth,
    BasicAuth,
    BearerAuth,
    ConfigurationError,
    NoAuth,
    Secret,
)

BLOB = b64encode("jörg:pä:ß".encode())


@pytest.mark.parametrize(
    ("auth", "sent", "shown", "curl"),
    [
        (
            BasicAuth("jörg", Secret("pä:ß", "$VOSS_PASSWORD")),
            [b"Authorization: Basic " + BLOB],
            [("Authorization", "Basic [redacted]")],
            ["-u", "jörg:$VOSS_PASSWORD"],
        ),
        (
            BasicAuth("admin", Secret("", "file:/run/p")),
            [b"Authorization: Basic YWRtaW46"],
            [("Authorization", "Basic [redacted]")],
            ["-u", "admin:$PASSWORD"],
        ),
        (
            BearerAuth(Secret("tok-en", "$T"), Secret("k-e-y", "file:k")),
            [b"Authorization: Bearer tok-en", b"x-api-key: k-e-y"],
            [("Authorization", "Bearer [redacted]"), ("x-api-key", "[redacted]")],
            ["-H", "Authorization: Bearer $T", "-H", "x-api-key: $API_KEY"],
        ),
        (
            ApiKeyAuth(Secret("abc", "$K"), "X-Key"),
            [b"X-Key: abc"],
            [("X-Key", "[redacted]")],
            ["-H", "X-Key: $K"],
        ),
    ],
)
def test_forms(  # noqa: PLR0913  # one for each fixture and column of the table
    serve: Any,
    wire: Any,
    log: Any,
    auth: Auth,
    sent: list[bytes],
    shown: list[tuple[str, str]],
    curl: list[str],
) -> None:
    server = serve()
    exchange = wire(server.url, auth=auth).send("GET", "/")
    for line in sent:
        assert line + b"\r\n" in server.seen[0]
    assert set(shown) <= set(exchange.request.headers)
    assert set(shown) <= {tuple(line) for line in log()[-1]["request"]["headers"]}
    assert log()[-1]["request"]["credentials"] == curl


def test_without_credentials_and_with_others(serve: Any, wire: Any, log: Any) -> None:
    server = serve()
    one = wire(server.url, auth=BasicAuth("admin", Secret("hunter22", "$P")))
    one.send("GET", "/", auth=NoAuth())
    one.send("GET", "/", auth=BasicAuth("admin", Secret("wrong-one", "$WRONG")))
    assert b"Authorization" not in server.seen[0]
    assert b64encode(b"admin:wrong-one") in server.seen[1]
    assert "credentials" not in log()[-2]["request"]
    assert log()[-1]["request"]["credentials"] == ["-u", "admin:$WRONG"]


def test_a_tests_own_credential_header_wins(serve: Any, wire: Any, log: Any) -> None:
    server = serve()
    one = wire(server.url, auth=BasicAuth("admin", Secret("hunter22", "$P")))
    one.send("GET", "/", headers=[("authorization", "Basic !!")])
    assert server.seen[0].lower().count(b"authorization:") == 1
    assert ["authorization", "Basic !!"] in log()[-1]["request"]["headers"]
    assert "credentials" not in log()[-1]["request"]


def test_a_secret_with_a_line_break_is_named_and_not_shown(wire: Any) -> None:
    with pytest.raises(ConfigurationError, match=r"\$TOKEN") as caught:
        wire("http://127.0.0.1:9", auth=BearerAuth(Secret("abcd\nefgh", "$TOKEN")))
    assert "abcd" not in str(caught.value)

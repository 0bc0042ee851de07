"""What a target on the loopback says of itself."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest

from contracts.engine import TargetOptions
from contracts.engine.targets import Resolved, resolve
from contracts.model import (
    Allow,
    BasicAuth,
    ConfigurationError,
    Exchange,
    NoAuth,
    Request,
    Response,
    Target,
    TargetUnreachable,
)

LOOPBACK = "http://127.0.0.1:9"
SECRET = "t0p-s3cr3t"


def _named(url: str) -> TargetOptions:
    return TargetOptions(urls=(("uptivity", url),))


def _saying(said: Any, status: int = 200) -> Callable[[Target], Exchange]:
    body = said if isinstance(said, bytes) else msgspec.json.encode(said)

    def answer(target: Target) -> Exchange:
        request = Request("GET", target.base_url)
        return Exchange("1", target.key, request, Response(status, body=body), None, 0.0, 0.0)

    return answer


def _resolved(said: Any, status: int = 200) -> Target:
    resolved = resolve(_named(LOOPBACK), None, _saying(said, status))
    resolved.close()
    return resolved.targets[0]


def test_a_description_is_taken() -> None:
    auth = {"type": "basic", "username": "u", "password": SECRET}
    supports = {"results": True}
    target = _resolved(
        {"uc-contracts": "uptivity", "auth": auth, "supports": supports, "data": {"page": "/x"}}
    )
    assert isinstance(target.auth, BasicAuth)
    assert target.auth.password.reveal() == SECRET
    assert SECRET not in repr(target)
    assert (target.supports, target.data) == (supports, {"page": "/x"})


def _allowed(said: Any, path: Path, line: str = "", **given: Any) -> Allow:
    text = f'[target]\napi = "uptivity"\nbase_url = "{LOOPBACK}"\n{line}\n'
    path.write_text(text, encoding="utf-8")
    resolved = resolve(TargetOptions(files=(path,), **given), None, _saying(said))
    resolved.close()
    return resolved.targets[0].allow


def test_who_describes_itself_may_be_written_to(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    assert _resolved({"uc-contracts": "uptivity"}).allow is Allow.WRITE
    assert _allowed({"uc-contracts": "uptivity"}, path) is Allow.WRITE
    assert _allowed({"uc-contracts": "uptivity", "allow": "read"}, path) is Allow.READ
    assert _allowed({"uc-contracts": "uptivity"}, path, 'allow = "read"') is Allow.READ
    assert _allowed({"uc-contracts": "uptivity"}, path, allow=Allow.READ) is Allow.READ


@pytest.mark.parametrize("said", [b"<RESULT/>", {"uc-contracts": "voss"}, {}], ids=str)
def test_a_loopback_address_that_may_be_a_tunnel_is_only_read(said: Any, tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    assert _allowed(said, path) is Allow.READ
    assert _allowed(said, path, 'allow = "write"') is Allow.WRITE
    assert _allowed(said, path, allow=Allow.WRITE) is Allow.WRITE


@pytest.mark.parametrize(
    ("url", "lines", "allow"),
    [
        (LOOPBACK, "", Allow.WRITE),
        (LOOPBACK, '[data]\npage = "/x"', Allow.READ),
        ("http://lab.example", "", Allow.READ),
        ("tcp://127.0.0.1:9", "", Allow.READ),
        ("http://lab.example", 'allow = "write"', Allow.WRITE),
    ],
)
def test_a_dry_run_shows_the_most_that_a_run_could_send(
    url: str, lines: str, allow: Allow, tmp_path: Path
) -> None:
    path = tmp_path / "lab.toml"
    text = f'[target]\napi = "uptivity"\nbase_url = "{url}"\n{lines}\n'
    path.write_text(text, encoding="utf-8")
    said = _saying({"uc-contracts": "uptivity"})
    resolved = resolve(TargetOptions(files=(path,), dry_run=True), None, said)
    resolved.close()
    assert resolved.targets[0].allow is allow


@pytest.mark.parametrize(
    "said",
    [
        b"",
        b"<RESULT/>",
        b"\xff",
        b"[" * 100_000,
        b"null",
        [],
        {},
        {"uc-contracts": "voss"},
        {"uc-contracts": ["uptivity"]},
        {"data": {"page": "/x"}},
    ],
    ids=lambda said: str(said)[:30],
)
def test_what_is_no_description_is_ignored(said: Any) -> None:
    target = _resolved(said)
    assert (target.data, target.supports, target.auth) == ({}, {}, NoAuth())


def test_another_status_is_no_description() -> None:
    assert _resolved({"uc-contracts": "uptivity", "data": {"page": "/x"}}, 404).data == {}


@pytest.mark.parametrize(
    ("part", "told"),
    [
        ({"auth": "x"}, "auth: is not an object"),
        ({"supports": []}, "supports: is not an object"),
        ({"data": None}, "data: is not an object"),
        ({"supports": {"request-ids": True}}, "did you mean 'request-id'?"),
        ({"supports": {"request-id": "yes"}}, "request-id"),
        ({"data": {"pages": "/x"}}, "did you mean 'page'?"),
        ({"data": {"page": 7}}, "data.page"),
        ({"allow": "all"}, "target.allow: 'all' is not one of read, write"),
        ({"auth": {"type": "magic"}}, "auth.type"),
        ({"auth": {"type": "basic", "username": "u"}}, "password"),
        ({"auth": {"type": "basic", "username": "u", "password": [SECRET]}}, "password"),
        ({"auth": {"type": "bearer", "token": "a\n" + SECRET}}, "uptivity: "),
        ({"auth": {"type": "bearer", "tokens": SECRET}}, "auth"),
    ],
    ids=str,
)
def test_a_malformed_description_is_an_error(part: dict[str, Any], told: str) -> None:
    with pytest.raises(ConfigurationError) as raised:
        _resolved({"uc-contracts": "uptivity", **part})
    assert told in str(raised.value)
    assert SECRET not in str(raised.value)


def _not_to_be_asked(target: Target) -> Exchange:
    pytest.fail(f"{target.base_url} was asked")


@pytest.mark.parametrize("url", ["http://192.0.2.1", "http://lab.example", "http://[2001:db8::1]"])
def test_nobody_off_the_loopback_is_asked(url: str) -> None:
    resolved = resolve(_named(url), None, _not_to_be_asked)
    assert resolved.targets[0].allow is Allow.READ


def test_whose_file_says_more_is_not_asked(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    path.write_text(
        f'[target]\napi = "uptivity"\nbase_url = "{LOOPBACK}"\n[data]\npage = "/x"\n',
        encoding="utf-8",
    )
    resolve(TargetOptions(files=(path,)), None, _not_to_be_asked)


def test_other_processes_are_told() -> None:
    said = {"uc-contracts": "uptivity", "data": {"page": "/x"}}
    first = resolve(_named(LOOPBACK), None, _saying(said))
    other = resolve(_named(LOOPBACK), first.described, _not_to_be_asked)
    assert other.targets == first.targets


def test_who_does_not_answer_says_nothing() -> None:
    def answer(_target: Target) -> Exchange:
        raise TargetUnreachable("refused")  # noqa: EM101 - of a test

    resolved: Resolved = resolve(_named(LOOPBACK), None, answer)
    assert resolved.targets[0].data == {}

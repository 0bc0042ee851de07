"""What a target file becomes: defaults, sizes, rates, readings, secrets."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from contracts.catalogue import load
from contracts.model import (
    Allow,
    ApiKeyAuth,
    BasicAuth,
    BearerAuth,
    Limits,
    NoAuth,
    PluginAuth,
    Secret,
    Target,
    Tls,
)
from contracts.targets import (
    check_url,
    from_address,
    from_mapping,
    is_loopback,
    read_target,
    with_allow,
)

Read = Callable[[str], Target]
CHOSEN = {one.id: one.chosen for one in load("uptivity").catalogue.ambiguities.values()}


@pytest.fixture
def read(tmp_path: Path) -> Read:
    """The target that a file with these lines describes."""

    def make(lines: str) -> Target:
        path = tmp_path / "lab.toml"
        head = '[target]\napi = "uptivity"\nbase_url = "http://pbx.test:2012/api/"\n'
        path.write_text(head + lines, encoding="utf-8")
        return read_target(path)

    return make


def test_what_is_left_out_has_its_default(read: Read) -> None:
    target = read("")
    assert target == Target(
        key="lab",
        api="uptivity",
        name="http://pbx.test:2012/api",
        base_url="http://pbx.test:2012/api",
        allow=Allow.READ,
        auth=NoAuth(),
        tls=Tls(verify=True),
        limits=Limits(5.0, 10.0, 16 * 1024 * 1024, 20.0, 4),
        supports={},
        readings=CHOSEN,
        data={},
    )


LOOPBACK = ["localhost", "LOCALHOST", "127.0.0.1", "127.255.255.254", "[::1]"]
ELSEWHERE = [
    "pbx.test",
    "localhost.test",
    "128.0.0.1",
    "10.0.0.1",
    "0.0.0.0",  # noqa: S104
    "[::2]",
    "127.0.0.1.test",
    "127.1",
    "xlocalhost",
]


@pytest.mark.parametrize("host", LOOPBACK)
@pytest.mark.parametrize("form", ["http://{}", "https://{}:8443/api", "tcp://{}:5620"])
def test_a_loopback_address_alone_allows_reading_only(host: str, form: str) -> None:
    url = form.format(host)
    assert is_loopback(url)
    target = from_address("uptivity", url)
    assert (target.allow, target.allow_stated) == (Allow.READ, False)


@pytest.mark.parametrize("host", ELSEWHERE)
def test_elsewhere_only_reading_is_allowed(host: str) -> None:
    assert not is_loopback(f"http://{host}:80/")
    assert from_address("uptivity", f"http://{host}:80/").allow is Allow.READ


@pytest.mark.parametrize("allow", Allow)
def test_what_the_file_says_is_allowed_holds(read: Read, allow: Allow) -> None:
    target = read(f'allow = "{allow}"')
    assert (target.allow, target.allow_stated) == (allow, True)


def test_the_command_line_overrides_what_is_allowed(read: Read) -> None:
    target = read("")
    changed = with_allow(target, Allow.WRITE)
    assert (target.allow, changed.allow) == (Allow.READ, Allow.WRITE)
    assert with_allow(changed, Allow.READ) == target


@pytest.mark.parametrize(
    ("rate", "per_second"),
    [("20/s", 20.0), ("0.5/s", 0.5), ("90/m", 1.5), ("3600/h", 1.0), ("007/s", 7.0)],
)
def test_rates_are_per_second(read: Read, rate: str, per_second: float) -> None:
    assert read(f'limits = {{rate = "{rate}"}}').limits.rate == pytest.approx(per_second)


@pytest.mark.parametrize(
    ("size", "count"),
    [
        ("1", 1),
        ('"1 B"', 1),
        ('"2KiB"', 2048),
        ('"2 KiB"', 2048),
        ('"16 MiB"', 16 << 20),
        ('"010 GiB"', 10 << 30),
    ],
)
def test_sizes_are_in_bytes(read: Read, size: str, count: int) -> None:
    assert read(f"limits = {{max_body = {size}}}").limits.max_body == count


def test_a_reading_is_flipped_and_the_others_are_the_ledgers(read: Read) -> None:
    assert read('[readings]\nUPT-AMB-04 = "strict"').readings == CHOSEN | {"UPT-AMB-04": "strict"}


def test_claims_and_data_are_those_of_the_file(read: Read) -> None:
    target = read('[supports]\nxml-request = false\n[data]\npage = "/x.aspx"\nreads = ["A"]')
    assert (target.claims("xml-request"), target.claims("http")) == (False, True)
    assert target.data == {"page": "/x.aspx", "reads": ["A"]}


def test_secrets_come_from_the_environment(read: Read, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UCC_LAB", "hunter2")
    basic = read('auth = {type = "basic", username = "u", password = {env = "UCC_LAB"}}').auth
    assert basic == BasicAuth("u", Secret("hunter2", ""))
    key = read('auth = {type = "api-key", key = {env = "UCC_LAB"}, header = "X-K"}').auth
    assert key == ApiKeyAuth(Secret("hunter2", ""), "X-K")
    both = read('auth = {type = "bearer", token = {env = "UCC_LAB"}, api_key = {env = "UCC_LAB"}}')
    assert both.auth == BearerAuth(Secret("hunter2", ""), Secret("hunter2", ""), "x-api-key")
    assert "hunter2" not in repr(both)
    assert "$UCC_LAB" in repr(both)


@pytest.mark.parametrize(
    ("content", "value"),
    [("a", "a"), ("a\n", "a"), ("a\r\n", "a"), ("a\n\n", "a\n"), (" a ", " a "), ("", "")],
)
def test_a_secret_file_loses_its_last_line_break(
    read: Read, tmp_path: Path, content: str, value: str
) -> None:
    (tmp_path / "key").write_bytes(content.encode())
    auth = read('auth = {type = "api-key", key = {file = "key"}}').auth
    assert isinstance(auth, ApiKeyAuth)
    assert (auth.key.reveal(), auth.key.origin) == (value, "file:key")


def test_paths_start_from_the_target_file(read: Read, tmp_path: Path) -> None:
    for name in ("ca.pem", "c.pem", "k.pem"):
        (tmp_path / name).touch()
    target = read('tls = {ca_file = "ca.pem", client_cert = "c.pem", client_key = "k.pem"}')
    paths = [str(tmp_path / name) for name in ("ca.pem", "c.pem", "k.pem")]
    assert target.tls == Tls(
        verify=True, ca_file=paths[0], client_cert=paths[1], client_key=paths[2]
    )


def test_a_description_with_secrets_already_made_is_a_target() -> None:
    auth = {"type": "bearer", "token": Secret("hunter2", "the description")}
    data = {"target": {"api": "uptivity", "base_url": "http://h", "auth": auth}}
    target = from_mapping(data, "the server's description", Path(), "one")
    assert (target.key, target.auth) == ("one", BearerAuth(Secret("hunter2", "")))


@pytest.mark.parametrize(
    ("url", "kept"),
    [
        ("http://h", "http://h"),
        ("https://h:1/", "https://h:1"),
        ("http://h/a/b//", "http://h/a/b"),
        ("http://xn--hst-sna.test/%C3%A4;x=1", "http://xn--hst-sna.test/%C3%A4;x=1"),
        ("http://[fe80::1]:80", "http://[fe80::1]:80"),
    ],
)
def test_a_base_url_has_no_slash_at_its_end(url: str, kept: str) -> None:
    assert check_url(url) == kept


def test_an_auth_plugin_with_its_settings(
    read: Read, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LAB_SECRET", "s3cr3t")
    (tmp_path / "lab_plugin.py").write_text("def make(url, key, scopes): ...\n", encoding="utf-8")
    lines = 'auth = {plugin = "lab_plugin:make", url = "https://idp/token", '
    target = read(lines + 'key = {env = "LAB_SECRET"}, scopes = ["a", "b"]}')
    assert target.auth == PluginAuth(
        "lab_plugin:make",
        (
            ("url", "https://idp/token"),
            ("key", Secret("s3cr3t", "$LAB_SECRET")),
            ("scopes", ("a", "b")),
        ),
        str(tmp_path),
    )


@pytest.mark.parametrize(
    ("url", "line", "rate"),
    [
        ("http://127.0.0.1:2012", "", None),
        ("http://pbx.test:2012", "", 20.0),
        ("http://pbx.test:2012", 'limits = {rate = "5/s"}', 5.0),
        ("http://pbx.test:2012", 'limits = {rate = "unlimited"}', None),
        ("http://127.0.0.1:2012", "limits = {connections = 2}", None),
    ],
)
def test_the_rate_has_a_limit_off_the_loopback(
    tmp_path: Path, url: str, line: str, rate: float | None
) -> None:
    path = tmp_path / "lab.toml"
    path.write_text(f'[target]\napi = "uptivity"\nbase_url = "{url}"\n{line}', encoding="utf-8")
    assert read_target(path).limits.rate == rate
    assert from_address("uptivity", "http://pbx.test:2012").limits.rate == 20

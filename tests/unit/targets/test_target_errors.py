"""Everything wrong in a target file is one line that names file and key."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from contracts.model import ConfigurationError
from contracts.targets import check_url, from_address, from_mapping, read_target

Trouble = Callable[[str | bytes], str]
HEAD = '[target]\napi = "uptivity"\nbase_url = "http://127.0.0.1:2012"\n'
SECRET = "hunter2"


@pytest.fixture
def trouble(tmp_path: Path) -> Trouble:
    """What is said of a file behind file and line, checked to keep secrets."""
    path = tmp_path / "lab.toml"

    def say(content: str | bytes) -> str:
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        with pytest.raises(ConfigurationError) as caught:
            read_target(path)
        text = str(caught.value)
        assert SECRET not in text
        place = re.compile(rf"{re.escape(str(path))}:[1-9][0-9]*: ")
        assert all(place.match(line) for line in text.split("\n")), text
        return place.sub("", text)

    return say


@pytest.mark.parametrize(
    ("content", "text"),
    [
        ("", "(top): 'target' is a required property"),
        ("x", "is not valid TOML: line "),
        ("[target", "is not valid TOML: line "),
        (b"name = '\xff'", "is not UTF-8 text"),
        ("target = 3", "target: 3 is not of type 'object'"),
        ('[target]\nbase_url = "http://h"', "target: 'api' is a required property"),
        ('[target]\napi = "uptivity"', "target: 'base_url' is a required property"),
        ('[target]\napi = 3\nbase_url = "http://h"', "target.api: 3 is not of type 'string'"),
        (
            '[target]\napi = "uptivty"\nbase_url = "http://h"',
            "target.api: unknown API 'uptivty' (did you mean 'uptivity'?)",
        ),
        (HEAD + HEAD, "is not valid TOML: line "),
    ],
)
def test_a_file_that_is_no_target_file(trouble: Trouble, content: str | bytes, text: str) -> None:
    assert trouble(content).startswith(text)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("alow = 'read'", "target.alow: unknown key 'alow' (did you mean 'allow'?)"),
        ("allow = 'wirte'", "target.allow: 'wirte' is not one of read, write"),
        ("allow = true", "target.allow: True is not one of read, write"),
        ("name = ''", "target.name: '' should be non-empty"),
        ("name = 2026-01-01", "target.name: datetime.date(2026, 1, 1) is not of type 'string'"),
        ("[suports]", "suports: unknown key 'suports' (did you mean 'supports'?)"),
        (
            "[supports]\nxml-requets = true",
            "supports.xml-requets: unknown feature 'xml-requets' (did you mean 'xml-request'?)",
        ),
        ("[supports]\nerrors = 'yes'", "supports.errors: 'yes' is not of type 'boolean'"),
        (
            "[readings]\nUPT-AMB-99 = 'x'",
            "readings.UPT-AMB-99: unknown ambiguity 'UPT-AMB-99' (did you mean 'UPT-AMB-19'?)",
        ),
        (
            "[readings]\nUPT-AMB-04 = 'strct'",
            "readings.UPT-AMB-04: no reading 'strct' (did you mean 'strict'?)",
        ),
        ("[readings]\nUPT-AMB-04 = 4", "readings.UPT-AMB-04: 4 is not of type 'string'"),
        ("[data]\npgae = '/x'", "data.pgae: unknown key 'pgae' (did you mean 'page'?)"),
        ("[data]\npage = 'x'", "data.page: 'x' does not match"),
        ("[data]\nscenarios = [{name = 'a', steps = []}]", "data.scenarios.0.steps: [] "),
        (
            "limits = {conections = 1}",
            "target.limits.conections: unknown key 'conections' (did you mean 'connections'?)",
        ),
        ("limits = {connections = 0}", "target.limits.connections: 0 is less than"),
        (
            "limits = {connections = true}",
            "target.limits.connections: True is not of type 'integer'",
        ),
        ("limits = {timeout_s = 0}", "target.limits.timeout_s: 0 is less than"),
        ("limits = {timeout_s = '1'}", "target.limits.timeout_s: '1' is not of type 'number'"),
        ("limits = {timeout_s = nan}", "target.limits.timeout_s: is not a number"),
        (
            "limits = {connect_timeout_s = inf}",
            "target.limits.connect_timeout_s: inf is greater than",
        ),
        ("tls = {verify = 'no'}", "target.tls.verify: 'no' is not of type 'boolean'"),
        (
            "tls = {client_key = 'k.pem'}",
            "target.tls: 'client_cert' is a dependency of 'client_key'",
        ),
        ("tls = {ca_file = 'no.pem'}", "target.tls.ca_file: there is no file "),
        ("tls = {client_cert = 'no.pem'}", "target.tls.client_cert: there is no file "),
        ('tls = {ca_file = "a\\u0000b"}', "target.tls.ca_file: there is no file "),
        ("tls = {ca_file = '.'}", "target.tls.ca_file: there is no file "),
    ],
)
def test_a_wrong_key_or_value(trouble: Trouble, line: str, text: str) -> None:
    assert trouble(HEAD + line).startswith(text)


@pytest.mark.parametrize(
    "rate",
    ["0/s", "0.0/m", "20", "/s", "-1/s", "1e3/s", "20/d", "20 / s", "1/s\\n", "٢/s", "nan/s"],
)
def test_a_rate_that_is_none(trouble: Trouble, rate: str) -> None:
    assert trouble(f'{HEAD}limits = {{rate = "{rate}"}}').startswith("target.limits.rate: ")


@pytest.mark.parametrize(
    "size",
    [
        '"0 B"',
        '"00 MiB"',
        '"1 MB"',
        '"-1 B"',
        '"1.5 GiB"',
        '"16"',
        '"1  B"',
        '"1 MiB\\n"',
        "0",
        "-5",
        "1.5",
    ],
)
def test_a_size_that_is_none(trouble: Trouble, size: str) -> None:
    assert trouble(f"{HEAD}limits = {{max_body = {size}}}").startswith("target.limits.max_body: ")


@pytest.mark.parametrize(
    "proxy",
    [f"'http://u:{SECRET}@p'", f"{{url = 'http://u:{SECRET}@p'}}", f"{{url = ['{SECRET}']}}"],
)
def test_a_proxy_with_a_password_where_none_belongs(trouble: Trouble, proxy: str) -> None:
    assert trouble(f"{HEAD}proxy = {proxy}").startswith("target.proxy")


@pytest.mark.parametrize(
    ("auth", "text"),
    [
        (f"'{SECRET}'", "target.auth: is not of the right type"),
        ("{type = 'basc'}", "target.auth.type: 'basc' is not one of none, basic, bearer, api-key"),
        ("{username = 'u'}", "target.auth: 'type' is a required property"),
        ("{type = 'none', token = {env = 'X'}}", "target.auth.token: unknown key 'token'"),
        ("{type = 'basic', username = 'u'}", "target.auth: 'password' is a required property"),
        (
            f"{{type = 'basic', username = 'u', password = '{SECRET}'}}",
            "target.auth.password: is not of the right type; a secret is written like",
        ),
        (
            "{type = 'basic', username = 1, password = {env = 'X'}}",
            "target.auth.username: is not of the right type",
        ),
        (
            f"{{type = 'bearer', token = {{env = '${SECRET}!'}}}}",
            "target.auth.token.env: is not the name of an environment variable",
        ),
        (
            f"{{type = 'bearer', token = {{value = '{SECRET}'}}}}",
            "target.auth.token.value: unknown key 'value'",
        ),
        ("{type = 'bearer', token = {}}", "target.auth.token: a secret is written like"),
        (
            "{type = 'bearer', token = {env = 'A', file = 'b'}}",
            "target.auth.token: a secret is written like",
        ),
        (
            "{type = 'bearer', tokn = {env = 'X'}}",
            "target.auth.tokn: unknown key 'tokn' (did you mean 'token'?)",
        ),
        (
            "{type = 'api-key', key = {env = 'UCC_NONE'}}",
            "target.auth.key: the environment variable UCC_NONE is not set",
        ),
        ("{type = 'api-key', key = {file = 'no'}}", "target.auth.key: the secret's file "),
        ("{type = 'api-key', key = {file = '.'}}", "target.auth.key: the secret's file "),
        ('{type = "api-key", key = {file = "a\\u0000b"}}', "target.auth.key: the secret's file "),
        (
            '{type = "api-key", key = {env = "X"}, header = "x y"}',
            "target.auth.header: 'x y' does not match",
        ),
        (
            '{type = "api-key", key = {env = "X"}, header = "x\\n"}',
            "target.auth.header: 'x\\n' does not match",
        ),
    ],
)
def test_wrong_credentials(trouble: Trouble, auth: str, text: str) -> None:
    assert trouble(f"{HEAD}auth = {auth}").startswith(text)


def test_a_secret_file_that_is_not_utf_8(trouble: Trouble, tmp_path: Path) -> None:
    (tmp_path / "key").write_bytes(b"\xff")
    said = trouble(HEAD + "auth = {type = 'api-key', key = {file = 'key'}}")
    assert said.endswith("cannot be read (invalid start byte)")


def test_a_missing_target_file_and_a_folder_are_named(tmp_path: Path) -> None:
    with pytest.raises(ConfigurationError, match=r"no\.toml: there is no such target file"):
        read_target(tmp_path / "no.toml")
    with pytest.raises(ConfigurationError, match=r"cannot be read \(Is a directory\)"):
        read_target(tmp_path)


URLS = {
    "": "has no scheme and host",
    "host:2012/x": "has no scheme and host",
    "//host": "has no scheme and host",
    "ftp://host": "unsupported scheme 'ftp'; use http://",
    "HTTPX://host": "unsupported scheme 'httpx'; use http://",
    "http:///x": "has no scheme and host",
    "http://:80": "has no scheme and host",
    f"http://u:{SECRET}@host": "credentials do not belong in the URL",
    "http://u@host": "credentials do not belong in the URL",
    f"http://u:{SECRET}@host:99999": "is not a URL",
    f"u:{SECRET}@host": "has no scheme and host",
    "http://host?": "has a query or fragment",
    "http://host?a=b": "has a query or fragment",
    "http://host#": "has a query or fragment",
    "http://host:0": "has port 0",
    "http://host:": "has no port behind the colon",
    "http://host:x": "is not a URL",
    "http://host:99999": "is not a URL",
    "http://[::1": "is not a URL",
    "http://ho st": "has a character that a URL cannot have",
    "http://host/a b": "has a character that a URL cannot have",
    " http://host": "has a character that a URL cannot have",
    "http://host\n": "has a character that a URL cannot have",
    "http://ho\tst": "has a character that a URL cannot have",
    "http://höst": "has a character that a URL cannot have",
    "http://host/ä": "has a character that a URL cannot have",
    "http://evil\\host": "has a character that a URL cannot have",
}  # fmt: skip


@pytest.mark.parametrize("url", URLS)
def test_an_address_that_is_no_base_url(url: str) -> None:
    with pytest.raises(ConfigurationError) as caught:
        check_url(url)
    text = str(caught.value)
    assert URLS[url] in text
    assert "\n" not in text
    assert SECRET not in text


def test_an_address_of_the_command_line_is_named_by_its_option() -> None:
    with pytest.raises(ConfigurationError, match=r"^--url: 'host' has no scheme"):
        from_address("uptivity", "host")
    with pytest.raises(ConfigurationError, match=r"^--api: unknown API 'upt' \(known"):
        from_address("upt", "http://host")


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("tcp://host", "not host and port alone"),
        ("tcp://host:5620/page", "not host and port alone"),
        ("tcp://host:0", "port 0"),
        ("udp://host:5620", "unsupported scheme 'udp'"),
    ],
)
def test_a_raw_service_is_host_and_port(url: str, words: str) -> None:
    with pytest.raises(ConfigurationError, match=words):
        check_url(url)
    assert check_url("tcp://host:5620/") == "tcp://host:5620"


@pytest.mark.parametrize(
    "more",
    [{"auth": {"type": "bearer", "token": {"env": "T"}}}, {"tls": {"verify": False}}],
)
def test_a_raw_service_takes_neither_credentials_nor_tls(more: dict[str, Any]) -> None:
    data = {"target": {"api": "uptivity", "base_url": "tcp://h:5620", **more}}
    with pytest.raises(ConfigurationError, match=f"target.{next(iter(more))}.*leave it out"):
        from_mapping(data, "lab.toml", Path(), "lab")


@pytest.mark.parametrize(
    ("auth", "text"),
    [
        ("{plugin = 'nobody_at_all:x'}", "target.auth.plugin: nobody_at_all:x: there is no module"),
        ("{plugin = 'json:dumps', x = 1}", "target.auth.plugin: json:dumps: "),
        ("{plugin = 'json:decoder'}", "target.auth.plugin: json:decoder: decoder is module, not"),
        ("{plugin = 'json.dumps'}", "target.auth.plugin: 'json.dumps' does not match"),
        ("{plugin = 'json:x', type = 'basic'}", "target.auth.plugin: unknown key 'plugin' (known"),
        ("{type = 'plugin'}", "target.auth: 'plugin' is a required property"),
        (
            "{plugin = 'json:dumps', obj = {env = 'UCC_NONE'}}",
            "target.auth.obj: the environment variable UCC_NONE is not set",
        ),
        (
            f"{{plugin = 'json:dumps', obj = {{value = '{SECRET}'}}}}",
            "target.auth.obj.value: unknown key 'value' (known: env, file)",
        ),
    ],
)
def test_wrong_auth_plugins(trouble: Trouble, auth: str, text: str) -> None:
    assert trouble(f"{HEAD}auth = {auth}").startswith(text)

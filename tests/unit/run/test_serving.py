"""What `serve` says before it serves, and instead of serving."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from contracts.cli.announce import announce, reachable
from contracts.reference import available, find


@pytest.mark.parametrize(
    ("api", "said"),
    [
        (
            "voss",
            ["user admin, password voss-demo", "curl -u admin:voss-demo 'http://h:1/api/data"],
        ),
        (
            "genesys-udm",
            ["bearer token udm-demo-token", "-H 'Authorization: Bearer udm-demo-token'"],
        ),
        ("uptivity", ["none are needed", "/webAPI.aspx?TYPE=TEST", "--url tcp://h:2"]),
        ("cisco-uds", ["http://h:1/cucm-uds/user/hkeller/devices"]),
        ("genesys-ws", ["curl -u dlang:gws-demo"]),
    ],
)
def test_a_server_says_who_may_call_and_how(
    capsys: pytest.CaptureFixture[str], api: str, said: list[str]
) -> None:
    stream = "tcp://h:2" if api == "uptivity" else None
    announce(find(api), "http://h:1", stream, authority=None)
    out = capsys.readouterr().out
    assert f"uc-contracts run --api {api} --url http://h:1" in out
    for text in said:
        assert text in out


def test_an_address_of_every_interface_is_one_to_call(capsys: pytest.CaptureFixture[str]) -> None:
    announce(find("voss"), "https://0.0.0.0:1", None, authority=Path("ca.pem"))
    out = capsys.readouterr().out
    assert out.startswith("VOSS-4-UC API parameters: https://127.0.0.1:1/api\n")
    assert "listens on every interface (https://0.0.0.0:1)" in out
    assert "curl --cacert ca.pem -u" in out
    assert reachable("http://[::]:1") == "http://[::1]:1"


def test_the_list_is_grouped_and_searched(command: Any) -> None:
    out = command("serve", "--list", "--api", "voss").out
    for heading in ("  faults, limits: ", "  liberties, answers: ", "  layers (--surround NAME"):
        assert heading in out
    assert "limit-ignored " in out
    assert "VOSS-PAGE-05" in out
    out = command("serve", "--list", "VOSS-PAGE-05").out
    assert "limit-ignored " in out
    assert "limit-default-100 " not in out
    assert out.splitlines()[-1].endswith(" contain 'VOSS-PAGE-05'.")
    assert command("serve", "--list", "no such thing").out == "Nothing contains 'no such thing'.\n"


def test_every_seed_is_listed(command: Any) -> None:
    out = command("serve", "--list").out
    for api in available():
        server = find(api)
        for one in [*server.faults, *server.liberties]:
            assert f"    {one} " in out


def test_a_near_miss_is_named(command: Any) -> None:
    ended = command("serve", "--fault", "limit-ignore")
    assert ended.code == 2
    assert "did you mean 'limit-ignored'?" in ended.err


def test_options_that_exclude_each_other(command: Any) -> None:
    ended = command("serve", "--tls", "--certificate", __file__, "--private-key", __file__)
    assert (ended.code, "give one of the two" in ended.err) == (2, True)

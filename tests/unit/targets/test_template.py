"""What `init` writes: the defaults that are in force, in a form that can be read back."""

from __future__ import annotations

import json
import re
import tomllib
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from contracts.catalogue import apis, load
from contracts.model import Limits, NoAuth, Tls
from contracts.targets import read_target
from contracts.targets.template import data_keys, template


def _template(api: str, url: str = "https://lab.example/api", *, credentials: bool = True) -> str:
    return template(load(api), url, "401 text/plain, 3 ms", credentials=credentials)


@pytest.fixture(params=apis())
def api(request: pytest.FixtureRequest) -> str:
    """Each API."""
    name: str = request.param
    return name


def test_values_in_comments_are_the_defaults(api: str, tmp_path: Path) -> None:
    text, without, _ = _template(api).partition("#\n# These have no default")
    assert without
    path = tmp_path / "lab.toml"
    path.write_text(text, encoding="utf-8")
    plain = read_target(path)
    filled = re.sub(r"(?m)^# ([A-Za-z0-9_-]+ = )", r"\1", text)
    path.write_text(filled, encoding="utf-8")
    target = read_target(path)
    assert (target.auth, target.tls) == (NoAuth(), Tls())
    assert (target.name, target.readings) == (plain.name, plain.readings)
    limits = Limits(rate=target.limits.rate)
    assert target.limits == limits
    assert target.supports == dict.fromkeys(load(api).catalogue.features, True)
    assert set(tomllib.loads(filled)["data"]) == {
        name for name, schema in data_keys(load(api)).items() if "default" in schema
    }


def test_the_loopback_has_no_rate_limit() -> None:
    assert ', rate = "20/s"}' in _template("voss")
    assert ', rate = "20/s"}' not in _template("voss", "http://127.0.0.1:80")


def test_an_editor_finds_the_schema(api: str) -> None:
    first = _template(api).splitlines()[0]
    assert first.startswith("#:schema file:///")
    schema = json.loads(Path(unquote(urlsplit(first.split()[1]).path)).read_text("utf-8"))
    assert schema["$id"] == "urn:uc-contracts:target"


def test_no_value_is_broken_over_two_lines(api: str) -> None:
    lines = _template(api).splitlines()
    assert not [line for line in lines if line.endswith("-")]
    spec = load(api)
    for entry in spec.catalogue.ambiguities.values():
        for reading in entry.readings:
            assert any(reading.name in line for line in lines), reading.name


def test_what_is_allowed_is_explained() -> None:
    text = _template("voss")
    before, _, after = text.partition('\nallow = "read"\n')
    assert '"write": it also creates' in before
    assert "The target requires credentials." in after
    assert "requires credentials" not in _template("voss", credentials=False)


WITHOUT_DEFAULT = {"socket_port"}
"""What is not judged without it."""


def test_every_figure_and_every_switch_has_a_default(api: str) -> None:
    simple = {"boolean", "integer", "number"}
    keys = data_keys(load(api))
    missing = [one for one, schema in keys.items() if schema.get("type") in simple]
    assert [
        one for one in missing if "default" not in keys[one] and one not in WITHOUT_DEFAULT
    ] == []

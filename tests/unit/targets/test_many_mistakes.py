"""All mistakes of all target files at once, each with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.model import ConfigurationError
from contracts.targets import from_mapping, read_target, read_targets

FIVE = """\
[target]
api = "voss"
base_url = "ftp://voss.lab.example/api"
alow = "read"
auth = {type = "basic", usrname = "admin", password = {env = "UCC_NOT_SET"}}
proxy = {url = "http://proxy:1", username = "u", password = "hunter2"}
limits = {rate = "20", timeout_s = "5"}

[supports]
filtr = true

[readings]
VOSS-AMB-99 = "or"

[data]
max_list = 0
hierarhcy = "sys"
"""


def _said(*paths: Path) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        read_targets(paths)
    assert str(caught.value).splitlines() == list(caught.value.lines)
    assert "hunter2" not in str(caught.value)
    return list(caught.value.lines)


def test_one_file(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    path.write_text(FIVE, encoding="utf-8")
    expected = [
        (3, "target.base_url: unsupported scheme 'ftp'; use http:// or https://"),
        (4, "target.alow: unknown key 'alow' (did you mean 'allow'?)"),
        (5, "target.auth.usrname: unknown key 'usrname' (did you mean 'username'?)"),
        (5, "target.auth.password: the environment variable UCC_NOT_SET is not set"),
        (6, "target.proxy.password: is not of the right type; a secret is written like"),
        (7, "target.limits.rate: '20' does not match; write it like '20/s'"),
        (7, "target.limits.timeout_s: '5' is not of type 'number'"),
        (10, "supports.filtr: unknown feature 'filtr' (did you mean 'filters'?)"),
        (13, "readings.VOSS-AMB-99: unknown ambiguity 'VOSS-AMB-99' (did you mean"),
        (16, "data.max_list: 0 is less than the minimum of 1"),
        (17, "data.hierarhcy: unknown key 'hierarhcy' (did you mean 'hierarchy'?)"),
    ]
    said = _said(path)
    assert len(said) == len(expected), said
    for line, (number, text) in zip(said, expected, strict=True):
        assert line.startswith(f"{path}:{number}: {text}")


def test_several_files(tmp_path: Path) -> None:
    one, two, three = (tmp_path / f"{name}.toml" for name in ("one", "two", "three"))
    one.write_text(FIVE, encoding="utf-8")
    two.write_text('[target]\napi = "voss"\nbase_url "http://h"\n', encoding="utf-8")
    said = _said(one, two, three)
    assert len(said) == 13
    assert said[11].startswith(f"{two}:3: is not valid TOML: line 3, column 10: Expected '='")
    assert said[12] == f"{three}: there is no such target file"


def test_the_end_of_a_document_has_a_line(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    path.write_text('[target]\napi = """voss', encoding="utf-8")
    assert _said(path)[0].startswith(f"{path}:2: is not valid TOML: line 2, ")


def test_a_byte_order_mark_is_no_mistake(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    path.write_text('[target]\napi = "voss"\nbase_url = "http://h"\n', encoding="utf-8-sig")
    assert read_target(path).base_url == "http://h"


def test_a_wrong_type_leaves_the_rest_to_be_looked_at(tmp_path: Path) -> None:
    path = tmp_path / "lab.toml"
    path.write_text(
        "supports = 1\nreadings = 2\ndata = 3\n[target]\napi = 'voss'\nbase_url = 4\n"
        "auth = 5\ntls = 6\nproxy = 7\nlimits = 8\n",
        encoding="utf-8",
    )
    assert [line.split(":")[1] for line in _said(path)] == [*list("1236789"), "10"]


def _file(path: Path, api: str = "voss", name: str = "") -> Path:
    path.parent.mkdir(exist_ok=True)
    named = f'name = "{name}"\n' if name else ""
    path.write_text(f'[target]\napi = "{api}"\nbase_url = "http://h"\n{named}', encoding="utf-8")
    return path


def test_targets_that_could_not_be_told_apart(tmp_path: Path) -> None:
    one = _file(tmp_path / "a" / "lab.toml", name="One")
    two = _file(tmp_path / "b" / "lab.toml", name="Two")
    assert _said(one, two) == [f"{two}: is called 'lab' like {one}; give the files different names"]
    assert _said(one, one) == [f"{one}: is given twice; leave one out"]


def test_two_targets_of_one_name(tmp_path: Path) -> None:
    one, two = _file(tmp_path / "one.toml", name="Lab"), _file(tmp_path / "two.toml", name="Lab")
    (line,) = _said(one, two)
    assert line.startswith("two: target.name: 'Lab' is the name of one, too; ")
    other = _file(tmp_path / "three.toml", api="uptivity", name="Lab")
    assert [target.key for target in read_targets((one, other))] == ["one", "three"]


def test_a_description_has_no_lines() -> None:
    data = {"target": {"api": "voss", "base_url": "x"}, "supports": {"filtr": True}}
    with pytest.raises(ConfigurationError) as caught:
        from_mapping(data, "the description", Path(), "one")
    assert [line.split(": ")[:2] for line in caught.value.lines] == [
        ["the description", "target.base_url"],
        ["the description", "supports.filtr"],
    ]

"""Fleet files: targets by name, pattern and table, and everything that can be wrong with them."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.fleet.model import Fleet
from contracts.fleet.picking import picked
from contracts.fleet.read import read_fleet
from contracts.model import ConfigurationError

TARGET = '[target]\napi = "uptivity"\nbase_url = "http://{name}.example:2012"\n'


@pytest.fixture
def written(tmp_path: Path) -> Path:
    """A folder with target files of three customers."""
    for name in ("a", "b", "c"):
        path = tmp_path / "customers" / f"{name}.toml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(TARGET.format(name=name))
    return tmp_path


def read(folder: Path, text: str) -> Fleet:
    path = folder / "fleet.toml"
    path.write_text(text)
    return read_fleet(path)


def mistakes(folder: Path, text: str) -> list[str]:
    with pytest.raises(ConfigurationError) as raised:
        read(folder, text)
    return [line.replace(f"{folder}/", "") for line in raised.value.lines]


def test_files_patterns_and_tables_with_defaults(written: Path) -> None:
    fleet = read(
        written,
        """
[fleet]
name = "nightly"
files = ["customers/b.toml", "customers/*.toml"]
[run]
depth = "quick"
select = ["UPT-*"]
[defaults.target]
allow = "write"
limits = {rate = "5/s", timeout_s = 3}
[groups]
north = ["north-*", "a"]
[targets]
north-01.target = {api = "voss", base_url = "http://n1.example/api", limits = {timeout_s = 9}}
""",
    )
    assert [one.label for one in fleet.rows] == ["b", "a", "c", "north-01"]
    assert fleet.options == ("--depth=quick", "--select=UPT-*")
    last = fleet.rows[-1]
    assert (last.api, last.name, last.groups) == ("voss", "http://n1.example/api", ("north",))
    assert last.document["target"]["limits"] == {"rate": "5/s", "timeout_s": 9}
    assert fleet.rows[1].document["target"]["allow"] == "write"
    assert [one.label for one in picked(fleet, ["north"], None)] == ["a", "north-01"]
    assert [one.label for one in picked(fleet, [], 2)] == ["c"]


def test_all_mistakes_at_once_with_their_lines(written: Path) -> None:
    (written / "customers" / "b.toml").write_text('[target]\napi = "uptivty"\n')
    assert mistakes(
        written,
        """
[fleet]
stor = "x"
files = ["customers/*.toml", "nowhere/*.toml", "no.toml"]
[defaults.target]
allow = "reed"
[groups]
north = ["nort"]
[targets]
north.target = {api = "voss", base_url = "http://h/api"}
a.target = {api = "voss", base_url = "http://h/api"}
""",
    ) == [
        "fleet.toml:3: fleet.stor: unknown key 'stor' (did you mean 'store'?)",
        f"fleet.toml:4: fleet.files.1: 'nowhere/*.toml' matches no file; it starts at {written}",
        "fleet.toml:8: groups.north.0: 'nort' is the label of no target (did you mean 'north'?)",
        "no.toml: there is no such target file",
        "fleet.toml:6: defaults.target.allow: 'reed' is not one of read, write",
        "customers/b.toml:1: target: 'base_url' is a required property",
        "customers/b.toml:2: target.api: unknown API 'uptivty' (did you mean 'uptivity'?)",
        (
            "fleet.toml:11: a target is called 'a' already (customers/a.toml:1); "
            "give the files or tables different names"
        ),
    ]


def test_two_targets_of_one_name_cannot_be_told_apart(written: Path) -> None:
    text = "[targets]\n" + "".join(
        f'{name}.target = {{api = "voss", base_url = "http://{name}/api", name = "Lab"}}\n'
        for name in ("one", "two")
    )
    assert mistakes(written, text) == [
        (
            "fleet.toml:3: target.name: 'Lab' is the name of one, too; "
            "give each target of an API a name of its own"
        )
    ]


def test_an_empty_fleet_says_what_to_add(written: Path) -> None:
    assert mistakes(written, "") == [
        "fleet.toml:1: (top): has no target; name files in fleet.files, or add [targets.LABEL]"
    ]


def test_neither_secrets_nor_certificates_nor_plugins_have_to_be_here(written: Path) -> None:
    fleet = read(
        written,
        """
[defaults.target]
tls = {ca_file = "lab.pem"}
[targets]
a.target = {api = "voss", base_url = "http://a/api", auth = {type = "bearer", token = {env = "UC"}}}
b.target = {api = "voss", base_url = "https://b/api", auth = {plugin = "no:A", key = {file = "k"}}}
""",
    )
    assert len(fleet.rows) == 2
    assert "UC" in str(fleet.rows[0].document)


def test_a_password_does_not_belong_in_the_file(written: Path) -> None:
    text = '[fleet]\nfiles = ["customers/a.toml"]\nstore = "postgresql://me:secret@db/x"\n'
    (line,) = mistakes(written, text)
    assert line.startswith("fleet.toml:3: fleet.store: holds a password")
    assert "secret@" not in line


@pytest.mark.parametrize(
    ("groups", "index", "said"),
    [
        (["nort"], None, "--group: no target is in the group 'nort' (did you mean 'north'?)"),
        ([], 3, "--index 3: fleet.toml has 3 targets, numbered 0 to 2"),
        (["north"], 1, "--index 1: these groups have 1 targets, numbered 0 to 0"),
    ],
)
def test_who_is_meant_has_to_be_there(
    written: Path, groups: list[str], index: int | None, said: str
) -> None:
    text = '[fleet]\nfiles = ["customers/*.toml"]\n[groups]\nnorth = ["a"]\n'
    with pytest.raises(ConfigurationError) as raised:
        picked(read(written, text), groups, index)
    assert str(raised.value).replace(f"{written}/", "") == said


def test_options_are_checked(written: Path) -> None:
    text = """
[fleet]
files = ["customers/a.toml"]
[run]
depth = "quik"
select = ["NOPE-*"]
baseline = "known.yaml"
"""
    assert mistakes(written, text) == [
        "fleet.toml:5: run.depth: 'quik' is not one of quick, standard, thorough",
        (
            "fleet.toml:6: run.select.0: no requirement matches 'NOPE-*'; "
            "`uc-contracts requirements` lists them"
        ),
        "fleet.toml:7: run.baseline: there is no file known.yaml",
    ]

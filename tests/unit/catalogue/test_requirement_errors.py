"""What is wrong in `requirements.yaml` is named by file, line and field."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.unit.catalogue.conftest import Copy

FILE = "requirements.yaml"
_FIRST = "  - id: UPT-HTTP-01\n    level: must\n"


@pytest.mark.parametrize(
    ("old", "new", "lines_on", "text"),
    [
        (
            "    fix:",
            "    fixe:",
            0,
            "requirements.0.fixe: unknown key 'fixe' (did you mean 'fix'?)",
        ),
        (
            "features:",
            "featurs: {}\nfeatures:",
            0,
            "featurs: unknown key 'featurs' (did you mean 'features'?)",
        ),
        (
            "level: must",
            "level: mst",
            0,
            "requirements.0.level: 'mst' is not one of must, should, may",
        ),
        ("level: must", "level: 3", 0, "requirements.0.level: 3 is not one of must, should, may"),
        (
            "feature: http",
            "feature: [http]",
            0,
            "requirements.0.feature: ['http'] is not of type 'string'",
        ),
        (_FIRST, "  - id: UPT-HTTP-01\n", 0, "requirements.0: 'level' is a required property"),
        (
            "id: UPT-HTTP-01",
            "id: upt-http-01",
            0,
            "requirements.0.id: 'upt-http-01' does not match",
        ),
        (
            "id: UPT-HTTP-01",
            'id: "UPT-HTTP-01\\n"',
            0,
            "requirements.0.id: 'UPT-HTTP-01\\n' does not match",
        ),
        (
            "id: UPT-HTTP-01",
            "id: VOSS-HTTP-01",
            0,
            "requirements.0.id: 'VOSS-HTTP-01' does not begin with UPT-",
        ),
        (
            "id: UPT-HTTP-02",
            "id: UPT-HTTP-01",
            0,
            "requirements.1.id: 'UPT-HTTP-01' stands here twice",
        ),
        (
            "feature: http\n",
            "feature: htp\n",
            0,
            "requirements.0.feature: unknown feature 'htp' (did you mean 'http'?)",
        ),
        (
            "ambiguity: UPT-AMB-17",
            "ambiguity: UPT-AMB-71",
            0,
            "requirements.2.ambiguity: UPT-HTTP-03 names 'UPT-AMB-71'",
        ),
        (
            "    ambiguity: UPT-AMB-12\n",
            "",
            -6,
            "requirements.3.ambiguity: UPT-HTTP-04 is ambiguous",
        ),
        (
            "level: should",
            "level: must",
            0,
            "requirements.1.level: 'must' is not one of should, may",
        ),
        ("  results: The", "  Results: The", -1, "features: 'Results' does not match"),
        ("requirements:\n", "requirements: none\nmore:\n", 3, "more: unknown key 'more'"),
    ],
)
def test_a_defect_is_named(specs: Copy, old: str, new: str, lines_on: int, text: str) -> None:
    line = specs.change(FILE, old, new)
    found, said = specs.trouble(FILE)
    assert said.startswith(text), said
    assert found == line + lines_on


def test_a_key_given_twice_is_named(specs: Copy) -> None:
    line = specs.change(FILE, "    level: must\n", "    level: must\n    level: may\n")
    assert specs.trouble(FILE) == (
        line + 1,
        "requirements.0.level: the key 'level' stands here twice",
    )


def test_a_key_that_is_a_list_is_named(specs: Copy) -> None:
    line = specs.change(FILE, "features:", "? [a, b]\n: c\nfeatures:")
    assert specs.trouble(FILE) == (line, "a key is not a text")


@pytest.mark.parametrize(
    ("content", "line", "text"),
    [
        ("", 1, "is empty"),
        ("# nothing\n", 1, "is empty"),
        ("api: [\n", 2, "not YAML ("),
        ("api: x\n  prefix: y\n", 2, "not YAML ("),
        ("api: x\n---\napi: y\n", 2, "not YAML ("),
        (b"api: x\ntitle: \xff\n", 2, "is not UTF-8 text"),
        ("api: x\ntitle: \x07\n", 2, "not YAML ("),
        ("- a list\n", 1, "(top): ['a list'] is not of type 'object'"),
        ("just text", 1, "(top): 'just text' is not of type 'object'"),
    ],
)
def test_a_file_that_is_no_catalogue_at_all(
    specs: Copy, content: str | bytes, line: int, text: str
) -> None:
    specs.write(FILE, content)
    found, said = specs.trouble(FILE)
    assert said.startswith(text), said
    assert found == line


def test_a_missing_file_is_named(specs: Copy) -> None:
    (specs.folder / FILE).unlink()
    assert specs.trouble(FILE) == (0, "cannot be read (No such file or directory)")


def test_an_api_without_a_ledger_has_no_ambiguities(specs: Copy) -> None:
    (specs.folder / "ambiguities.yaml").unlink()
    line, said = specs.trouble(FILE)
    assert line
    assert "names 'UPT-AMB-17', which the ledger lacks" in said


@pytest.mark.parametrize("name", [FILE, "ambiguities.yaml", "openapi.yaml"])
def test_a_folder_in_the_place_of_a_file_is_named(specs: Copy, name: str) -> None:
    (specs.folder / name).unlink()
    (specs.folder / name).mkdir()
    assert specs.trouble(name) == (0, "cannot be read (Is a directory)")

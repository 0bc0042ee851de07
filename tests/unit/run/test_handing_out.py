"""`spec`: files of the specs; `explain` of faults and liberties."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from contracts.catalogue import apis, specs_dir


def test_files_are_listed(command: Any) -> None:
    out = command("spec", "--api", "genesys-udm").out
    for name in ("v10.yaml", "v3.yaml", "seed.schema.json", "OpenAPI 3.1"):
        assert name in out
    assert "result.xsd " in command("spec", "--api", "uptivity").out
    out = command("spec").out
    assert "target.schema.json" in out
    assert "--api cisco-uds|" in out


def test_one_file_is_printed_or_written(command: Any, tmp_path: Path) -> None:
    printed = command("spec", "--api", "voss", "openapi.yaml").out
    assert printed == (specs_dir() / "voss" / "openapi.yaml").read_text("utf-8")
    for place, file in ((tmp_path, tmp_path / "openapi.yaml"), (tmp_path / "a" / "b.yaml",) * 2):
        assert command("spec", "--api", "voss", "openapi.yaml", "-o", place).code == 0
        assert file.read_text("utf-8") == printed


def test_all_files_are_written(command: Any, tmp_path: Path) -> None:
    ended = command("spec", "--api", "cisco-uds", "-o", tmp_path / "out")
    assert ended.out == f"Wrote {len(list((tmp_path / 'out').iterdir()))} files to {tmp_path}/out\n"
    assert (tmp_path / "out" / "user.get.xsd").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--api", "vos"), "unknown API 'vos' (did you mean 'voss'?)"),
        (("--api", "voss", "openapi.yml"), "no file 'openapi.yml' (did you mean 'openapi.yaml'?)"),
        (("target.schema.json", "-o", "/proc/none/x"), "cannot be written"),
    ],
)
def test_mistakes(command: Any, arguments: tuple[str, ...], said: str) -> None:
    ended = command("spec", *arguments)
    assert ended.code == 2
    assert said in ended.err


def test_every_schema_has_an_id_of_its_own() -> None:
    files = [*specs_dir().glob("*.schema.json"), *specs_dir().glob("*/*.schema.json")]
    found = [json.loads(one.read_text("utf-8"))["$id"] for one in files]
    assert len(set(found)) == len(files)
    assert {f"urn:uc-contracts:seed:{api}" for api in apis()} <= set(found)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        (
            "limit-ignored",
            ["Violates:", "VOSS-PAGE-05: ", "serve --api voss --fault limit-"],
        ),
        ("limit-refused", ["Left open by:", "VOSS-AMB-11: ", "--liberty limit-refused"]),
    ],
)
def test_explain_faults_and_liberties(command: Any, name: str, said: list[str]) -> None:
    out = command("explain", name).out
    for text in said:
        assert text in out

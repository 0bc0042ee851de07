"""Kits, and what ships as such, import the public face of the suite and nothing else of it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import contracts.kit
import contracts.kit.reference
from contracts.catalogue import conformance_dir, kits
from contracts.catalogue.kits.kit import VERSION

PUBLIC = ("contracts.kit", "contracts.kit.reference")
ROOT = Path(contracts.kit.__file__).parents[2]


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            yield node.lineno, node.module
        elif isinstance(node, ast.Import):
            yield from ((node.lineno, one.name) for one in node.names)


def _files(name: str) -> list[Path]:
    vocabulary = ROOT / "contracts" / "apis" / name.replace("-", "_")
    return [*vocabulary.rglob("*.py"), *(conformance_dir() / name).rglob("*.py")]


@pytest.mark.parametrize("name", [*kits(), "any-api"])
def test_a_kit_imports_the_public_face_alone(name: str) -> None:
    own = f"contracts.apis.{name.replace('-', '_')}"
    foreign = [
        f"{path.relative_to(ROOT)}:{line}: {module}"
        for path in _files(name)
        for line, module in _imported(path)
        if module.partition(".")[0] == "contracts"
        and module not in PUBLIC
        and module != own
        and not module.startswith(f"{own}.")
    ]
    assert foreign == [], "import it from contracts.kit, and enter it there if it is to be public"


@pytest.mark.parametrize("module", [contracts.kit, contracts.kit.reference])
def test_the_public_face_is_listed(module: object) -> None:
    names = module.__all__  # type: ignore[attr-defined] # of a module
    assert len(set(names)) == len(names)
    assert all(hasattr(module, one) for one in names)


def test_the_public_face_has_a_version() -> None:
    assert contracts.kit.VERSION.partition(".")[0] == str(VERSION)

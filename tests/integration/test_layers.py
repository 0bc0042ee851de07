"""The import linter finds what the design forbids."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FORBIDDEN = {
    "reference/__init__.py": ["contracts.oracles", "contracts.wire"],
    "engine/__init__.py": ["contracts.plugin", "pytest"],
    "plugin/__init__.py": ["contracts.cli"],
    "model/__init__.py": ["contracts.catalogue"],
    "wire/__init__.py": ["contracts.oracles"],
}


def _lint(folder: Path) -> subprocess.CompletedProcess[str]:
    code = "from importlinter.cli import lint_imports; raise SystemExit(lint_imports())"
    return subprocess.run(  # noqa: S603 - our own linter
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=False
    )


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the package."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "contracts", folder / "contracts", ignore=shutil.ignore_patterns("*pyc"))
    shutil.copy(ROOT / "pyproject.toml", folder)
    return folder


def test_all_forbidden_imports_are_found(copy: Path) -> None:
    for file, modules in FORBIDDEN.items():
        path = copy / "contracts" / file
        lines = [f"import {module}\n" for module in modules]
        path.write_text(path.read_text("utf-8") + "".join(lines), encoding="utf-8")
    ended = _lint(copy)
    assert ended.returncode != 0
    for file, modules in FORBIDDEN.items():
        package = "contracts." + file.partition("/")[0]
        for module in modules:
            assert f"{package} -> {module}" in ended.stdout, (package, module)

"""What an installation may bring along is bounded on both sides, and holds what CI tries."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

_ROOT = Path(__file__).parents[3]
_PROJECT = tomllib.loads((_ROOT / "pyproject.toml").read_text("utf-8"))["project"]
_PINS = {
    canonicalize_name(name): version
    for name, _, version in (
        line.partition("==") for line in (_ROOT / "constraints.txt").read_text("utf-8").splitlines()
    )
    if version
}
_NEEDED = [*_PROJECT["dependencies"], *_PROJECT["optional-dependencies"]["test"]]


@pytest.mark.parametrize("text", _NEEDED)
def test_a_dependency_is_bounded_and_its_pin_is_within(text: str) -> None:
    needed = Requirement(text)
    operators = sorted(one.operator for one in needed.specifier)
    assert operators == ["<", ">="]
    assert _PINS[canonicalize_name(needed.name)] in needed.specifier


def test_what_is_imported_is_declared() -> None:
    """Each third-party package that the package itself imports by name."""
    declared = {canonicalize_name(Requirement(one).name) for one in _PROJECT["dependencies"]}
    names = {"yaml": "pyyaml", "xdist": "pytest-xdist"}
    imported = {
        canonicalize_name(names.get(name, name))
        for path in (_ROOT / "contracts").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.lstrip().startswith(("import ", "from "))
        for name in [line.split()[1].partition(".")[0]]
        if name in _THIRD_PARTY
    }
    assert imported <= declared


_THIRD_PARTY = {
    "click", "execnet", "harfile", "httptools", "hypothesis", "jinja2", "jsonschema",
    "jsonschema_rs", "lxml", "markdown_it", "markupsafe", "msgspec", "pytest", "referencing",
    "requests", "rich", "schemathesis", "sqlalchemy", "starlette", "urllib3", "uvicorn", "xdist",
    "xmlschema", "yaml",
}  # fmt: skip

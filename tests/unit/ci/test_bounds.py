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
_EXTRAS: dict[str, list[str]] = _PROJECT["optional-dependencies"]
_OURS = _PROJECT["name"]
_NEEDED = [
    one
    for group in [_PROJECT["dependencies"], *_EXTRAS.values()]
    for one in group
    if Requirement(one).name != _OURS
]
_IMPORTED_AS = {"distributed": {"dask"}}  # a distribution that brings a module of another name
_NAMED = {"yaml": "pyyaml", "xdist": "pytest-xdist"}


def _declared(group: str) -> set[str]:
    """The packages of an extra, or of the plain installation where there is none of that name."""
    names: set[str] = set()
    for one in map(Requirement, _EXTRAS.get(group, _PROJECT["dependencies"])):
        if one.name == _OURS:
            names |= {name for extra in one.extras for name in _declared(extra)}
        else:
            names |= {canonicalize_name(one.name)} | _IMPORTED_AS.get(one.name, set())
    return names


@pytest.mark.parametrize("text", sorted(_NEEDED))
def test_a_dependency_is_bounded_and_its_pin_is_within(text: str) -> None:
    needed = Requirement(text)
    operators = sorted(one.operator for one in needed.specifier)
    assert operators == ["<", ">="]
    assert _PINS[canonicalize_name(needed.name)] in needed.specifier


def test_what_is_imported_is_declared() -> None:
    """Each third-party package that the package, or the part of an extra, imports by name."""
    parts = {"store": "store", "fleet": "fleet", "hub": "fleet", "traffic": "traffic"}
    undeclared = {
        f"{path.relative_to(_ROOT)}: {name}"
        for path in (_ROOT / "contracts").rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if line.lstrip().startswith(("import ", "from "))
        for name in [line.split()[1].partition(".")[0]]
        if name in _THIRD_PARTY
        and canonicalize_name(_NAMED.get(name, name))
        not in _declared("") | _declared(parts.get(path.relative_to(_ROOT).parts[1], ""))
    }
    assert not undeclared


_THIRD_PARTY = {
    "alembic", "click", "dask", "distributed", "execnet", "harfile", "httptools", "hypothesis",
    "jinja2", "jsonschema", "jsonschema_rs", "lxml", "markdown_it", "markupsafe", "mitmproxy",
    "msgspec", "psycopg", "pytest", "referencing", "requests", "rich", "schemathesis", "sqlalchemy",
    "starlette", "urllib3", "uvicorn", "xdist", "xmlschema", "yaml",
}  # fmt: skip

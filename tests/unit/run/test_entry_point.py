"""The `pytest11` entry point does nothing unless a target file is named."""

from __future__ import annotations

import tomllib
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from contracts import pytest_target


class _Session:
    """As much of pytest as the entry point sees; `options` are those that are registered."""

    def __init__(self, options: dict[str, Any], told: dict[str, Any] | None = None) -> None:
        self.loaded: list[str] = []
        self.parsed = 0
        self._options = options
        self.config: Any = SimpleNamespace(
            option=SimpleNamespace(**(told or {})),
            pluginmanager=SimpleNamespace(import_plugin=self.loaded.append),
        )

    def parse_known_args(self, _args: list[str]) -> SimpleNamespace:
        self.parsed += 1
        return SimpleNamespace(**self._options)

    def begin(self, *args: str) -> list[str]:
        parser: Any = self
        pytest_target.pytest_load_initial_conftests(self.config, parser, list(args))
        return self.loaded


@pytest.mark.parametrize(
    "args",
    [
        ("--target", "lab.toml"),
        ("-q", "--target=lab.toml", "tests"),
        ("--target", "a.toml", "--target", "b.toml"),
    ],
)
def test_a_target_file_loads_the_plugin(args: tuple[str, ...]) -> None:
    assert _Session({}).begin(*args) == ["contracts.plugin"]


@pytest.mark.parametrize(
    "args",
    [(), ("-k", "x"), ("--target", "esp32"), ("--target",), ("tests/--target.toml",)],
)
def test_nothing_else_does(args: tuple[str, ...]) -> None:
    session = _Session({})
    assert session.begin(*args) == []
    assert session.parsed == 0


def test_who_has_the_option_is_left_alone() -> None:
    """The plugin that a conftest has loaded, or another one's `--target`."""
    assert _Session({"target": []}).begin("--target", "lab.toml") == []


def test_a_worker_of_xdist_is_told_by_its_options() -> None:
    """Its arguments are the paths alone."""
    told = {"target": ["lab.toml"], "target_url": []}
    assert _Session({}, told).begin("tests") == ["contracts.plugin"]


def test_it_is_declared_and_has_one_hook() -> None:
    project = tomllib.loads((Path(__file__).parents[3] / "pyproject.toml").read_text("utf-8"))
    assert project["project"]["entry-points"]["pytest11"] == {
        "uc-contracts": pytest_target.__name__
    }
    hooks = [name for name in vars(pytest_target) if name.startswith("pytest_")]
    assert hooks == ["pytest_load_initial_conftests"]

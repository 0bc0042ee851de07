"""The store that a command line, a project or an environment names."""

from __future__ import annotations

import sys
from importlib.machinery import ModuleSpec
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from contracts.cli.extras import needing
from contracts.cli.settings import Command, settings
from contracts.cli.stores import named, store_option
from contracts.model import ConfigurationError


@click.command("look", cls=Command)
@store_option()
def look(store_url: str | None) -> None:
    """Say which store is meant."""
    click.echo(named(store_url))


@click.group()
def cli() -> None:
    """All commands."""


cli.add_command(look)


@pytest.fixture
def asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Ask which store is meant, in a folder below that of a project."""
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")

    def ask(text: str, *arguments: str, **environment: str) -> Any:
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        found = settings(lambda: dict(cli.commands), Path.cwd())
        return CliRunner().invoke(cli, ["look", *arguments], env=environment, default_map=found)

    return ask


PROJECT = '[tool.uc-contracts.look]\nstore = "runs.sqlite"\n'
SECRET = "postgresql://me:secret@db.test/runs"


def test_the_command_line_comes_first_then_the_environment_then_the_project(asked: Any) -> None:
    every = {"UC_CONTRACTS_STORE": "shared.sqlite", "UC_CONTRACTS_LOOK_STORE": "own.sqlite"}
    assert asked("").stdout == "reports/store.sqlite\n"
    assert asked(PROJECT).stdout == "../runs.sqlite\n"
    assert asked(PROJECT, UC_CONTRACTS_STORE="shared.sqlite").stdout == "shared.sqlite\n"
    assert asked(PROJECT, **every).stdout == "own.sqlite\n"
    assert asked(PROJECT, "--store", "given.sqlite", **every).stdout == "given.sqlite\n"


@pytest.mark.parametrize("way", ["project", "environment"])
def test_an_address_stays_as_it_is_and_its_password_is_not_printed(asked: Any, way: str) -> None:
    if way == "project":
        ended = asked(f'[tool.uc-contracts.look]\nstore = "{SECRET}"\n')
    else:
        ended = asked("", UC_CONTRACTS_STORE=SECRET)
    assert ended.stdout == f"{SECRET}\n"
    assert "postgresql://[redacted]@db.test/runs" in ended.stderr
    assert "secret" not in ended.stderr


class _Nothing:
    """An installation without SQLAlchemy."""

    def find_spec(self, name: str, *_: object) -> ModuleSpec | None:
        """Find everything else."""
        if name.partition(".")[0] == "sqlalchemy":
            raise ModuleNotFoundError(name=name)
        return None


def test_without_the_extra_one_line_says_which_it_is(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [one for one in sys.modules if one.partition(".")[0] == "sqlalchemy"]:
        monkeypatch.delitem(sys.modules, name)
    monkeypatch.setattr(sys, "meta_path", [_Nothing(), *sys.meta_path])
    with (
        pytest.raises(ConfigurationError, match=r"pip install 'uc-contracts\[store\]'"),
        needing("store", "the store of runs"),
    ):
        import sqlalchemy  # noqa: F401, PLC0415 - which is not there


def test_what_is_missing_of_the_suite_itself_is_no_missing_extra() -> None:
    with pytest.raises(ModuleNotFoundError), needing("store", "the store of runs"):
        raise ModuleNotFoundError(name="contracts.nothing")

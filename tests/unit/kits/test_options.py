"""`--kit`, which every command has, from the command line, a project or the environment."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from contracts.catalogue import add_kit
from contracts.cli.kits import asked_kits, option_of
from contracts.cli.main import _COMMANDS, cli
from contracts.cli.settings import Command, settings
from contracts.model import KITS, ConfigurationError
from tests.unit.kits.conftest import Folder


@click.command("show", cls=Command)
def show() -> None:
    """Say which kits there are."""
    click.echo(f"{asked_kits()} {os.environ[KITS]}")


@click.group()
def group() -> None:
    """All commands."""


group.add_command(show)


def _shown(*arguments: str, **how: Any) -> Any:
    return CliRunner().invoke(group, ["show", *arguments], **how)


def test_every_command_has_it() -> None:
    context = click.Context(cli)
    for name in _COMMANDS:
        command = cli.get_command(context, name)
        assert command is not None
        assert any("--kit" in one.opts for one in command.params), name


def test_what_is_named_is_there_for_the_command_alone(folder: Folder) -> None:
    ended = _shown("--kit", str(folder.home))
    assert ended.output == f"('phone-book',) {folder.home.resolve()}\n"
    assert os.environ[KITS] == ""


def test_a_project_and_the_environment_name_kits(
    folder: Folder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.uc-contracts.show]\nkit = ["book"]\n', "utf-8")
    monkeypatch.chdir(tmp_path)
    found = settings(lambda: dict(group.commands), tmp_path)
    ended = _shown(default_map=found)
    assert "Options set elsewhere: --kit phone-book (pyproject.toml)" in ended.stderr
    assert ended.stdout.startswith("('phone-book',)")
    ended = _shown(env={"UC_CONTRACTS_SHOW_KIT": str(folder.home)})
    assert ended.stdout.startswith("('phone-book',)")


def test_what_is_asked_for_is_refused_and_what_is_not_is_a_warning(folder: Folder) -> None:
    folder.change("kit.toml", '"PHB"', '"phb"')
    ended = _shown("--kit", str(folder.home))
    assert isinstance(ended.exception, ConfigurationError)
    ended = _shown(env={KITS: str(folder.home)})
    assert ended.exit_code == 0
    # Nothing looked for kits, so nothing is said of them unless another test has.
    assert ended.stderr in {"", f"uc-contracts: a kit is left out: {_wrong(folder)}\n"}


def _wrong(folder: Folder) -> str:
    return f"{folder.home}/kit.toml:2: prefix: 'phb' does not match; write it like 'PHB'"


def test_a_kit_in_a_folder_is_named_by_it(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    add_kit(folder.home)
    assert option_of("voss") == "--api voss"
    assert option_of("phone-book") == f"--kit {folder.home.resolve()}"
    monkeypatch.chdir(tmp_path)
    assert option_of("phone-book") == "--kit book"

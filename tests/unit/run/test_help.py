"""Help, and what it costs."""

from __future__ import annotations

import subprocess
import sys
from typing import Any

import pytest
from click.testing import CliRunner

from contracts import __version__
from contracts.cli.main import _COMMANDS, cli
from contracts.cli.run import _ALLOWED, _DEPTHS
from contracts.engine import Depth
from contracts.model import Allow

HEAVY = {"pytest", "hypothesis", "requests", "schemathesis", "lxml", "uvicorn", "jinja2"}


@pytest.mark.parametrize("name", _COMMANDS)
def test_every_command_and_option_is_described(name: str) -> None:
    command = cli.get_command(None, name)  # type: ignore[arg-type] # it does not look at it
    assert command is not None
    assert command.help
    for parameter in command.params:
        if parameter.param_type_name == "option":
            assert getattr(parameter, "help", None), parameter.name
    for flag in ("-h", "--help"):
        assert CliRunner().invoke(cli, [name, flag]).output.startswith("Usage: ")


def test_help_of_all(command: Any) -> None:
    ended = command("--help")
    assert ended.code == 0
    assert all(f"  {name} " in ended.out for name in _COMMANDS)
    assert "Exit codes: 0 nothing failed" in ended.out


def test_without_a_command_there_is_help(command: Any) -> None:
    ended = command()
    assert ended.code == 2
    assert "Usage: uc-contracts" in ended.out + ended.err


def test_version(command: Any) -> None:
    assert command("--version").out == f"uc-contracts, version {__version__}\n"


def test_choices_are_those_of_the_plugin() -> None:
    assert list(_DEPTHS) == [one.value for one in Depth]
    assert list(_ALLOWED) == [one.value for one in Allow]


@pytest.mark.parametrize("arguments", ["--help", "run --help", "requirements"])
def test_nothing_is_imported_in_vain(arguments: str) -> None:
    code = (
        "import sys; from contracts.cli import main\n"
        f"sys.argv[1:] = {arguments.split()!r}\n"
        "try: main()\n"
        "except SystemExit: print(*sys.modules, sep='\\n', file=sys.stderr)"
    )
    ended = subprocess.run(  # noqa: S603 - our own code
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not HEAVY & set(ended.stderr.splitlines())

"""Options that a project or an environment sets."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click
import pytest
from click.testing import CliRunner

from contracts.cli.main import _commands
from contracts.cli.settings import Command, settings
from contracts.model import ConfigurationError


@click.command("judge", cls=Command)
@click.argument("targets", nargs=-1, type=click.Path(path_type=Path))
@click.option("--depth", default="standard")
@click.option("--select", multiple=True)
@click.option("--baseline", type=click.Path(path_type=Path))
@click.option("--quiet", "-q", is_flag=True)
@click.option("--seed", type=int)
@click.option("--allow")
def judge(**given: Any) -> None:
    """Say what is given."""
    click.echo(repr({name: value for name, value in given.items() if value}))


@click.group()
def cli() -> None:
    """All commands."""


cli.add_command(judge)


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """Write a pyproject.toml, and run a command in a folder below it."""
    (tmp_path / "below").mkdir()
    monkeypatch.chdir(tmp_path / "below")

    def run(text: str, *arguments: str, **environment: str) -> Any:
        (tmp_path / "pyproject.toml").write_text(text, encoding="utf-8")
        found = settings(lambda: dict(cli.commands), Path.cwd())
        return CliRunner().invoke(cli, ["judge", *arguments], env=environment, default_map=found)

    return run


WHOLE = """
[tool.uc-contracts.judge]
targets = ["lab.toml"]
depth = "quick"
select = ["A-*", "B-01"]
baseline = "known.yaml"
quiet = true
seed = 7
"""


def test_a_project_sets_options(project: Any) -> None:
    ended = project(WHOLE)
    assert ended.exit_code == 0, ended.output
    assert "'depth': 'quick'" in ended.stdout
    assert "'select': ('A-*', 'B-01')" in ended.stdout
    assert f"'baseline': {Path('../known.yaml')!r}" in ended.stdout
    assert f"'targets': ({Path('../lab.toml')!r},)" in ended.stdout
    assert "'quiet': True, 'seed': 7" in ended.stdout.replace("'seed': 7, 'quiet': True", "")
    assert "Options set elsewhere: targets ../lab.toml (pyproject.toml), --depth quick (py" in (
        ended.stderr
    )


def test_the_environment_comes_before_it_and_the_command_line_first(project: Any) -> None:
    variables = {"UC_CONTRACTS_JUDGE_DEPTH": "thorough", "UC_CONTRACTS_JUDGE_SEED": "8"}
    ended = project(WHOLE, "--seed", "9", "other.toml", **variables)
    for text in ("'depth': 'thorough'", "'seed': 9", f"({Path('other.toml')!r},)"):
        assert text in ended.stdout
    assert "--depth thorough (environment)" in ended.stderr
    assert "--seed" not in ended.stderr


def test_variables_are_named_as_options_are() -> None:
    for name, option, variable in (
        ("run", "apis", "UC_CONTRACTS_RUN_API"),
        ("run", "fail_on", "UC_CONTRACTS_RUN_FAIL_ON"),
        ("serve", "origins", "UC_CONTRACTS_SERVE_CORS"),
    ):
        command = _commands()[name]
        assert isinstance(command, Command)
        assert {one.envvar for one in command.params if one.name == option} == {variable}


def test_every_command_can_be_configured() -> None:
    assert all(isinstance(one, Command) for one in _commands().values())


def test_a_variable_that_means_nothing_is_named(project: Any) -> None:
    ended = project("", UC_CONTRACTS_JUDGE_DEPHT="quick", UC_CONTRACTS_URL="http://h")
    said = "uc-contracts: UC_CONTRACTS_JUDGE_{} sets no option of judge; ignored\n"
    assert ended.stderr == said.format("DEPHT")
    ended = project("", UC_CONTRACTS_JUDGE_ALLOW="write")
    assert ended.stderr == said.format("ALLOW"), "only the command line lets a target be changed"
    assert "write" not in ended.stdout


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[tool.uc-contracts.judge]\ndepht = 'x'", "unknown key 'depht' (did you mean 'depth'?)"),
        ("[tool.uc-contracts.juge]\na = 1", "no such command (did you mean 'judge'?)"),
        ("[tool.uc-contracts]\njudge = 1", "no such command"),
        ("[tool.uc-contracts.judge]\ndepth = ['x']", "depth: has to be one value, not ['x']"),
        ("[tool.uc-contracts.judge]\nselect = 'x'", "select: has to be a list, not 'x'"),
        ("[tool.uc-contracts.judge]\nquiet = 'x'", "quiet: has to be true or false, not 'x'"),
        ("[tool.uc-contracts.judge]\ndepth = true", "depth: has to be a text or a number"),
        ("[tool.uc-contracts.judge]\nallow = 'write'", "allow: is stated in a target file or on"),
        ("[tool.uc-contracts", "is not valid TOML"),
    ],
)
def test_mistakes_of_the_file(project: Any, text: str, said: str) -> None:
    with pytest.raises(ConfigurationError) as refused:
        project(text)
    assert said in str(refused.value)
    assert "pyproject.toml: " in str(refused.value)


def test_files_of_others_are_no_trouble(project: Any) -> None:
    for text in ("", "what?", "[tool.other]\nname = 'uc'", "[project]\nname = 'uc-contracts'"):
        assert project(text).stdout == "{'depth': 'standard'}\n"


def test_the_command_line_names_other_targets(
    command: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "pyproject.toml").write_text("[tool.uc-contracts.run]\ntargets = ['lab.toml']\n")
    assert "there is no such target file" in command("run").err
    ended = command("run", "--api", "voss", "--url", "ftp://h", "--dry-run")
    assert "exclude each other" not in ended.err
    assert ended.code == 2

"""Options that a project or an environment sets: `[tool.uc-contracts]`, and `UC_CONTRACTS_*`.

    [tool.uc-contracts.run]
    depth = "quick"
    baseline = "known.yaml"

is what `--depth quick --baseline known.yaml` is to `uc-contracts run` in that project, and so is
`UC_CONTRACTS_RUN_DEPTH=quick` in an environment. What the command line says comes first, then the
environment, then the file.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from contracts.cli.kits import KITS_ASKED, asked_kits, kit_option, warned_of_broken_kits
from contracts.model import ConfigurationError

_PREFIX = "UC_CONTRACTS"
_FILE = "pyproject.toml"
_USERINFO = re.compile(r"//[^/\s]*@")
_STATED = frozenset({"allow"})
"""What a target file or the command line itself has to say: whether a target may be written to."""


class Command(click.Command):
    """A command whose options can be set elsewhere than on the command line, and that says so."""

    def __init__(self, *arguments: Any, **facts: Any) -> None:
        super().__init__(*arguments, **facts)
        self.params.append(kit_option())
        for one in self.params:
            if isinstance(one, click.Option) and _key(one) not in _STATED:
                own = _variable(f"{self.name} {_key(one)}")
                one.envvar = [own, one.envvar] if isinstance(one.envvar, str) else own

    def invoke(self, ctx: click.Context) -> Any:
        """Say what is set, then do it."""
        for name in _unknown(self):
            click.echo(f"uc-contracts: {name} sets no option of {self.name}; ignored", err=True)
        said = ", ".join(_elsewhere(self, ctx))
        if said:
            click.echo(f"Options set elsewhere: {said}", err=True)
        with warned_of_broken_kits():
            return super().invoke(ctx)


class Group(Command, click.Group):
    """As Command, with commands of its own."""


def is_from_project(name: str) -> bool:
    """Whether a parameter of the command that runs is set by pyproject.toml."""
    source = click.get_current_context().get_parameter_source(name)
    return source is ParameterSource.DEFAULT_MAP


def _elsewhere(command: click.Command, ctx: click.Context) -> Iterator[str]:
    sources = {ParameterSource.ENVIRONMENT: "environment", ParameterSource.DEFAULT_MAP: _FILE}
    for one in command.params:
        source = ctx.get_parameter_source(str(one.name))
        if source in sources and one.name != "help":
            value = ctx.params.get(str(one.name))
            if one.name == KITS_ASKED:  # which no command takes as an argument
                value = asked_kits()
            shown = " ".join(map(str, value)) if isinstance(value, tuple) else str(value)
            yield f"{_option(one)} {_USERINFO.sub('//[redacted]@', shown)} ({sources[source]})"


def _unknown(command: click.Command) -> Iterator[str]:
    """Variables of the environment that are meant for the command, and that no option has."""
    known = _variables(command)
    for name in sorted(os.environ):
        if name.startswith(_variable(f"{command.name} ")) and name not in known:
            yield name


def _variables(command: click.Command) -> set[str]:
    """The variables of the options of a command, and of those below it."""
    below = command.commands.values() if isinstance(command, click.Group) else ()
    return {
        name
        for each in (command, *below)
        for one in each.params
        for name in ([one.envvar] if isinstance(one.envvar, str) else one.envvar or ())
    }


def settings(
    commands: Callable[[], Mapping[str, click.Command]], folder: Path
) -> dict[str, dict[str, Any]]:
    """What the nearest pyproject.toml with such a table sets, at or above `folder`, by command.

    Keys are the parameters' names; a relative path is one from the file's folder. Raises
    ConfigurationError naming the file, the key and the nearest valid one.
    """
    for place in (folder, *folder.parents):
        path = place / _FILE
        table = _table(path)
        if table is not None:
            known = commands()
            return {name: _of_command(path, name, given, known) for name, given in table.items()}
    return {}


def _table(path: Path) -> dict[str, Any] | None:
    try:
        text = path.read_text("utf-8")
    except (OSError, UnicodeDecodeError):
        return None
    if "uc-contracts" not in text:
        return None
    try:
        found = tomllib.loads(text).get("tool", {}).get("uc-contracts")
    except tomllib.TOMLDecodeError as trouble:
        msg = f"{path}: is not valid TOML: {trouble}"
        raise ConfigurationError(msg) from trouble
    return found if isinstance(found, dict) else None


def _of_command(
    path: Path, name: str, given: Any, commands: Mapping[str, click.Command]
) -> dict[str, Any]:
    from contracts.catalogue import nearest  # noqa: PLC0415 - where there is a mistake to explain

    where = f"{path}: [tool.uc-contracts.{name}]"
    if name not in commands or not isinstance(given, dict):
        known = [one for one in commands if commands[one].params]
        msg = f"{path}: [tool.uc-contracts] {name}: no such command{nearest(name, known)}"
        raise ConfigurationError(msg)
    known_here = {_key(one): one for one in commands[name].params}
    found = {}
    for key, value in given.items():
        parameter = known_here.get(key)
        if parameter is None:
            msg = f"{where}: unknown key {key!r}{nearest(key, known_here)}"
            raise ConfigurationError(msg)
        if key in _STATED:
            msg = f"{where}: {key}: is stated in a target file or on the command line alone"
            raise ConfigurationError(msg)
        found[str(parameter.name)] = _value(where, key, value, parameter, path.parent)
    return found


def _value(where: str, key: str, value: Any, parameter: click.Parameter, folder: Path) -> Any:
    several = parameter.multiple or parameter.nargs == -1
    if several is not isinstance(value, list):
        msg = f"{where}: {key}: has to be {'a list' if several else 'one value'}, not {value!r}"
        raise ConfigurationError(msg)
    values = value if isinstance(value, list) else [value]
    flag = isinstance(parameter, click.Option) and parameter.is_flag
    for one in values:
        if isinstance(one, bool) is not flag or not isinstance(one, str | int | float):
            kind = "true or false" if flag else "a text or a number"
            msg = f"{where}: {key}: has to be {kind}, not {one!r}"
            raise ConfigurationError(msg)
    if isinstance(parameter.type, click.Path):
        values = [_from(folder, str(one)) for one in values]
    elif not flag:
        values = [str(one) for one in values]
    return values if several else values[0]


def _from(folder: Path, value: str) -> str:
    """A path of a file as one from where we are; an address is one from anywhere."""
    return value if not value or "://" in value else os.path.relpath(folder / value)


def _variable(words: str) -> str:
    """The environment variable of a command and an option."""
    return f"{_PREFIX}_{words}".upper().replace("-", "_").replace(" ", "_")


def _key(parameter: click.Parameter) -> str:
    """The name of a parameter in the file: that of the option, without hyphens in front."""
    return _option(parameter).removeprefix("--")


def _option(parameter: click.Parameter) -> str:
    long = (one for one in parameter.opts if one.startswith("--"))
    return next(long, str(parameter.name))

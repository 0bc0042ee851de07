"""The page of the commands, from what click knows of them."""

from __future__ import annotations

import html
import inspect
import re
from collections.abc import Iterator

import click

from contracts.cli.main import cli

_INTRODUCTION = """# Commands

Every option can also be set in `pyproject.toml` or in the environment, except `--allow`: see
[Options for a project](../settings.md). `uc-contracts COMMAND --help` prints what stands here.
"""


def commands_page() -> str:
    """Every command that is shown, with its arguments and options."""
    context = click.Context(cli, info_name="uc-contracts")
    parts = [_INTRODUCTION, "\n".join(_exits())]
    for name in cli.list_commands(context):
        command = cli.get_command(context, name)
        if command is not None and not command.hidden:
            parts.append("\n".join(_command(name, command, context)))
    return "\n".join(parts)


def _exits() -> Iterator[str]:
    text = " ".join((cli.help or "").split())
    codes = re.search(r"Exit codes: (.*)\.", text)
    if codes:
        yield "| exit code | means |\n| --- | --- |"
        for one in codes[1].split(";"):
            code, _, meaning = one.strip().partition(" ")
            yield f"| {code} | {meaning} |"
        yield ""


def _command(name: str, command: click.Command, parent: click.Context) -> Iterator[str]:
    context = click.Context(command, info_name=name, parent=parent)
    yield f"## uc-contracts {name} {{ #{name.replace(' ', '-')} }}\n"
    usage = " ".join([context.command_path, *command.collect_usage_pieces(context)])
    yield f"```text\n{usage}\n```\n"
    yield f"{_text(command.help)}\n"
    if command.epilog:
        yield f"```text\n{inspect.cleandoc(command.epilog).replace(chr(8), '').strip()}\n```\n"
    options = [one for one in command.params if isinstance(one, click.Option) and not one.hidden]
    if options:
        yield "| option | effect |\n| --- | --- |"
        for one in options:
            yield "| " + " | ".join(_option(one, context)) + " |"
        yield ""
    if isinstance(command, click.Group):
        for under in command.list_commands(context):
            found = command.get_command(context, under)
            if found is not None and not found.hidden:
                yield from _command(f"{name} {under}", found, parent)


def _option(option: click.Option, context: click.Context) -> tuple[str, str]:
    names, text = option.get_help_record(context) or (", ".join(option.opts), "")
    names = html.escape(names).replace("|", "&#124;")
    return f"<code>{names}</code>", _text(text).replace("|", "\\|").replace("\n", " ")


def _text(text: str | None) -> str:
    """A help text as Markdown: its paragraphs, and what it names in angle brackets left alone."""
    cleaned = inspect.cleandoc(text or "").replace("\b\n", "").replace("<", "&lt;")
    return cleaned.replace("*", "\\*")

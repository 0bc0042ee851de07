"""The commands, and how their errors become one line and an exit code."""

from __future__ import annotations

import difflib
import importlib
import sys
import traceback
from pathlib import Path

import click

from contracts import __version__
from contracts.cli.console import discard_output
from contracts.cli.exits import Exit
from contracts.cli.settings import settings
from contracts.model import ConfigurationError, EvidenceError

_COMMANDS = {
    "run": ("contracts.cli.run", "Judge one or more targets and write a report."),
    "init": ("contracts.cli.init", "Write a target file for a server."),
    "check": ("contracts.cli.check", "Check target files and probe the targets before a run."),
    "serve": ("contracts.cli.serve", "Serve conforming servers to write a client against."),
    "requirements": ("contracts.cli.requirements", "List the requirements of the documents."),
    "explain": (
        "contracts.cli.explain",
        "Explain a requirement, an ambiguity, a fault or a liberty.",
    ),
    "spec": ("contracts.cli.spec", "Print or copy OpenAPI files, XSDs and JSON Schemas."),
    "judge": ("contracts.cli.judge", "Judge recorded traffic in place of a test run."),
    "proxy": ("contracts.cli.proxy", "Stand before a server, and judge what passes."),
    "report": ("contracts.cli.report", "Rewrite the report of a recorded run."),
    "compare": ("contracts.cli.compare", "Show what changed between two runs."),
    "index": ("contracts.cli.index", "Write a page that lists all runs in a folder."),
    "ingest": ("contracts.cli.ingest", "Put recorded runs into a store."),
    "history": ("contracts.cli.history", "Show how a requirement or a target fared over time."),
    "accept": ("contracts.cli.accept", "Accept what a run of the store found."),
    "hub": ("contracts.cli.hub", "Serve pages and a JSON API over a store."),
    "matrix": ("contracts.cli.matrix", "Show runs side by side: requirements by targets."),
    "fleet": ("contracts.cli.fleet", "Judge many targets over many workers, from one file."),
    "cleanup": ("contracts.cli.cleanup", "Remove what a run left behind on its targets."),
    "new": ("contracts.cli.new", "Write a kit: an API of your own, by its OpenAPI document."),
    "lint": ("contracts.cli.lint", "Say what is wrong with kits, by file and line."),
    "prove": ("contracts.cli.prove", "Prove that a kit's tests find what is wrong."),
    "sensitivity": ("contracts.cli.sensitivity", "Say what a run would have noticed."),
    "completion": ("contracts.cli.completion", "Print a completion script for bash, zsh or fish."),
}


class _Lazy(click.Group):
    """A group whose commands are imported when they are asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """The commands in the order of use."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command of that name, if there is one."""
        if cmd_name not in _COMMANDS:
            return None
        command = importlib.import_module(_COMMANDS[cmd_name][0]).command
        if not isinstance(command, click.Command):
            msg = f"{cmd_name} is no command"
            raise TypeError(msg)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """The command that is meant; for one that there is not, the nearest is named."""
        name = args[0]
        if name in _COMMANDS or name.startswith("-"):
            return super().resolve_command(ctx, args)
        close = difflib.get_close_matches(name, _COMMANDS, 1, 0.5)
        hint = f"did you mean {close[0]!r}?" if close else f"commands: {', '.join(_COMMANDS)}"
        msg = f"no such command {name!r}; {hint}"
        raise click.UsageError(msg)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """List the commands without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, text) for name, (_, text) in _COMMANDS.items()])


@click.group(cls=_Lazy, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="uc-contracts")
def cli() -> None:
    """Check implementations of five vendor APIs, or of one of your own, against their documents.

    Start with `uc-contracts run`: it judges the reference servers that come with the suite.
    Then try a server of your own: `uc-contracts run --api uptivity --url http://host:2012`.
    An API that does not ship: `uc-contracts new NAME --openapi FILE`, then `--kit NAME`.

    Options may also be set in pyproject.toml ([tool.uc-contracts.run] depth = "quick") or in
    the environment (UC_CONTRACTS_RUN_DEPTH=quick).

    Exit codes: 0 nothing failed; 1 not conforming; 2 usage or configuration error; 3 could not be
    judged; 4 internal error, or a request was sent that was not allowed.
    """


def main() -> None:
    """Run the command line and exit with one of the codes 0 to 4."""
    try:
        code = cli.main(
            prog_name="uc-contracts",
            standalone_mode=False,
            default_map=settings(_commands, Path.cwd()),
        )
    except click.exceptions.NoArgsIsHelpError as help_wanted:
        click.echo(help_wanted.format_message())
        code = Exit.USAGE
    except click.ClickException as trouble:
        _say(trouble.format_message())
        code = Exit.USAGE
    except ConfigurationError as trouble:
        for line in trouble.lines:
            _say(line)
        code = Exit.USAGE
    except EvidenceError as trouble:
        _say(str(trouble))
        code = Exit.USAGE
    except (KeyboardInterrupt, click.Abort):
        _say("interrupted")
        code = Exit.UNJUDGED
    except (BrokenPipeError, SystemExit) as ended:  # click makes the one into the other, with 1
        if getattr(ended, "code", 1):  # 0: a shell has been told what it may complete
            discard_output()  # the reader has seen enough, as `head` has
        code = Exit.OK
    except Exception as trouble:  # noqa: BLE001 - whatever it is, it is the suite's own error
        traceback.print_exc()
        _say(f"internal error ({type(trouble).__name__}); this is a fault of the suite, not yours")
        code = Exit.SUITE
    sys.exit(int(code or 0))


def _commands() -> dict[str, click.Command]:
    """All commands, by name."""
    context = click.Context(cli)
    found = ((name, cli.get_command(context, name)) for name in _COMMANDS)
    return {name: command for name, command in found if command is not None}


def _say(text: str) -> None:
    click.echo(f"uc-contracts: {' '.join(text.split())}", err=True)

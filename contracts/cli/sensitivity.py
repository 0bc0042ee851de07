"""`uc-contracts sensitivity`."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from contracts.cli.asking import targets_asked
from contracts.cli.exits import Exit
from contracts.cli.settings import Command

_SAMPLE = 100
_EXAMPLES = """\b
Examples:
  uc-contracts sensitivity lab.toml
  uc-contracts sensitivity --api voss --sample 40          the embedded server
  uc-contracts sensitivity lab.toml --sample all --budget 30 --fail-under 70
"""


@click.command("sensitivity", cls=Command, epilog=_EXAMPLES)
@targets_asked("look at")
@click.option(
    "--depth",
    type=click.Choice(["quick", "standard", "thorough"]),
    default="quick",
    show_default=True,
    help="How many test cases are generated in the run.",
)
@click.option(
    "--sample",
    default=str(_SAMPLE),
    metavar="N|all",
    show_default=True,
    help="How many mutants are tried; they are spread over the requirements.",
)
@click.option("--seed", type=click.IntRange(0), metavar="N", help="Which mutants come first.")
@click.option(
    "--budget",
    type=click.FloatRange(0, min_open=True),
    metavar="MINUTES",
    help="Stop after this many minutes of trying; what is known by then is reported.",
)
@click.option(
    "--most",
    type=click.IntRange(0),
    metavar="N",
    help="Send at most so many requests after the run. By default half as many as the run sent, "
    "five times as many where writing is allowed, and 200 at least.",
)
@click.option(
    "--allow",
    type=click.Choice(["read", "write"]),
    help="Which requests may be sent, as for `run`.",
)
@click.option(
    "--fail-under",
    type=click.FloatRange(0, 100),
    metavar="PERCENT",
    help="End with 1 where the run would have noticed less.",
)
@click.option(
    "--report-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder for the report; reports/<time>-<target> by default.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The output format.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many targets are looked at side by side; by default as many as there are processors.",
)
@click.option("-q", "--quiet", is_flag=True, help="Show no progress.")
def command(  # noqa: PLR0913 - one for each option
    targets: tuple[Path, ...],
    apis: tuple[str, ...],
    url: str | None,
    select: tuple[str, ...],
    depth: str,
    sample: str,
    seed: int | None,
    budget: float | None,
    most: int | None,
    allow: str | None,
    fail_under: float | None,
    report_dir: Path | None,
    form: str,
    jobs: int | None,
    *,
    quiet: bool,
) -> Exit:
    """Say what a run would have noticed on this target, with this data.

    A run is made as ever. Then the answers of the target are changed on their way to the suite,
    one change at a time, and the tests that they concern judge again: a change that none of them
    notices would not be noticed if the target made it. What was answered in the run is used again,
    so that a target which is only read is hardly asked; where writing is allowed, each test that
    writes is made once more. Nothing that is changed is ever written.
    """
    # What judging needs takes a second to import; who asks for help does not wait for it.
    from contracts.cli.judging import Asked, judge  # noqa: PLC0415
    from contracts.cli.sensing import sample_of, shown  # noqa: PLC0415
    from contracts.cli.targets import target_options  # noqa: PLC0415
    from contracts.engine import Depth, RunOptions, SensitivityOptions, command_line  # noqa: PLC0415
    from contracts.model import Allow  # noqa: PLC0415

    named = target_options(targets, apis, url, allow=Allow(allow) if allow else None, dry_run=False)
    options = RunOptions(
        targets=named,
        select=select,
        depth=Depth(depth),
        seed=seed,
        report_dir=report_dir,
        command=command_line("uc-contracts", sys.argv[1:]),
        sensitivity=SensitivityOptions(sample_of(sample), budget, most),
    )
    folders: list[Path] = []
    asked = Asked(
        options, 1 if jobs == 1 else None, "none", quiet, at_once=jobs, made=folders.append
    )
    ended = judge(asked)
    return shown(ended, folders, form, fail_under)

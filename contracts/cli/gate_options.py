"""The options of what a gate makes of results, for commands that judge without a test run."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from contracts.model import TOLERABLE, FailOn

_OPTIONS = (
    click.option(
        "--fail-on",
        type=click.Choice([one.value for one in FailOn]),
        default=FailOn.MUST.value,
        show_default=True,
        help="What fails the gate: a mandatory requirement that fails; a recommended one as well; "
        "or anything short of conforming.",
    ),
    click.option(
        "--tolerate",
        multiple=True,
        type=click.Choice(TOLERABLE),
        help="Do not end with exit code 3 because mandatory requirements are inconclusive.",
    ),
    click.option(
        "--baseline",
        type=click.Path(path_type=Path, dir_okay=False),
        metavar="FILE",
        help="A YAML file of known failures, waivers and flaky requirements.",
    ),
)


def gate_options(command: Any) -> Any:
    """A command with `--fail-on`, `--tolerate` and `--baseline`."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command

"""`uc-contracts run`."""

from __future__ import annotations

import os
from collections.abc import Sequence
from fnmatch import fnmatchcase
from pathlib import Path

import click
import pytest
from rich.console import Console

from contracts import apis, reference
from contracts.catalogue import conformance_dir, load, nearest
from contracts.cli.exits import Exit, FailOn, exit_code
from contracts.cli.progress import Progress
from contracts.model import Allow, ConfigurationError
from contracts.plugin.options import Depth
from contracts.plugin.running import RUN, run_folder
from contracts.report import render
from contracts.targets import from_address, read_target

_PLUGINS = ("contracts.plugin", "pytest_metadata.plugin", "pytest_html.plugin")


@click.command("run")
@click.argument("targets", nargs=-1, metavar="[TARGET.toml]...", type=click.Path(path_type=Path))
@click.option(
    "--api",
    "api",
    multiple=True,
    metavar="API",
    help="The API of --url; or, without a target, which embedded servers to judge.",
)
@click.option("--url", metavar="URL", help="The base URL of a target, where no file is needed.")
@click.option(
    "--select",
    multiple=True,
    metavar="PATTERN",
    help="Only requirements whose id matches, like 'UPT-ID-*'; repeatable.",
)
@click.option(
    "--depth",
    type=click.Choice([one.value for one in Depth]),
    default=Depth.STANDARD.value,
    show_default=True,
    help="How much is generated.",
)
@click.option("--explore", is_flag=True, help="Random requests, new ones every time; never gates.")
@click.option(
    "--seed", type=click.IntRange(0), help="Seed of all that is generated; 0 when left out."
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    default=1,
    show_default=True,
    help="Processes that share the work.",
)
@click.option(
    "--allow",
    type=click.Choice([one.value for one in Allow]),
    help="What may be sent: only reading requests, or writing ones too.",
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in FailOn]),
    default=FailOn.MUST.value,
    show_default=True,
    help="What the exit code stops at.",
)
@click.option(
    "--report-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="This run's folder; reports/<time>-<target> when left out.",
)
@click.option("--quiet", "-q", is_flag=True, help="No progress, only the outcome.")
def command(  # noqa: PLR0913 - one for each option
    targets: tuple[Path, ...],
    api: tuple[str, ...],
    url: str | None,
    select: tuple[str, ...],
    depth: str,
    explore: bool,  # noqa: FBT001 - a flag of the command line
    seed: int | None,
    jobs: int,
    allow: str | None,
    fail_on: str,
    report_dir: Path | None,
    quiet: bool,  # noqa: FBT001 - a flag of the command line
) -> Exit:
    """Judge targets by what their documents say, and write a report.

    Without TARGET and --url the reference servers that come with the suite are judged.
    """
    wanted = _apis(targets, api, url)
    _check_select(select, wanted)
    given = [f"--target={path}" for path in targets]
    given += [f"--target-url={api[0]}={url}"] if url else [f"--api={one}" for one in api]
    labels = [path.stem for path in targets] or list(api)
    folder = run_folder(report_dir, labels)
    options = [
        *given,
        *(f"--select={one}" for one in select),
        f"--depth={depth}",
        f"--report-dir={folder}",
        *(["--explore"] if explore else []),
        *([f"--seed={seed}"] if seed is not None else []),
        *([f"--allow={allow}"] if allow else []),
    ]
    return _judge(
        [conformance_dir() / one for one in wanted],
        options,
        folder,
        jobs,
        FailOn(fail_on),
        quiet=quiet,
    )


def _apis(targets: tuple[Path, ...], api: tuple[str, ...], url: str | None) -> list[str]:
    """The APIs that the run is about. Raises ConfigurationError for what cannot be meant."""
    for one in api:
        if one not in apis.available():
            msg = f"--api: unknown API {one!r}{nearest(one, apis.available())}"
            raise ConfigurationError(msg)
    if url is not None and len(api) != 1:
        msg = (
            "--url needs to know what it is an address of: give --api once, such as --api uptivity"
        )
        raise ConfigurationError(msg)
    if url is not None and targets:
        msg = "--url and target files exclude each other; write the address into a file"
        raise ConfigurationError(msg)
    if targets and api:
        msg = "--api and target files exclude each other; each file names its API"
        raise ConfigurationError(msg)
    if url is not None:
        return [from_address(api[0], url).api]
    if targets:
        return sorted({_known(path) for path in targets})
    return list(api) or [one for one in apis.available() if one in reference.available()]


def _known(path: Path) -> str:
    api = read_target(path).api
    if api not in apis.available():
        msg = f"{path}: target.api: there are no tests for {api!r} in this release"
        raise ConfigurationError(msg)
    return api


def _check_select(select: tuple[str, ...], wanted: list[str]) -> None:
    known = [one for api in wanted for one in load(api).catalogue.requirements]
    for pattern in select:
        if not any(fnmatchcase(one, pattern) for one in known):
            hint = nearest(pattern, known) if len(known) < 1 else _hint(pattern, known)
            msg = f"--select: no requirement of {', '.join(wanted)} matches {pattern!r}{hint}"
            raise ConfigurationError(msg)


def _hint(pattern: str, known: list[str]) -> str:
    found = nearest(pattern, known)
    return found if "did you mean" in found else "; `uc-contracts requirements` lists them"


def _judge(  # noqa: PLR0913 - what the command line gave
    folders: Sequence[Path],
    options: list[str],
    folder: Path,
    jobs: int,
    fail_on: FailOn,
    *,
    quiet: bool,
) -> Exit:
    """Run pytest in a world of its own, show what came of it, and say how it ends."""
    for foreign in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):
        os.environ.pop(foreign, None)
    os.environ["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"
    plugins = [*_PLUGINS, *(["xdist.plugin"] if jobs > 1 else [])]
    home = conformance_dir()
    arguments = [
        *(str(one) for one in folders),
        f"--config-file={home / 'run.ini'}",
        f"--rootdir={home}",
        "--noconftest",
        "-pno:cacheprovider",
        *(f"-p{name}" for name in plugins),
        *([f"-n{jobs}", "--maxprocesses=64"] if jobs > 1 else []),
        f"--html={folder / 'tests.html'}",
        "--self-contained-html",
        *options,
    ]
    console = Console(highlight=False)
    progress = Progress(Console(stderr=True, highlight=False), quiet=quiet)
    try:
        ended = pytest.main(arguments, plugins=[progress])
    finally:
        progress.close()
    for text in progress.troubles:
        click.echo(text, err=True)
    run = progress.config.stash.get(RUN, None) if progress.config else None
    if run is None or run.results is None:
        return (
            Exit.USAGE
            if ended == pytest.ExitCode.USAGE_ERROR and not progress.troubles
            else Exit.SUITE
        )
    render(run.results, console)
    console.print(f"Report: {folder / 'conformance.html'}", markup=False, soft_wrap=True)
    if progress.troubles or ended in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}:
        return Exit.SUITE
    return exit_code(run.results, fail_on)

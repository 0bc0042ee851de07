"""A run of the suite: pytest in a world of its own, and what came of it."""

from __future__ import annotations

import shlex
import shutil
import sys
import tempfile
from collections.abc import Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from pathlib import Path

import click
import msgspec
import pytest

from contracts import apis, reference
from contracts.catalogue import conformance_dir, load, nearest
from contracts.cli.console import Output
from contracts.cli.exits import Exit, FailOn, exit_code
from contracts.cli.gating import entries_before, rewrite
from contracts.cli.progress import Progress
from contracts.cli.rehearsal import show
from contracts.cli.world import own_world
from contracts.model import BaselineEntry, ConfigurationError, Results, Target
from contracts.plugin.folder import run_folder
from contracts.plugin.running import RUN
from contracts.plugin.selecting import parted
from contracts.report import one_line, render, visible
from contracts.targets import from_address, read_target

_PLUGINS = ("contracts.plugin", "pytest_metadata.plugin", "pytest_html.plugin")


class Asked(msgspec.Struct, frozen=True):
    """What the command line asks for; `options` are passed to the plugin as they are."""

    targets: tuple[Path, ...] = ()
    apis: tuple[str, ...] = ()
    url: str | None = None
    select: tuple[str, ...] = ()
    report_dir: Path | None = None
    jobs: int = 1
    fail_on: FailOn = FailOn.MUST
    quiet: bool = False
    dry_run: bool = False
    baseline: Path | None = None
    update_baseline: bool = False
    options: tuple[str, ...] = ()


def judge(asked: Asked) -> Exit:
    """Make the run. Raises ConfigurationError for what cannot be meant, before sending anything."""
    wanted = _apis(asked)
    _check_select(asked.select, wanted, [path.stem for path in asked.targets] or wanted)
    before = entries_before(asked.baseline, update=asked.update_baseline)
    labels = [path.stem for path in asked.targets] or list(asked.apis)
    folder = Path() if asked.dry_run else run_folder(asked.report_dir, labels)
    if asked.url:
        given = [f"--target-url={asked.apis[0]}={asked.url}"]
    else:
        given = [f"--target={path}" for path in asked.targets]
        given += [f"--api={one}" for one in asked.apis]
    options = [
        *given,
        *(f"--select={one}" for one in asked.select),
        *asked.options,
        *_held_against(asked),
        f"--command-line={shlex.join(['uc-contracts', *sys.argv[1:]])}",
    ]
    folders = [conformance_dir() / one for one in wanted]
    if asked.dry_run:
        return _rehearse(folders, [*options, "--rehearse"], asked)
    return run_tests(folders, options, folder, asked, before)


def _rehearse(folders: Sequence[Path], options: Sequence[str], asked: Asked) -> Exit:
    """Make the run over embedded servers in place of the targets, and say what it sent."""
    with tempfile.TemporaryDirectory(prefix="uc-contracts-") as name:
        alone = msgspec.structs.replace(asked, jobs=1)
        made = _run_pytest(folders, options, Path(name), alone)
        if isinstance(made, Exit):
            return made
        rates = {path.stem: read_target(path).limits.rate for path in asked.targets}
        show(Path(name), made.results, made.targets, rates)
    return Exit.SUITE if made.broken else Exit.OK


def _held_against(asked: Asked) -> list[str]:
    if asked.baseline is None or asked.update_baseline:
        return []
    return [f"--baseline-file={asked.baseline}"]


def _apis(asked: Asked) -> list[str]:
    """The APIs that the run is about. Raises ConfigurationError for what cannot be meant."""
    for one in asked.apis:
        if one not in apis.available():
            msg = f"--api: unknown API {one!r}{nearest(one, apis.available())}"
            raise ConfigurationError(msg)
    if asked.url is not None and len(asked.apis) != 1:
        msg = (
            "--url needs to know what it is an address of: give --api once, such as --api uptivity"
        )
        raise ConfigurationError(msg)
    if asked.url is not None and asked.targets:
        msg = "--url and target files exclude each other; write the address into a file"
        raise ConfigurationError(msg)
    if asked.targets and asked.apis:
        msg = "--api and target files exclude each other; each file names its API"
        raise ConfigurationError(msg)
    if asked.url is not None:
        target = from_address(asked.apis[0], asked.url)
        apis.find(target.api).hold_reachable(target)
        return [target.api]
    if asked.targets:
        return sorted({_known(path) for path in asked.targets})
    return sorted(set(asked.apis)) or [a for a in apis.available() if a in reference.available()]


def _known(path: Path) -> str:
    target = read_target(path)
    api = target.api
    if api not in apis.available():
        msg = f"{path}: target.api: there are no tests for {api!r} in this release"
        raise ConfigurationError(msg)
    apis.find(api).hold_reachable(target)
    return api


def _check_select(select: tuple[str, ...], wanted: list[str], targets: list[str]) -> None:
    known = [one for api in wanted for one in load(api).catalogue.requirements]
    for selector in select:
        target, pattern = parted(selector)
        if target and target not in targets:
            msg = f"--select {selector!r}: no target is called {target!r}{nearest(target, targets)}"
            raise ConfigurationError(msg)
        if not any(fnmatchcase(one, pattern) for one in known):
            found = nearest(pattern, known)
            if "did you mean" not in found:
                found = "; `uc-contracts requirements` lists them"
            msg = f"--select: no requirement of {', '.join(wanted)} matches {pattern!r}{found}"
            raise ConfigurationError(msg)


def run_tests(
    folders: Sequence[Path],
    options: Sequence[str],
    folder: Path,
    asked: Asked,
    before: Sequence[BaselineEntry] = (),
) -> Exit:
    """Run the tests in `folders`, show what came of them, and say how it ends.

    `before` are the entries of a baseline that is going to be rewritten.
    """
    made = _run_pytest(folders, options, folder, asked)
    if isinstance(made, Exit):
        return made
    console = Output()
    results, said = made.results, ""
    if asked.baseline is not None and asked.update_baseline:
        results, said = rewrite(asked.baseline, before, results, folder)
    render(results, console)
    if said:
        console.print(one_line(said), markup=False, soft_wrap=True)
    if results.suite.explore:
        seed = results.suite.seed
        console.print(f"Explored with seed {seed}; --seed {seed} sends the same again.")
    console.print(f"Report: {folder / 'conformance.html'}", markup=False, soft_wrap=True)
    if made.broken:
        return Exit.SUITE
    return exit_code(results, asked.fail_on)


class _Made(msgspec.Struct, frozen=True):
    """A run that was made. `broken`: the suite itself had trouble with it."""

    results: Results
    targets: tuple[Target, ...]
    broken: bool


def _run_pytest(
    folders: Sequence[Path], options: Sequence[str], folder: Path, asked: Asked
) -> _Made | Exit:
    """Have pytest make the run, in a world of its own; or how it ends that there is none."""
    home = conformance_dir()
    plugins = [*_PLUGINS, *(["xdist.plugin"] if asked.jobs > 1 else [])]
    arguments = [
        *(str(one) for one in folders),
        f"--config-file={home / 'run.ini'}",
        f"--rootdir={home}",
        "--noconftest",
        "-pno:cacheprovider",
        *(f"-p{name}" for name in plugins),
        *([f"-n{asked.jobs}", f"--maxprocesses={asked.jobs}"] if asked.jobs > 1 else []),
        f"--html={folder / 'tests.html'}",
        "--self-contained-html",
        f"--report-dir={folder}",
        *options,
    ]
    progress = Progress(Output(stderr=True), quiet=asked.quiet)
    made = _missing(folder)
    try:
        with own_world():
            ended = pytest.main(arguments, plugins=[progress])
    finally:
        progress.close()
    if progress.refused is not None:
        _discard(folder, made)
        raise progress.refused
    for text in progress.troubles:
        click.echo(visible(text), err=True)
    run = progress.config.stash.get(RUN, None) if progress.config else None
    if run is None or run.results is None:
        usage = ended == pytest.ExitCode.USAGE_ERROR and not progress.troubles
        if ended == pytest.ExitCode.INTERRUPTED and not progress.troubles:
            _discard(folder, made)
            raise KeyboardInterrupt
        return Exit.USAGE if usage else Exit.SUITE
    crashed = ended in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}
    return _Made(run.results, run.targets, bool(progress.troubles) or crashed)


def _missing(folder: Path) -> list[Path]:
    """The folders that have to be made for `folder` to be there, the innermost first."""
    return [path for path in (folder, *folder.parents) if not path.exists()]


def _discard(folder: Path, made: list[Path]) -> None:
    """Take back the folder of a run that did not begin, as far as the run made it."""
    for path in made:
        if path == folder:
            shutil.rmtree(path, ignore_errors=True)
        else:
            with suppress(OSError):
                path.rmdir()  # unless another run has begun in it meanwhile

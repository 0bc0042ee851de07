"""A run of the suite: pytest in a world of its own, and what came of it."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from fnmatch import fnmatchcase
from importlib.resources import files
from pathlib import Path

import click
import msgspec
import pytest

from contracts.catalogue import conformance_dir, load, nearest, suites_of
from contracts.cli.console import Output
from contracts.cli.dry_run import show
from contracts.cli.environment import isolated_environment, lasting
from contracts.cli.gating import catalogues_of, entries_before, rewrite
from contracts.cli.progress import Progress
from contracts.engine import (
    Handover,
    Hold,
    RunOptions,
    named_targets,
    names_test,
    parted,
    run_folder,
)
from contracts.model import BaselineEntry, ConfigurationError, Decision, Exit, Results, Target
from contracts.report import one_line, render, results_json, visible, write_reports
from contracts.targets import read_target

_STYLE = files("contracts.report") / "templates" / "tests.css"
_HTML_PLUGINS = ("pytest_metadata.plugin", "pytest_html.plugin")


class Asked(msgspec.Struct, frozen=True):
    """What the command line asks for: a run by `options`, in `jobs` processes, shown as `form`.

    Without `jobs` several targets are judged at the same time, where that can be. `form` is
    `text`, `json` or `none`. `hold` holds the results against what is known, in place of a
    baseline, and `made` is told the folder of a run once its reports are written. `at_once` is how
    many targets are judged at the same time at most.
    """

    options: RunOptions = RunOptions()
    jobs: int | None = None
    form: str = "text"
    quiet: bool = False
    update_baseline: bool = False
    hold: Hold | None = None
    made: Callable[[Path], None] | None = None
    at_once: int | None = None


def judge(asked: Asked) -> Exit:
    """Make the run. Raises ConfigurationError for what cannot be meant, before sending anything."""
    options = asked.options
    targets = options.targets
    named = named_targets(targets)
    wanted = sorted(set(named.values()))
    _check_select(options.select, wanted, list(named))
    before = entries_before(options.baseline, update=asked.update_baseline)
    folders = list(dict.fromkeys(folder for one in wanted for folder in suites_of(one)))
    if targets.dry_run:
        return _dry_run(folders, asked)
    folder = run_folder(options.report_dir, targets.labels)
    return run_tests(folders, folder, asked, before)


def _dry_run(folders: Sequence[Path], asked: Asked) -> Exit:
    """Make the run over embedded servers in place of the targets, and say what it sent."""
    with tempfile.TemporaryDirectory(prefix="uc-contracts-") as name:
        alone = msgspec.structs.replace(asked, jobs=1)
        made = _run_pytest(folders, Path(name), alone)
        if isinstance(made, Exit):
            return made
        rates = {path.stem: read_target(path).limits.rate for path in asked.options.targets.files}
        show(Path(name), made.results, made.targets, rates)
    return Exit.SUITE if made.broken else Exit.OK


def _check_select(select: tuple[str, ...], wanted: list[str], targets: list[str]) -> None:
    known = [one for api in wanted for one in load(api).catalogue.requirements]
    for selector in select:
        target, pattern = parted(selector)
        if target and target not in targets:
            msg = f"--select {selector!r}: no target is called {target!r}{nearest(target, targets)}"
            raise ConfigurationError(msg)
        if not names_test(pattern) and not any(fnmatchcase(one, pattern) for one in known):
            found = nearest(pattern, known)
            if "did you mean" not in found:
                found = "; `uc-contracts requirements` lists them"
            msg = f"--select: no requirement of {', '.join(wanted)} matches {pattern!r}{found}"
            raise ConfigurationError(msg)


def run_tests(
    folders: Sequence[Path],
    folder: Path,
    asked: Asked,
    before: Sequence[BaselineEntry] = (),
) -> Exit:
    """Run the tests in `folders`, show what came of them, and say how it ends.

    `before` are the entries of a baseline that is going to be rewritten.
    """
    made = _run_pytest(folders, folder, asked)
    if isinstance(made, Exit):
        return made
    results, said = made.results, ""
    baseline = asked.options.baseline
    if baseline is not None and asked.update_baseline:
        results, said = rewrite(before, results, folder, asked.options)
    if made.broken or results.decision is None:
        broken = Decision(Exit.SUITE, "the suite broke down")
        results = msgspec.structs.replace(results, decision=broken)
        only = ("results.json",) if asked.options.only_results else ()
        write_reports(folder, results, catalogues_of(results), only=only)
    assert results.decision is not None  # noqa: S101 - see above
    if asked.made is not None:
        asked.made(folder)
    if asked.form == "none":
        return results.decision.exit
    if asked.form == "json":
        click.echo(b"".join(results_json(results)), nl=False)
    else:
        _show(results, folder, said, asked)
    return results.decision.exit


def _show(results: Results, folder: Path, said: str, asked: Asked) -> None:
    """Print what came of a run; its last line says what the gate decided, and why."""
    console = Output()
    render(results, console)
    if said:
        console.print(one_line(said), markup=False, soft_wrap=True)
    if results.suite.explore:
        seed = results.suite.seed
        console.print(f"Explored with seed {seed}; --seed {seed} sends the same again.")
    page = "results.json" if asked.options.only_results else "conformance.html"
    console.print(f"Report: {folder / page}", markup=False, soft_wrap=True)
    console.print(one_line(str(results.decision)), markup=False, soft_wrap=True)


class _Made(msgspec.Struct, frozen=True):
    """A run that was made. `broken`: the suite itself had trouble with it."""

    results: Results
    targets: tuple[Target, ...]
    broken: bool


def _run_pytest(folders: Sequence[Path], folder: Path, asked: Asked) -> _Made | Exit:
    """Have pytest make the run, in a world of its own; or how it ends that there is none."""
    home = conformance_dir()
    bare = asked.options.only_results
    plugins = [
        "contracts.plugin",
        *([] if bare else _HTML_PLUGINS),
        *(["xdist.plugin"] if (asked.jobs or 1) > 1 else []),
    ]
    arguments = [
        *(str(one) for one in folders),
        f"--config-file={home / 'run.ini'}",
        f"--rootdir={home}",
        "--noconftest",
        "--continue-on-collection-errors",  # a file that cannot be read costs nothing else
        "--capture=sys",  # which is a process's own, also where it is forked
        "-pno:cacheprovider",
        *(f"-p{name}" for name in plugins),
        *([f"-n{asked.jobs}", f"--maxprocesses={asked.jobs}"] if (asked.jobs or 1) > 1 else []),
        *(
            []
            if bare
            else [f"--html={folder / 'tests.html'}", "--self-contained-html", f"--css={_STYLE}"]
        ),
    ]
    handover = Handover(_options(folder, asked), side_by_side=asked.jobs is None, hold=asked.hold)
    progress = Progress(Output(stderr=True), quiet=asked.quiet)
    handover.at_once = asked.at_once
    handover.tell, handover.progress = progress.tell, progress.step
    made = _missing(folder)
    try:
        with isolated_environment(), lasting():
            ended = pytest.main(arguments, plugins=[progress, handover])
    finally:
        progress.close()
    _fit_phones(folder / "tests.html")
    if progress.refused is not None:
        _discard(folder, made)
        raise progress.refused
    for text in progress.troubles:
        click.echo(visible(text), err=True)
    run = handover.run
    if run is None or run.results is None:
        usage = ended == pytest.ExitCode.USAGE_ERROR and not progress.troubles
        if ended == pytest.ExitCode.INTERRUPTED and not progress.troubles:
            _discard(folder, made)
            raise KeyboardInterrupt
        return Exit.USAGE if usage else Exit.SUITE
    crashed = ended in {pytest.ExitCode.INTERNAL_ERROR, pytest.ExitCode.USAGE_ERROR}
    return _Made(run.results, run.targets, bool(progress.troubles) or crashed)


def _fit_phones(page: Path) -> None:
    """Have a phone show the page of pytest-html in its own width, which that does not ask for."""
    with suppress(OSError):
        text = page.read_text("utf-8")
        asked = '<meta name="viewport" content="width=device-width, initial-scale=1">'
        page.write_text(text.replace("<head>", f"<head>{asked}", 1), "utf-8")


def _options(folder: Path, asked: Asked) -> RunOptions:
    """The options of the run itself, which holds nothing against a baseline to be rewritten."""
    options = msgspec.structs.replace(asked.options, report_dir=folder)
    return msgspec.structs.replace(options, baseline=None) if asked.update_baseline else options


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

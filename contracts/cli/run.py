"""`uc-contracts run`."""

from __future__ import annotations

import sys
from contextlib import suppress
from pathlib import Path

import click

from contracts.cli.asking import targets_asked
from contracts.cli.names import web_address
from contracts.cli.settings import Command, is_from_project
from contracts.model import TOLERABLE, ConfigurationError, Exit, FailOn
from contracts.model.places import STORE

# What judging needs takes a second to import; who asks for help does not wait for it.
_DEPTHS = ("quick", "standard", "thorough")
_ALLOWED = ("read", "write")
_EXAMPLES = """\b
Examples:
  uc-contracts run                                         the embedded servers
  uc-contracts run --api uptivity --url http://host:2012   a server by its address
  uc-contracts run lab.toml                                a server described by a target file
"""


@click.command("run", cls=Command, epilog=_EXAMPLES)
@targets_asked("judge")
@click.option(
    "--last-failed",
    is_flag=True,
    help="Judge only what failed or was inconclusive in the latest run of the same targets found "
    "among the reports; everything if nothing was.",
)
@click.option(
    "--wait",
    type=click.FloatRange(0, min_open=True),
    metavar="SECONDS",
    help="Wait up to this long for the targets to answer before the run.",
)
@click.option(
    "--depth",
    type=click.Choice(_DEPTHS),
    default="standard",
    show_default=True,
    help="How many test cases are generated.",
)
@click.option(
    "--explore",
    is_flag=True,
    help="Generate new random requests every time; never fails the gate.",
)
@click.option(
    "--seed",
    type=click.IntRange(0),
    metavar="N",
    help="The seed of everything generated; 0 by default, random with --explore.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 64),
    metavar="N",
    help="How many processes share the tests; a target that may be written to stays with one of "
    "them. By default one process per target, as many at a time as there are processors.",
)
@click.option(
    "--allow",
    type=click.Choice(_ALLOWED),
    help="Which requests may be sent: only those that read, or also those that write. By default "
    "what the target file says, otherwise read; a server on this machine that describes itself at "
    "/.well-known/uc-contracts.json may be written to.",
)
@click.option(
    "--fail-on",
    type=click.Choice([one.value for one in FailOn]),
    default=FailOn.MUST.value,
    show_default=True,
    help="What fails the gate: a mandatory requirement that fails; a recommended one as well; or "
    "anything short of conforming.",
)
@click.option(
    "--tolerate",
    multiple=True,
    type=click.Choice(TOLERABLE),
    help="Do not end with exit code 3 because mandatory requirements are inconclusive.",
)
@click.option(
    "--budget",
    type=click.FloatRange(0, min_open=True),
    metavar="MINUTES",
    help="Stop judging after this many minutes. Mandatory requirements come first; what is not "
    "reached is reported as not tested.",
)
@click.option(
    "--sensitivity",
    is_flag=True,
    help="After the run, try 100 mutants of the target between it and the tests, and report what "
    "the run would have noticed; `uc-contracts sensitivity` has the options of that.",
)
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="A YAML file of known failures, waivers and flaky requirements, each with a reason and an "
    "owner. Any other failure gives exit code 1, and so does an entry whose requirement passes.",
)
@click.option(
    "--update-baseline",
    is_flag=True,
    help="Rewrite the baseline to match this run; reasons and owners are kept.",
)
@click.option(
    "--against-store",
    is_flag=True,
    help="In place of a baseline: fail at what is worse than in the last accepted run of the same "
    "target in the store (see `uc-contracts accept`).",
)
@click.option(
    "--report-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder for the report; reports/<time>-<target> by default.",
)
@click.option(
    "--store",
    "store_url",
    type=click.Path(),  # or an address
    is_flag=False,
    flag_value="",
    metavar="[URL]",
    help="Put the run into a store at its end: the SQLite file or the address of PostgreSQL given, "
    f"otherwise what UC_CONTRACTS_STORE names, otherwise {STORE}.",
)
@click.option(
    "--docs-url",
    metavar="URL",
    callback=web_address,
    help="Where the documentation of the requirements is: reports link there. The address of a "
    "built site, or a pattern such as https://docs.example/{api}#{id}.",
)
@click.option(
    "--dry-run",
    is_flag=True,
    help="Send nothing to the target; rehearse with the embedded server of its API, and show what "
    "would be sent, how many requests may change data, and what cannot be tested.",
)
@click.option(
    "--only-results",
    is_flag=True,
    hidden=True,  # for the self-proof and benches, which start hundreds of runs
    help="Write results.json and no other report.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print on standard output: a summary, or results.json.",
)
@click.option("--quiet", "-q", is_flag=True, help="Print no progress, only the outcome.")
def command(  # noqa: PLR0913 - one for each option
    targets: tuple[Path, ...],
    apis: tuple[str, ...],
    url: str | None,
    select: tuple[str, ...],
    last_failed: bool,  # noqa: FBT001 - a flag of the command line
    wait: float | None,
    depth: str,
    explore: bool,  # noqa: FBT001 - a flag of the command line
    seed: int | None,
    jobs: int | None,
    allow: str | None,
    fail_on: str,
    tolerate: tuple[str, ...],
    budget: float | None,
    sensitivity: bool,  # noqa: FBT001 - a flag of the command line
    baseline: Path | None,
    update_baseline: bool,  # noqa: FBT001 - a flag of the command line
    against_store: bool,  # noqa: FBT001 - a flag of the command line
    store_url: str | None,
    report_dir: Path | None,
    docs_url: str | None,
    dry_run: bool,  # noqa: FBT001 - a flag of the command line
    only_results: bool,  # noqa: FBT001 - a flag of the command line
    form: str,
    quiet: bool,  # noqa: FBT001 - a flag of the command line
) -> Exit:
    """Judge targets against their documents, and write a report.

    Without TARGET and --url, the reference servers that come with the suite are judged.
    """
    from contracts.cli.judging import Asked, judge  # noqa: PLC0415
    from contracts.cli.last_failed import last_failed as open_before  # noqa: PLC0415 - see above
    from contracts.cli.targets import target_options  # noqa: PLC0415
    from contracts.cli.waiting import wait_for  # noqa: PLC0415
    from contracts.engine import (  # noqa: PLC0415
        Depth,
        RunOptions,
        SensitivityOptions,
        command_line,
    )
    from contracts.model import Allow  # noqa: PLC0415
    from contracts.report import write_index  # noqa: PLC0415

    if (url or apis) and is_from_project("targets"):
        targets = ()  # the command line names others
    named = target_options(
        targets, apis, url, allow=Allow(allow) if allow else None, dry_run=dry_run
    )
    if last_failed:
        if select:
            msg = "--last-failed and --select exclude each other"
            raise ConfigurationError(msg)
        earlier = open_before(named, report_dir.parent if report_dir else Path("reports"))
        select = earlier.select
        click.echo(earlier.said, err=True)
    if wait is not None and not dry_run:
        wait_for(named, wait)
    options = RunOptions(
        targets=named,
        select=select,
        depth=Depth(depth),
        explore=explore,
        seed=seed,
        report_dir=report_dir,
        command=command_line("uc-contracts", sys.argv[1:]),
        baseline=baseline,
        budget=budget,
        fail_on=FailOn(fail_on),
        tolerate=tolerate,
        only_results=only_results,
        docs_url=docs_url or "",
        sensitivity=SensitivityOptions() if sensitivity and not dry_run else None,
    )
    _check_store(store_url, baseline, against_store=against_store)
    if sensitivity and (jobs or 1) > 1:
        msg = "--sensitivity takes all that a target was asked in one process: leave out --jobs"
        raise ConfigurationError(msg)
    asked = Asked(options, jobs, form, quiet, update_baseline=update_baseline)
    if dry_run or (store_url is None and not against_store):
        ended = judge(asked)
    else:
        from contracts.cli.storing import judge_and_store  # noqa: PLC0415 - where it is asked for

        ended = judge_and_store(asked, store_url, against=against_store)
    if report_dir is None and not dry_run and not only_results:
        with suppress(OSError):  # it lists reports; the run's own is written
            write_index(Path("reports"))
    return ended


def _check_store(store_url: str | None, baseline: Path | None, *, against_store: bool) -> None:
    if against_store and baseline is not None:
        msg = "--against-store takes the place of a baseline: leave out --baseline"
        raise ConfigurationError(msg)
    if store_url is not None and store_url.endswith(".toml"):
        msg = (
            f"--store {store_url}: that is a target file; put it before --store, or give the store "
            "an address"
        )
        raise ConfigurationError(msg)

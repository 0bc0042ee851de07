"""`uc-contracts prove`."""

from __future__ import annotations

import json
import os

import click

from contracts.cli.environment import cache_dir
from contracts.cli.exits import Exit
from contracts.cli.settings import Command

_MUTANTS = 60
_EXAMPLES = """\b
Examples:
  uc-contracts prove ./phone-book
  uc-contracts prove phone-book --fault list-lost
  uc-contracts prove ./phone-book --against http://localhost:8080 --allow write
"""


@click.command("prove", cls=Command, epilog=_EXAMPLES)
@click.argument("named", required=False, metavar="[KIT]")
@click.option(
    "--against",
    metavar="URL|TARGET.toml",
    help="A server to change, in place of the kit's reference server; it should conform.",
)
@click.option(
    "--allow",
    type=click.Choice(["read", "write"]),
    default="read",
    show_default=True,
    help="What may be sent to the server of --against URL.",
)
@click.option("--fault", "faults", multiple=True, metavar="ID", help="Only this fault; repeatable.")
@click.option(
    "--mutants",
    default=str(_MUTANTS),
    metavar="N|all",
    show_default=True,
    help="How many mutants of the OpenAPI documents and XSDs; 0 for none.",
)
@click.option("--match", default="", metavar="TEXT", help="Only mutants with this in their names.")
@click.option("--seed", type=int, default=0, metavar="N", help="Which of the mutants come first.")
@click.option("--changed", is_flag=True, help="Only what files that changed have a part in.")
@click.option("--jobs", type=click.IntRange(1), metavar="N", help="Runs side by side.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="The output format.",
)
def command(  # noqa: PLR0913 - one for each option
    named: str | None,
    against: str | None,
    allow: str,
    faults: tuple[str, ...],
    mutants: str,
    match: str,
    seed: int,
    *,
    changed: bool,
    jobs: int | None,
    form: str,
) -> Exit:
    """Prove that a kit's tests find what is wrong, and nothing else.

    A conforming server passes; servers that implement nothing pass no must; liberties fail
    nothing; each seeded fault is found by its requirement; mutants are found. KIT is the folder
    of a kit or its name.
    """
    # The reference servers take a while to import; who asks for help does not wait for it.
    from contracts.catalogue import load  # noqa: PLC0415
    from contracts.cli.proof_text import as_json, line_of, summary  # noqa: PLC0415
    from contracts.cli.proving import Proving, chosen, kit_of, trials_of  # noqa: PLC0415
    from contracts.selfproof import BAD, Remembered, strengths  # noqa: PLC0415

    kit = kit_of(named)
    trials = trials_of(kit, against, allow, jobs or 2 * (os.cpu_count() or 1))
    memory = None
    if against is None:
        memory = Remembered(kit, cache_dir() / "proofs" / f"{kit.name}.json")
        memory.load()
    proving = Proving(kit, trials, faults, memory)
    made = []
    tried, of_all = chosen(kit, mutants, match, seed)
    for trial in proving.made(tried, changed=changed):
        made.append(trial)
        if form == "text":
            click.echo(line_of(trial))
    if memory is not None:
        memory.save()
    found = strengths(load(kit.name).catalogue, made)
    if form == "json":
        click.echo(json.dumps(as_json(made, found), indent=2, ensure_ascii=False))
    elif not faults:
        click.echo("\n".join(summary(found, made)))
        click.echo(f"{len(tried)} of {of_all} mutants were tried (--mutants)")
        for line in proving.stale(made) if tried and len(tried) == of_all and not match else ():
            click.echo(line)
    wrong = any(one.outcome in BAD for one in made)
    return Exit.NOT_CONFORMING if wrong else Exit.OK

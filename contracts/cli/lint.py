"""`uc-contracts lint`."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

from contracts.cli.exits import Exit
from contracts.cli.kits import asked_kits
from contracts.cli.settings import Command

if TYPE_CHECKING:
    from contracts.lint import Problem


@click.command("lint", cls=Command)
@click.argument("named", nargs=-1, metavar="[KIT]…")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "sarif"]),
    default="text",
    show_default=True,
    help="The output format.",
)
def command(named: tuple[str, ...], form: str) -> Exit:
    """Say what is wrong with kits, all at once, by file and line; nothing is sent.

    KIT is the folder of a kit or the name of one; without any, those of --kit, or else all.
    """
    # Vocabularies and servers take a while to import; who asks for help does not wait for it.
    from contracts.catalogue import kits  # noqa: PLC0415
    from contracts.catalogue.kits import troubles  # noqa: PLC0415
    from contracts.lint import lint, said_of  # noqa: PLC0415

    found: list[Problem] = []
    names = [_name_of(one, found) for one in named] or asked_kits()
    if not names:
        for place, trouble in troubles().items():
            found += said_of(trouble, "kit", Path(place))
    chosen = [kits()[name] for name in names if name] if names else list(kits().values())
    for kit in chosen:
        found += lint(kit)
    shown = {"text": _text, "json": _json, "sarif": _sarif}[form](found)
    click.echo(shown, nl=False)
    if form == "text":
        count = f"{len(found)} problems" if len(found) != 1 else "1 problem"
        said = ", ".join(kit.name for kit in chosen) or "no kit"
        click.echo(f"{said}: {count if found else 'no problems'}", err=bool(found))
    return Exit.USAGE if found else Exit.OK


def _name_of(named: str, found: list[Problem]) -> str:
    """The name of a kit that is named, or that is in a folder; what is wrong with it is found."""
    from contracts.catalogue import add_kit, find_kit  # noqa: PLC0415 - as above
    from contracts.lint import said_of  # noqa: PLC0415 - as above
    from contracts.model import ConfigurationError  # noqa: PLC0415 - as above

    folder = Path(named)
    try:
        return add_kit(folder).name if folder.is_dir() else find_kit(named).name
    except ConfigurationError as trouble:
        found += said_of(trouble, "kit", folder)
        return ""


def _text(found: list[Problem]) -> str:
    return "".join(f"{one}\n" for one in found)


def _json(found: list[Problem]) -> str:
    rows = [
        {"path": one.path, "line": one.line, "rule": one.rule, "text": one.text} for one in found
    ]
    return json.dumps(rows, indent=2, ensure_ascii=False) + "\n"


def _sarif(found: list[Problem]) -> str:
    rules = sorted({one.rule for one in found})
    driver = {"name": "uc-contracts lint", "rules": [{"id": rule} for rule in rules]}
    results = [
        {
            "ruleId": one.rule,
            "level": "error",
            "message": {"text": one.text},
            "locations": [
                {
                    "physicalLocation": {
                        "artifactLocation": {"uri": Path(one.path).as_posix()},
                        "region": {"startLine": one.line},
                    }
                }
            ],
        }
        for one in found
    ]
    log = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{"tool": {"driver": driver}, "results": results}],
    }
    return json.dumps(log, indent=2, ensure_ascii=False) + "\n"

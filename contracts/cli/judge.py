"""`uc-contracts judge`."""

from __future__ import annotations

from pathlib import Path

import click

from contracts.cli.gate_options import gate_options
from contracts.cli.names import API
from contracts.cli.settings import Command
from contracts.model import ConfigurationError, Exit, FailOn

_EXAMPLES = """\b
Examples:
  uc-contracts judge browser.har --api voss
  uc-contracts judge gateway.har flows.mitm --api genesys-udm --base-url https://host/udm
"""


@click.command("judge", cls=Command, epilog=_EXAMPLES)
@click.argument(
    "captures", nargs=-1, required=True, metavar="CAPTURE...", type=click.Path(path_type=Path)
)
@click.option("--api", type=API, metavar="API", help="The API that the traffic is of.")
@click.option(
    "--base-url",
    metavar="URL",
    help="Where the API is in the traffic; found out from the captures where that is plain.",
)
@click.option(
    "--target",
    "target_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TARGET.toml",
    help="A target file that names API and base URL, and says what the server claims, how "
    "ambiguities are read, and which secrets must not be written.",
)
@click.option(
    "--side",
    type=click.Choice(["server", "client"]),
    default="server",
    show_default=True,
    help="Whom to judge: the server, or the clients by what they sent.",
)
@gate_options
@click.option(
    "--report-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder for the report; reports/<time>-<capture> by default.",
)
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="What to print on standard output: a summary, or results.json.",
)
def command(  # noqa: PLR0913 - one for each option
    captures: tuple[Path, ...],
    api: str | None,
    base_url: str | None,
    target_file: Path | None,
    side: str,
    fail_on: str,
    tolerate: tuple[str, ...],
    baseline: Path | None,
    report_dir: Path | None,
    form: str,
) -> Exit:
    """Judge recorded traffic in place of a test run; nothing is sent.

    A CAPTURE is an HTTP Archive (HAR 1.2), as browsers, proxies and runs of this suite write it,
    or a flow file of mitmproxy.
    """
    # What judging needs takes a second to import; who asks for help does not wait for it.
    from contracts.cli.judging_traffic import judge_captures  # noqa: PLC0415
    from contracts.traffic import Gating  # noqa: PLC0415

    if (api is None) == (target_file is None):
        msg = "say what the traffic is of: --api, or --target, which names the API"
        raise ConfigurationError(msg)
    gating = Gating(baseline, FailOn(fail_on), tolerate)
    return judge_captures(captures, api, base_url, target_file, side, gating, report_dir, form)

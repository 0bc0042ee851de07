"""`uc-contracts proxy`."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

import click

from contracts.cli.gate_options import gate_options
from contracts.cli.names import API
from contracts.cli.settings import Command
from contracts.model import ConfigurationError, Exit, FailOn

_EXAMPLES = """\b
Examples:
  uc-contracts proxy --api voss --upstream https://voss.lab.example/api --port 8900
  uc-contracts proxy --api genesys-ws --upstream http://127.0.0.1:8080/ --side both --fail-fast
"""


@click.command("proxy", cls=Command, epilog=_EXAMPLES)
@click.option("--api", type=API, metavar="API", help="The API that the server implements.")
@click.option("--upstream", metavar="URL", help="The base URL of the server behind the proxy.")
@click.option(
    "--target",
    "target_file",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="TARGET.toml",
    help="A target file that names API, base URL and trust, in place of --api and --upstream.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8900,
    show_default=True,
    help="The port to listen on. 0: any free port.",
)
@click.option(
    "--side",
    type=click.Choice(["server", "client", "both"]),
    default="server",
    show_default=True,
    help="Whom to judge: the server, its clients, or both, in a report for each.",
)
@click.option("--fail-fast", is_flag=True, help="End when the first requirement is violated.")
@click.option(
    "--header",
    is_flag=True,
    help="Say in a header X-UC-Contracts of each response what is wrong with the exchange, or ok. "
    "Responses are then passed on when they are complete.",
)
@click.option("--keep-host", is_flag=True, help="Pass the Host header on as clients send it.")
@click.option("--tls", is_flag=True, help="Serve HTTPS with a certificate made for this machine.")
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PEM",
    help="Serve HTTPS with this certificate; with --private-key.",
)
@click.option(
    "--private-key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PEM",
    help="The key of --certificate.",
)
@click.option(
    "--ca",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="PEM",
    help="Certificates that are trusted for the server.",
)
@click.option("--insecure", is_flag=True, help="Do not check the server's certificate.")
@gate_options
@click.option(
    "--report-dir",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="The folder for the reports; below reports/ by default.",
)
def command(  # noqa: PLR0913 - one for each option
    api: str | None,
    upstream: str | None,
    target_file: Path | None,
    host: str,
    port: int,
    side: str,
    certificate: Path | None,
    private_key: Path | None,
    ca: Path | None,
    fail_on: str,
    tolerate: tuple[str, ...],
    baseline: Path | None,
    report_dir: Path | None,
    *,
    fail_fast: bool,
    header: bool,
    keep_host: bool,
    tls: bool,
    insecure: bool,
) -> Exit:
    """Stand between clients and a server, pass everything on, and judge what passes.

    Nothing is added and nothing is changed. Ctrl-C or SIGTERM end it with a report and the exit
    code of the gate; SIGUSR1 writes a report of what has passed and begins the next one.
    """
    # What it stands on takes a second to import; who asks for help does not wait for it.
    from contracts.cli.extras import needing  # noqa: PLC0415

    with needing("traffic", "the proxy"):
        import_module("mitmproxy")
    from contracts.cli.proxying import Asked, run  # noqa: PLC0415
    from contracts.traffic import Gating  # noqa: PLC0415

    if (target_file is None) == (api is None or upstream is None):
        msg = "say what stands behind the proxy: --api and --upstream, or --target"
        raise ConfigurationError(msg)
    if (certificate is None) != (private_key is None):
        msg = "--certificate and --private-key go together; give both"
        raise ConfigurationError(msg)
    if tls and certificate is not None:
        msg = "--tls makes a certificate, and --certificate names one; give one of the two"
        raise ConfigurationError(msg)
    return run(
        Asked(
            api=api,
            upstream=upstream,
            target_file=target_file,
            host=host,
            port=port,
            side=side,
            certificate=(certificate, private_key) if certificate and private_key else None,
            tls=tls,
            ca=ca,
            insecure=insecure,
            keep_host=keep_host,
            fail_fast=fail_fast,
            header=header,
            gating=Gating(baseline, FailOn(fail_on), tolerate),
            report_dir=report_dir,
        )
    )

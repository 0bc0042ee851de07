"""`uc-contracts serve`."""

from __future__ import annotations

import signal
import threading
from pathlib import Path

import click

from contracts import reference
from contracts.model import ConfigurationError
from contracts.reference import SURROUNDINGS, ReferenceApi, Serving, read_choices


@click.command("serve")
@click.option(
    "--api",
    "names",
    multiple=True,
    metavar="API",
    help="Which servers; all when left out. Repeatable.",
)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen on.")
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8800,
    show_default=True,
    help="The first server's port; the others take the next ones. 0: any free one.",
)
@click.option(
    "--socket-port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="The port of the first server's TCP service, if it has one; the others take the next "
    "ones. 0: any free one.",
)
@click.option(
    "--fault", "faults", multiple=True, metavar="ID", help="Switch a seeded fault on; repeatable."
)
@click.option(
    "--liberty",
    "liberties",
    multiple=True,
    metavar="ID",
    help="Switch a liberty on; repeatable. `all`: every one.",
)
@click.option(
    "--surround",
    "layers",
    multiple=True,
    metavar="NAME[=VALUE]",
    help="Put a layer around the servers that it means something for: a rate limit, slow answers, "
    "lists that lag behind, …; repeatable. `--list` shows them.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 1_000_000),
    help="How many rows the main lists have, where a server can bear it.",
)
@click.option(
    "--delay",
    type=click.FloatRange(0, min_open=True),
    metavar="MS",
    help="How long every answer takes: as --surround delay=MS.",
)
@click.option(
    "--row-delay",
    type=click.FloatRange(0, min_open=True),
    metavar="MS",
    help="How long an answer takes for each row in it: as --surround row-delay=MS.",
)
@click.option(
    "--certificate",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="Serve HTTPS with this PEM certificate.",
)
@click.option(
    "--private-key",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="The certificate's PEM key.",
)
@click.option(
    "--list", "listing", is_flag=True, help="List faults and liberties, and serve nothing."
)
def command(  # noqa: PLR0913 - one parameter for each option
    names: tuple[str, ...],
    host: str,
    port: int,
    socket_port: int,
    faults: tuple[str, ...],
    liberties: tuple[str, ...],
    layers: tuple[str, ...],
    rows: int | None,
    delay: float | None,
    row_delay: float | None,
    certificate: Path | None,
    private_key: Path | None,
    listing: bool,  # noqa: FBT001 - a flag of the command line
) -> None:
    """Serve conforming servers of the five documents, until interrupted.

    They are what `uc-contracts run` judges without a target, and good to write a client against.
    A fault makes a server break one requirement, a liberty has it do otherwise what its document
    leaves open, and a layer around it has what surrounds real systems try a client's patience.
    """
    servers = [reference.find(name) for name in names or reference.available()]
    if listing:
        for server in servers:
            _list(server)
        return
    if (certificate is None) != (private_key is None):
        msg = "--certificate and --private-key go together; give both"
        raise ConfigurationError(msg)
    given = (("delay", delay), ("row-delay", row_delay))
    chosen = read_choices(layers) | {name: ms for name, ms in given if ms is not None}
    apps = []
    for server in servers:
        switches = (
            list(server.liberties) if "all" in liberties else _own(liberties, server.liberties)
        )
        around = {name: value for name, value in chosen.items() if name in server.surroundings}
        apps.append(
            server.build(
                faults=_own(faults, server.faults), liberties=switches, rows=rows, surround=around
            )
        )
    _hold_known(servers, faults, liberties, tuple(chosen))
    ports = [port + index if port else 0 for index in range(len(apps))]
    with Serving(
        apps,
        ports,
        host=host,
        certificate=certificate,
        private_key=private_key,
        stream_port=socket_port,
    ) as serving:
        for server, origin, stream in zip(servers, serving.origins, serving.streams, strict=True):
            for address in (origin + server.base_path, *([stream] if stream else [])):
                click.echo(f"{server.title}: {address}")
                click.echo(f"  uc-contracts run --api {server.api} --url {address}")
        click.echo("Serving; Ctrl-C ends it.")
        _until_told()
    click.echo("Ended.")


def _own(given: tuple[str, ...], known: object) -> list[str]:
    return [one for one in given if one in known]  # type: ignore[operator]


def _hold_known(
    servers: list[ReferenceApi],
    faults: tuple[str, ...],
    liberties: tuple[str, ...],
    layers: tuple[str, ...],
) -> None:
    """Raise ConfigurationError for a fault, liberty or layer that none of the servers has."""
    for noun, given, tables in (
        ("fault", faults, [server.faults for server in servers]),
        ("liberty", liberties, [server.liberties for server in servers]),
        ("surround", layers, [server.surroundings for server in servers]),
    ):
        for one in given:
            if not any(one in list(table) for table in tables) and (noun, one) != (
                "liberty",
                "all",
            ):
                msg = f"--{noun}: no server has {one!r}; `uc-contracts serve --list` shows them"
                raise ConfigurationError(msg)


def _list(server: ReferenceApi) -> None:
    click.echo(f"{server.title} ({server.api})")
    click.echo("\n  liberties")
    for liberty in server.liberties.values():
        click.echo(f"    {liberty.id:34} {liberty.ambiguity or '':12} {liberty.summary}")
    click.echo("\n  faults")
    for fault in server.faults.values():
        click.echo(f"    {fault.id:34} {fault.violates:16} {fault.summary}")
    click.echo("\n  layers around it (--surround NAME[=VALUE])")
    for layer in (SURROUNDINGS[name] for name in server.surroundings):
        value = f"={layer.default:g} {layer.unit}".rstrip()
        click.echo(f"    {layer.id + value:34} {layer.summary}")


def _until_told() -> None:
    """Wait for SIGINT or SIGTERM."""
    told = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: told.set())
    while not told.wait(0.5):
        pass

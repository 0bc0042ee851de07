"""`uc-contracts serve`."""

from __future__ import annotations

import datetime as dt
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from contracts import reference
from contracts.catalogue import nearest
from contracts.cli.ending import wait_for_end
from contracts.cli.kits import asked_kits
from contracts.cli.names import API, FAULT, LAYER, LIBERTY
from contracts.cli.settings import Command
from contracts.model import ConfigurationError, Exit
from contracts.reference import ReferenceApi, Serving, read_choices

if TYPE_CHECKING:
    from contracts.reference import Entry

_EXAMPLES = """\b
Examples:
  uc-contracts serve --api voss --log               one server, and a line for each request
  uc-contracts serve --api cisco-uds --tls --cors   for a page in a browser, by HTTPS
  uc-contracts serve --api voss --judge-client      what a client sends, judged by the document
  uc-contracts serve --list paging                  faults and liberties that have to do with paging
"""


@click.command("serve", cls=Command, epilog=_EXAMPLES)
@click.option(
    "--api",
    "names",
    multiple=True,
    type=API,
    metavar="API",
    help="The server to start; all of them if left out. Repeatable.",
)
@click.option(
    "--host",
    default="127.0.0.1",
    show_default=True,
    help="The address to listen on; 0.0.0.0 is every interface.",
)
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=8800,
    show_default=True,
    help="The first server's port; the others take the next ones. 0: any free port.",
)
@click.option(
    "--socket-port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="The port of the first server's TCP service, if it has one; the others take the next "
    "ones. 0: any free port.",
)
@click.option(
    "--admin-port",
    type=click.IntRange(0, 65535),
    default=0,
    show_default=True,
    help="The port of the admin service, always on the loopback: reset, faults and liberties at "
    "run time, journal of requests. 0: any free port.",
)
@click.option(
    "--fault",
    "faults",
    multiple=True,
    type=FAULT,
    metavar="ID",
    help="Switch a seeded fault on. Repeatable.",
)
@click.option(
    "--liberty",
    "liberties",
    multiple=True,
    type=LIBERTY,
    metavar="ID",
    help="Switch a liberty on. Repeatable. `all`: every one.",
)
@click.option(
    "--surround",
    "layers",
    multiple=True,
    type=LAYER,
    metavar="NAME[=VALUE]",
    help="Put a layer around the servers to which it applies: a rate limit, slow answers, lists "
    "that lag behind, … Repeatable; `--list` shows all.",
)
@click.option(
    "--data",
    "data",
    multiple=True,
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="Serve the data of this YAML or JSON file instead of the built-in data of the same kind. "
    "`uc-contracts spec --api API seed.schema.json` prints its schema. Repeatable.",
)
@click.option(
    "--rows",
    type=click.IntRange(1, 1_000_000),
    metavar="N",
    help="The number of rows in the main lists, as far as a server can have so many.",
)
@click.option(
    "--state",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="Keep what requests change in this folder, and start from it the next time.",
)
@click.option(
    "--delay",
    type=click.FloatRange(0, min_open=True),
    metavar="MS",
    help="Delay every answer: the same as --surround delay=MS.",
)
@click.option(
    "--row-delay",
    type=click.FloatRange(0, min_open=True),
    metavar="MS",
    help="Delay an answer for each row in it: the same as --surround row-delay=MS.",
)
@click.option(
    "--log",
    is_flag=True,
    help="Write a line to standard error for each request, with the reason if it was refused.",
)
@click.option(
    "--cors",
    "origins",
    multiple=True,
    is_flag=False,
    flag_value="*",
    metavar="[ORIGIN]",
    help="Let pages of this origin use the servers from a browser; of any origin if none is "
    "given. Repeatable.",
)
@click.option(
    "--tls", is_flag=True, help="Serve HTTPS with a certificate that is made for this machine."
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
    "--judge-client",
    is_flag=False,
    flag_value="",
    metavar="[DIR]",
    help="Judge what clients send by the same document; the report is written at the end, into DIR "
    "or below reports/, and the exit code is that of its gate.",
)
@click.option(
    "--list",
    "search",
    is_flag=False,
    flag_value="",
    metavar="[TEXT]",
    help="List faults, liberties and layers instead of serving; with TEXT, those that contain it.",
)
def command(  # noqa: PLR0913 - one parameter for each option
    names: tuple[str, ...],
    host: str,
    port: int,
    socket_port: int,
    admin_port: int,
    faults: tuple[str, ...],
    liberties: tuple[str, ...],
    layers: tuple[str, ...],
    data: tuple[Path, ...],
    rows: int | None,
    state: Path | None,
    delay: float | None,
    row_delay: float | None,
    log: bool,  # noqa: FBT001 - a flag of the command line
    origins: tuple[str, ...],
    tls: bool,  # noqa: FBT001 - a flag of the command line
    certificate: Path | None,
    private_key: Path | None,
    judge_client: str | None,
    search: str | None,
) -> Exit:
    """Serve conforming servers of the five documents, or of a kit, until interrupted.

    They are what `uc-contracts run` judges without a target, and good to write a client against.
    A fault makes a server break one requirement, a liberty makes it behave differently where its
    document allows that, and a layer adds what surrounds real systems and tries a client's
    patience.
    """
    from contracts.cli.announce import announce, reachable  # noqa: PLC0415 - takes a moment to import
    from contracts.cli.environment import cache_dir  # noqa: PLC0415 - as above
    from contracts.cli.seeds import show_seeds  # noqa: PLC0415 - as above
    from contracts.cli.serving_clients import JudgedClients  # noqa: PLC0415 - as above
    from contracts.reference import Admin, MockServer, made_certificate  # noqa: PLC0415 - as above

    wanted = dict.fromkeys(names or asked_kits()) or reference.available()
    servers = [reference.find(name) for name in wanted]
    if search is not None:
        show_seeds(servers, search)
        return Exit.OK
    if (certificate is None) != (private_key is None):
        msg = "--certificate and --private-key go together; give both"
        raise ConfigurationError(msg)
    if tls and certificate is not None:
        msg = "--tls makes a certificate, and --certificate names one; give one of the two"
        raise ConfigurationError(msg)
    given = (("delay", delay), ("row-delay", row_delay))
    chosen = read_choices(layers) | {name: ms for name, ms in given if ms is not None}
    _check_known(servers, faults, liberties, tuple(chosen))
    servers = reference.with_data(servers, data)
    mocks = [
        MockServer(
            server,
            faults=_own(faults, server.faults),
            liberties=[*server.liberties]
            if "all" in liberties
            else _own(liberties, server.liberties),
            rows=rows,
            surround={name: value for name, value in chosen.items() if name in server.surroundings},
            origins=origins,
            on_entry=_log if log else None,
            state=state / f"{server.api}.jsonl" if state else None,
        )
        for server in servers
    ]
    clients = None
    served: list[Any] = list(mocks)
    if judge_client is not None:
        clients = JudgedClients(servers, Path(judge_client) if judge_client else None)
        served = [clients.around(one.reference, one) for one in mocks]
    made = made_certificate(cache_dir() / "tls", host, dt.datetime.now(dt.UTC)) if tls else None
    with Serving(
        served,
        [port + index if port else 0 for index in range(len(mocks))],
        host=host,
        certificate=made.certificate if made else certificate,
        private_key=made.key if made else private_key,
        stream_port=socket_port,
    ) as serving:
        places = zip(servers, serving.origins, strict=True)
        addresses = {one.api: reachable(origin) + one.base_path for one, origin in places}
        admin = Admin({one.reference.api: one for one in mocks}, addresses)
        with Serving([admin], [admin_port], port_option="--admin-port") as administering:
            for server, origin, stream in zip(
                servers, serving.origins, serving.streams, strict=True
            ):
                announce(server, origin, stream, authority=made.authority if made else None)
            click.echo(f"Admin service, on this machine only: {administering.origins[0]}/")
            if clients is not None:
                clients.begin(addresses)
            click.echo("Serving; Ctrl-C ends it.")
            wait_for_end()
    click.echo("Ended.")
    return clients.end() if clients is not None else Exit.OK


def _own(given: tuple[str, ...], known: object) -> list[str]:
    return [one for one in given if one in known]  # type: ignore[operator]


def _check_known(
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
        known = [one for table in tables for one in table]
        for one in given:
            if one not in known and (noun, one) != ("liberty", "all"):
                close = nearest(one, known)
                hint = close if "did you mean" in close else ""
                msg = f"--{noun}: no server has {one!r}{hint}; `uc-contracts serve --list` has all"
                raise ConfigurationError(msg)


def _log(entry: Entry) -> None:
    """Write a request to standard error; where nobody reads that, serving goes on."""
    try:
        sys.stderr.write(f"{entry}\n")
        sys.stderr.flush()
    except OSError:
        pass

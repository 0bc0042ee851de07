"""`serve --judge-client`: the clients of the servers, judged while they are served."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from contracts.cli.console import Output
from contracts.engine import Facts, command_line, now, run_folder
from contracts.model import Exchange, Exit
from contracts.reference import ReferenceApi
from contracts.report import one_line, render
from contracts.targets import from_address
from contracts.traffic import ClientJudge, Recording, Tapped

_WORST_FIRST = (Exit.SUITE, Exit.NOT_CONFORMING, Exit.UNJUDGED, Exit.OK)


class JudgedClients:
    """The clients of some servers, each in a report of its own below `directory`, if one is given.

    `around` puts a tap on a server's application; `begin` tells at which origins they serve, and
    `end` writes the reports.
    """

    def __init__(self, servers: Sequence[ReferenceApi], directory: Path | None) -> None:
        self._servers = servers
        self._directory = directory
        self._recordings: dict[str, Recording] = {}
        self._taps: dict[str, Tapped] = {}

    def around(self, server: ReferenceApi, app: Any) -> Tapped:
        """The application of a server, with a tap on it."""

        def take(exchange: Exchange, whole: bool) -> None:  # noqa: FBT001 - as a tap calls it
            recording = self._recordings.get(server.api)
            if recording is not None:
                recording.take(exchange, whole=whole)

        self._taps[server.api] = Tapped(app, "", take)
        return self._taps[server.api]

    def begin(self, addresses: dict[str, str]) -> None:
        """Judge from now on; `addresses` are the base URLs by API."""
        several = len(self._servers) > 1
        for server in self._servers:
            address = addresses[server.api]
            given = self._directory
            if given is not None and several:
                given = given / server.api
            folder = run_folder(given, [f"clients-of-{server.api}"])
            facts = Facts(folder, now(), command=command_line("uc-contracts", sys.argv[1:]))
            self._taps[server.api].origin = address.removesuffix(server.base_path)
            judge = ClientJudge(from_address(server.api, address))
            self._recordings[server.api] = Recording(judge, facts, address)

    def end(self) -> Exit:
        """Write the reports, say what they are, and how serving ends."""
        codes = []
        console = Output()
        for name, recording in self._recordings.items():
            judge = recording.judge
            assert isinstance(judge, ClientJudge)  # noqa: S101 - `begin` makes no other
            recording.close(judge.needs())
            if not judge.taken:
                click.echo(f"{name}: no client came; nothing was judged.")
            results = recording.report()
            render(results, console)
            page = recording.facts.directory / "conformance.html"
            console.print(f"Report: {page}", markup=False, soft_wrap=True)
            console.print(one_line(str(results.decision)), markup=False, soft_wrap=True)
            if results.decision is not None and judge.taken:
                codes.append(results.decision.exit)
        return next((one for one in _WORST_FIRST if one in codes), Exit.OK)

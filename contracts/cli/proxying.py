"""The life of `uc-contracts proxy`: from a target to its reports."""

from __future__ import annotations

import asyncio
import datetime as dt
import signal
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from urllib.parse import urlsplit

import click
import msgspec
from rich.console import Console
from rich.live import Live
from rich.table import Table

from contracts import apis
from contracts.cli.console import Output
from contracts.cli.environment import cache_dir
from contracts.engine import Facts, command_line, now, run_folder
from contracts.gate import read_baseline
from contracts.model import ConfigurationError, Exchange, Exit, Outcome, Results, Target
from contracts.reference import made_certificate
from contracts.report import one_line, plural, render
from contracts.targets import from_address, read_target
from contracts.traffic import ClientJudge, Gating, Recording, TrafficJudge, laws_of, needs_of
from contracts.traffic.proxying import Chapters, JudgeThread, Listening, Relay, Upstream, serve

_WORST_FIRST = (Exit.SUITE, Exit.NOT_CONFORMING, Exit.UNJUDGED, Exit.OK)
_REFRESH_S = 0.5
_SHOWN = 8


class Asked(msgspec.Struct, frozen=True):
    """What the command line asks for; `certificate` is a certificate's file and its key's."""

    api: str | None
    upstream: str | None
    target_file: Path | None
    host: str
    port: int
    side: str
    certificate: tuple[Path, Path] | None
    tls: bool
    ca: Path | None
    insecure: bool
    keep_host: bool
    fail_fast: bool
    header: bool
    gating: Gating
    report_dir: Path | None


def run(asked: Asked) -> Exit:
    """Pass traffic on until a signal; the worst exit code of the reports.

    Raises ConfigurationError for what cannot be used; then nothing is written.
    """
    if asked.gating.baseline is not None:
        read_baseline(asked.gating.baseline)  # what is wrong with it is said first
    target = _target(asked)
    _hold_apart(asked, target)
    with tempfile.TemporaryDirectory(prefix="uc-contracts-proxy-") as scratch:
        proxy = _Proxy(asked, target)
        listening = Listening(
            asked.host, asked.port, _certificate(asked, Path(scratch)), asked.keep_host
        )
        return proxy.run(listening, _identity(target, Path(scratch)))


class _Proxy:
    """One proxy, its judge, and its reports."""

    def __init__(self, asked: Asked, target: Target) -> None:
        self._asked = asked
        self._target = target
        self._codes: list[Exit] = []
        self._count = 0
        self._folders: list[Path] = []
        self._chapter = 0
        self._end: Callable[[], None] | None = None
        self._failed: list[str] = []

    def run(self, listening: Listening, identity: Path | None) -> Exit:
        """Serve, and report at the end."""
        tls = self._target.tls
        upstream = Upstream(
            self._target.base_url,
            verify=tls.verify and not self._asked.insecure,
            authority=self._asked.ca or (Path(tls.ca_file) if tls.ca_file else None),
            identity=identity,
        )
        chapters: list[Chapters] = []

        def judged(exchange: Exchange, whole: bool) -> str:  # noqa: FBT001 - as a judge takes it
            said = chapters[0].take(exchange, whole)
            self._count += 1
            if said != "ok":
                self._failed.append(said)
                if self._asked.fail_fast and self._end is not None:
                    self._end()
            return said

        judge = JudgeThread(judged)

        async def ask(exchange: Exchange, whole: bool) -> str:  # noqa: FBT001 - as above
            return await asyncio.wrap_future(judge.ask(exchange, whole))

        relay = Relay(upstream, judge.put, ask if self._asked.header else None)

        async def main() -> None:
            loop = asyncio.get_running_loop()

            def ready(origin: str, end: Callable[[], None]) -> None:
                self._end = lambda: _soon(loop, end)
                chapters.append(Chapters(self._begin, _needs, self._asked.gating, self._show))
                for number in (signal.SIGINT, signal.SIGTERM):
                    loop.add_signal_handler(number, end)
                loop.add_signal_handler(
                    signal.SIGUSR1, lambda: threading.Thread(target=chapters[0].turn).start()
                )
                base = origin + urlsplit(self._target.base_url).path
                click.echo(f"{self._target.api}: {base} -> {self._target.base_url}")
                click.echo("Passing traffic on; Ctrl-C ends it with a report.")

            await serve(upstream, listening, relay, ready)

        with self._shown(chapters):
            asyncio.run(main())
        judge.end()
        note = ""
        if judge.unjudged:
            note = f"{plural(judge.unjudged, 'exchange')} came too fast, and were not judged."
        chapters[0].end(note)
        return next((one for one in _WORST_FIRST if one in self._codes), Exit.OK)

    def _begin(self) -> Sequence[Recording]:
        """Recordings for the next report, each in a folder of its own."""
        self._chapter += 1
        sides = ("server", "client") if self._asked.side == "both" else (self._asked.side,)
        made = []
        for side in sides:
            folder = run_folder(self._folder(side), [f"proxy-{self._target.api}-{side}"])
            facts = Facts(folder, now(), command=command_line("uc-contracts", sys.argv[1:]))
            judge = (
                ClientJudge(self._target)
                if side == "client"
                else TrafficJudge(self._target, laws_of(self._target))
            )
            made.append(Recording(judge, facts, f"proxy of {self._target.base_url}"))
        return made

    def _folder(self, side: str) -> Path | None:
        given = self._asked.report_dir
        if given is None:
            return None
        if self._asked.side == "both":
            given = given / side
        return given if self._chapter == 1 else given.with_name(f"{given.name}-{self._chapter}")

    def _show(self, recording: Recording, results: Results) -> None:
        """Print what came of a report."""
        console = Output()
        render(results, console)
        page = recording.facts.directory / "conformance.html"
        console.print(f"Report: {page}", markup=False, soft_wrap=True)
        console.print(one_line(str(results.decision)), markup=False, soft_wrap=True)
        if results.decision is not None:
            self._codes.append(results.decision.exit)

    @contextmanager
    def _shown(self, chapters: list[Chapters]) -> Iterator[None]:
        """A table of what has passed so far, on a terminal; elsewhere a line for each violation."""
        console = Console(stderr=True)
        over = threading.Event()
        told = [0]

        def lines() -> None:
            ended = False
            while not ended:  # The last ones are told after the end.
                ended = over.wait(_REFRESH_S)
                new = self._failed[told[0] :]
                for text in new:
                    console.print(f"violated: {text}", markup=False, soft_wrap=True)
                told[0] += len(new)

        def table() -> None:
            with Live(self._table(chapters), console=console, auto_refresh=False) as live:
                while not over.wait(_REFRESH_S):
                    live.update(self._table(chapters), refresh=True)

        thread = threading.Thread(target=table if console.is_terminal else lines)
        thread.start()
        try:
            yield
        finally:
            over.set()
            thread.join()

    def _table(self, chapters: list[Chapters]) -> Table:
        table = Table(title=f"{self._count:,} exchanges judged", box=None)
        for name in ("judged", "violated", "kept", "warnings", "open"):
            table.add_column(name, justify="left" if name == "judged" else "right")
        for api, counts in chapters[0].counts() if chapters else ():
            row = (Outcome.VIOLATION, Outcome.PASS, Outcome.WARNING, Outcome.INCONCLUSIVE)
            table.add_row(api, *(str(counts.get(one, 0)) for one in row))
        for said in self._failed[-_SHOWN:]:
            table.add_row(said)
        return table


def _soon(loop: asyncio.AbstractEventLoop, call: Callable[[], None]) -> None:
    """Have the loop of the proxy call something, from another thread; it may be over."""
    with suppress(RuntimeError):
        loop.call_soon_threadsafe(call)


def _needs(recording: Recording) -> dict[str, str]:
    return dict(needs_of(recording.target))


def _target(asked: Asked) -> Target:
    """The server behind the proxy."""
    if asked.target_file is not None:
        target = read_target(asked.target_file)
    else:
        assert asked.api is not None  # noqa: S101 - the command asks for one of them
        assert asked.upstream is not None  # noqa: S101 - as above
        target = from_address(asked.api, asked.upstream)
        target = msgspec.structs.replace(target, name=f"{asked.api} at {asked.upstream}")
    excluded = apis.find(target.api).excluded(target)
    return msgspec.structs.replace(target, excluded=excluded)


def _hold_apart(asked: Asked, target: Target) -> None:
    """Raise ConfigurationError where the proxy would stand before itself, or before no HTTP."""
    parts = urlsplit(target.base_url)
    if parts.scheme not in {"http", "https"}:
        msg = f"--upstream {target.base_url}: the proxy passes HTTP on; name http:// or https://"
        raise ConfigurationError(msg)
    own = {asked.host, "127.0.0.1", "localhost", "::1"}
    if asked.port and parts.port == asked.port and parts.hostname in own:
        msg = f"--upstream {target.base_url} is the proxy itself; name another port with --port"
        raise ConfigurationError(msg)


def _certificate(asked: Asked, scratch: Path) -> Path | None:
    """A file of key and certificate for HTTPS, or None."""
    pair = asked.certificate
    if asked.tls:
        made = made_certificate(cache_dir() / "tls", asked.host, dt.datetime.now(dt.UTC))
        pair = (made.certificate, made.key)
        click.echo(f"TLS: clients trust {made.authority}")
    if pair is None:
        return None
    return _joined(scratch / "server.pem", pair[1], pair[0])


def _identity(target: Target, scratch: Path) -> Path | None:
    """A file of key and certificate that the server asks for, or None."""
    tls = target.tls
    if tls.client_cert is None:
        return None
    certificate = Path(tls.client_cert)
    return _joined(scratch / "client.pem", Path(tls.client_key or certificate), certificate)


def _joined(path: Path, key: Path, certificate: Path) -> Path:
    """Key and certificate in one file, which only its owner reads; `scratch` is removed."""
    path.touch(mode=0o600)
    try:
        path.write_bytes(key.read_bytes() + b"\n" + certificate.read_bytes())
    except OSError as trouble:
        msg = f"{trouble.filename}: cannot be read ({trouble.strerror})"
        raise ConfigurationError(msg) from trouble
    return path

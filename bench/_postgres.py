"""A PostgreSQL server of one's own, from the binaries of the system's package.

It listens on a free port of the loopback and on a socket in its own folder, keeps nothing safe
from a power cut, and is gone at the end with all that it held.
"""

from __future__ import annotations

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
import time
from pathlib import Path
from types import TracebackType
from typing import Self

import psycopg

_PLACES = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")
_PATIENCE_S = 30
_OPTIONS = ("fsync=off", "synchronous_commit=off", "full_page_writes=off", "shared_buffers=64MB")


class PostgresError(Exception):
    """There is no PostgreSQL, or it did not start."""


def binaries() -> Path | None:
    """The folder of the server's programs, the newest first; None where there is no PostgreSQL."""
    found = [path for place in _PLACES for path in Path(place).glob("*/bin/initdb")]
    on_path = shutil.which("initdb")
    found += [Path(on_path)] if on_path else []
    return max(found).parent if found else None


class Postgres:
    """A running server; use it with `with`. Raises PostgresError.

    A `durable` one has the settings that the package gives it, as one that is relied on has.
    It listens on the loopback, or also on `address`, where whoever is in `network` may use it.
    """

    def __init__(self, address: str = "", network: str = "", *, durable: bool = False) -> None:
        self._options = () if durable else _OPTIONS
        programs = binaries()
        if programs is None:
            msg = "there is no PostgreSQL on this machine (Debian's package: postgresql)"
            raise PostgresError(msg)
        self._programs = programs
        self._home = Path(tempfile.mkdtemp(prefix="uc-pg-"))
        self._number = 0
        self._address, self._network = address, network
        self.port = _free_port()

    def __enter__(self) -> Self:
        data = self._home / "data"
        self._own()
        self._call("initdb", "-D", str(data), "-A", "trust", "-U", "postgres", "--no-sync")
        if self._network:
            with (data / "pg_hba.conf").open("a", encoding="utf-8") as rules:
                rules.write(f"host all all {self._network} trust\n")
        settings = (
            *self._options,
            f"port={self.port}",
            f"listen_addresses=127.0.0.1{f',{self._address}' if self._address else ''}",
            f"unix_socket_directories={self._home}",
        )
        log = (self._home / "log").open("wb")
        self._process = subprocess.Popen(  # noqa: S603 - the binary found above
            [
                str(self._programs / "postgres"),
                "-D",
                str(data),
                *(part for one in settings for part in ("-c", one)),
            ],
            stdout=log,
            stderr=log,
            cwd=self._home,
            user=self._user,
        )
        log.close()
        self._wait()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._process.send_signal(2)  # SIGINT: a fast shutdown
        try:
            self._process.wait(_PATIENCE_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        shutil.rmtree(self._home, ignore_errors=True)

    def url(self, database: str = "postgres", user: str = "postgres") -> str:
        """The address of a database."""
        return f"postgresql://{user}:unasked@127.0.0.1:{self.port}/{database}"

    def fresh(self, template: str = "template1") -> str:
        """The address of a new database, empty or a copy of another one."""
        self._number += 1
        name = f"fresh_{self._number}"
        self.execute(f'CREATE DATABASE {name} TEMPLATE "{template}"')
        return self.url(name)

    def execute(self, statement: str) -> None:
        """Have the server do something, outside any transaction."""
        with psycopg.connect(self.url(), autocommit=True) as connection:
            connection.execute(statement.encode())

    def _own(self) -> None:
        if os.geteuid() == 0:
            account = pwd.getpwnam(_account())
            os.chown(self._home, account.pw_uid, account.pw_gid)

    @property
    def _user(self) -> str | None:
        """As whom the server runs: it refuses to be root."""
        return _account() if os.geteuid() == 0 else None

    def _call(self, program: str, *arguments: str) -> None:
        ended = subprocess.run(  # noqa: S603 - the binary found above
            [str(self._programs / program), *arguments],
            capture_output=True,
            cwd=self._home,
            check=False,
            user=self._user,
        )
        if ended.returncode:
            msg = f"{program} failed: {ended.stderr.decode(errors='replace')}"
            raise PostgresError(msg)

    def _wait(self) -> None:
        until = time.monotonic() + _PATIENCE_S
        while time.monotonic() < until and self._process.poll() is None:
            try:
                psycopg.connect(self.url(), connect_timeout=2).close()
            except psycopg.OperationalError:
                time.sleep(0.05)
            else:
                return
        said = (self._home / "log").read_text(errors="replace")
        self._process.kill()
        msg = f"PostgreSQL did not start: {said}"
        raise PostgresError(msg)


def _account() -> str:
    try:
        pwd.getpwnam("postgres")
    except KeyError:
        return "nobody"
    return "postgres"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])

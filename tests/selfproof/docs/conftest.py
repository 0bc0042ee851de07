"""Pages that are played: files are written, commands run, and their output is what is shown.

    ```yaml title="phonebook/kit.toml"      a file; `title="add to FILE"` adds to one
    ```console                              `$ ` begins a command, what follows is its output
    $ uc-contracts lint phonebook

In the output `…` stands for any text, and a line that is `…` for any lines. Ports are free ones,
in place of those of the page; the times of a run are left out.
"""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

_FENCE = re.compile(
    r'^```(?P<kind>\w+)(?: title="(?P<title>[^"]+)")?[^\n]*\n(?P<text>.*?)^```$',
    re.MULTILINE | re.DOTALL,
)
_PORT = re.compile(r"\b88\d\d\b")
_BASH = shutil.which("bash") or "bash"
_KEPT = ("HOME", "LANG", "TMPDIR", "PYTHONPYCACHEPREFIX", "PYTHONDONTWRITEBYTECODE")
_ADDING = "add to "
_START_S = 10.0
_LONGEST_S = 300.0


class Block(NamedTuple):
    """A fenced block of a page: `line` is where it begins."""

    line: int
    kind: str
    title: str
    text: str


def blocks(page: Path) -> list[Block]:
    """The fenced blocks of a page that are to be played."""
    text = page.read_text("utf-8")
    found = [
        Block(text.count("\n", 0, one.start()) + 1, one["kind"], one["title"] or "", one["text"])
        for one in _FENCE.finditer(text)
    ]
    return [one for one in found if one.title or one.kind == "console"]


def commands(block: Block) -> Iterator[tuple[str, list[str]]]:
    """The commands of a console block, each with the lines that it is shown to print."""
    command, shown = "", list[str]()
    for line in block.text.splitlines():
        if line.startswith("$ "):
            if command:
                yield command, shown
            command, shown = line.removeprefix("$ "), []
        elif command.endswith("\\"):
            command = f"{command[:-1]}{line.strip()}"
        else:
            shown.append(line)
    yield command, shown


def alike(shown: list[str], printed: list[str]) -> bool:
    """Whether a command printed what is shown of it."""
    pattern = "".join(
        r"(?:[^\n]*\n)*?"
        if line.strip() == "…"
        else re.escape(line.rstrip()).replace("…", r"[^\n]*?") + r"\n"
        for line in shown
    )
    return re.fullmatch(pattern, "".join(f"{line.rstrip()}\n" for line in printed)) is not None


class Stage:
    """The folder in which a page is played, with the servers that it started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.code = 0
        self._ports: dict[str, str] = {}
        self._servers: list[subprocess.Popen[bytes]] = []

    def play(self, block: Block) -> None:
        """Do what a block says. AssertionError: a command printed something else."""
        if block.title:
            self._write(block)
            return
        for command, shown in commands(block):
            if command.endswith(" &"):
                self._serve(command.removesuffix(" &"))
                continue
            printed = self._run(command)
            assert alike(shown, printed), "\n".join(
                [f"line {block.line}: $ {command}", *printed, "is not what the page shows:", *shown]
            )

    def _write(self, block: Block) -> None:
        path = self.folder / block.title.removeprefix(_ADDING)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a" if block.title.startswith(_ADDING) else "w", encoding="utf-8") as file:
            file.write(self._here(block.text))

    def _environment(self) -> dict[str, str]:
        kept = {name: os.environ[name] for name in _KEPT if name in os.environ}
        path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
        return {**kept, "PATH": path, "NO_COLOR": "1", "COLUMNS": "110"}

    def _port(self, shown: str) -> str:
        if shown not in self._ports:
            with socket.socket() as free:
                free.bind(("127.0.0.1", 0))
                self._ports[shown] = str(free.getsockname()[1])
        return self._ports[shown]

    def _here(self, command: str) -> str:
        return _PORT.sub(lambda port: self._port(port[0]), command)

    def _run(self, command: str) -> list[str]:
        ended = subprocess.run(  # noqa: S603 - the page's own command
            [_BASH, "-c", f"(exit {self.code}); {self._here(command)}"],
            cwd=self.folder,
            env=self._environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            timeout=_LONGEST_S,
            check=False,
        )
        self.code = ended.returncode
        return [self._shown(line) for line in ended.stdout.splitlines()]

    def _shown(self, line: str) -> str:
        """A line as a page shows it."""
        for shown, port in self._ports.items():
            line = line.replace(f":{port}", f":{shown}")
        line = line.replace(f"{self.folder}/", "")
        line = re.sub(r"\b\d{8}T\d{6}Z-", "<time>-", line)
        return re.sub(r"\b\d+(\.\d+)? (ms|s)\b", "… s", line)

    def _serve(self, command: str) -> None:
        ports = [self._port(one) for one in _PORT.findall(command)]
        # The shell gives way to the server, which is then ended by its own number.
        self._servers.append(
            subprocess.Popen(  # noqa: S603 - the page's own command
                [_BASH, "-c", f"exec {self._here(command)}"],
                cwd=self.folder,
                env=self._environment(),
                stdout=subprocess.DEVNULL,
            )
        )
        ends = time.monotonic() + _START_S
        for port in ports:
            while time.monotonic() < ends:
                with socket.socket() as tried:
                    if tried.connect_ex(("127.0.0.1", int(port))) == 0:
                        break
                time.sleep(0.05)

    def close(self) -> None:
        """End the servers."""
        for server in self._servers:
            server.send_signal(signal.SIGTERM)
        for server in self._servers:
            server.wait(_START_S)


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Callable[[Path], int]]:
    """Play a page, block by block; how many blocks it has."""
    stage = Stage(tmp_path)

    def played(page: Path) -> int:
        found = blocks(page)
        for one in found:
            stage.play(one)
        return len(found)

    yield played
    stage.close()

"""The options of a run, the same for pytest and for `uc-contracts run`."""

from __future__ import annotations

import argparse
import re
import shlex
from enum import StrEnum
from pathlib import Path

import msgspec
import pytest

from contracts.model import Allow

_USERINFO = re.compile(r"//[^/\s'\"]*@")


class Depth(StrEnum):
    """How many examples generated requests have."""

    QUICK = "quick"
    STANDARD = "standard"
    THOROUGH = "thorough"

    @property
    def examples(self) -> int:
        """Examples of one generated test."""
        return {"quick": 10, "standard": 40, "thorough": 400}[self.value]


class RunOptions(msgspec.Struct, frozen=True):
    """What the user asked for.

    `targets` are files, `urls` pairs of API and base URL; `command` is the whole command line.
    With `rehearse` the embedded servers stand in for the targets, to which nothing is sent.
    """

    targets: tuple[Path, ...]
    urls: tuple[tuple[str, str], ...]
    apis: tuple[str, ...]
    select: tuple[str, ...]
    depth: Depth
    explore: bool
    seed: int | None
    allow: Allow | None
    report_dir: Path | None
    command: str
    baseline: Path | None = None
    rehearse: bool = False


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the options."""
    group = parser.getgroup("uc-contracts", "conformance to vendor API documents")
    add = group.addoption
    add("--target", action="append", default=[], metavar="FILE", help="a target file (repeatable)")
    add(
        "--target-url",
        action="append",
        default=[],
        metavar="API=URL",
        help="a target of which only API and address are known (repeatable)",
    )
    add(
        "--api",
        action="append",
        default=[],
        metavar="API",
        help="without a target: only this API's embedded reference server (repeatable)",
    )
    add(
        "--select",
        action="append",
        default=[],
        metavar="[TARGET:]PATTERN",
        help="only tests of requirements whose id matches, like 'UPT-ID-*' (repeatable)",
    )
    add("--depth", choices=list(Depth), default=Depth.STANDARD, help="how much is generated")
    add("--explore", action="store_true", help="random requests; the outcome never gates")
    add("--seed", type=int, default=None, help="seed of everything generated (default 0)")
    add("--allow", choices=list(Allow), default=None, help="what may be sent to the targets")
    add("--report-dir", default=None, metavar="DIR", help="the folder of this run's report")
    add("--baseline-file", default=None, help=argparse.SUPPRESS)
    add("--rehearse", action="store_true", help=argparse.SUPPRESS)
    add("--command-line", default=None, help=argparse.SUPPRESS)


def run_options(config: pytest.Config) -> RunOptions:
    """The options as given. Raises pytest.UsageError for a malformed one."""
    urls = []
    for text in config.getoption("--target-url"):
        api, equals, url = text.partition("=")
        if not equals:
            msg = f"--target-url {text!r}: write it like uptivity=http://host:2012"
            raise pytest.UsageError(msg)
        urls.append((api, url))
    report_dir = config.getoption("--report-dir")
    allow = config.getoption("--allow")
    baseline = config.getoption("--baseline-file")
    return RunOptions(
        targets=tuple(Path(path) for path in config.getoption("--target")),
        urls=tuple(urls),
        apis=tuple(config.getoption("--api")),
        select=tuple(config.getoption("--select")),
        depth=Depth(config.getoption("--depth")),
        explore=config.getoption("--explore"),
        seed=config.getoption("--seed"),
        allow=Allow(allow) if allow else None,
        report_dir=Path(report_dir) if report_dir else None,
        command=_command(config),
        baseline=Path(baseline) if baseline else None,
        rehearse=config.getoption("--rehearse"),
    )


def _command(config: pytest.Config) -> str:
    """The command line that made the run, without what could be credentials in an address."""
    given: str | None = config.getoption("--command-line")
    command = given or shlex.join(["pytest", *map(str, config.invocation_params.args)])
    return _USERINFO.sub("//[redacted]@", command)

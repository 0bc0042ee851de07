"""The options of a run on pytest's command line."""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.engine import HANDOVER, Depth, Handover, RunOptions, TargetOptions, command_line
from contracts.model import Allow


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
        help="a target by its API and address alone (repeatable)",
    )
    add(
        "--api",
        action="append",
        default=[],
        metavar="API",
        help="without a target: only the embedded server of this API (repeatable)",
    )
    add(
        "--select",
        action="append",
        default=[],
        metavar="[TARGET:]PATTERN",
        help="only requirements whose id matches, such as 'UPT-ID-*' (repeatable)",
    )
    add("--depth", choices=list(Depth), default=Depth.STANDARD, help="how many cases are generated")
    add("--explore", action="store_true", help="random requests; never fails the gate")
    add("--seed", type=int, default=None, help="seed of everything generated (default 0)")
    add("--allow", choices=list(Allow), default=None, help="which requests may be sent")
    add("--report-dir", default=None, metavar="DIR", help="the folder for the report")


def handover_of(config: pytest.Config) -> Handover | None:
    """What `uc-contracts run` gave, where it started this session."""
    found = config.pluginmanager.get_plugin(HANDOVER)
    return found if isinstance(found, Handover) else None


def options_of(config: pytest.Config) -> RunOptions:
    """The options of the run. Raises pytest.UsageError for a malformed one."""
    handover = handover_of(config)
    return handover.options if handover else _on_the_command_line(config)


def _on_the_command_line(config: pytest.Config) -> RunOptions:
    allow = config.getoption("--allow")
    report_dir = config.getoption("--report-dir")
    return RunOptions(
        targets=TargetOptions(
            files=tuple(Path(path) for path in config.getoption("--target")),
            urls=tuple(_address(text) for text in config.getoption("--target-url")),
            apis=tuple(config.getoption("--api")),
            allow=Allow(allow) if allow else None,
        ),
        select=tuple(config.getoption("--select")),
        depth=Depth(config.getoption("--depth")),
        explore=config.getoption("--explore"),
        seed=config.getoption("--seed"),
        report_dir=Path(report_dir) if report_dir else None,
        command=command_line("pytest", config.invocation_params.args),
    )


def _address(text: str) -> tuple[str, str]:
    api, equals, url = text.partition("=")
    if not equals:
        msg = f"--target-url {text!r}: write it like uptivity=http://host:2012"
        raise pytest.UsageError(msg)
    return api, url

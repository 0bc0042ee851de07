"""How a finding is seen again: its command lines, and a run of it alone."""

from __future__ import annotations

import shlex
from pathlib import PurePath

from contracts.model import EMBEDDED, TRAFFIC, RequirementResult, Results, TargetResult


def distinct_curl(requirement: RequirementResult) -> tuple[str, ...]:
    """The command lines of a finding, each once."""
    return tuple(dict.fromkeys(requirement.curl))


def alone(results: Results, target: TargetResult, requirement: str) -> str:
    """The command line that judges one requirement of one target, as this run judged it."""
    suite = results.suite
    try:
        given = shlex.split(suite.command)
    except ValueError:  # no command line after all
        given = []
    if target.origin == TRAFFIC:  # which shows what a run of the same target is to confirm
        words = ["--api", target.api, "--url", target.base_url]
        return shlex.join(["uc-contracts", "run", *words, "--select", requirement])
    if target.origin == EMBEDDED:
        words = ["--api", target.api]
    elif target.origin:
        name = PurePath(target.origin).name
        words = [next((one for one in given if PurePath(one).name == name), target.origin)]
    else:
        words = ["--api", target.api, "--url", target.base_url]
    if any(one.partition("=")[0] == "--allow" for one in given):
        words += ["--allow", target.allow]
    if suite.depth != "standard":
        words += ["--depth", suite.depth]
    if suite.seed:
        words += ["--seed", str(suite.seed)]
    return shlex.join(["uc-contracts", "run", *words, "--select", requirement])

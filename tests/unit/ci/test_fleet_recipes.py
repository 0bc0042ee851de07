"""The recipes for fleets: they parse, and what they call is there."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import click
import pytest
import yaml

from contracts.cli.fleet import command

ROOT = Path(__file__).parents[3]


def _options(name: str) -> set[str]:
    context = click.Context(command)
    found = command.get_command(context, name)
    assert found is not None
    return {option for one in found.params for option in one.opts}


def test_an_indexed_job_calls_what_there_is() -> None:
    job: Any = yaml.safe_load((ROOT / "ci/kubernetes.yaml").read_text("utf-8"))
    spec = job["spec"]["jobTemplate"]["spec"]
    assert spec["completionMode"] == "Indexed"
    assert spec["maxFailedIndexes"] == spec["completions"]
    (container,) = spec["template"]["spec"]["containers"]
    fleet, run, *arguments = container["args"]
    assert (fleet, run) == ("fleet", "run")
    assert {one.partition("=")[0] for one in arguments if one[:1] == "-"} <= _options("run")
    given = {one["name"] for one in container["env"]}
    assert set(re.findall(r"\$\((\w+)\)", " ".join(arguments))) <= given
    (rule,) = spec["podFailurePolicy"]["rules"]
    assert rule["onExitCodes"]["values"] == [1, 2, 4]
    assert rule["onExitCodes"]["containerName"] == container["name"]


@pytest.mark.parametrize("job", ["list", "judge", "report"])
def test_a_matrix_calls_what_there_is(job: str) -> None:
    workflow: Any = yaml.safe_load((ROOT / "ci/fleet-github.yml").read_text("utf-8"))
    scripts = [step["run"] for step in workflow["jobs"][job]["steps"] if "run" in step]
    (call,) = re.findall(r"uc-contracts fleet (\w+) ([^\n)]*)", "\n".join(scripts))
    assert set(re.findall(r"--[a-z]+", call[1])) <= _options(call[0])

"""What is ready to paste: it parses, its shell parts run, and it names only what there is."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import textwrap
from pathlib import Path
from typing import Any

import pytest
import yaml

from contracts.cli.run import command

ROOT = Path(__file__).parents[3]
STUB = """#!/usr/bin/env bash
echo "$(basename "$0")" "$@" >> "$SAID"
[ "$1" != -m ] || { mkdir -p "$3/bin"; cp "$STUBS"/{pip,uc-contracts} "$3/bin"; }
exit "${STUB_EXIT:-0}"
"""


def loaded(name: str) -> Any:
    """A YAML file of the repository."""
    return yaml.safe_load((ROOT / name).read_text("utf-8"))


@pytest.fixture
def bash(tmp_path: Path) -> Any:
    """Run a script with stubs of what it calls; its exit code, and what they were told."""
    stubs = tmp_path / "stubs"
    stubs.mkdir()
    for name in ("python3", "pip", "uc-contracts"):
        (stubs / name).write_text(STUB, encoding="utf-8")
        (stubs / name).chmod(0o755)
    said = tmp_path / "said"

    def run(script: str, **variables: str) -> tuple[int, list[str]]:
        said.write_text("")
        ended = subprocess.run(  # noqa: S603 - our own script
            ["bash", "-euo", "pipefail", "-c", script],  # noqa: S607 - as CI servers do
            cwd=tmp_path,
            env={
                "PATH": f"{stubs}:{os.environ['PATH']}",
                "SAID": str(said),
                "STUBS": str(stubs),
                **variables,
            },
            capture_output=True,
            text=True,
            check=False,
        )
        assert "command not found" not in ended.stderr
        return ended.returncode, said.read_text("utf-8").splitlines()

    return run


def run_options() -> set[str]:
    """The options of `uc-contracts run`."""
    return {name for one in command.params for name in one.opts}


def test_the_action(bash: Any, tmp_path: Path) -> None:
    action = loaded("action.yml")
    assert action["runs"]["using"] == "composite"
    install, judge = action["runs"]["steps"]
    used = re.findall(r"inputs\.([a-z-]+)", str([install["env"], judge["env"]]))
    assert sorted(used) == sorted(action["inputs"])
    for step in (install, judge):
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], "an input inside a script could be a command"
    names = ("GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")
    files = {name: str(tmp_path / name) for name in names}
    files |= {"UCC_PYTHON": "python3", "UCC_REPORT_DIR": ""}
    runner = {"RUNNER_TEMP": str(tmp_path), "GITHUB_ACTION_PATH": str(ROOT), **files}
    code, said = bash(install["run"], **runner)
    assert code == 0
    assert said == [
        f"python3 -m venv {tmp_path}/uc-contracts",
        f"pip install --quiet --constraint {ROOT}/constraints.txt {ROOT}",
    ]
    code, said = bash(judge["run"], **runner, UCC_TARGET="a b.toml", STUB_EXIT="1")
    assert code == 1
    (ran,) = said
    found = re.fullmatch(r"uc-contracts run --quiet --report-dir=(\S+) -- a b.toml", ran)
    assert found
    output = tmp_path / "GITHUB_OUTPUT"
    assert output.read_text() == f"exit-code=1\nreport-dir={found[1]}\nsummary=\n"
    summary = tmp_path / "GITHUB_STEP_SUMMARY"
    assert "## uc-contracts" in summary.read_text()


def test_the_action_used_twice(bash: Any, tmp_path: Path) -> None:
    install, judge = loaded("action.yml")["runs"]["steps"]
    names = ("GITHUB_PATH", "GITHUB_STEP_SUMMARY", "GITHUB_OUTPUT")
    runner = {name: str(tmp_path / name) for name in names}
    runner |= {
        "RUNNER_TEMP": str(tmp_path),
        "GITHUB_ACTION_PATH": str(ROOT),
        "UCC_PYTHON": "python3",
    }
    assert bash(install["run"], **runner)[0] == bash(install["run"], **runner)[0] == 0
    folders = [bash(judge["run"], **runner, UCC_REPORT_DIR="")[1][0] for _ in "12"]
    assert len(set(folders)) == 2
    summary = tmp_path / "GITHUB_STEP_SUMMARY"
    (tmp_path / "out").mkdir()
    (tmp_path / "out" / "summary.md").write_text("it conforms")
    for code, shown in (("0", "it conforms"), ("2", "## uc-contracts")):
        summary.unlink()
        assert bash(judge["run"], **runner, UCC_REPORT_DIR="out", STUB_EXIT=code)[0] == int(code)
        assert summary.read_text().startswith(shown)


def test_the_workflow() -> None:
    """It names only what the action has, and nothing of an event stands in a script."""
    action, workflow = loaded("action.yml"), loaded("ci/github.yml")
    (job,) = workflow["jobs"].values()
    ours = [one for one in job["steps"] if "uc-contracts@" in one.get("uses", "")]
    assert len(ours) == 2
    for step in ours:
        assert set(step["with"]) <= set(action["inputs"])
    used = re.findall(r"steps\.\w+\.outputs\.([a-z-]+)", str(job))
    assert set(used) <= set(action["outputs"])
    assert {one["id"] for one in ours} >= set(re.findall(r"steps\.(\w+)\.", str(job)))
    assert all("${{" not in one["run"] for one in job["steps"] if "run" in one)


def test_the_gate_gives_every_option(bash: Any) -> None:
    script = f"bash {shlex.quote(str(ROOT / 'ci/gate'))}"
    _, (said,) = bash(
        script,
        UCC_API="voss",
        UCC_URL="http://h/$(id)",
        UCC_BASELINE="b.yaml",
        UCC_FAIL_ON="should",
        UCC_SELECT="VOSS-TAG-* VOSS-PAGE-01",
        UCC_DEPTH="quick",
        UCC_ALLOW="read",
        UCC_REPORT_DIR="out",
    )
    assert said == (
        "uc-contracts run --quiet --api=voss --url=http://h/$(id) --baseline=b.yaml "
        "--fail-on=should --depth=quick --allow=read --report-dir=out "
        "--select=VOSS-TAG-* --select=VOSS-PAGE-01"
    )
    assert {one.partition("=")[0] for one in said.split()[2:]} <= run_options()
    assert bash(script, STUB_EXIT="3") == (3, ["uc-contracts run --quiet"])


def test_the_gitlab_job(bash: Any) -> None:
    job = loaded("ci/gitlab.yml")["uc-contracts"]
    script = "\n".join(job["script"])
    assert bash(script, **job["variables"])[0] == 1, "what pip installs has to be named"
    job["variables"]["UCC_PACKAGE"] = "a.whl"
    code, said = bash(script, **{**job["variables"], "UCC_BASELINE": "b.yaml"})
    assert code == 0
    assert said[-1] == (
        "uc-contracts run --quiet uc-contracts/lab.toml --fail-on must "
        "--report-dir uc-contracts-report --baseline b.yaml"
    )
    _, said = bash(script, **job["variables"])
    assert said[-1].endswith("--report-dir uc-contracts-report")
    assert set(re.findall(r"--[a-z-]+", said[-1])) <= run_options()
    folder = job["variables"]["UCC_REPORT_DIR"]
    assert job["artifacts"]["reports"]["junit"] == f"{folder}/junit.xml"
    assert job["artifacts"]["paths"] == [f"{folder}/"]
    assert bash(job["after_script"][0], **job["variables"]) == (0, [])
    (program,) = re.findall(r"<<'END'\n(.*)END", job["after_script"][0], re.DOTALL)
    compile(program, "after_script", "exec")


def test_the_jenkins_stage(bash: Any) -> None:
    text = (ROOT / "ci/Jenkinsfile").read_text("utf-8")
    assert text.count("{") == text.count("}")
    (script,) = re.findall(r"script: '''(.*?)'''", text, re.DOTALL)
    variables = dict(re.findall(r"(UCC_[A-Z_]+) = '([^']*)'", text))
    assert bash(textwrap.dedent(script), **variables)[0] == 1, "what pip installs has to be named"
    variables["UCC_PACKAGE"] = "a.whl"
    code, said = bash(textwrap.dedent(script), **variables)
    assert code == 0
    assert said[-1] == (
        "uc-contracts run --quiet uc-contracts/lab.toml --fail-on must "
        "--report-dir uc-contracts-report"
    )
    _, said = bash(textwrap.dedent(script), **{**variables, "UCC_BASELINE": "known.yaml"})
    assert said[-1].endswith(" --baseline known.yaml")
    assert bash(textwrap.dedent(script), **variables, STUB_EXIT="1")[0] == 1


def test_pre_merge_wants_a_command(bash: Any) -> None:
    script = f"bash {shlex.quote(str(ROOT / 'ci/pre-merge'))}"
    for arguments in ("", "voss", "voss --", "voss --fault x"):
        code, said = bash(f"{script} {arguments}")
        assert (code, said) == (2, [])


def test_the_containerfile() -> None:
    text = (ROOT / "Containerfile").read_text("utf-8").replace("\\\n", " ")
    lines = [one.split(maxsplit=1) for one in text.splitlines() if one and not one.startswith("#")]
    known = {"ARG", "FROM", "WORKDIR", "COPY", "RUN", "USER", "ENV", "EXPOSE", "ENTRYPOINT", "CMD"}
    assert {name for name, _ in lines} <= known
    for name, rest in lines:
        if name == "COPY" and not rest.startswith("--from=built"):
            for source in rest.split()[:-1]:
                assert (ROOT / source).exists(), source
        elif name == "RUN":
            ended = subprocess.run(["bash", "-n", "-c", rest], check=False)  # noqa: S603, S607
            assert ended.returncode == 0
    assert ["USER", "1000:0"] in lines, "it does not run as root"
    assert ["ENTRYPOINT", '["uc-contracts"]'] in lines
    ignored = (ROOT / ".containerignore").read_text("utf-8").splitlines()
    assert ignored[0] == "*"
    for name, rest in lines:
        if name == "COPY" and not rest.startswith("--from"):
            assert all(f"!{one.partition('/')[0]}" in ignored for one in rest.split()[:-1])

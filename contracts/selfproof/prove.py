"""Judging many servers in one run of the suite, as a user would start it."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from contracts.model import Results, SuiteError, Verdict
from contracts.reference import Serving

_TARGET = """\
[target]
api = "{api}"
name = "{name}"
base_url = "{url}"
limits = {{timeout_s = {timeout}, connect_timeout_s = 2}}
{data}"""


class Case(msgspec.Struct, frozen=True):
    """A server to judge: a name that can be a file's, and an ASGI application.

    With `raw` it is judged at the address of its raw TCP service. `data` is what the target file
    says of it.
    """

    name: str
    app: Any
    base_path: str = ""
    timeout_s: float = 10.0
    raw: bool = False
    data: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Found(msgspec.Struct, frozen=True):
    """What the suite says of a case: each requirement's verdict, and the run's."""

    name: str
    verdict: str
    verdicts: dict[str, Verdict]
    reasons: dict[str, str]
    exchanges: int

    def having(self, *wanted: Verdict) -> set[str]:
        """The requirements with one of these verdicts."""
        return {one for one, verdict in self.verdicts.items() if verdict in wanted}


def judge_all(
    api: str, cases: Sequence[Case], *, jobs: int = 2, options: Sequence[str] = ()
) -> dict[str, Found]:
    """What a run of the suite over all `cases` says, by the case's name.

    Raises SuiteError where the run itself breaks down.
    """
    with (
        tempfile.TemporaryDirectory(prefix="uc-contracts-") as folder,
        Serving([case.app for case in cases]) as serving,
    ):
        files = []
        for case, origin, stream in zip(cases, serving.origins, serving.streams, strict=True):
            path = Path(folder) / f"{case.name}.toml"
            facts = {
                "api": api,
                "name": case.name,
                "url": stream if case.raw else origin + case.base_path,
                "timeout": case.timeout_s,
                "data": "".join(["[data]\n", *_lines(case.data)]) if case.data else "",
            }
            text = _TARGET.format(**facts)
            path.write_text(text, encoding="utf-8")
            files.append(str(path))
        report = Path(folder) / "report"
        command = [sys.executable, "-m", "contracts", "run", "--quiet", f"--jobs={jobs}"]
        command += [f"--report-dir={report}", *options, *files]
        ended = subprocess.run(command, capture_output=True, text=True, check=False, cwd=folder)  # noqa: S603
        results_file = report / "results.json"
        if ended.returncode not in {0, 1, 3} or not results_file.is_file():
            msg = f"the run ended with exit code {ended.returncode}: {ended.stderr[-4000:]}"
            raise SuiteError(msg)
        results = msgspec.json.decode(results_file.read_bytes(), type=Results)
    return {
        target.name: Found(
            name=target.name,
            verdict=target.verdict,
            verdicts={one.id: one.verdict for one in target.requirements},
            reasons={one.id: one.reason for one in target.requirements},
            exchanges=target.exchanges,
        )
        for target in results.targets
    }


def _lines(data: Mapping[str, Any]) -> list[str]:
    return [f"{key} = {_toml(value)}\n" for key, value in data.items()]


def _toml(value: Any) -> str:
    """A value as TOML writes it in one line; of JSON's it lacks null alone."""
    if isinstance(value, Mapping):
        inner = ", ".join(f"{json.dumps(key)} = {_toml(one)}" for key, one in value.items())
        return f"{{{inner}}}"
    if isinstance(value, list | tuple):
        return f"[{', '.join(map(_toml, value))}]"
    return json.dumps(value)

"""Judging many servers in one run of the suite, as a user would start it."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Sequence
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
"""


class Case(msgspec.Struct, frozen=True):
    """A server to judge: a name that can be a file's, and an ASGI application."""

    name: str
    app: Any
    base_path: str = ""
    timeout_s: float = 10.0


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
        for case, origin in zip(cases, serving.origins, strict=True):
            path = Path(folder) / f"{case.name}.toml"
            url = origin + case.base_path
            text = _TARGET.format(api=api, name=case.name, url=url, timeout=case.timeout_s)
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

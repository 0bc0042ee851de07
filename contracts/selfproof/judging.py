"""Judging many servers in runs of the suite, started as a user would start them."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
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
allow = "{allow}"
limits = {{timeout_s = {timeout}, connect_timeout_s = 2}}
{data}"""


_JUDGED = frozenset({0, 1, 3, 4})
_BROKEN = 4
"""The exit code of a run that had trouble of its own."""


class Case(msgspec.Struct, frozen=True):
    """A server to judge: a name that can be a file's, and an ASGI application.

    `select` are the patterns of the requirements to judge, or of the names of the tests to run;
    none means all of them. With
    `raw` it is judged at the address of its raw TCP service. `data` is what the target file says
    of it; `given` a whole target file, by tables, in which name and address are the case's.
    """

    name: str
    app: Any
    base_path: str = ""
    timeout_s: float = 10.0
    select: tuple[str, ...] = ()
    raw: bool = False
    data: Mapping[str, Any] = msgspec.field(default_factory=dict)
    allow: str = "write"
    given: Mapping[str, Any] = msgspec.field(default_factory=dict)


class Found(msgspec.Struct, frozen=True):
    """What the suite says of a case: each requirement's verdict, and the run's.

    `tests` are the tests that had a part in a requirement's verdict.
    """

    name: str
    verdict: str
    verdicts: dict[str, Verdict]
    reasons: dict[str, str]
    tests: dict[str, tuple[str, ...]]
    exchanges: int

    def having(self, *wanted: Verdict) -> set[str]:
        """The requirements with one of these verdicts."""
        return {one for one, verdict in self.verdicts.items() if verdict in wanted}


def judge_all(
    api: str,
    cases: Sequence[Case],
    *,
    jobs: int = 2,
    options: Sequence[str] = (),
    look: Callable[[Path], None] | None = None,
) -> dict[str, Found]:
    """What the suite says over all `cases`, by the case's name, in `jobs` runs side by side.

    `look` is called with the folder of each run before that is removed. Raises SuiteError where a
    run itself breaks down.
    """
    if not cases:
        return {}
    with (
        tempfile.TemporaryDirectory(prefix="uc-contracts-") as name,
        Serving([case.app for case in cases]) as serving,
    ):
        folder = Path(name)
        for case, origin, stream in zip(cases, serving.origins, serving.streams, strict=True):
            url = stream if case.raw else origin + case.base_path
            _file_of(case, folder).write_text(_target(api, case, url), encoding="utf-8")
        shares = [cases[first::jobs] for first in range(min(jobs, len(cases)))]
        runs = [_Run(share, folder, number, options) for number, share in enumerate(shares)]
        try:
            found = {one.name: one for run in runs for one in run.results()}
            if look is not None:
                for run in runs:
                    look(run.report)
        finally:
            for run in runs:
                run.end()
    return {case.name: found[case.name] for case in cases}


def _target(api: str, case: Case, url: str | None) -> str:
    """The text of the target file for a case at `url`."""
    if case.given:
        own = {"api": api, "name": case.name, "base_url": url}
        tables = {**case.given, "target": {**case.given.get("target", {}), **own}}
        return "".join(f"[{name}]\n{''.join(_lines(table))}" for name, table in tables.items())
    return _TARGET.format(
        api=api,
        name=case.name,
        url=url,
        allow=case.allow,
        timeout=case.timeout_s,
        data="".join(["[data]\n", *_lines(case.data)]) if case.data else "",
    )


def _file_of(case: Case, folder: Path) -> Path:
    return folder / f"{case.name}.toml"


class _Run:
    """One run over some of the cases, as a process."""

    def __init__(
        self, cases: Sequence[Case], folder: Path, number: int, options: Sequence[str]
    ) -> None:
        self.report = folder / f"report-{number}"
        command = [sys.executable, "-m", "contracts", "run", "--quiet", "--jobs=1"]
        command += ["--only-results", f"--report-dir={self.report}", *options]
        command += [f"--select={case.name}:{one}" for case in cases for one in case.select]
        command += [str(_file_of(case, folder)) for case in cases]
        self._process = subprocess.Popen(  # noqa: S603 - our own suite
            command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, cwd=folder
        )

    def results(self) -> list[Found]:
        """What the run found, once it is over. Raises SuiteError where it broke down.

        A test that broke down is an `error` of its requirements, and costs nothing else.
        """
        _, said = self._process.communicate()
        code, file = self._process.returncode, self.report / "results.json"
        results = None
        if code in _JUDGED and file.is_file():
            results = msgspec.json.decode(file.read_bytes(), type=Results)
        if results is None or (code == _BROKEN and not _has_errors(results)):
            msg = f"the run ended with exit code {code}: {said[-4000:]}"
            raise SuiteError(msg)
        return [
            Found(
                name=target.name,
                verdict=target.verdict,
                verdicts={one.id: one.verdict for one in target.requirements},
                reasons={one.id: one.reason for one in target.requirements},
                tests={one.id: one.tests for one in target.requirements},
                exchanges=target.exchanges,
            )
            for target in results.targets
        ]

    def end(self) -> None:
        """End the process if it still runs."""
        if self._process.poll() is None:
            self._process.kill()
            self._process.communicate()


def _has_errors(results: Results) -> bool:
    return any(
        one.verdict is Verdict.ERROR for target in results.targets for one in target.requirements
    )


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

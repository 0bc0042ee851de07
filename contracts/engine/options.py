"""The options of a run."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

import msgspec

from contracts.model import Allow, FailOn

_USERINFO = re.compile(r"//[^/\s'\"]*@")

Kind = TypeVar("Kind", bound=msgspec.Struct)


class Depth(StrEnum):
    """How many examples generated requests have."""

    QUICK = "quick"
    STANDARD = "standard"
    THOROUGH = "thorough"

    @property
    def examples(self) -> int:
        """Examples of one generated test."""
        return {"quick": 10, "standard": 40, "thorough": 400}[self.value]


class TargetOptions(msgspec.Struct, frozen=True):
    """Which targets the user named.

    `files` are target files, `urls` pairs of API and base URL, `apis` those of the embedded
    servers where neither is given (all of them where that is empty, too). `allow` overrides what
    may be sent. With `dry_run` the embedded servers stand in for the targets, to which nothing
    is sent.
    """

    files: tuple[Path, ...] = ()
    urls: tuple[tuple[str, str], ...] = ()
    apis: tuple[str, ...] = ()
    allow: Allow | None = None
    dry_run: bool = False

    @property
    def labels(self) -> list[str]:
        """What the targets are called in the name of a run's folder."""
        return [path.stem for path in self.files] or [api for api, _ in self.urls] or [*self.apis]


SAMPLE = 100
"""How many mutants are tried unless the user says else."""


class SensitivityOptions(msgspec.Struct, frozen=True):
    """How the sensitivity of a run is looked at.

    `sample` is how many mutants are tried (None: all), `minutes` how long that may take, `most` how
    many requests may be sent after the run itself (None: half as many as the run sent, five times
    as many where writing is allowed, and 200 at least).
    """

    sample: int | None = SAMPLE
    minutes: float | None = None
    most: int | None = None


class RunOptions(msgspec.Struct, frozen=True):
    """What the user asked of a run.

    `seed` None means 0, or a random one with `explore`; `report_dir` None a folder named by time
    and targets. `command` is the whole command line, without credentials. `budget` is how many
    minutes may be spent on judging, in which the musts come first. `fail_on` is what the gate
    stops at, `tolerate` what it lets pass (see `gate.decide`). With `only_results` results.json
    is the only report that is written, for programs that read nothing else. `docs_url` is where
    reports link to for each requirement (`SuiteFacts.page`). With `sensitivity` mutants are tried
    after the run.
    """

    targets: TargetOptions = TargetOptions()
    select: tuple[str, ...] = ()
    depth: Depth = Depth.STANDARD
    explore: bool = False
    seed: int | None = None
    report_dir: Path | None = None
    command: str = ""
    baseline: Path | None = None
    budget: float | None = None
    fail_on: FailOn = FailOn.MUST
    tolerate: tuple[str, ...] = ()
    only_results: bool = False
    docs_url: str = ""
    sensitivity: SensitivityOptions | None = None


def command_line(program: str, arguments: Iterable[object]) -> str:
    """The command line of a run, without what could be credentials in an address."""
    return _USERINFO.sub("//[redacted]@", shlex.join([program, *map(str, arguments)]))


def encoded(value: msgspec.Struct) -> bytes:
    """A struct of options or facts as JSON, for another process of the run."""
    return msgspec.json.encode(value, enc_hook=str)


def decoded(text: bytes, kind: type[Kind]) -> Kind:
    """What `encoded` made."""
    return msgspec.json.decode(text, type=kind, dec_hook=lambda _, value: Path(value))

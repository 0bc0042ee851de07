"""The results of a run: the shape of `results.json` (schema: `specs/results.schema.json`)."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from contracts.model.catalogue import Basis, Document, Level
from contracts.model.decision import Decision
from contracts.model.gate import Gate
from contracts.model.verdict import RunVerdict, Verdict


class Blocked(msgspec.Struct, frozen=True):
    """Why a requirement could not be judged: `by` are violated requirements that it rests on.

    They are the ends of its prerequisites: each of them stands as violated itself. `verdict` and
    `reason` are what was found of it all the same.
    """

    by: tuple[str, ...]
    verdict: Verdict
    reason: str

    @property
    def hides_violation(self) -> bool:
        """Whether it was seen to be violated, which is put down to its prerequisite."""
        return self.verdict in {Verdict.FAIL, Verdict.WARN}


class RequirementResult(msgspec.Struct, frozen=True):
    """One requirement's verdict with its evidence.

    `evidence` holds exchange ids, `curl` one command line per piece of evidence that can be
    reproduced, `observed` what the target did, `tests` the ids of the tests that judged, `where`
    the offending place in the response (see `Finding`). `needs` are its prerequisites by the
    catalogue; `blocked` is there where one of them, or what that needs, is violated.
    """

    id: str
    level: Level
    basis: Basis
    verdict: Verdict
    reason: str
    observed: str
    tests: tuple[str, ...]
    evidence: tuple[str, ...]
    curl: tuple[str, ...]
    statement: str
    source: str
    feature: str
    expected: str = ""
    ambiguity: str | None = None
    fix: str | None = None
    checks: int = 0
    where: str = ""
    needs: tuple[str, ...] = ()
    blocked: Blocked | None = None


class Latency(msgspec.Struct, frozen=True):
    """How long a target took to answer one operation, in seconds.

    `responses` counts the answers that the times are of, `failures` the requests without one;
    `p50` and `p95` are within 2 %, `max` is exact. `operation` is an operationId, or empty for
    requests of none.
    """

    operation: str
    responses: int
    failures: int
    p50: float
    p95: float
    max: float


class TargetResult(msgspec.Struct, frozen=True):
    """One target's verdict, requirement by requirement.

    `unreached` says why it gave no reply; `notes` what a reader must know before the verdict
    is relied on, for instance that the catalogue at hand is not the one judged by; `waits` how
    long changes took to show, `version` what the target says it is, where it says so. `origin` is
    the path of its target file, `embedded`, or nothing for an address alone. `latency`
    has an entry per operation, in order of their ids. `left_behind`
    names what the suite made there and could not be seen to be gone, `documents` those that the
    requirements come from, the authority first. `barred` is a sentence that says why
    nothing could be judged, and what to do; there are no requirements then. `cut_off` is one
    that says why nothing more could be judged from some moment of the run on.
    """

    api: str
    name: str
    base_url: str
    allow: str
    catalogue: str
    verdict: RunVerdict
    requirements: tuple[RequirementResult, ...]
    readings: Mapping[str, str]
    exchanges: int
    seconds: float
    unreached: str | None = None
    notes: tuple[str, ...] = ()
    latency: tuple[Latency, ...] = ()
    left_behind: tuple[str, ...] = ()
    documents: tuple[Document, ...] = ()
    barred: str | None = None
    cut_off: str | None = None
    waits: tuple[str, ...] = ()
    version: str = ""
    origin: str = ""

    @property
    def trouble(self) -> str | None:
        """Why all of it, or what came later, could not be judged."""
        return self.barred or self.cut_off or self.unreached

    def counts(self) -> dict[Verdict, int]:
        """How many requirements have each verdict (all verdicts, zero included)."""
        table = dict.fromkeys(Verdict, 0)
        for requirement in self.requirements:
            table[requirement.verdict] += 1
        return table


class SuiteFacts(msgspec.Struct, frozen=True):
    """How the run was made. `command` is the command line, where it was recorded.

    `docs_url` is where the documentation of the requirements is, where the run was given it.
    """

    version: str
    started: str
    seed: int
    depth: str
    explore: bool
    command: str = ""
    docs_url: str = ""

    def page(self, api: str, requirement: str) -> str:
        """The address of a requirement's documentation; empty where nobody said where that is.

        `docs_url` is that of the site, or a pattern with `{api}` and `{id}`.
        """
        if not self.docs_url.startswith(("http://", "https://")):
            return ""
        pattern = self.docs_url
        if "{id}" not in pattern:
            pattern = f"{pattern.rstrip('/')}/reference/requirements/{{api}}/#{{id}}"
        return pattern.replace("{api}", api).replace("{id}", requirement)


class Safety(msgspec.Struct, frozen=True):
    """What the event log says of all that was sent, read by a verifier of its own.

    `checked` counts the requests, `statement` sums up in a sentence, `violations` (the first of
    them) name each request that was sent and must not have been.
    """

    checked: int
    statement: str
    violations: tuple[str, ...] = ()


SCHEMA_VERSION = 2
"""The version of the shape of `results.json`. Version 1 had no number, and `mend` for `fix`."""


class Results(msgspec.Struct, frozen=True):
    """A whole run. `stopped` says why it ended early, if it did; `seconds` is wall time.

    `gate` is what a baseline makes of it, where one was given, `decision` what the gate decided.
    """

    suite: SuiteFacts
    verdict: RunVerdict
    targets: tuple[TargetResult, ...]
    seconds: float
    stopped: str | None = None
    safety: Safety | None = None
    gate: Gate | None = None
    decision: Decision | None = None
    schema_version: int = SCHEMA_VERSION

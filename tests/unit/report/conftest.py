"""A small API with two features, and a builder of the event logs of its runs."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Callable, Mapping
from pathlib import Path

import msgspec
import pytest

from contracts.model import (
    Ambiguity,
    Basis,
    BodyStored,
    Catalogue,
    Event,
    ExchangeRecorded,
    Failure,
    Headers,
    Judged,
    Level,
    Observed,
    Outcome,
    Reading,
    RecordedRequest,
    RecordedResponse,
    Requirement,
    RequirementResult,
    Results,
    RunFinished,
    RunStarted,
    Source,
    TargetDescribed,
    TargetResult,
    TestDeselected,
    TestFinished,
    TestPlanned,
)
from contracts.report import collect


class RunLog:
    """Builds the folder of a run, event by event; every event goes to the log `worker`."""

    def __init__(self, folder: Path, catalogues: Mapping[str, Catalogue]) -> None:
        self.folder = folder
        self.catalogues = catalogues
        self.worker = "gw0"
        self.exchanges = 0
        (folder / "evidence").mkdir(parents=True)

    @property
    def path(self) -> Path:
        """The log that is written to."""
        return self.folder / "evidence" / f"events-{self.worker}.jsonl"

    def write(self, *events: Event) -> None:
        """Append `events`."""
        with self.path.open("ab") as log:
            log.writelines(msgspec.json.encode(event) + b"\n" for event in events)

    def begin(
        self,
        *,
        supports: Mapping[str, bool] | None = None,
        readings: Mapping[str, str] | None = None,
        digest: str = "sha256:1",
        name: str = "Lab",
        target: str = "t1",
    ) -> None:
        """The head of a log: the run and one target."""
        self.write(
            RunStarted("0.1.0", "2026-05-01T10:00:00Z", 7, "standard"),
            TargetDescribed(
                target, "demo", name, "http://demo.test/api", "read", digest,
                supports or {}, readings or {},
            ),
        )  # fmt: skip

    def end(self, stopped: str | None = None) -> None:
        """The foot of a log."""
        self.write(RunFinished(9.5, stopped))

    def judged(  # noqa: PLR0913
        self,
        requirement: str,
        outcome: Outcome,
        reason: str = "",
        *,
        test: str = "test_a",
        expected: str = "",
        observed: str = "",
        exchanges: tuple[str, ...] = (),
        checks: int = 1,
        where: str = "",
        doubted: bool = False,
    ) -> None:
        """A judgement."""
        said = (outcome, reason, expected, observed, exchanges, checks, where, doubted)
        self.write(Judged("t1", requirement, test, *said))

    def observed(self, requirement: str, observation: str) -> None:
        """An observation."""
        self.write(Observed("t1", requirement, "test_a", observation))

    def planned(self, test: str, *requirements: str) -> None:
        """A planned test."""
        self.write(TestPlanned("t1", test, requirements))

    def deselected(self, test: str, requirement: str, reason: str) -> None:
        """A deselected test."""
        self.write(TestDeselected("t1", test, (requirement,), reason))

    def finished(self, test: str) -> None:
        """A test that is over."""
        self.write(TestFinished("t1", test, 0.1))

    def body(self, content: bytes) -> str:
        """Store a body and return its digest."""
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        try:
            stored = BodyStored(digest, len(content), text=content.decode())
        except UnicodeDecodeError:
            stored = BodyStored(digest, len(content), base64=base64.b64encode(content).decode())
        self.write(stored)
        return digest

    def exchange(  # noqa: PLR0913
        self,
        *,
        method: str = "GET",
        url: str = "http://demo.test/api/things",
        headers: Headers = (("Accept", "application/json"),),
        body: bytes | None = None,
        answer: bytes = b'{"items": []}',
        answer_headers: Headers = (("Content-Type", "application/json"),),
        failure: Failure | None = None,
        credentials: tuple[str, ...] = (),
        started: float = 1.0,
    ) -> str:
        """An exchange; returns its id."""
        self.exchanges += 1
        key = f"{self.worker}-{self.exchanges}"
        sent = None if body is None else self.body(body)
        request = RecordedRequest(method, url, headers, sent, credentials=credentials)
        response = None
        if failure is None:
            response = RecordedResponse(200, "OK", answer_headers, self.body(answer))
        self.write(ExchangeRecorded(key, "t1", "test_a", request, started, 0.25, response, failure))
        return key

    def results(self) -> Results:
        """What the log amounts to."""
        return collect(self.folder, self.catalogues)

    def target(self) -> TargetResult:
        """The first target's result."""
        return self.results().targets[0]

    def result(self, requirement: str) -> RequirementResult:
        """One requirement's result."""
        return next(one for one in self.target().requirements if one.id == requirement)


@pytest.fixture
def make_requirement() -> Callable[..., Requirement]:
    """A requirement of the demo API with plain defaults."""

    def make(key: str, level: Level = Level.MUST, **changes: object) -> Requirement:
        plain = Requirement(
            id=key,
            level=level,
            statement=f"The statement of {key}.",
            source=Source("demo-document", "Lists"),
            basis=Basis.STATED,
            feature="list",
        )
        return msgspec.structs.replace(plain, **changes)

    return make


@pytest.fixture
def make_catalogue() -> Callable[..., Catalogue]:
    """A catalogue of the demo API that holds the given requirements."""

    def make(*requirements: Requirement, digest: str = "sha256:1") -> Catalogue:
        ambiguity = Ambiguity(
            id="D-AMB-1",
            where="Lists, second paragraph",
            problem="The upper bound may be inclusive.",
            readings=(Reading("either", "Both are accepted."), Reading("strict", "Exclusive.")),
            chosen="either",
        )
        return Catalogue(
            api="demo",
            title="Demo API",
            digest=digest,
            requirements={one.id: one for one in requirements},
            ambiguities={ambiguity.id: ambiguity},
            features={"list": "Lists of things.", "write": "Changes."},
        )

    return make


@pytest.fixture
def catalogue(
    make_requirement: Callable[..., Requirement], make_catalogue: Callable[..., Catalogue]
) -> Catalogue:
    """Four requirements: a must, a should, a may, and one that no test can reach."""
    return make_catalogue(
        make_requirement("D-MUST", fix="Count to the limit."),
        make_requirement("D-SHOULD", Level.SHOULD, ambiguity="D-AMB-1"),
        make_requirement("D-MAY", Level.MAY, feature="write"),
        make_requirement("D-NEVER", Level.MAY, not_tested="No text can be wrong."),
    )


@pytest.fixture
def log(tmp_path: Path, catalogue: Catalogue) -> RunLog:
    """An empty run of the demo API."""
    return RunLog(tmp_path / "run", {"demo": catalogue})


@pytest.fixture
def make_log(tmp_path: Path) -> Callable[[Catalogue], RunLog]:
    """An empty run judged by a catalogue of one's own."""
    return lambda catalogue: RunLog(tmp_path / "run", {"demo": catalogue})


HOSTILE = (
    "<script>alert(1)</script>",
    "]]>",
    "{{7*7}}{% for x in y %}",
    '"><img src=//evil.test/x onerror=alert(1)>',
    "\x1b[31mred\x1b]0;title\x07",
    "\u202egnp.exe",
    "nul\0nul",
    "lone \ud800 surrogate",
    "[bold red]markup[/bold red] [/] [link=//evil.test]x[/link]",
    "javascript:alert(1)",
    "two\nlines\r\nand\ttabs",
    "\ufffe\uffff\x85\u2028",
)


@pytest.fixture(params=HOSTILE, ids=range(len(HOSTILE)))
def hostile(request: pytest.FixtureRequest) -> str:
    """Text that tries to be more than text."""
    return str(request.param)


@pytest.fixture
def hostile_results(hostile: str, log: RunLog) -> Results:
    """Results with `hostile` in every field that a text can reach, and a log to match."""
    sent = hostile.encode("utf-8", "replace").decode()
    log.begin(name=sent, readings={"D-AMB-1": sent})
    shown = log.exchange(
        method=sent,
        url=f"http://demo.test/{sent}",
        headers=((sent, sent),),
        body=sent.encode(),
        answer=sent.encode(),
        answer_headers=((sent, sent),),
    )
    failed = log.exchange(failure=Failure(sent, sent))
    for requirement in ("D-MUST", "D-SHOULD"):
        log.judged(requirement, Outcome.VIOLATION, sent, test=sent, exchanges=(shown, failed))
    log.end(sent)
    results = log.results()
    target = results.targets[0]
    requirements = tuple(
        msgspec.structs.replace(
            one,
            reason=hostile,
            expected=hostile,
            observed=hostile,
            statement=hostile,
            source=hostile,
            fix=hostile,
            tests=(hostile,),
            curl=(hostile,),
        )
        for one in target.requirements
    )
    return msgspec.structs.replace(
        results,
        stopped=hostile,
        suite=msgspec.structs.replace(results.suite, command=hostile, started=hostile),
        targets=(
            msgspec.structs.replace(
                target,
                name=hostile,
                base_url=hostile,
                unreached=hostile,
                notes=(hostile,),
                requirements=requirements,
            ),
        ),
    )

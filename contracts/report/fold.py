"""What the log of a run says of one target, gathered event by event."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from contracts.model import (
    EMBEDDED,
    TRAFFIC,
    Catalogue,
    Created,
    Creating,
    ExchangeRecorded,
    Headers,
    Inventory,
    Judged,
    Noted,
    Observed,
    Requirement,
    RequirementResult,
    TargetBarred,
    TargetCutOff,
    TargetDescribed,
    TargetResult,
    TestDeselected,
    TestFinished,
    TestPlanned,
    Verdict,
    judge_target,
    listed,
)
from contracts.report.latency import Latencies
from contracts.report.prerequisites import resolved
from contracts.report.tally import Tally, joined
from contracts.report.text import plural, shorten

TargetEvent = (
    TestPlanned
    | TestDeselected
    | ExchangeRecorded
    | Judged
    | Observed
    | Noted
    | TargetBarred
    | TargetCutOff
    | Creating
    | Created
    | TestFinished
)

UNJUDGED = "not exercised in this run"
"""The reason where a run was over, and nothing in it upheld or broke a requirement."""

_MAX_KINDS = 1_000
_MAX_NAMED = 5
_MAX_SERVER = 80
_DIGEST = len("sha256:") + 12


class TargetFold:
    """Adds up the events of one target; `result` settles them."""

    def __init__(self, described: TargetDescribed, catalogue: Catalogue) -> None:
        self._described = described
        self._catalogue = catalogue
        self._tallies = {
            requirement.id: Tally(requirement.level)
            for requirement in catalogue.requirements.values()
        }
        self._planned: dict[str, tuple[str, ...]] = {}
        self._deselected: dict[str, dict[str, None]] = {}
        self._done: set[str] = set()
        self._unknown: dict[str, None] = {}
        self._noted: dict[str, dict[str, None]] = {"": {}, "wait": {}, "version": {}}
        self._server = ""
        self._failures: Counter[str] = Counter()
        self._inventory = Inventory()
        self._barred: str | None = None
        self._cut_off: str | None = None
        self._exchanges = 0
        self._responses = 0
        self._latencies = Latencies()
        self.end = 0.0

    def add(self, event: TargetEvent) -> None:
        """Take one event into account."""
        match event:
            case ExchangeRecorded():
                self._exchange(event)
            case Judged() | Observed():
                self._say(event)
            case Noted() | TargetBarred() | TargetCutOff():
                self._tell(event)
            case Creating() | Created():
                self._inventory.take(event)
            case TestPlanned():
                self._planned[event.test] = event.requirements
            case TestDeselected():
                for requirement in event.requirements:
                    self._deselected.setdefault(requirement, {}).setdefault(event.reason)
            case TestFinished():
                self._done.add(event.test)

    def _tell(self, event: Noted | TargetBarred | TargetCutOff) -> None:
        if isinstance(event, TargetBarred):
            self._barred = self._barred or event.reason
        elif isinstance(event, TargetCutOff):
            self._cut_off = self._cut_off or event.reason
        elif len(self._noted[event.kind]) < _MAX_KINDS:
            self._noted[event.kind].setdefault(event.text)

    def _say(self, event: Judged | Observed) -> None:
        tally = self._tally(event.requirement)
        if tally is None:
            return
        if isinstance(event, Judged):
            tally.judged(event)
        else:
            tally.observed(event.observation)

    def result(self, stopped: str | None) -> TargetResult:
        """The target's result; `stopped` says why the run ended early, if it did."""
        unfinished = self._unfinished()
        # A process that looks at the target only after it was cut off finds it barred.
        barred = None if self._cut_off else self._barred
        stopped = stopped or self._cut_off
        settled = [
            self._settle(requirement, unfinished.get(requirement.id, 0), stopped)
            for requirement in self._catalogue.requirements.values()
            if barred is None
        ]
        requirements = resolved(
            settled, [one.id for one in settled if self._tallies[one.id].violated]
        )
        described = self._described
        return TargetResult(
            api=described.api,
            name=described.name,
            base_url=described.base_url,
            allow=described.allow,
            catalogue=described.catalogue,
            verdict=judge_target(
                (one.level, one.verdict) for one in requirements if self._counts(one)
            ),
            requirements=requirements,
            readings=described.readings,
            exchanges=self._exchanges,
            seconds=round(self.end, 6),
            unreached=self._unreached(),
            barred=barred,
            cut_off=self._cut_off,
            notes=tuple(self._notes()),
            latency=self._latencies.results(),
            left_behind=tuple(self._left_behind()),
            documents=tuple(self._catalogue.documents.values()),
            origin=described.origin,
            waits=tuple(self._noted["wait"]),
            version=next(iter(self._noted["version"]), self._server),
        )

    def _counts(self, result: RequirementResult) -> bool:
        """Whether a result weighs in the verdict: not where no test can exist, by the catalogue."""
        testable = self._catalogue.requirements[result.id].not_tested is None
        return testable or result.verdict is not Verdict.NOT_TESTED

    def _tally(self, requirement: str) -> Tally | None:
        tally = self._tallies.get(requirement)
        if tally is None and len(self._unknown) < _MAX_KINDS:
            self._unknown.setdefault(requirement)
        return tally

    def _exchange(self, event: ExchangeRecorded) -> None:
        self._exchanges += 1
        if event.request.purpose:
            return  # another's server may have answered it
        self._latencies.add(event)
        self.end = max(self.end, event.started + event.seconds)
        if event.response is not None:
            self._responses += 1
            self._server = self._server or _server(event.response.headers)
        elif event.failure is not None and (
            event.failure.message in self._failures or len(self._failures) < _MAX_KINDS
        ):
            self._failures[event.failure.message] += 1

    def _unfinished(self) -> Counter[str]:
        """How many planned tests of each requirement did not come to their end."""
        return Counter(
            requirement
            for test, requirements in self._planned.items()
            if test not in self._done
            for requirement in dict.fromkeys(requirements)
        )

    def _settle(
        self, requirement: Requirement, unfinished: int, stopped: str | None
    ) -> RequirementResult:
        missed = ""
        if unfinished:
            tests = plural(unfinished, "test")
            missed = f"{tests} of it did not come to an end: {stopped or 'no reason is known'}"
        return self._tallies[requirement.id].result(
            requirement, self._unjudged(requirement, unfinished, stopped), missed
        )

    def _unjudged(
        self, requirement: Requirement, unfinished: int, stopped: str | None
    ) -> tuple[Verdict, str]:
        feature = requirement.feature
        if self._described.supports.get(feature) is False:
            return Verdict.NOT_APPLICABLE, f"the target does not claim the feature {feature}"
        if feature in self._described.excluded:
            return Verdict.NOT_APPLICABLE, self._described.excluded[feature]
        if requirement.not_tested is not None:
            return Verdict.NOT_TESTED, requirement.not_tested
        if reasons := self._deselected.get(requirement.id):
            return Verdict.NOT_TESTED, joined(reasons)
        if unfinished:
            why = f": {stopped}" if stopped else ""
            return Verdict.NOT_TESTED, f"the run stopped before its test was over{why}"
        reading = "" if self._described.allow == "write" else ", which may only read"
        return Verdict.NOT_TESTED, UNJUDGED + reading

    def _unreached(self) -> str | None:
        if self._responses:
            return None
        if not self._exchanges and self._described.origin == TRAFFIC:
            return "the traffic holds no exchange with it"
        if not self._exchanges:
            return "nothing was sent to it"
        commonest = self._failures.most_common(1)
        return commonest[0][0] if commonest else "no reply came"

    def _left_behind(self) -> Iterable[str]:
        if self._described.origin == EMBEDDED:
            return  # it ended with the run, and all that was made in it
        yield from listed(self._inventory.left(), "the run ended before it was removed")

    def _notes(self) -> Iterable[str]:
        given, judged = self._catalogue.digest, self._described.catalogue
        if given != judged:
            yield (
                f"The catalogue at hand ({given[:_DIGEST]}…) is not the one that the run judged by "
                f"({judged[:_DIGEST]}…): requirements may have come, gone or changed since."
            )
        left = 0 if self._described.origin == EMBEDDED else len(self._inventory.left())
        if left:
            what = "One object" if left == 1 else f"{left:,} objects"
            yield (
                f"{what} created by this run may remain. Remove "
                f"{'it' if left == 1 else 'them'}: `uc-contracts cleanup RUN`, with the folder of "
                "the run as RUN."
            )
        if self._unknown:
            named = ", ".join(list(self._unknown)[:_MAX_NAMED])
            count = plural(len(self._unknown), "requirement")
            yield f"The run judged {count} that the catalogue at hand does not hold: {named}."
        yield from self._noted[""]


def _server(headers: Headers) -> str:
    """What a target calls its software in the header Server, if it does."""
    return next(
        (shorten(value, _MAX_SERVER) for name, value in headers if name.lower() == "server"), ""
    )

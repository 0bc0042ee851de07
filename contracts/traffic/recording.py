"""The run folder that judged traffic leaves: the log, and all reports, as of any run."""

from __future__ import annotations

import time
from collections.abc import Mapping
from pathlib import Path

import msgspec

from contracts.engine.facts import Facts
from contracts.gate import decide, hold, read_baseline
from contracts.model import (
    TRAFFIC,
    Catalogue,
    Exchange,
    FailOn,
    Noted,
    Results,
    RunFinished,
    TargetDescribed,
    TestDeselected,
)
from contracts.report import Trail, collect, write_reports
from contracts.traffic.client import ClientJudge
from contracts.traffic.judge import TrafficJudge
from contracts.traffic.scrubbing import Scrubber
from contracts.traffic.seen import Seen
from contracts.wire import Recorder

UNSEEN = "nothing in the traffic shows it; a test run judges it"
"""The reason where it is not known what traffic would decide a requirement."""


class Gating(msgspec.Struct, frozen=True):
    """What a gate makes of the results; as the options of a run."""

    baseline: Path | None = None
    fail_on: FailOn = FailOn.MUST
    tolerate: tuple[str, ...] = ()


class Recording:
    """Traffic with one target, judged and written down while it comes. For one thread.

    `judge` is that of the server, or of its clients; `source` says where the traffic was seen: the
    names of captures, or the address of a proxy.
    Whatever is taken is scrubbed of credentials before anything else is done with it.
    """

    def __init__(self, judge: TrafficJudge | ClientJudge, facts: Facts, source: str) -> None:
        self.judge = judge
        self.target = judge.target
        self.facts = facts
        self._source = source
        self._began = time.monotonic()
        self._first: float | None = None
        self._recorder = Recorder(facts.directory, "traffic")
        self._recorder.test = "traffic"
        self._recorder.redactor.learn(self.target.auth)
        self._scrubber = Scrubber(self._recorder.redactor)
        self._recorder.emit(facts.head())
        self._recorder.emit(self._described())

    def _described(self) -> TargetDescribed:
        target = self.target
        return TargetDescribed(
            target=target.key,
            api=target.api,
            name=target.name,
            base_url=target.base_url,
            allow="nothing",
            catalogue=self.judge.catalogue.digest,
            supports=target.supports,
            readings=target.readings,
            excluded=target.excluded,
            origin=TRAFFIC,
        )

    def take(self, exchange: Exchange, *, whole: bool = True) -> Seen:
        """Judge an exchange, and record it where it exercises an operation.

        `exchange.started` is in seconds of any clock; its `id` and `target` are filled in.
        `whole` is whether the body of the response is known from end to end.
        """
        if self._first is None:
            self._first = exchange.started
        exchange = msgspec.structs.replace(
            exchange, id=self._recorder.next_id(), target=self.target.key
        )
        scrubbed = self._scrubber.scrub(exchange)
        seen = self.judge.feed(
            scrubbed.exchange, whole=whole, caller=scrubbed.caller, user=scrubbed.user
        )
        of_client = isinstance(self.judge, ClientJudge) and seen.place.below
        if seen.operation is not None or of_client:
            started = max(exchange.started - self._first, 0.0)
            self._recorder.exchange(msgspec.structs.replace(seen.exchange, started=started))
        return seen

    def note(self, text: str) -> None:
        """State `text`, a sentence, in the report."""
        self._recorder.emit(Noted(self.target.key, text))

    def close(self, needs: Mapping[str, str], stopped: str | None = None) -> None:
        """Write down what was judged; nothing is taken afterwards.

        `needs` says of requirements what traffic it takes to judge them; `stopped` why the
        traffic ended early, if it did.
        """
        self.judge.end()
        for text in self.judge.summary(self._source):
            self.note(text)
        for event in self.judge.accounts.judged(self.target.key):
            self._recorder.emit(event)
        decided = self.judge.accounts.decided()
        for requirement in self.judge.catalogue.requirements:
            if requirement not in decided:
                reason = needs.get(requirement, UNSEEN)
                untouched = TestDeselected(self.target.key, "traffic", (requirement,), reason)
                self._recorder.emit(untouched)
        self._recorder.emit(RunFinished(time.monotonic() - self._began, stopped))
        self._recorder.close()

    def report(self, gating: Gating = Gating()) -> Results:  # noqa: B008 - frozen
        """Write the reports of what was closed; the results."""
        directory = self.facts.directory
        catalogues: dict[str, Catalogue] = {self.target.api: self.judge.catalogue}
        with Trail(directory) as trail:
            results = collect(trail, catalogues)
            if gating.baseline is not None:
                entries = read_baseline(gating.baseline)
                results = hold(results, entries, str(gating.baseline), catalogues)
            decision = decide(results, gating.fail_on, tolerate=gating.tolerate)
            results = msgspec.structs.replace(results, decision=decision)
            write_reports(trail, results, catalogues)
        return results

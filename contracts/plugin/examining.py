"""The examination of targets after their tests, which are judged again behind mutants."""

from __future__ import annotations

import math
import tempfile
from collections.abc import Sequence
from pathlib import Path

import pytest
from _pytest.runner import runtestprotocol

from contracts import apis
from contracts.catalogue import load
from contracts.engine import Clock, Run, SensitivityOptions, Session
from contracts.engine.way import STRAIGHT, Way
from contracts.model import Allow, Outcome, Target, Verdict
from contracts.mutate import Selection
from contracts.plugin.options import handover_of
from contracts.plugin.state import JUDGEMENT, REQUIREMENTS, RUN, key_of, run_of
from contracts.sensitivity.assembling import assembled
from contracts.sensitivity.attempts import Attempts, Test
from contracts.sensitivity.carriers import Place
from contracts.sensitivity.examination import Examination
from contracts.sensitivity.found import keep, taken
from contracts.sensitivity.keeping import Keeping
from contracts.sensitivity.sending import Sender
from contracts.sensitivity.stand import Stands
from contracts.sensitivity.tape import Tape
from contracts.sensitivity.writing import JSON, PAGE, write
from contracts.wire.address import base_of, is_raw, service_of

TAPES = pytest.StashKey[dict[str, Tape]]()
"""On the configuration: what was exchanged with each target, by its key."""

_TIMES_READING, _TIMES_WRITING, _LEAST = 0.5, 5, 200
_OUTCOMES = {
    Verdict.PASS: Outcome.PASS,
    Verdict.FAIL: Outcome.VIOLATION,
    Verdict.WARN: Outcome.WARNING,
    Verdict.INCONCLUSIVE: Outcome.INCONCLUSIVE,
}


def keep_exchanges(config: pytest.Config, run: Run) -> None:
    """Have all exchanges of a run kept."""
    tapes = config.stash[TAPES] = {}

    def way(target: Target) -> Way:
        tape = tapes.setdefault(target.key, Tape())
        keeping = Keeping(_place(target), tape, lambda: run_of(config).log.recorder.test)
        return STRAIGHT._replace(route=keeping.route)

    run.way = way


def _place(target: Target) -> Place:
    kind = apis.find(target.api)
    raw = is_raw(target.base_url)
    base = service_of(target.base_url).base if raw else base_of(target.base_url)
    path = base.root.removeprefix(base.origin)
    selection = Selection(load(target.api).operations, path)
    return Place(target, base, lambda request: kind.reads(request, target), selection)


def examine(config: pytest.Config, key: str, items: Sequence[pytest.Item]) -> None:
    """Try mutants of a target, and leave what is found with the run."""
    run = run_of(config)
    options, tape = run.options.sensitivity, config.stash[TAPES].get(key)
    if options is None or tape is None or not tape.conversations:
        return
    tests = [_test(config, one) for one in items if _is_of(one, key)]
    if not any(one.outcomes for one in tests):
        return  # Of a target that was not judged nothing is known that a mutant could change.
    target, handover = run.target(key), handover_of(config)
    with tempfile.TemporaryDirectory(prefix="uc-contracts-") as scratch:
        attempts = Attempts(
            target,
            run.facts,
            run.log.recorder.redactor,
            vouched=run.vouched(target),
            ledger=run.log.emit,
            clock=Clock(),
            scratch=Path(scratch),
        )
        sent = sum(len(one.kept) for one in tape.conversations.values())
        most = _most(options, target, sent)
        examination = Examination(
            load(target.api),
            Stands(_place(target), tape, Sender(target, run.log.recorder, most)),
            attempts,
            sample=options.sample,
            seed=run.facts.seed,
            clock=Clock(options.minutes),
            # Of several processes none can draw a bar of its own.
            progress=handover.progress if handover and run.part.worker == "main" else None,
        )
        if handover is not None:
            handover.tell(
                f"{target.key}: the run sent {sent:,} requests; its sensitivity takes at most "
                f"{most:,} more"
            )
        found = examination.of(tests)
    keep(run.facts.directory, found)


def _most(options: SensitivityOptions, target: Target, sent: int) -> int:
    """How many requests may be sent after the run."""
    if options.most is not None:
        return options.most
    times = _TIMES_WRITING if target.allow is Allow.WRITE else _TIMES_READING
    return max(math.ceil(sent * times), _LEAST)


def _is_of(item: pytest.Item, key: str) -> bool:
    return key_of(item) == key and JUDGEMENT in item.stash


def _test(config: pytest.Config, item: pytest.Item) -> Test:
    """A test as it is to be judged again."""
    verdicts = dict(item.stash[JUDGEMENT].verdicts)
    own = [one.id for one in item.stash[REQUIREMENTS]]
    outcomes = {one: _OUTCOMES[verdicts[one]] for one in own if verdicts.get(one) in _OUTCOMES}

    def judge(session: Session) -> None:
        real = config.stash[RUN]
        config.stash[RUN] = real.with_session(session)
        try:
            runtestprotocol(item, log=False, nextitem=None)
        finally:
            config.stash[RUN] = real

    return Test(item.nodeid, frozenset(own), outcomes, judge)


def report(run: Run, beside: Sequence[str]) -> None:
    """Write the reports of a run with what was found of its sensitivity beside them."""
    looked = taken(run.facts.directory)
    run.report([*beside, *([PAGE, JSON] if looked else [])])
    options = run.options.sensitivity
    if looked and run.results is not None and options is not None:
        named = {
            (one.api, one.name, one.base_url): looked[one.key]
            for one in run.targets
            if one.key in looked
        }
        write(run.facts.directory, assembled(run.results, named, options.sample))

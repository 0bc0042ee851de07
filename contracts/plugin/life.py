"""When a run begins in a pytest session, and what waits for that.

It begins once a conformance test was collected: a session without one starts nothing, sends
nothing and writes nothing.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from contracts.engine import Facts, Part, Run, RunOptions, decoded, facts_of, named_targets
from contracts.model import ConfigurationError, Event, SuiteError
from contracts.plugin.options import handover_of, options_of
from contracts.plugin.rendezvous import Begun, Rendezvous
from contracts.plugin.sensing import keep_exchanges
from contracts.plugin.state import RUN

WORKER_INPUT = "uc_contracts"

_WAITING = pytest.StashKey[list[Event]]()
_NAMED = pytest.StashKey[dict[str, str]]()
MEETING = pytest.StashKey[Rendezvous]()
"""On the configuration of a shared run's first process: where its workers meet it."""


def options_here(config: pytest.Config) -> RunOptions:
    """The options of the run, in any of its processes."""
    told = getattr(config, "workerinput", {}).get(WORKER_INPUT)
    return decoded(told["options"], RunOptions) if told else options_of(config)


def named(config: pytest.Config) -> dict[str, str]:
    """The API of each target by its key, before the run has begun."""
    if _NAMED not in config.stash:
        try:
            config.stash[_NAMED] = named_targets(options_here(config).targets)
        except ConfigurationError as trouble:
            raise refusal(config, trouble) from trouble
    return config.stash[_NAMED]


def asked(config: pytest.Config) -> bool:
    """Whether the user asked for a run as such, so that it is one even where no test is left."""
    told = getattr(config, "workerinput", {}).get(WORKER_INPUT)
    targets = options_here(config).targets
    handed_over = told["asked"] if told else handover_of(config) is not None
    return bool(handed_over or targets.files or targets.urls)


def refusal(config: pytest.Config, trouble: ConfigurationError) -> Exception:
    """What says to the user that the run cannot be made; `uc-contracts run` has its own way."""
    return trouble if handover_of(config) else pytest.UsageError(str(trouble))


def emit_once(config: pytest.Config, event: Event) -> None:
    """Write `event`, which every process of the run knows, to one log, once there is a run."""
    if RUN in config.stash:
        config.stash[RUN].emit_once(event)
    else:
        config.stash.setdefault(_WAITING, []).append(event)


def begin(config: pytest.Config) -> Run:
    """Begin the run in this process, or return the one that has begun."""
    if RUN in config.stash:
        return config.stash[RUN]
    try:
        run = _worker_run(config) if hasattr(config, "workerinput") else _first_run(config)
    except ConfigurationError as trouble:
        raise refusal(config, trouble) from trouble
    config.stash[RUN] = run
    for event in config.stash.get(_WAITING, []):
        run.emit_once(event)
    return run


def begin_late(config: pytest.Config) -> None:
    """Let a worker that got no test say what all processes know."""
    waits = hasattr(config, "workerinput") and config.stash.get(_WAITING, [])
    if waits and RUN not in config.stash and _meeting(config).read() is not None:
        begin(config)


def _first_run(config: pytest.Config) -> Run:
    options = options_of(config)
    run = Run(options, facts_of(options))
    keep_exchanges(config, run)
    handover = handover_of(config)
    if handover is not None:
        handover.run = run
        run.hold = handover.hold
    if MEETING in config.stash:
        config.stash[MEETING].publish(Begun(run.facts, dict(run.resolved.described)))
    return run


def _worker_run(config: pytest.Config) -> Run:
    told = config.workerinput[WORKER_INPUT]  # type: ignore[attr-defined] # xdist puts it there
    begun = _meeting(config).read()
    if begun is None:
        msg = "the first process of the run did not begin it"
        raise SuiteError(msg)
    part = Part(
        worker=config.workerinput["workerid"],  # type: ignore[attr-defined] # as above
        share=1 / float(config.workerinput["workercount"]),  # type: ignore[attr-defined] # as above
        by_target=told["by_target"],
    )
    facts: Facts = begun.facts
    return Run(options_here(config), facts, part, described=begun.described)


def _meeting(config: pytest.Config) -> Rendezvous:
    told = config.workerinput[WORKER_INPUT]  # type: ignore[attr-defined] # xdist puts it there
    return Rendezvous(Path(told["place"]))


def call(config: pytest.Config) -> None:
    """A worker collected a conformance test: the first process is to begin the run."""
    _meeting(config).call()

"""Running one conformance test."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from typing import cast

import pytest

from contracts.engine import (
    Allowance,
    Judge,
    Judgement,
    Session,
    broke_down,
    judgement,
    seeded,
    told,
)
from contracts.model import SuiteError, Verdict, Violation
from contracts.plugin.life import begin
from contracts.plugin.state import JUDGEMENT, REQUIREMENTS, key_of, run_of, session_of

_OUTCOMES = (
    pytest.fail.Exception,
    pytest.skip.Exception,
    pytest.xfail.Exception,
    pytest.exit.Exception,
)
_WAITING_S = 600.0
"""How long a test may take that waits for what takes time on the target."""

_UNJUDGED = frozenset({Verdict.INCONCLUSIVE, Verdict.NOT_TESTED, Verdict.NOT_APPLICABLE})


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Say which test the exchanges to come belong to."""
    if REQUIREMENTS in item.stash:
        begin(item.config).log.recorder.test = item.nodeid


@pytest.hookimpl(wrapper=True)
def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> Iterator[None]:
    """End the work on a target behind its last test; a worker may get another one of it."""
    yield
    if REQUIREMENTS not in item.stash or hasattr(item.config, "workerinput"):
        return
    key = key_of(item)
    if nextitem is None or REQUIREMENTS not in nextitem.stash or key_of(nextitem) != key:
        run_of(item.config).done_with(key)


@pytest.hookimpl(tryfirst=True)
def pytest_pyfunc_call(pyfuncitem: pytest.Function) -> bool | None:
    """Run a conformance test with confirmation; other tests run as ever."""
    if REQUIREMENTS not in pyfuncitem.stash:
        return None
    session = session_of(pyfuncitem)
    if reason := session.bar():
        pyfuncitem.stash[JUDGEMENT] = Judgement(Verdict.NOT_TESTED, reason)
        pytest.skip(reason)
    _start(pyfuncitem, session)
    seed = run_of(pyfuncitem.config).facts.seed
    judge = cast("Judge", pyfuncitem.funcargs["judge"])
    call = _call_of(pyfuncitem, seed)
    found = judgement(session, judge, pyfuncitem.nodeid, call, allowance_of(pyfuncitem))
    pyfuncitem.stash[JUDGEMENT] = found
    if found.trouble is not None:
        raise found.trouble
    if found.verdict is Verdict.FAIL and found.finding is not None:
        raise Violation(found.finding)
    if found.verdict in _UNJUDGED:
        pytest.skip(f"{found.verdict}: {found.text}")
    return True


def _start(item: pytest.Function, session: Session) -> None:
    """Have the target begin what takes time, before its first test."""
    if session.started:
        return
    key = key_of(item)
    mine = (one for one in item.session.items if REQUIREMENTS in one.stash and key_of(one) == key)
    session.start(frozenset(one.id for test in mine for one in test.stash[REQUIREMENTS]))


def allowance_of(item: pytest.Item) -> Allowance:
    """What the test may cost: more than usual where it waits, or its marker `budget` says so."""
    waits = item.get_closest_marker("waits") is not None
    given: dict[str, float] = {"seconds": _WAITING_S} if waits else {}
    for mark in item.iter_markers("budget"):
        given |= mark.kwargs
    return Allowance(**given)  # type: ignore[arg-type] # a wrong marker is the test's own error


def _call_of(item: pytest.Function, seed: int) -> Callable[[], object]:
    """What calls the test with its fixtures."""
    # What Hypothesis draws is not among the parameters of a test that it has wrapped.
    names = inspect.signature(item.obj).parameters
    arguments = {name: item.funcargs[name] for name in names if name in item.funcargs}
    test = seeded(item.obj, f"{item.path.name}::{item.originalname}", seed)

    def call() -> object:
        try:
            return test(**arguments)
        except _OUTCOMES as outcome:
            msg = f"a conformance test raises a judgement, not {told(outcome)}"
            raise SuiteError(msg) from outcome

    return call


def enter_breakdown(item: pytest.Item, when: str, trouble: BaseException) -> None:
    """Enter that a fixture of a conformance test broke down."""
    requirements = item.stash[REQUIREMENTS]
    item.stash[JUDGEMENT] = broke_down(session_of(item), requirements, item.nodeid, when, trouble)

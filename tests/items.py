"""Items of the unit and the integration tests: alike on every machine, and few with workers.

Their `conftest.py` take what pytest calls from here.
"""

from __future__ import annotations

import gc
import inspect
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest
from hypothesis import is_hypothesis_test, settings

settings.register_profile("repeatable", derandomize=True, database=None, deadline=None)
settings.load_profile("repeatable")

# What is imported and collected stays for good: to look for garbage in it takes a third of the
# time that collecting takes.
gc.disable()


def pytest_collection_finish() -> None:
    """Collect garbage from now on, but leave alone what was imported."""
    gc.freeze()
    gc.enable()


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem(collector: pytest.Collector) -> Iterator[Any]:
    """With workers, the cases of a parametrized test that share no state are one item.

    An item costs pytest and xdist some four milliseconds, most cases a tenth of one. Without
    workers each case is an item, with an id to run it by.
    """
    made = yield
    if not (hasattr(collector.config, "workerinput") and isinstance(made, list) and len(made) > 1):
        return made
    if not all(_is_alone(one) for one in made):
        return made
    first = made[0]
    return [pytest.Function.from_parent(collector, name=first.originalname, callobj=_folded(made))]


def _is_alone(item: Any) -> bool:
    """Whether a case takes nothing that is made anew for each item."""
    if not isinstance(item, pytest.Function) or not hasattr(item, "callspec"):
        return False
    if is_hypothesis_test(item.obj) or item.callspec.marks or inspect.ismethod(item.obj):
        return False
    named: set[str] = set()
    for mark in item.iter_markers("parametrize"):
        names = mark.args[0]
        named |= set(names.replace(" ", "").split(",") if isinstance(names, str) else names)
    if named != set(item.callspec.params):  # others are those of a fixture
        return False
    info = item._fixtureinfo
    others = set(item.fixturenames) - set(item.callspec.params)
    if "request" not in info.argnames:
        others.discard("request")
    made = (info.name2fixturedefs.get(name) for name in others)
    return all(found and found[-1].scope != "function" for found in made)


def _folded(cases: Sequence[Any]) -> Callable[..., None]:
    """A test that runs all `cases`; raises ExceptionGroup with a note of each that fails."""
    function = cases[0].obj
    given = set(cases[0].callspec.params)

    def every(**shared: Any) -> None:
        failed, skipped = [], []
        for case in cases:
            try:
                function(**shared, **case.callspec.params)
            except pytest.skip.Exception as reason:
                skipped.append(reason)
            except (Exception, pytest.fail.Exception) as trouble:  # noqa: BLE001 - raised below
                trouble.add_note(f"in the case {case.name}")
                failed.append(trouble)
        if failed:
            msg = f"{len(failed)} of {len(cases)} cases"
            raise BaseExceptionGroup(msg, failed)
        if len(skipped) == len(cases):
            raise skipped[0]

    parameters = inspect.signature(function).parameters.values()
    every.__signature__ = inspect.Signature([one for one in parameters if one.name not in given])  # type: ignore[attr-defined]
    every.pytestmark = [  # type: ignore[attr-defined]
        one for one in getattr(function, "pytestmark", []) if one.name != "parametrize"
    ]
    every.__doc__ = function.__doc__
    return every

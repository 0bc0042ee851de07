"""Hypothesis, made to repeat itself: what is generated depends on the seed and the test alone."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
from hypothesis import Phase
from hypothesis.internal.conjecture import providers

from contracts.engine.options import Depth

_APPLIED = "_hypothesis_internal_settings_applied"
_OURS = "_uc_contracts_settings"


def work_our_way(function: Any, depth: Depth) -> None:
    """Repeatable, without a database, and with as many examples as the run's depth says."""
    if hasattr(function, _OURS):
        # An earlier run of this process has; its depth may have been another.
        delattr(function, _APPLIED)
    if hypothesis.is_hypothesis_test(function) and not hasattr(function, _APPLIED):
        setattr(function, _OURS, True)
        hypothesis.settings(
            database=None,
            deadline=None,
            derandomize=False,
            max_examples=depth.examples,
            # Explaining an example would send it again in a hundred variations.
            phases=(Phase.explicit, Phase.generate, Phase.shrink),
            report_multiple_bugs=False,
            suppress_health_check=list(hypothesis.HealthCheck),
            print_blob=False,
        )(function)


def seeded(function: Callable[..., object], name: str, seed: int) -> Callable[..., object]:
    """`function`; what it generates depends on the run's seed and the test's own name alone."""
    if not hypothesis.is_hypothesis_test(function):
        return function
    own = zlib.crc32(name.encode())
    return hypothesis.seed(own ^ seed)(function)


@contextmanager
def no_foreign_constants() -> Iterator[None]:
    """Keep Hypothesis from drawing numbers and texts that stand in modules loaded so far.

    It does so to find bugs in local code. Here that would make the requests depend on how the
    suite is installed and started.
    """
    before = providers._get_local_constants  # noqa: SLF001 - there is no setting for it
    none = type(providers.GLOBAL_CONSTANTS)()
    providers.CONSTANTS_CACHE.cache.clear()
    providers._get_local_constants = lambda: none  # noqa: SLF001
    try:
        yield
    finally:
        providers._get_local_constants = before  # noqa: SLF001
        providers.CONSTANTS_CACHE.cache.clear()

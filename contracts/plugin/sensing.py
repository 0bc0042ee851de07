"""Sensitivity: where a run is followed by an examination of its targets, if that is asked for.

What examines is imported only then: it reads schemas in other ways than a run does.
"""

from __future__ import annotations

from collections.abc import Generator, Sequence

import pytest

from contracts.engine import Run
from contracts.plugin.state import REQUIREMENTS, RUN, key_of


def keep_exchanges(config: pytest.Config, run: Run) -> None:
    """Have all exchanges of a run kept, where its sensitivity is going to be looked at."""
    if run.options.sensitivity is not None:
        from contracts.plugin import examining  # noqa: PLC0415 - see above

        examining.keep_exchanges(config, run)


def examine(config: pytest.Config, key: str, items: Sequence[pytest.Item]) -> None:
    """Examine a target of which all tests ran in this process, where that is asked for."""
    if config.stash[RUN].options.sensitivity is not None:
        from contracts.plugin import examining  # noqa: PLC0415 - see above

        examining.examine(config, key, items)


def report(run: Run, beside: Sequence[str]) -> None:
    """Write the reports of the run, and what the examination of its targets found."""
    if run.options.sensitivity is None:
        run.report(beside)
    else:
        from contracts.plugin import examining  # noqa: PLC0415 - see above

        examining.report(run, beside)


class Sensing:
    """A pytest plugin that examines the targets of a session that judges them all itself."""

    @pytest.hookimpl(wrapper=True, tryfirst=True)
    def pytest_runtestloop(self, session: pytest.Session) -> Generator[None, object, object]:
        """Examine each target once its tests have run."""
        result = yield
        config = session.config
        if RUN in config.stash:
            items = [one for one in session.items if REQUIREMENTS in one.stash]
            for key in dict.fromkeys(key_of(one) for one in items):
                examine(config, key, items)
        return result

"""The end of the work on a target, and of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from contracts.engine import Facts, Run, RunOptions, Session, TargetOptions

KEY = "uptivity"


class Ends:
    """What is called at the end; the first `breaks` clean-ups are interrupted."""

    def __init__(self, breaks: int) -> None:
        self.calls: list[str] = []
        self._breaks = breaks

    def clean_up(self, _: Session) -> list[object]:
        """Note the call."""
        self.calls.append("clean up")
        if len(self.calls) <= self._breaks:
            raise KeyboardInterrupt
        return []

    def close(self, _: Session) -> None:
        """Note the call."""
        self.calls.append("close")


@pytest.fixture
def run(tmp_path: Path) -> Iterator[Run]:
    named = TargetOptions(urls=((KEY, "http://127.0.0.1:9"),))
    run = Run(RunOptions(named), Facts(tmp_path / "run", ""))
    run.session(run.targets[0])
    yield run
    run.resolved.close()


def _ends(monkeypatch: pytest.MonkeyPatch, breaks: int) -> Ends:
    ends = Ends(breaks)
    for name in ("clean_up", "close"):
        call = getattr(ends, name)
        monkeypatch.setattr(Session, name, lambda session, call=call: call(session))
    return ends


def test_a_target_that_is_done_with_is_cleaned_up_once(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = _ends(monkeypatch, 0)
    run.done_with(run.targets[0].key)
    run.close(None)
    assert ends.calls == ["clean up", "close"]


def test_an_interrupted_clean_up_goes_on_at_the_end(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    ends = _ends(monkeypatch, 1)
    with pytest.raises(KeyboardInterrupt):
        run.done_with(run.targets[0].key)
    run.close("interrupted")
    assert ends.calls == ["clean up", "clean up", "close"]

"""A run ends with its worker."""

from __future__ import annotations

import signal
from collections.abc import Iterator

import pytest

from contracts.fleet import child


@pytest.fixture(autouse=True)
def _handlers() -> Iterator[None]:
    before = {one: signal.getsignal(one) for one in (signal.SIGINT, signal.SIGUSR1)}
    yield
    for one, handler in before.items():
        signal.signal(one, handler)


def test_it_is_interrupted_once_however_often_it_is_told() -> None:
    signal.signal(signal.SIGINT, signal.default_int_handler)
    signal.signal(signal.SIGUSR1, child._interrupt_once)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)  # which another thread of the worker left behind


def test_it_does_not_begin_once_its_worker_is_gone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.platform", "other")
    monkeypatch.setattr("sys.argv", ["child", "0", "run"])
    with pytest.raises(SystemExit):
        child.main()

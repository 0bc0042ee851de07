"""Workers of Dask, without Dask: what its client says, and what is made of it."""

from __future__ import annotations

from typing import Any

import msgspec
import pytest

from contracts.fleet import dask_pool
from contracts.fleet.dask_pool import DaskPool
from contracts.fleet.model import Ending, Outcome, Task, decoded_task, encoded
from contracts.fleet.pool import Gone
from contracts.model import ConfigurationError


class Future:
    """A future that a test sets."""

    def __init__(self) -> None:
        self.status = "pending"
        self.value: Any = None
        self.cancelled = False

    def result(self, timeout: float) -> Any:  # noqa: ARG002 - Dask's signature
        """What was set."""
        if isinstance(self.value, Exception):
            raise self.value
        return self.value

    def exception(self) -> Any:
        """What was set."""
        return self.value

    def cancel(self) -> None:
        """Note it."""
        self.cancelled = True


class Client:
    """A client of a scheduler with two workers."""

    def __init__(self) -> None:
        self.status = "running"
        self.workers: dict[str, Any] = {"tcp://b": {}, "tcp://a": {}}
        self.given: list[tuple[Any, dict[str, Any], Future]] = []
        self.closed = False

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:  # noqa: ARG002 - Dask's signature
        """The workers."""
        return {"workers": self.workers}

    def submit(self, _: Any, task: bytes, **options: Any) -> Future:
        """A future, noted with its task."""
        self.given.append((decoded_task(task), options, Future()))
        return self.given[-1][2]

    def close(self, timeout: float) -> None:  # noqa: ARG002 - Dask's signature
        """Note it."""
        self.closed = True


@pytest.fixture
def client() -> Client:
    """A client."""
    return Client()


@pytest.fixture
def pool(client: Client, monkeypatch: pytest.MonkeyPatch) -> DaskPool:
    """A pool that asks at every turn."""
    monkeypatch.setattr(dask_pool, "_ASK_S", -1.0)
    return DaskPool("tcp://scheduler:8786", lambda _: client)


def test_a_task_is_for_one_worker_alone(pool: DaskPool, client: Client, task: Task) -> None:
    assert pool.free() == ["tcp://a", "tcp://b"]
    pool.start("tcp://a", task)
    assert pool.free() == ["tcp://b"]
    ((given, options, future),) = client.given
    assert given == task
    assert options["workers"] == ["tcp://a"]
    assert options["allow_other_workers"] is False
    assert pool.ended(0) == []
    future.status, future.value = "finished", encoded(Outcome("lab", Ending.JUDGED, worker="h"))
    (ended,) = pool.ended(0)
    assert isinstance(ended, Outcome)
    assert ended.worker == "h (tcp://a)"
    assert pool.free() == ["tcp://a", "tcp://b"]


def test_a_worker_that_is_gone_says_nothing_of_its_task(
    pool: DaskPool, client: Client, task: Task
) -> None:
    pool.start("tcp://a", task)
    del client.workers["tcp://a"]
    assert pool.ended(0) == [Gone("lab", 1, "the worker tcp://a went away")]
    assert client.given[0][2].cancelled
    pool.start("tcp://b", task)
    future = client.given[1][2]
    future.status, future.value = "finished", OSError("closed")
    (ended,) = pool.ended(0)
    assert isinstance(ended, Gone)


def test_a_worker_that_cannot_judge_says_why(pool: DaskPool, client: Client, task: Task) -> None:
    pool.start("tcp://a", task)
    future = client.given[0][2]
    future.status, future.value = "error", ModuleNotFoundError("No module named 'contracts'")
    (ended,) = pool.ended(0)
    assert isinstance(ended, Outcome)
    assert ended.ending is Ending.LOST
    assert pool.free() == ["tcp://b"]
    assert pool.hopeless() == ""
    del client.workers["tcp://b"]
    assert pool.hopeless() == ended.reason
    assert ended.reason == (
        "the worker tcp://a cannot judge: ModuleNotFoundError: No module named 'contracts'; "
        "install the same uc-contracts[fleet] there"
    )


def test_a_scheduler_that_comes_back_is_found_again(
    pool: DaskPool, client: Client, task: Task, monkeypatch: pytest.MonkeyPatch
) -> None:
    pool.start("tcp://a", task)
    client.status = "connecting"
    assert pool.ended(0) == [Gone("lab", 1, "the scheduler went away")]
    assert client.closed
    again = Client()
    monkeypatch.setattr(pool, "_connect", lambda _: again)
    monkeypatch.setattr(dask_pool, "_AGAIN_S", -1.0)
    assert pool.free() == ["tcp://a", "tcp://b"]
    pool.start("tcp://a", msgspec.structs.replace(task, attempt=2))
    assert again.given[0][0].attempt == 2


def test_a_scheduler_that_cannot_be_reached_is_one_line() -> None:
    def refuse(_: str) -> Any:
        msg = "Timed out\ntrying to connect"
        raise OSError(msg)

    with pytest.raises(ConfigurationError) as raised:
        DaskPool("tcp://nowhere:1", refuse)
    assert str(raised.value) == (
        "the scheduler tcp://nowhere:1 cannot be reached (Timed out trying to connect); start it "
        "with `dask scheduler`, or leave out --scheduler to judge from here"
    )

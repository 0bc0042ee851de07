"""Reference servers for the tests of a client.

With pytest, name this module in a `conftest.py` and ask for the fixture:

    pytest_plugins = ["contracts.testing"]

    def test_my_client(uc_server):
        server = uc_server("voss", faults=["limit-ignored"])
        client = MyClient(server.url, *server.auth)
        ...
        assert not server.refused

Elsewhere `serving("voss")` is a context that gives the same.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import MappingProxyType
from typing import Any

import pytest

from contracts.reference import (
    Clock,
    Entry,
    MockServer,
    ReferenceApi,
    Serving,
    data_taken,
    find,
    with_data,
)

__all__ = ["UcServer", "serving", "uc_server"]


class UcServer:
    """A server of one API, on a free port of the loopback.

    `url` is its base URL, `socket` the address of its raw TCP service (`tcp://…`) or None, `auth`
    the user name and the password, or None where the API has none; `headers` are those of a
    request with the right credentials. The switches may be set while it serves.
    """

    def __init__(
        self, reference: ReferenceApi, mock: MockServer, origin: str, stream: str | None
    ) -> None:
        self._mock = mock
        self.api = reference.api
        self.url = origin + reference.base_path
        self.socket = stream
        said: Mapping[str, Any] = reference.target.get("auth", {})
        basic = said.get("type") == "basic"
        self.auth: tuple[str, str] | None = (said["username"], said["password"]) if basic else None
        self.headers = _headers(said)

    @property
    def faults(self) -> list[str]:
        """The faults in force; assign a list to have others."""
        return self._mock.faults

    @faults.setter
    def faults(self, ids: Iterable[str]) -> None:
        self._mock.switch(faults=ids)

    @property
    def liberties(self) -> list[str]:
        """The liberties in force; assign a list to have others."""
        return self._mock.liberties

    @liberties.setter
    def liberties(self, ids: Iterable[str]) -> None:
        self._mock.switch(liberties=ids)

    @property
    def requests(self) -> list[Entry]:
        """The latest 1,000 requests with their answers, the oldest first."""
        return self._mock.journal.entries()

    @property
    def refused(self) -> list[Entry]:
        """Those of them that were refused; `refused` of each says why."""
        return [one for one in self.requests if one.refused]

    def reset(self) -> None:
        """Be as at the start: data and journal; the switches stay."""
        self._mock.reset()
        self._mock.journal.clear()


@contextmanager
def serving(  # noqa: PLR0913 - one for each thing that can be chosen
    api: str,
    *,
    faults: Iterable[str] = (),
    liberties: Iterable[str] = (),
    data: Path | Mapping[str, Any] | None = None,
    rows: int | None = None,
    surround: Mapping[str, float] = MappingProxyType({}),
    clock: Clock | None = None,
) -> Iterator[UcServer]:
    """A server of `api` in this process, until the context ends.

    `data` is a file as for `uc-contracts serve --data`, or what it says; `surround` names layers
    with their values (`{"rate-limit": 5}`); `clock` is a time of the test's own, such as a
    `contracts.reference.ManualClock`. Raises ConfigurationError for what cannot be meant.
    """
    reference = find(api)
    if isinstance(data, Path):
        (reference,) = with_data([reference], [data])
    elif data is not None:
        reference = data_taken(reference, {"api": api, **data})
    mock = MockServer(
        reference, faults=faults, liberties=liberties, rows=rows, surround=surround, clock=clock
    )
    with Serving([mock]) as served:
        yield UcServer(reference, mock, served.origins[0], served.streams[0])


@pytest.fixture
def uc_server() -> Iterator[Callable[..., UcServer]]:
    """Start servers, by the arguments of `serving`; they end with the test."""
    with ExitStack() as stack:
        yield lambda api, **switches: stack.enter_context(serving(api, **switches))


def _headers(auth: Mapping[str, Any]) -> dict[str, str]:
    match auth:
        case {"type": "basic", "username": name, "password": password}:
            blob = base64.b64encode(f"{name}:{password}".encode()).decode()
            return {"Authorization": f"Basic {blob}"}
        case {"type": "bearer", "token": token}:
            return {"Authorization": f"Bearer {token}"}
    return {}

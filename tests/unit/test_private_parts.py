"""Canaries: one for each part of another library that it does not promise to keep.

Where one of these fails after an update, the module that it names has to be looked at.
"""

from __future__ import annotations

import http.client
import inspect
import os
import re
from collections import Counter
from pathlib import Path
from typing import Any

import execnet
import hypothesis
import pytest
import requests
import urllib3
import uvicorn
from _pytest.runner import call_and_report, runtestprotocol
from hypothesis import strategies as st
from hypothesis.internal.conjecture import providers
from xdist.scheduler import LoadScopeScheduling  # type: ignore[import-untyped]

from contracts.engine.generation import no_foreign_constants

_PACKAGE = Path(__file__).parents[2] / "contracts"
_PRIVATE = re.compile(
    r"SLF001"  # ruff has it where a private attribute is used
    r"|^(from|import) (_pytest|\w+(\.\w+)*\.(internal|_\w+)\b(?<!contracts))"
    r"|[sg]etattr\(\w+, \"_[a-z]"
)
_OURS = re.compile(r"contracts\.|of its own kind|of our own")


def test_whatever_relies_on_a_private_part_has_its_canary() -> None:
    """Each line of the package that uses one is in a module that a canary names."""
    said = re.findall(r"(?:relies|rely) on it: ([\w., ]+)\.\"", Path(__file__).read_text("utf-8"))
    named = {name for one in said for name in one.split(", ")}
    relying = {
        ".".join(("contracts", *path.relative_to(_PACKAGE).with_suffix("").parts))
        for path in _PACKAGE.rglob("*.py")
        for line in path.read_text("utf-8").splitlines()
        if _PRIVATE.search(line) and not _OURS.search(line)
    }
    assert relying - named == set()


def test_hypothesis_asks_for_constants_of_local_code_by_a_function_that_can_be_replaced(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """The module that relies on it: contracts.engine.generation."""
    asked: Counter[str] = Counter()
    none = type(providers.GLOBAL_CONSTANTS)()

    def constants() -> Any:
        asked["constants"] += 1
        return none

    @hypothesis.settings(database=None, max_examples=50)
    @hypothesis.given(st.integers())
    def draw(_number: int) -> None:
        pass

    providers.CONSTANTS_CACHE.cache.clear()
    monkeypatch.setattr(providers, "_get_local_constants", constants)
    draw()
    assert asked["constants"] > 0
    with no_foreign_constants():
        before = asked.copy()
        draw()
        assert asked == before
    assert providers._get_local_constants is constants


def test_hypothesis_marks_what_settings_were_applied_to() -> None:
    """The module that relies on it: contracts.engine.generation."""

    @hypothesis.given(st.integers())
    def draw(_number: int) -> None:
        pass

    settings = hypothesis.settings(max_examples=1)
    settings(draw)
    assert hasattr(draw, "_hypothesis_internal_settings_applied")
    with pytest.raises(hypothesis.errors.InvalidArgument):
        settings(draw)
    del draw._hypothesis_internal_settings_applied
    settings(draw)


def test_execnet_knows_the_process_of_a_gateway() -> None:
    """The module that relies on it: contracts.engine.interrupt."""
    group = execnet.Group()
    gateway = group.makegateway("popen")
    try:
        assert gateway.spec.popen
        assert gateway._rinfo().pid not in {0, os.getpid()}
    finally:
        group.terminate(1.0)


def test_pytest_runs_a_test_and_gives_its_reports_without_logging_them() -> None:
    """The modules that rely on it: contracts.plugin.crew, contracts.plugin.examining."""
    assert list(inspect.signature(runtestprotocol).parameters) == ["item", "log", "nextitem"]
    assert "if log:" in inspect.getsource(call_and_report)


def test_xdist_asks_a_scheduler_for_the_scope_of_a_test() -> None:
    """The module that relies on it: contracts.plugin.sharing."""
    assert list(inspect.signature(LoadScopeScheduling._split_scope).parameters) == [
        "self",
        "nodeid",
    ]
    assert "self._split_scope(" in inspect.getsource(LoadScopeScheduling)


def test_urllib3_lends_connections_and_opens_sockets_by_methods_that_can_be_called() -> None:
    """The module that relies on it: contracts.wire.connections."""
    with urllib3.HTTPConnectionPool("127.0.0.1", 9) as pool:
        connection = pool._get_conn()
        assert isinstance(connection, urllib3.connection.HTTPConnection)
        pool._put_conn(connection)
        assert pool._get_conn() is connection
        assert "self._new_conn(" in inspect.getsource(urllib3.connection.HTTPConnection)


def test_uvicorn_keeps_what_a_server_of_ours_ends() -> None:
    """The module that relies on it: contracts.reference.streaming."""
    server = uvicorn.Server(uvicorn.Config("none:app", timeout_graceful_shutdown=1))
    assert (server.server_state.connections, server.server_state.tasks) == (set(), set())
    assert "self.servers" in inspect.getsource(uvicorn.Server.startup)
    assert inspect.iscoroutinefunction(uvicorn.Server.on_tick)
    assert "await self.main_loop()" in inspect.getsource(uvicorn.Server)


def test_requests_keeps_the_cookies_of_a_request_beside_its_headers() -> None:
    """The module that relies on it: contracts.wire.prepared."""
    request: Any = requests.Request("GET", "http://127.0.0.1/", cookies={"a": "1"}).prepare()
    assert request._cookies.get("a") == "1"
    assert request.copy()._cookies is not request._cookies
    assert "prep._cookies" in inspect.getsource(requests.auth.HTTPDigestAuth)


def test_http_client_reads_the_head_of_a_reply_again_where_its_headers_are_unset() -> None:
    """The module that relies on it: contracts.wire.connections."""
    response: Any = http.client.HTTPResponse
    head = inspect.getsource(response.begin)
    assert "if self.headers is not None:" in head
    assert "self.headers = self.msg = parse_headers(self.fp)" in head
    assert "self.fp.readline(" in inspect.getsource(response._read_status)

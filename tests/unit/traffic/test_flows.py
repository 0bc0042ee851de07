"""Flow files of mitmproxy."""

from __future__ import annotations

import builtins
import io
import warnings
from pathlib import Path
from typing import Any

import pytest

from contracts.model import ConfigurationError
from contracts.traffic.flows import read_flows
from contracts.traffic.har import Captured, Trouble

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of libraries that mitmproxy uses
    mitmproxy_io = pytest.importorskip("mitmproxy.io")
    from mitmproxy.test import tflow, tutils


def flow_file(*flows: Any) -> bytes:
    file = io.BytesIO()
    writer = mitmproxy_io.FlowWriter(file)
    for flow in flows:
        writer.add(flow)
    return file.getvalue()


def flow(**response: Any) -> Any:
    made = tflow.tflow(resp=tutils.tresp(**response))
    made.request.host = "host.example"
    made.request.port = 80
    made.request.headers.pop("host", None)
    return made


def test_a_flow_is_an_exchange() -> None:
    answer = flow(content=b"{}")
    (found,) = read_flows(Path("a.mitm"), io.BytesIO(flow_file(answer)))
    assert isinstance(found, Captured)
    assert found.whole
    assert found.exchange.request.url == "http://host.example/path"
    assert found.exchange.response is not None
    assert found.exchange.response.body == b"{}"
    assert found.exchange.started == 946681200


def test_a_body_is_unpacked() -> None:
    answer = flow(content=b"{}")
    answer.response.encode("br")
    (found,) = read_flows(Path("a.mitm"), io.BytesIO(flow_file(answer)))
    assert isinstance(found, Captured)
    assert found.exchange.response is not None
    assert found.exchange.response.body == b"{}"


def test_a_body_that_was_not_kept_is_not_known() -> None:
    answer = flow(content=None)
    (found,) = read_flows(Path("a.mitm"), io.BytesIO(flow_file(answer)))
    assert isinstance(found, Captured)
    assert not found.whole


def test_a_flow_without_a_response_is_a_failure() -> None:
    (found,) = read_flows(Path("a.mitm"), io.BytesIO(flow_file(tflow.tflow(err=True))))
    assert isinstance(found, Captured)
    assert found.exchange.response is None
    assert found.exchange.failure is not None


def test_a_file_that_is_cut_off_gives_its_whole_flows() -> None:
    data = flow_file(flow(content=b"{}"), flow(content=b"{}"))[:-20]
    found = list(read_flows(Path("a.mitm"), io.BytesIO(data)))
    assert found[1:] == [Trouble("a.mitm is cut off after 1 flows; those were judged")]


def test_without_the_extra_a_line_names_it(monkeypatch: pytest.MonkeyPatch) -> None:
    real = builtins.__import__

    def refuse(name: str, *arguments: Any, **more: Any) -> Any:
        if name.startswith("mitmproxy"):
            raise ImportError(name)
        return real(name, *arguments, **more)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(ConfigurationError, match="install the extra `traffic`"):
        list(read_flows(Path("a.mitm"), io.BytesIO(b"")))

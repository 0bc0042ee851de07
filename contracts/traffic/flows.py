"""Flow files of mitmproxy, which the extra `traffic` can read."""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

from contracts.model import ConfigurationError, Exchange, Failure, Headers, Request, Response
from contracts.traffic.har import Captured, Trouble


def read_flows(path: Path, file: BinaryIO) -> Iterator[Captured | Trouble]:
    """The exchanges of a flow file in its order.

    Raises ConfigurationError where mitmproxy is not installed, or the file is no flow file.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of libraries that mitmproxy uses
            from mitmproxy import http, io  # noqa: PLC0415 - of an extra
    except ImportError as missing:
        msg = (
            f"{path} is a flow file of mitmproxy; install the extra `traffic` to read it: "
            "pip install 'uc-contracts[traffic]'"
        )
        raise ConfigurationError(msg) from missing
    count = 0
    try:
        for flow in io.FlowReader(file).stream():
            if isinstance(flow, http.HTTPFlow) and flow.websocket is None:
                count += 1
                yield captured(flow)
    except Exception as trouble:  # what the reader raises for bytes that are no flow is its own
        if not count:
            msg = f"{path} cannot be read as a flow file of mitmproxy: {trouble}"
            raise ConfigurationError(msg) from trouble
        yield Trouble(f"{path.name} is cut off after {count:,} flows; those were judged")


def captured(flow: Any) -> Captured:
    """A flow of mitmproxy, an `http.HTTPFlow`, as a capture has it."""
    sent, came = flow.request, flow.response
    request = Request(
        sent.method, sent.pretty_url.partition("#")[0], _headers(sent), _content(sent)[0]
    )
    began = float(sent.timestamp_start or 0.0)
    response, failure, whole, ended = None, None, True, began
    if came is None:
        why = flow.error.msg if flow.error else "no response was recorded"
        failure = Failure("unrecorded", why)
    else:
        body, whole = _content(came)
        response = Response(came.status_code, came.reason or "", _headers(came), body)
        ended = float(came.timestamp_end or came.timestamp_start or began)
    exchange = Exchange("", "", request, response, failure, began, max(ended - began, 0.0))
    return Captured(exchange, whole)


def _headers(message: Any) -> Headers:
    return tuple(message.headers.items(multi=True))


def _content(message: Any) -> tuple[bytes, bool]:
    """A body without its content coding, and whether it could be had so."""
    if message.raw_content is None:  # streamed past, not kept
        return b"", False
    try:
        return message.get_content(strict=True) or b"", True
    except ValueError:
        return message.raw_content, False

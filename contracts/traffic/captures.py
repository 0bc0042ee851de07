"""Captures of any kind, read as one stream of exchanges."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import BinaryIO

from contracts.model import ConfigurationError
from contracts.traffic.flows import read_flows
from contracts.traffic.har import Captured, Trouble, read_har
from contracts.traffic.json_stream import NotJsonError, encoding_of

_START = 4096


def read_capture(path: Path) -> Iterator[Captured | Trouble]:
    """The exchanges of one capture in its order.

    Raises ConfigurationError, a line, for what cannot be read or is no capture.
    """
    try:
        with path.open("rb") as file:
            start = file.read(_START)
            file.seek(0)
            yield from _read(path, start, file)
    except NotJsonError as trouble:
        msg = f"{path} is no HTTP Archive: {trouble}"
        raise ConfigurationError(msg) from trouble
    except OSError as trouble:
        msg = f"{path} cannot be read ({trouble.strerror or trouble})"
        raise ConfigurationError(msg) from trouble


def _read(path: Path, start: bytes, file: BinaryIO) -> Iterator[Captured | Trouble]:
    if not start:
        msg = f"{path} is empty"
        raise ConfigurationError(msg)
    text = start.decode(encoding_of(start), "replace").lstrip("\ufeff \t\r\n")
    if text.startswith("{"):
        return read_har(path, file)
    if start[:1].isdigit() and b":" in start[:12]:
        return read_flows(path, file)
    msg = f"{path} is neither an HTTP Archive (HAR) nor a flow file of mitmproxy"
    raise ConfigurationError(msg)


def read_captures(paths: Sequence[Path]) -> Iterator[Captured | Trouble]:
    """The exchanges of all captures, merged by their time; each capture keeps its own order.

    Raises ConfigurationError as `read_capture` does.
    """
    troubles: list[Trouble] = []
    streams = [_exchanges(path, troubles) for path in paths]
    yield from heapq.merge(*streams, key=lambda one: one.began)
    yield from troubles


def _exchanges(path: Path, troubles: list[Trouble]) -> Iterator[Captured]:
    for one in read_capture(path):
        if isinstance(one, Trouble):
            troubles.append(one)
        else:
            yield one

"""`results.json`: the results of a run for machines."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from contracts.model import SCHEMA_VERSION, EvidenceError, Results
from contracts.report.text import encodable


def results_json(results: Results) -> Iterator[bytes]:
    """`results` as JSON, pretty-printed, after `specs/results.schema.json`."""
    yield json_bytes(results)


def json_bytes(value: Any) -> bytes:
    """`value` as JSON, pretty-printed, whatever characters are in it."""
    try:
        compact = msgspec.json.encode(value)
    except UnicodeEncodeError:
        compact = msgspec.json.encode(_encodable(msgspec.to_builtins(value)))
    return msgspec.json.format(compact, indent=2) + b"\n"


class _Head(msgspec.Struct):
    """What tells which shape a file has; the first one had no number."""

    schema_version: int = 1


def read_results(path: Path) -> Results:
    """The results that a run wrote to `path`; EvidenceError where that cannot be read.

    Those of an older suite are read as far as they go.
    """
    try:
        data = path.read_bytes()
        version = msgspec.json.decode(data, type=_Head).schema_version
        if version > SCHEMA_VERSION:
            msg = (
                f"{path} has version {version} of results.json, and this suite reads up to "
                f"{SCHEMA_VERSION}; use the suite that wrote it"
            )
            raise EvidenceError(msg)
        return msgspec.json.decode(data, type=Results)
    except OSError as error:
        msg = f"{path} cannot be read ({error.strerror}); give the folder that a run has written"
        raise EvidenceError(msg) from error
    except msgspec.DecodeError as error:
        msg = f"{path} is not a results.json of this suite ({error}); make the report again"
        raise EvidenceError(msg) from error


def _encodable(value: Any) -> Any:
    """`value` with escapes in the place of lone surrogates, which no UTF-8 file can hold."""
    match value:
        case str():
            return encodable(value)
        case dict():
            return {encodable(key): _encodable(one) for key, one in value.items()}
        case list() | tuple():
            return [_encodable(one) for one in value]
        case _:
            return value

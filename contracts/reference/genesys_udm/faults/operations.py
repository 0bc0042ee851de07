"""Faults in single operations: status, media type, form of the body, authentication.

For each operation there is one of each, as far as the document says what has to be there.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import msgspec

from contracts.reference.genesys_udm.access import OPEN
from contracts.reference.genesys_udm.faults._registry import fault, made
from contracts.reference.genesys_udm.operations import OPERATIONS, Operation
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm

_UNDOCUMENTED = {200: 206, 201: 200, 202: 201, 204: 200, 303: 302}
_JSON = b"application/json"


class _Operation(Udm):
    """One operation, and its successes."""

    operation: ClassVar[str] = ""

    def performed(self, call: Call) -> Reply:
        reply = super().performed(call)
        if call.operation.id == self.operation and reply.status in _UNDOCUMENTED:
            return self.instead(call, reply)
        return reply

    def instead(self, call: Call, reply: Reply) -> Reply:
        raise NotImplementedError


class _Status(_Operation):
    def instead(self, call: Call, reply: Reply) -> Reply:
        deletes = call.operation.name in _EMPTY
        undocumented = _UNDOCUMENTED[200 if reply.status == 204 and not deletes else reply.status]  # noqa: PLR2004
        reply.status = undocumented
        return reply


class _Media(_Operation):
    def instead(self, call: Call, reply: Reply) -> Reply:  # noqa: ARG002
        reply.headers = [
            (name, b"text/html; charset=utf-8" if value == _JSON else value)
            for name, value in reply.headers
        ]
        return reply


class _Body(_Operation):
    spoilt: ClassVar[Callable[[Any], Any]]

    def instead(self, call: Call, reply: Reply) -> Reply:
        if not reply.body:
            return reply
        value = type(self).spoilt(msgspec.json.decode(reply.body))
        return self.json(call, reply.status, value)


class _BodyWhereNone(_Operation):
    def instead(self, call: Call, reply: Reply) -> Reply:
        if reply.status == 204:  # noqa: PLR2004 - No Content
            spoilt = self.json(call, 204, {"status": {"code": 0, "message": "successful"}})
            spoilt.headers.append((b"connection", b"close"))
            return spoilt
        return reply


class _Open(Udm):
    operation: ClassVar[str] = ""

    def is_secured(self, call: Call) -> bool:
        return call.operation.id != self.operation and super().is_secured(call)


def _with(name: str, value: Any) -> Callable[[Any], Any]:
    return lambda body: {**body, name: value}


def _text(body: Any) -> Any:
    return "none" if body is None else str(len(body))


def _of_items(change: Callable[[Any], Any]) -> Callable[[Any], Any]:
    return lambda body: [change(one) for one in body]


# By operation: what becomes of the body, and what that is called.
_SPOILT: dict[str, tuple[Callable[[Any], Any], str]] = {
    "getCipher": (_with("ccid", 5), "ccid is a number"),
    "uploadCipher": (lambda body: {"name": body}, "an object stands for the text"),
    "getAttributes": (_text, "a text stands for the object"),
    "getJobStatuses": (_text, "a text stands for the list"),
    "getSources": (_text, "a text stands for the list"),
    "getSubTypes": (_text, "a text stands for the list"),
    "getTypes": (_text, "a text stands for the list"),
    "listHistory": (lambda body: {**body, "count": str(body["count"])}, "count is a text"),
    "getHistory": (lambda body: {**body, "fileSize": f"{body['fileSize']} B"}, "a size is a text"),
    "getProgress": (lambda body: {**body, "progress": f"{body['progress']} %"}, "it is a text"),
    "listJobs": (lambda body: {**body, "from": str(body["from"])}, "from is a text"),
    "createJob": (_with("fileSize", "0 B"), "a size is a text"),
    "resumeJob": (_with("media", "voice"), "media is a text"),
    "suspendJob": (_with("progress", "0 %"), "progress is a text"),
    "getJob": (_with("fileSize", "0 B"), "a size is a text"),
    "updateJob": (_with("progress", "0 %"), "progress is a text"),
    "listFileMetadatas": (lambda body: {**body, "size": str(body["size"])}, "size is a text"),
    "getFileLinks": (lambda body: {"links": body}, "the links are in another object"),
    "getVersion": (lambda body: {**body, "buildNumber": 5}, "the build is a number"),
}
_SPOILT_IN: dict[str, tuple[Callable[[Any], Any], str]] = {
    "getJobStatusesV3": (_of_items(_with("value", 1)), "values are numbers"),
    "getSourcesV3": (_of_items(_with("label", 1)), "labels are numbers"),
    "getSubTypesV3": (_of_items(_with("enabled", "yes")), "enabled is a text"),
    "getTypesV3": (_of_items(_with("name", ["Interaction"])), "names are lists"),
    "resumeJobV4": (_with("status", "successful"), "status is a text"),
    "suspendJobV4": (
        lambda body: {"status": {**body["status"], "code": "0"}},
        "the code is a text",
    ),
    "getJobV4": (_with("timeFrame", "all"), "the time frame is a text"),
}
# What cannot hold either while an operation is at fault, by the fault's id.
_RELATED = {
    "getCipherV10-body": "UDM-ACROSS-05",
    "getCipherV3-body": "UDM-ACROSS-05",
    "getHistoryV10-body": "UDM-ACROSS-03 UDM-HISTORY-08",
    "getHistoryV4-body": "UDM-ACROSS-03",
    "getFileLinksV10-body": "UDM-FILES-04 UDM-FILES-14",
    "getFileLinksV3-body": "UDM-FILES3-04",
    "getTypesV3-body": "UDM-DATA3-01",
    "getFileV10-status": "UDM-FILES-01",
    "getFileV3-status": "UDM-FILES3-01",
}
_WITHOUT_BODY = frozenset({"cancelJob", "getFile", "getLabels"})
_EMPTY = frozenset({"deleteHistories", "deleteHistory", "deleteJobs", "deleteJob"}) | frozenset(
    {"deleteFiles", "deleteFile"}
)


def _seed(one: Operation, how: str, what: str, kind: str, mixin: type) -> None:
    identifier = f"{one.id}-{how}"
    violates = f"UDM-{one.id}-{what}"
    related = "UDM-AUTH-05" if what == "AUTH" else _RELATED.get(identifier, "")
    fault(identifier, violates=violates, kind=kind, related=related)(mixin)


def _enter() -> None:
    for one in OPERATIONS:
        call = f"{one.method} {one.path}"
        told = {"operation": one.id}
        summary = f"{call}: a success has a status that is not documented."
        _seed(one, "status", "STATUS", "wrong-status", made(_Status, summary, **told))
        if one.version == "v10" and one.name not in OPEN:
            summary = f"{call} is carried out without a token."
            _seed(one, "open", "AUTH", "accepted", made(_Open, summary, **told))
        if one.name in _EMPTY:
            summary = f"{call}: a 204 has a body."
            _seed(one, "body", "BODY", "added", made(_BodyWhereNone, summary, **told))
        elif one.name not in _WITHOUT_BODY:
            summary = f"{call}: JSON says that it is HTML."
            _seed(one, "media", "MEDIA", "wrong-media", made(_Media, summary, **told))
            spoilt, what = _SPOILT_IN.get(one.id) or _SPOILT[one.name]
            mixin = made(_Body, f"{call}: {what}.", spoilt=staticmethod(spoilt), **told)
            _seed(one, "body", "BODY", "wrong-type", mixin)


_enter()

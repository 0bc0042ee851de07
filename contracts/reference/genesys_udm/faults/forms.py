"""Faults in the form of answers: UDM-FORM-01, -02 and -07 to -21."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, ClassVar

import msgspec

from contracts.reference.genesys_udm.faults._registry import fault, made
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm

Change = Callable[[Any], Any]


class _Formed(Udm):
    """The successes of some operations have another form."""

    operations: ClassVar[frozenset[str]] = frozenset()
    change: ClassVar[Change]

    def performed(self, call: Call) -> Reply:
        reply = super().performed(call)
        if call.operation.id not in self.operations or reply.status >= 300 or not reply.body:  # noqa: PLR2004
            return reply
        return self.json(call, reply.status, type(self).change(msgspec.json.decode(reply.body)))


def _without(*names: str) -> Change:
    return lambda body: {name: one for name, one in body.items() if name not in names}


def _each(change: Change) -> Change:
    return lambda body: [change(one) for one in body]


def _items(change: Change) -> Change:
    return lambda body: {**body, "items": [change(one) for one in body["items"]]}


def _message(body: Any) -> Any:
    return {"status": {**body["status"], "message": "failed"}}


def _nulls(*names: str) -> Change:
    return lambda body: {**body, **dict.fromkeys(names)}


_FORMS: tuple[tuple[str, str, str, Change, str], ...] = (
    ("cipher-without-ccid", "07", "getCipherV10", _without("ccid"), "UDM-ACROSS-05"),
    ("version-without-name", "08", "getVersionV10", _without("name"), ""),
    ("page-without-from", "09", "listJobsV10", _without("from"), ""),
    ("progress-without-status", "10", "getProgressV10", _without("status"), ""),
    ("v3-cipher-without-ccid", "11", "getCipherV3", _without("ccid"), "UDM-ACROSS-05"),
    ("v3-version-without-build", "12", "getVersionV3", _without("buildNumber"), ""),
    ("v3-page-without-size", "13", "listFileMetadatasV3", _without("size"), ""),
    ("v3-source-without-label", "14", "getSourcesV3", _each(_without("label")), ""),
    ("v3-sub-type-without-enabled", "15", "getSubTypesV3", _each(_without("enabled")), ""),
    ("v3-type-without-source", "16", "getTypesV3", _each(_without("source")), ""),
    ("v4-page-without-size", "17", "listHistoryV4", _without("size"), ""),
    ("v4-progress-without-status", "18", "getProgressV4", _without("status"), ""),
    ("v4-success-failed", "19", "resumeJobV4", _message, ""),
    ("items-without-type", "20", "listJobsV10", _items(_without("type")), ""),
    ("v4-items-without-source", "21", "listJobsV4", _items(_without("source")), ""),
    ("info-of-nulls", "01", "getJobV10", _nulls("type", "source", "createdDate"), ""),
    ("v4-info-of-nulls", "02", "getHistoryV4", _nulls("type", "source", "createdDate"), ""),
)


def _enter() -> None:
    for identifier, number, operation, change, related in _FORMS:
        summary = f"{operation}: {identifier.replace('-', ' ')}."
        fault(identifier, violates=f"UDM-FORM-{number}", kind="omitted", related=related)(
            made(
                _Formed,
                summary,
                operations=frozenset({operation}),
                change=staticmethod(change),
            )
        )


_enter()

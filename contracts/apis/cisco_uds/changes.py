"""Changes that would change nothing, one for each operation that writes."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from contracts.apis.cisco_uds.answer import Answer
from contracts.apis.cisco_uds.undoing import Undoing


class EmptyChange(msgspec.Struct, frozen=True):
    """A body without a field to change; `shown_by` is the operation that reads the resource."""

    shown_by: str
    body: bytes


EMPTY_CHANGES = {
    "putDevice": EmptyChange("getDevice", b"<device></device>"),
    "putUser": EmptyChange("getUser", b"<user></user>"),
    "postDeviceSubscribedServices": EmptyChange(
        "getDeviceSubscribedServices", b"<subscribedServices></subscribedServices>"
    ),
    "putRemoteDestination": EmptyChange(
        "getRemoteDestination", b"<remoteDestination></remoteDestination>"
    ),
    "putConferencing": EmptyChange("getConferencing", b"<conferencing></conferencing>"),
    "putDeviceExtension": EmptyChange("getDeviceExtension", b"<extension></extension>"),
    "putCredentials": EmptyChange("getCredentials", b"<credentials></credentials>"),
}
"""By operation. What replaces or removes is not among them: empty it would not be harmless."""


class Changing(Undoing):
    """The part of the vocabulary that asks for changes without changing anything."""

    def send_empty(self, operation: str, **how: Any) -> Answer:
        """The answer to a change that changes nothing."""
        change = EMPTY_CHANGES[operation]
        method = (re.match("[a-z]+", operation) or [""])[0].upper()
        path = self.address(change.shown_by)
        return self.send(method, path, change.body, operation=operation, **how)

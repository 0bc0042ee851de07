"""Where the faults enter themselves, and what several of them need."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_ws.request import Call, Object
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.genesys_ws.status import Status
from contracts.reference.seeding import Fault, seeded

FAULTS: dict[str, Fault] = {}
fault = seeded(FAULTS, Fault)


class OwnUser(GenesysWs):
    """A server whose /me shows another user than it should; the rest stays as it is."""

    def me(self, call: Call) -> Object:
        """The own user, changed."""
        found = super().me(call)
        return {**found, "user": self.changed(call, dict(found["user"]))}

    def changed(self, call: Call, user: Object) -> Any:
        """What is shown in place of `user`."""
        raise NotImplementedError


class Enveloped(GenesysWs):
    """A server whose envelopes are changed before they are written."""

    def envelope(self, call: Call, status: Status, members: Object) -> Any:
        """The envelope, changed."""
        return self.changed_envelope(call, dict(super().envelope(call, status, members)))

    def changed_envelope(self, call: Call, envelope: Object) -> Any:
        """What is answered in place of `envelope`."""
        raise NotImplementedError

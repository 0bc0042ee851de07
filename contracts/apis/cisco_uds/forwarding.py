"""Where the calls of an account for tests are forwarded to: changed, and put back."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager

from contracts.apis.cisco_uds.answer import Answer
from contracts.apis.cisco_uds.dials import xml
from contracts.apis.cisco_uds.services import Services
from contracts.model import Inconclusive, NotTested

FORWARDING = "call forwarding"
_FIELDS = ("sendToVoiceMailPilotNumber", "destination")


class Forwarding(Services):
    """The part of the vocabulary with the user's own settings."""

    def forwarding(self) -> dict[str, str]:
        """Where calls are forwarded to. Raises Inconclusive where the user does not say so."""
        root = self.read("getUser")
        for path in ("primaryExtension/callForwardAllDestination", "callForwardAllDestination"):
            found = root.find(path)
            if found is not None and all(found.find(name) is not None for name in _FIELDS):
                said = {name: (found.findtext(name) or "").strip() for name in _FIELDS}
                return said | {_FIELDS[0]: said[_FIELDS[0]].lower()}
        reason = "the user's representation does not say where calls are forwarded to"
        raise Inconclusive(reason)

    def forward(self, defect: str | None = None, **fields: str) -> Answer:
        """The answer to a PUT of forwarding. Raises Inconclusive where it is not accepted."""
        inner = xml("callForwardAllDestination", dict(fields))
        body = f"<user><primaryExtension>{inner}</primaryExtension></user>"
        answer = self.send(
            "PUT", self.address("putUser"), body.encode(), operation="putUser", defect=defect
        )
        if not answer.accepted:
            reason = f"the change of forwarding is not accepted: {answer}"
            raise Inconclusive(reason)
        return answer

    def restored(self, before: Mapping[str, str]) -> bool:
        """Put forwarding back to what it was; whether it is so now."""
        fields = {name: before[name] for name in _FIELDS}
        # What was there need not be what the suite would send.
        self.forward("restores what was there", **fields)
        return self.forwarding() == fields

    @contextmanager
    def scratch(self, note: Callable[[str], None]) -> Iterator[None]:
        """Leave to change forwarding; it is put back, and `note` is told where it cannot be.

        What was there stands in the ledger meanwhile. Raises NotTested where there is no leave.
        """
        self.needs_account()
        if not self.target.data.get("scratch_account"):
            reason = "the account is not there for tests: [data] scratch_account = true says so"
            raise NotTested(reason)
        before = self.forwarding()
        entry = self.creating(FORWARDING, self.user, user=self.user, **before)
        try:
            yield
        finally:
            if self.restored(before):
                self.gone(entry)
            else:
                note(f"the forwarding of {self.user} could not be restored: {before}")

"""Taking away what a run made, by its ledger alone."""

from __future__ import annotations

from contracts.apis.voss.removing import GONE, VANISHED
from contracts.apis.voss.tagging import Tagging
from contracts.kit import Entry, Inconclusive


class Undoing(Tagging):
    """The part of the vocabulary that cleans up."""

    def undo(self, entry: Entry) -> str:
        """Delete the resource, where it is there, and look whether it is gone.

        Where DELETE of the resource does not help, DELETE of the collection that names it is
        tried, which public documentation gives beside it.
        """
        node = entry.facts.get("hierarchy", "")
        pkid = self._still_there(entry, entry.facts.get("pkid", ""), node)
        if not pkid:
            return ""
        answer = self.delete(entry.kind, pkid)
        if answer.accepted:
            transaction = self.transaction_of(answer)
            if transaction and not self.pkid_in(answer):
                self.outcome(transaction)
            if self._goes(entry, pkid, node):
                return ""
        elif not self._still_there(entry, pkid, node):
            return ""
        if self.delete_in_bulk(entry.kind, pkid).accepted and self._goes(entry, pkid, node):
            return ""
        return f"it is still there after a DELETE, which was answered: {answer}"

    def _goes(self, entry: Entry, pkid: str, node: str) -> bool:
        """Whether a resource is gone within patience."""
        found = self.patience(VANISHED).until(
            lambda: True if not self._still_there(entry, pkid, node) else None
        )
        return bool(found)

    def _still_there(self, entry: Entry, pkid: str, node: str) -> str:
        """The pkid of what an entry names; empty where it is not there.

        Raises Inconclusive where that cannot be said.
        """
        if pkid:
            answer = self.get(entry.kind, pkid, hierarchy=node, operation=None)
            if answer.status in GONE:
                return ""
            if answer.item is not None and answer.item.data:
                return pkid
        # No id is known, or the target says in another way that there is none: look by name.
        found, all_seen = self.named(entry.kind, entry.name, node)
        if not found and not all_seen:
            reason = f"it may be there: the list of {entry.kind} is longer than the suite reads"
            raise Inconclusive(reason)
        return found

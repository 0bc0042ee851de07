"""One User Data Management service."""

from __future__ import annotations

import re
from collections.abc import Iterable
from contextlib import suppress
from typing import Any

from contracts.apis.genesys_udm.answers import Row, key_of
from contracts.apis.genesys_udm.lists import Whole
from contracts.apis.genesys_udm.pool import Pool
from contracts.apis.genesys_udm.rules import check
from contracts.apis.genesys_udm.states import State
from contracts.apis.genesys_udm.undoing import Undoing
from contracts.apis.genesys_udm.versions import V3, V4, V10, Listing, Version
from contracts.kit import (
    Allow,
    Checked,
    Entry,
    Exchange,
    Inconclusive,
    NotApplicable,
    NotTested,
    TargetLost,
    Violation,
)

_OBSTACLES = (Inconclusive, NotTested, NotApplicable, TargetLost, Violation)
_ENOUGH = 5
_DONE = 100
_OF_EXPORTS = re.compile(
    r"UDM-(HISTORY4?-(03|04|06|07)|FILES3?-(08|09|1[0356])|JOBS4?-(17|18|2[013]|31|33|3[45])"
    r"|delete(History|Histories|File|Files)V10-AUTH)"
)
"""Requirements that are judged by what the suite's own exports leave."""


class Udm(Undoing):
    """One User Data Management service in all its versions."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.pool = Pool(self)
        self._furnished = False
        self._learning = False
        self._seen: dict[tuple[str, str], Any] = {}

    def rules(self, exchange: Exchange) -> Checked:
        """What holds for every exchange: a 204 declares no body."""
        return check(exchange, self.spec.catalogue.requirements)

    # The run

    def start(self, planned: frozenset[str]) -> None:
        """Start the exports that tests are going to need, so that they run meanwhile."""
        if self.target.allow is not Allow.WRITE or not self.target.claims("jobs"):
            return
        if any(_OF_EXPORTS.match(one) for one in planned):
            with suppress(*_OBSTACLES):
                self.pool.start()

    def clean_up(self) -> list[Entry]:
        """Take away what tests shared, and then all that is left."""
        self.pool.clear()
        return super().clean_up()

    def close(self) -> None:
        """Take away what tests shared, and drop all connections."""
        with suppress(*_OBSTACLES):
            self.pool.clear()
        super().close()

    def second_version(self) -> Version:
        """The other version that makes jobs: v4, or v10 itself where the target has none."""
        return V4 if self.has_v4() and self.shares_a_store else V10

    def may_delete_without_ids(self) -> None:
        """Raise NotTested where a bulk delete that names nothing may not be sent.

        A target that does not refuse it may take it for all there is, and a loopback address
        may be the end of a tunnel to one: the target file or the target's description permits it.
        """
        if not self.target.data.get("delete_without_ids", False):
            reason = "it may delete everything: [data] delete_without_ids = true permits it"
            raise NotTested(reason)

    # Lists of a target that has little

    def filled(self, listing: Listing, least: int = 1) -> Whole:
        """A whole list with at least so many items, of the suite's own where there are too few.

        Raises Inconclusive where it has fewer all the same.
        """
        writes = self.target.allow is Allow.WRITE and self.target.claims("jobs")
        if writes and not self._furnished and len(self.whole(listing).rows) < _ENOUGH:
            self._furnished = True
            for furnish in (self.pool.finish, self.pool.waiting, self.pool.held):
                with suppress(*_OBSTACLES):
                    furnish()
            self.forget("list")
        return super().filled(listing, least)

    # States, in whatever words

    def is_at_its_end(self, row: Row) -> bool:
        """Whether a JobInfo is of a job that is over, by its status or else by its progress."""
        status = self.status_in(row)
        if self._state_of(status) is State.UNKNOWN:
            return row.get("progress") == _DONE or bool(row.get("fileName"))
        return self.states.is_over(status)

    def is_under_way(self, row: Row) -> bool:
        """Whether a JobInfo is of a job in progress, by its status or else by its progress."""
        status, progress = self.status_in(row), row.get("progress")
        if self._state_of(status) is not State.UNKNOWN:
            return self.states.is_running(status)
        part = isinstance(progress, int | float) and 0 < progress < _DONE
        if part and self._has_moved(key_of(row), status, progress):
            # One word alone: that of a cancelled job comes with the progress it had.
            self.states.learn(status, State.RUNNING)
        return part

    def _has_moved(self, job: str, status: str, progress: Any) -> bool:
        """Whether a job was seen with the same status and less progress before."""
        before = self._seen.get((job, status))
        self._seen[job, status] = progress
        return before is not None and before < progress

    def _state_of(self, status: str) -> State:
        found = self.states.of(status)
        if status and found is State.UNKNOWN and not self._learning:
            self._learning = True
            self._learn()
            found = self.states.of(status)
        return found

    def _learn(self) -> None:
        """Learn words for states: from what v3 lists, and from jobs whose state is known."""
        for pair in self.labels_of_statuses():
            self._learn_alike(pair)
        if self.target.allow is not Allow.WRITE:
            return
        for state, find in (
            (State.WAITING, self.pool.waiting),
            (State.SUSPENDED, self.pool.held),
            (State.CANCELLED, self.pool.cancelled_now),
        ):
            with suppress(*_OBSTACLES):
                self.states.learn(self.status(find().id), state)
        words = ", ".join(f"{word} ({state})" for word, state in self.states.learned.items())
        self.note(f"States of jobs: learned {words or 'no words'}.")

    def labels_of_statuses(self) -> list[tuple[str, str]]:
        """The values and the labels of statuses that v3 lists; none where it does not."""
        with suppress(*_OBSTACLES):
            self.needs(V3)
            rows = self.call("getJobStatusesV3", checked=False).body
            return [
                (str(row.get("value")), str(row.get("label")))
                for row in (rows if isinstance(rows, list) else ())
                if isinstance(row, dict)
            ]
        return []

    def _learn_alike(self, words: Iterable[str]) -> None:
        """Take several words for the same state."""
        given = list(words)
        known = [one for one in map(self.states.of, given) if one is not State.UNKNOWN]
        for word in given if known else ():
            self.states.learn(word, known[0])

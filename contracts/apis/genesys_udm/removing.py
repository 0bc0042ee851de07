"""Jobs of the suite's own, taken away by whatever way the target has."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from contracts.apis.genesys_udm.answers import Answer, key_of
from contracts.apis.genesys_udm.jobs import REFUSED_AS_GONE, Jobs
from contracts.apis.genesys_udm.versions import V4, V10, Version
from contracts.kit import Inconclusive, NotApplicable

CANCELLED = "a cancelled job can be deleted"
"""What a job that was cancelled is waited for."""

_WINDOW = (("from", "0"), ("size", "999999999"))


class Removing(Jobs):
    """The part of the vocabulary that takes jobs away.

    v10 deletes finished jobs, v4 jobs that are not in progress, and either cancels what runs or
    is not finished (UDM-AMB-24): which of them takes a job that waits is found out once, and is
    the first way from then on.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.left_behind: list[str] = []
        self.deletes_in_vain = False
        self._way = 0

    def has_v4(self) -> bool:
        """Whether the target claims version 4, and has it."""
        try:
            self.needs(V4)
        except NotApplicable:
            return False
        return True

    def remove(self, identifier: str) -> bool:
        """Take a job of the suite's own away; False where no way works."""
        if identifier in self._deleted and not self._is_seen(identifier):
            return True
        ways = self._ways()
        for way in dict.fromkeys((self._way, *range(len(ways)))):
            if ways[way](identifier):
                self.said_deleted(identifier)
                self._way = way
                return True
        self.left_behind.append(f"job {identifier}")
        return False

    def _ways(self) -> list[Callable[[str], bool]]:
        """Ways to remove a job, each of which says whether the job is deleted."""
        versions = (V10, V4) if self.has_v4() else (V10,)

        def deleted(version: Version) -> Callable[[str], bool]:
            return lambda identifier: self._delete(version, identifier)

        def cancelled(version: Version) -> Callable[[str], bool]:
            return lambda identifier: self._cancel_and_delete(version, identifier)

        return [make(one) for one in versions for make in (deleted, cancelled)]

    def _delete(self, version: Version, identifier: str) -> bool:
        answer = self.on_job(version, "deleteJob", identifier, checked=False)
        # What is not there any more is answered with one code or another.
        return answer.succeeded or not (
            answer.status not in REFUSED_AS_GONE or self._is_seen(identifier)
        )

    def _cancel_and_delete(self, version: Version, identifier: str) -> bool:
        self.on_job(version, "cancelJob", identifier, checked=False)

        def deleted() -> bool | None:
            return self._delete(version, identifier) or None

        # A job that is cancelled may take a moment to end.
        return bool(self.patience(CANCELLED, 2.0).until(deleted))

    def _is_seen(self, identifier: str) -> bool:
        answer = self.on_job(V10, "getJob", identifier, checked=False)
        return answer.status not in REFUSED_AS_GONE

    def removed(self, identifier: str) -> str:
        """Take a job away and look whether it is gone: empty, or why it is still there."""
        if not self.remove(identifier):
            return f"job {identifier} can be deleted neither as it is nor cancelled"
        try:
            if self.goes(V10, identifier):
                return ""
        except Inconclusive as obstacle:
            return obstacle.reason
        # What was accepted without effect is tried in the other ways.
        self._deleted.discard(identifier)
        for number, way in enumerate(self._ways()):
            if number != self._way and way(identifier) and not self._is_seen(identifier):
                self._way = number
                return ""
        self.deletes_in_vain = True
        return f"the deletion of job {identifier} was accepted, and it is still there"

    def made_after_all(self, answer: Answer) -> Answer:
        """The answer; a job that was made although it should have been refused is taken away."""
        made = self.id_in(answer)
        if made:
            self.remove(made)
        return answer

    def remove_by_title(self, title: str) -> None:
        """Take away what a POST made that was not answered as a success, or not with an id."""
        page = self.page("listJobsV10", ("title", title), *_WINDOW, checked=False)
        for row in page.rows if page.is_page else ():
            if row.get("title") == title:
                self.remove(key_of(row))

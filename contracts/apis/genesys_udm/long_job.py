"""The one job that exports all data, seen in progress."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from contracts.apis.genesys_udm.jobs import Own
from contracts.apis.genesys_udm.templates import LONG, WIDE
from contracts.apis.genesys_udm.versions import Version
from contracts.kit import Inconclusive

if TYPE_CHECKING:
    from contracts.apis.genesys_udm.api import Udm

_MOST, _MOST_UNSEEN = 20, 3
_STALLED_S = 30.0


class Long:
    """A job in progress for as long as it is, and another one behind it.

    The first one exports all data; others, where one is needed again, those of many years.
    `last` is the one that was seen in progress last.
    """

    def __init__(self, udm: Udm, keep: Callable[[Own], Own]) -> None:
        self._udm = udm
        self._keep = keep
        self._made = 0
        self._unseen = 0
        self.last: Own | None = None

    def job(self, version: Version) -> Own:
        """A job in progress now. Raises Inconclusive where none is seen in progress."""
        udm = self._udm
        if self.last is not None and udm.is_under_way(udm.look_at(self.last.id)):
            return self.last
        if self._unseen >= _MOST_UNSEEN or self._made >= _MOST:
            reason = "no job stays in progress for long enough"
            raise Inconclusive(reason)
        kind = WIDE if self._made else LONG
        self._made += 1
        self.last = self._keep(udm.make(version, kind, "long"))
        self._unseen += 1
        self._see_in_progress(self.last)
        self._unseen = 0
        return self.last

    def _see_in_progress(self, own: Own) -> None:
        udm = self._udm

        def begins() -> bool | None:
            row = udm.look_at(own.id)
            if udm.is_at_its_end(row):
                status = udm.status_in(row) or "over"
                reason = f"job {own.id} was {status} before it was seen in progress"
                raise Inconclusive(reason)
            return udm.is_under_way(row) or None

        most = float(udm.target.data.get("poll_s", _STALLED_S))
        udm.patience("a job is in progress", most).wait(begins, f"job {own.id} in progress")

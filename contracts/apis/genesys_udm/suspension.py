"""What tells that a job is suspended, and when that shows."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from contracts.apis.genesys_udm.answers import Answer
from contracts.apis.genesys_udm.jobs import Own
from contracts.apis.genesys_udm.versions import Version

if TYPE_CHECKING:
    from contracts.apis.genesys_udm.api import Udm

SHOWS = "a change of state shows"
"""The kind of patience with changes of states."""


def face(udm: Udm, version: Version, own: Own) -> tuple[object, ...]:
    """What tells that a job is suspended: its status, a member for it, or the filter suspend."""
    single = udm.on_job(version, "getJob", own.id, checked=False).members
    row = next(iter(udm.listed(version, own.id)), {})
    names = ("status", "suspended", "suspend")
    told = [str(one.get(name)).casefold() for one in (single, row) for name in names]
    query = (("suspend", "true"), ("title", udm.prefix), ("from", "0"), ("size", "200"))
    page = udm.page(version.operation("listJobs"), *query, checked=False)
    held = page.is_page and own.id in page.keys
    return (*told, held)


def changes(udm: Udm, version: Version, own: Own, before: tuple[object, ...]) -> bool:
    """Whether what tells a suspension comes to differ from before, waited for."""
    look = lambda: face(udm, version, own) != before or None  # noqa: E731 - a look
    return bool(udm.patience(SHOWS, udm.patience_s).until(look))


def suspend(udm: Udm, version: Version, own: Own, **how: Any) -> Answer:
    """The answer to a suspension, once it shows, where it does."""
    before = face(udm, version, own)
    answer = udm.on_job(version, "suspendJob", own.id, **how)
    if answer.succeeded:
        changes(udm, version, own, before)
    return answer

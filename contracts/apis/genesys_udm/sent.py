"""What a target gives of a job, held to what was sent, beyond title, source and the like."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from contracts.kit import moment

_DAY = dt.timedelta(days=1)
_NOTHING: Mapping[str, Any] = {}


def otherwise(sent: Mapping[str, Any], given: Mapping[str, Any]) -> list[str]:
    """The names of what a JobInfo or a Job gives otherwise than it was sent.

    A JobInfo may leave the dates out; a Job has the parts that were sent.
    """
    in_job = isinstance(given.get("timeFrame"), Mapping)
    dates = given["timeFrame"] if in_job else given
    wrong = [
        name
        for name in ("dateFrom", "dateTo")
        if _other_date(sent["timeFrame"].get(name), dates.get(name), lost=in_job)
    ]
    if _is_other_flag(sent["timeFrame"].get("all"), dates.get("all")):
        wrong.append("all")
    scheduler, start = _part(given, "schedulerParam"), sent["schedulerParam"].get("startDate")
    lost = isinstance(given.get("schedulerParam"), Mapping)
    if _other_date(start, scheduler.get("startDate"), lost=lost):
        wrong.append("startDate")
    if _is_other_flag(sent["schedulerParam"].get("immediately"), scheduler.get("immediately")):
        wrong.append("immediately")
    given_params = _part(given, "jobParams")
    if given_params.get("type", sent["jobParams"]["type"]) != sent["jobParams"]["type"]:
        wrong.append("jobParams.type")
    media = given_params.get("media")
    if isinstance(media, list) and sorted(map(str, media)) != sorted(sent["jobParams"]["media"]):
        wrong.append("jobParams.media")
    split = sent["jobParams"].get("fileSplitSize")
    if any(one.get("fileSplitSize") not in (None, "", split) for one in (given, given_params)):
        wrong.append("fileSplitSize")
    attachments = sent["jobParams"].get("exportAttachments")
    if attachments is not None and given.get("exportAttachments") is (not attachments):
        wrong.append("exportAttachments")
    suspended = str(given.get("suspended")).lower()
    if suspended in {"true", "false"} and suspended != str(sent["suspended"]).lower():
        wrong.append("suspended")
    return wrong


def taken_over(
    accepted: Mapping[str, Any],
    refused: Mapping[str, Any],
    before: Mapping[str, Any],
    after: Mapping[str, Any],
) -> list[str]:
    """The names of what a job has of a Job that was refused, and did not have `before`.

    `accepted` is the Job that it was made or updated with.
    """
    texts = [
        name
        for name in ("title", "description")
        if refused.get(name) is not None and after.get(name) == refused[name] != before.get(name)
    ]
    parts = set(otherwise(accepted, after)) - set(otherwise(accepted, before))
    return texts + sorted(parts & set(otherwise(accepted, refused)))


def not_updated(
    sent: tuple[Mapping[str, Any], Mapping[str, Any]],
    given: tuple[Mapping[str, Any], Mapping[str, Any]],
) -> list[str]:
    """The names of dates that an update does not change, though it sends other ones.

    `sent` and `given` are what was sent, and what was given then, before the update and after it.
    A date is not known to be another one where it cannot be read (UDM-AMB-26), but it is no other
    one where it is the same text, nor a date where the one before could be read.
    """
    asked = [_part(one, "timeFrame") | _part(one, "schedulerParam") for one in sent]
    shown = [_part(one, "timeFrame", one) | _part(one, "schedulerParam") for one in given]
    return [
        name
        for name in ("dateFrom", "dateTo", "startDate")
        if _other_date(asked[0].get(name), asked[1].get(name), lost=False)
        and _is_text(shown[0].get(name))
        and _is_text(shown[1].get(name))
        and moment(shown[1][name]) is None
        and (moment(shown[0][name]) is not None or shown[0][name] == shown[1][name])
    ]


def _part(
    given: Mapping[str, Any], name: str, instead: Mapping[str, Any] = _NOTHING
) -> dict[str, Any]:
    """A member that is an object; `instead` where there is none."""
    found = given.get(name)
    return dict(found if isinstance(found, Mapping) else instead)


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and value != ""


def _is_other_flag(sent: Any, given: Any) -> bool:
    return isinstance(sent, bool) and isinstance(given, bool) and sent is not given


def _other_date(sent: str | None, given: Any, *, lost: bool) -> bool:
    """Whether a date is another day than was sent; one that cannot be read may be the same."""
    if sent is None:
        return False
    if given is None or given == "":
        return lost
    one, other = moment(sent), moment(given)
    return one is not None and other is not None and abs(one - other) >= _DAY

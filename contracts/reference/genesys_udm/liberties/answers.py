"""Liberties in the JSON of answers."""

from __future__ import annotations

from email.utils import format_datetime, parsedate_to_datetime
from typing import Any

from contracts.reference.genesys_udm.data import STATUSES
from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call, Refused, Reply
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import File, Job, Order, read_moment, written
from contracts.reference.http import json_forms

json_forms(liberty)


_DATED = ("createdDate", "dateFrom", "dateTo")
_CAN_LACK = ("fileSplitSize", "fileName", "dateFrom", "dateTo", "description")


@liberty("empty-left-out", choice="empty")
class _EmptyLeftOut(Udm):
    """Members of a JobInfo that are empty are left out."""

    def info(self, call: Call, order: Order, **facts: Any) -> Shown:
        shown = super().info(call, order, **facts)
        return {name: one for name, one in shown.items() if one or name not in _CAN_LACK}


@liberty("status-labels", choice="statuses")
class _StatusLabels(Udm):
    """A job's status is shown as the label, not the value, of its state."""

    def status_shown(self, status: str) -> str:
        return STATUSES[status]


def _mail(text: str) -> str:
    moment = read_moment(text)
    return format_datetime(moment, usegmt=True) if moment else text


def _iso(text: str) -> str:
    return written(parsedate_to_datetime(text))


@liberty("dates-since-1970", ambiguity="UDM-AMB-26", choice="dates")
class _DatesSince1970(Udm):
    """The dates of a JobInfo are milliseconds since 1970."""

    def info(self, call: Call, order: Order, **facts: Any) -> Shown:
        shown = super().info(call, order, **facts)
        return {**shown, **{name: _milliseconds(shown[name]) for name in _DATED if shown.get(name)}}


def _milliseconds(text: str) -> str:
    moment = read_moment(text)
    return str(int(moment.timestamp() * 1000)) if moment else text


@liberty("dates-of-mail", ambiguity="UDM-AMB-26", choice="dates")
class _DatesOfMail(Udm):
    """The dates of creation and upload are written as in mails and HTTP."""

    def info(self, call: Call, order: Order, **facts: Any) -> Shown:
        shown = super().info(call, order, **facts)
        return {**shown, "createdDate": _mail(shown["createdDate"])}

    def file_item(self, call: Call, file: File) -> Shown:
        shown = super().file_item(call, file)
        return {**shown, "uploadDate": _mail(shown["uploadDate"])}

    def is_within(self, listing: Listing, item: Shown) -> bool:
        dated = {"uploadDate": _iso(item["uploadDate"])} if "uploadDate" in item else {}
        return super().is_within(listing, {**item, **dated})

    def sort_key(self, listing: Listing, name: str, value: Any) -> Any:
        dated = name in {"createdDate", "uploadDate"}
        return super().sort_key(listing, name, _iso(value) if dated else value)


@liberty("errors-empty", choice="errors")
class _ErrorsEmpty(Udm):
    """Errors have no body, but where one is documented."""

    def refusal(self, call: Call, refusal: Refused) -> Reply:
        if refusal.body is None:
            return self.empty(call, refusal.status)
        return super().refusal(call, refusal)


@liberty("errors-text", choice="errors")
class _ErrorsText(Udm):
    """Errors are a line of text, but where a body is documented."""

    def refusal(self, call: Call, refusal: Refused) -> Reply:
        if refusal.body is not None:
            return super().refusal(call, refusal)
        headers = [(b"content-type", b"text/plain; charset=utf-8"), *self.more_headers()]
        return Reply(refusal.status, headers, f"{refusal.why}\n".encode())


@liberty("choices-as-objects", ambiguity="UDM-AMB-14", choice="choices")
class _ChoicesAsObjects(Udm):
    """What there is to choose from is an object in v10."""

    def choice_shown(self, call: Call, found: list[Any]) -> Any:
        if call.version != "v10":
            return found
        return {one.get("value") or one["name"]: one.get("label", "") for one in found}


@liberty("choices-as-texts", ambiguity="UDM-AMB-14", choice="choices")
class _ChoicesAsTexts(Udm):
    """What there is to choose from is an array of texts in v10."""

    def choice_shown(self, call: Call, found: list[Any]) -> Any:
        return (
            [one.get("value") or one["name"] for one in found] if call.version == "v10" else found
        )


@liberty("status-detail")
class _StatusDetail(Udm):
    """The status object of v4 has details."""

    def moved(self, call: Call, job: Job) -> Reply:
        if call.version != "v4":
            return super().moved(call, job)
        detail = {"job": job.id, "state": job.status}
        status = {"code": 0, "detail": detail, "message": "successful"}
        return self.json(call, 200, {"status": status})

"""Liberties in what is refused, and with which code."""

from __future__ import annotations

import datetime as dt

from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import (
    Job,
    Order,
    read_moment,
)

_GREATEST = 2**31 - 1
_SOON = dt.timedelta(days=366)


@liberty("ids-32-bit", ambiguity="UDM-AMB-40")
class _Ids32Bit(Udm):
    """An id in a path that does not fit into 32 bits is no id."""

    def number_of(self, call: Call, given: str) -> int:
        number = super().number_of(call, given)
        known = number in self.store.jobs or number in self.store.history
        return number if number <= _GREATEST or known else self.no_number(call, given)


@liberty("deleted-400", ambiguity="UDM-AMB-35", choice="unknown")
class _Deleted400(Udm):
    """A job that was deleted is refused with 400."""

    deleted_jobs: frozenset[str] = frozenset()

    def remove_job(self, call: Call, job: Job) -> None:
        super().remove_job(call, job)
        self.deleted_jobs |= {str(job.id)}

    def no_job(self, call: Call) -> Job:
        gone = call.argument in self.deleted_jobs
        return refuse(400, "the job was deleted") if gone else super().no_job(call)


@liberty("separated-by-semicolons", ambiguity="UDM-AMB-36", choice="several")
class _SeparatedBySemicolons(Udm):
    """What v10 is to delete is separated by semicolons; behind a comma nothing is read."""

    def list_given(self, call: Call, name: str) -> list[str]:
        if call.version != "v10" or call.method != "DELETE":
            return super().list_given(call, name)
        first = call.one(name).partition(",")[0]
        return list(dict.fromkeys(one for one in first.split(";") if one))


@liberty("parameters-repeated", ambiguity="UDM-AMB-36", choice="several")
class _ParametersRepeated(Udm):
    """Several ids and names are parameters of their own in v10, where a comma separates nothing."""

    def list_given(self, call: Call, name: str) -> list[str]:
        if call.version != "v10" or name == "entities":
            return super().list_given(call, name)
        return list(dict.fromkeys(one for one in call.query.get(name, []) if one))


@liberty("far-start-refused", ambiguity="UDM-AMB-26")
class _FarStartRefused(Udm):
    """A start that is more than a year away is refused."""

    def check_order(self, order: Order) -> None:
        super().check_order(order)
        start = read_moment(order.scheduler.get("startDate", ""))
        if start is not None and start - self.clock.now() > _SOON:
            refuse(400, "startDate is too far away")


@liberty("cancel-removes", ambiguity="UDM-AMB-24", choice="cancel")
class _CancelRemoves(Udm):
    """A job that waits is gone once it is cancelled."""

    def cancel(self, job: Job) -> None:
        waits = job.run is None
        super().cancel(job)
        if waits:
            self.store.jobs.pop(job.id, None)


@liberty("v3-upload-of-nothing", ambiguity="UDM-AMB-42")
class _V3UploadOfNothing(Udm):
    """v3 accepts an upload without a file, and keeps the certificate."""

    def no_upload(self, call: Call) -> Reply:
        if call.version != "v3":
            return super().no_upload(call)
        return self.json(call, 201, self.upload_answer(call))

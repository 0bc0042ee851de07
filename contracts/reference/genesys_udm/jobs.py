"""The operations below /export/jobs."""

from __future__ import annotations

import re
from typing import Any

from contracts.reference.genesys_udm.listing import Lists
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import FINISHED, IN_PROGRESS, Job, Order, Record

_NUMBER = re.compile(r"[0-9]{1,18}")
SUCCESSFUL: Shown = {"status": {"code": 0, "detail": {}, "message": "successful"}}


class Jobs(Lists):
    """The layer that answers for jobs."""

    def list_jobs(self, call: Call) -> Reply:
        """GET /export/jobs."""
        return self.list_reply(call, [self.job_item(call, one) for one in self.listed_jobs(call)])

    def listed_jobs(self, call: Call) -> list[Job]:  # noqa: ARG002
        """The jobs that a list is made of."""
        return list(self.store.jobs.values())

    def create_job(self, call: Call) -> Reply:
        """POST /export/jobs."""
        order = self.read_order(call)
        job = self.accepted(call, order)
        return self.json(call, 202, self.job_info(call, job))

    def accepted(self, call: Call, order: Order) -> Job:  # noqa: ARG002
        """The new job."""
        return self.accept(order)

    def get_job(self, call: Call) -> Reply:
        """GET /export/jobs/{id}: JobInfo in v10, Job in v4."""
        job = self.job(call)
        if call.version == "v4":
            return self.json(call, 200, self.job_definition(call, job))
        return self.json(call, 200, self.job_info(call, job))

    def update_job(self, call: Call) -> Reply:
        """PUT /export/jobs/{id}: only of a job that has not started."""
        job = self.job(call)
        order = self.read_order(call)
        if self.is_started(job):
            self.already_started(call, job)
        self.replace(call, job, order)
        return self.json(call, 200, self.job_info(call, job))

    def already_started(self, call: Call, job: Job) -> None:  # noqa: ARG002
        """An update of a job that has started."""
        refuse(400, f"job {job.id} has started")

    def replace(self, call: Call, job: Job, order: Order) -> None:  # noqa: ARG002
        """Give a job a new order."""
        self.reorder(job, order)

    def cancel_job(self, call: Call) -> Reply:
        """POST /export/jobs/cancel/{id}."""
        self.cancel(self.unfinished(call))
        return self.cancelled_reply(call)

    def cancelled_reply(self, call: Call) -> Reply:
        """The answer to a cancel, of which no body is shown."""
        return self.empty(call, 200)

    def resume_job(self, call: Call) -> Reply:
        """POST /export/jobs/resume/{id}."""
        job = self.unfinished(call)
        self.resume(job)
        return self.moved(call, job)

    def suspend_job(self, call: Call) -> Reply:
        """POST /export/jobs/suspend/{id}."""
        job = self.unfinished(call)
        self.suspend(job)
        return self.moved(call, job)

    def moved(self, call: Call, job: Job) -> Reply:
        """The answer to a resume or suspend: JobInfo in v10, a status object in v4."""
        body = SUCCESSFUL if call.version == "v4" else self.job_info(call, job)
        return self.json(call, 200, body)

    def unfinished(self, call: Call) -> Job:
        """The job of the path. Raises Refused where it is over (400), or not there (404)."""
        job = self.job(call)
        if job.status in FINISHED:
            self.already_finished(call, job)
        return job

    def already_finished(self, call: Call, job: Job) -> None:  # noqa: ARG002
        """A cancel, resume or suspend of a job that is over."""
        refuse(400, f"job {job.id} is finished")

    def delete_job(self, call: Call) -> Reply:
        """DELETE /export/jobs/{id}: not while it is in progress."""
        job = self.find(self.number_of(call, call.argument), self.store.jobs)
        if job is None:
            return self.nothing_to_delete(call)
        if self.is_kept(call, job):
            refuse(400, f"job {job.id} is in progress")
        self.remove_job(call, job)
        return self.deleted(call)

    def delete_jobs(self, call: Call) -> Reply:
        """DELETE /export/jobs."""
        left = []
        for number in self.numbers(call):
            job = self.find(number, self.store.jobs)
            if job is not None and self.is_kept(call, job):
                left.append(job)
            elif job is not None:
                self.remove_job(call, job)
        return self.some_left(call, [job.id for job in left]) if left else self.deleted(call)

    def remove_job(self, call: Call, job: Job) -> None:  # noqa: ARG002
        """Take a job out of the store; its history stays."""
        self.store.jobs.pop(job.id, None)
        self.store.moving.pop(job.id, None)

    def is_kept(self, call: Call, one: Job | Record) -> bool:  # noqa: ARG002
        """Whether a job or a run cannot be deleted now."""
        return one.status == IN_PROGRESS

    def deleted(self, call: Call) -> Reply:
        """The answer to a deletion."""
        return self.empty(call, 204)

    def nothing_to_delete(self, call: Call) -> Reply:
        """A deletion of what is not there (UA-22)."""
        refuse(400, f"there is no {call.argument}")

    def some_left(self, call: Call, left: list[int]) -> Reply:
        """Some could not be deleted (UA-17): the prose of v4 has a 500 with an array of them."""
        if call.version == "v10":
            refuse(400, "some are in progress", self.left_shown(call, left))
        return self.json(call, 500, self.left_shown(call, left))

    def left_shown(self, call: Call, left: list[int]) -> Any:  # noqa: ARG002
        """The array of those that could not be deleted."""
        return left

    # Which one

    def job(self, call: Call) -> Job:
        """The job that the path names. Raises Refused (400, 404)."""
        found = self.find(self.number_of(call, call.argument), self.store.jobs)
        return found if found is not None else self.no_job(call)

    def no_job(self, call: Call) -> Job:
        """An id that no job has."""
        refuse(404, f"there is no job {call.argument}")

    def find(self, number: int, table: dict[int, Any]) -> Any:
        """What has that number; None if nothing has."""
        return table.get(number)

    def number_of(self, call: Call, given: str) -> int:
        """The number that an id is."""
        return int(given) if _NUMBER.fullmatch(given) else self.no_number(call, given)

    def no_number(self, call: Call, given: str) -> int:  # noqa: ARG002
        """An id that is no number."""
        refuse(400, f"{given} is no id")

    def numbers(self, call: Call) -> list[int]:
        """The ids of a list parted by commas. Raises Refused (400)."""
        given = self.list_given(call, "jobIDs")
        return [self.number_of(call, one) for one in given] or self.no_list(call)

    def no_list(self, call: Call) -> list[int]:  # noqa: ARG002
        """A bulk deletion without ids."""
        refuse(400, "jobIDs is required")

    def list_given(self, call: Call, name: str) -> list[str]:
        """The parts of a list parted by commas, without spaces around them, each once."""
        parts = (part.strip() for part in call.one(name).split(","))
        return list(dict.fromkeys(part for part in parts if part))

"""How jobs, runs and files are shown: JobInfo, JobProgress, Job and the items of lists."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.life import Life
from contracts.reference.genesys_udm.request import Call
from contracts.reference.genesys_udm.state import File, Job, Order, Record, written

Shown = dict[str, Any]


class Showing(Life):
    """The layer that gives state its JSON form."""

    def job_info(self, call: Call, job: Job) -> Shown:
        """A job as JobInfo; file and progress are those of its latest run."""
        run = job.run
        return self.info(
            call,
            job.order,
            id=job.id,
            fileName=run.file_name if run else "",
            fileSize=run.file_size if run else 0,
            status=job.status,
            createdDate=written(job.created),
            progress=run.progress if run else 0,
            parentId=0,
        )

    def run_info(self, call: Call, run: Record) -> Shown:
        """A run as JobInfo."""
        return self.info(
            call,
            run.order,
            id=run.id,
            fileName=run.file_name,
            fileSize=run.file_size,
            status=run.status,
            createdDate=written(run.created),
            progress=run.progress,
            parentId=run.job_id,
        )

    def info(self, call: Call, order: Order, **facts: Any) -> Shown:
        """JobInfo, of which v4 has no exportAttachments."""
        shown = {
            "id": facts["id"],
            "type": order.type,
            "source": order.source,
            "title": order.title,
            "fileSplitSize": order.params.get("fileSplitSize", order.split_size),
            "fileName": facts["fileName"],
            "fileSize": facts["fileSize"],
            "status": self.status_shown(facts["status"]),
            "createdDate": facts["createdDate"],
            "dateFrom": order.time_frame.get("dateFrom", ""),
            "dateTo": order.time_frame.get("dateTo", ""),
            "description": order.description,
            "media": order.params["media"],
            "progress": facts["progress"],
            "parentId": facts["parentId"],
        }
        if call.version != "v4":
            shown["exportAttachments"] = order.params.get("exportAttachments", False)
        return shown

    def status_shown(self, status: str) -> str:
        """What a state is called."""
        return status

    def job_item(self, call: Call, job: Job) -> Shown:
        """A job in a list: JobInfo, and what the list can be filtered by."""
        shown = self.job_info(call, job)
        return {
            **shown,
            "scheduleType": job.order.schedule_type,
            "suspended": job.order.suspended,
        }

    def run_item(self, call: Call, run: Record) -> Shown:
        """A run in a list."""
        return self.run_info(call, run)

    def file_item(self, call: Call, file: File) -> Shown:  # noqa: ARG002
        """A file in a list."""
        return {
            "id": f"{file.history_id}-1",
            "name": file.name,
            "jobTitle": file.job_title,
            "type": file.type,
            "source": file.source,
            "historyId": file.history_id,
            "size": len(file.content),
            "uploadDate": written(file.uploaded),
        }

    def job_definition(self, call: Call, job: Job) -> Shown:  # noqa: ARG002
        """A job as Job, which is how v4 shows a single one; its id is a text there."""
        order = job.order
        return {
            "id": str(job.id),
            "source": order.source,
            "title": order.title,
            "timeFrame": order.time_frame,
            "fileSplitSize": order.split_size or order.params.get("fileSplitSize", ""),
            "description": order.description,
            "schedulerParam": order.scheduler,
            "jobParams": {k: v for k, v in order.params.items() if k != "exportAttachments"},
            "suspended": "true" if order.suspended else "false",
        }

    def progress_of(self, run: Record) -> Shown:
        """A run as JobProgress."""
        return {"progress": run.progress, "status": self.status_shown(run.status)}

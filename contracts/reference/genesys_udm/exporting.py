"""What a run of a job exports: a file of JSON lines."""

from __future__ import annotations

import datetime as dt
import re

import msgspec

from contracts.reference.genesys_udm.state import File, Record, written

_KEPT = re.compile(r"[^\w.-]+")
_LONGEST = 20


def file_name(run: Record) -> str:
    """The name of a run's file: the title, as far as a name can have it, and the run."""
    title = _KEPT.sub("-", run.order.title).strip("-.")[:_LONGEST].strip("-.")
    return "_".join(filter(None, (title, str(run.id)))) + ".jsonl"


def exported(run: Record, created: dt.datetime, lines: int) -> File:
    """The file of a run that has completed."""
    media = run.order.params["media"] or ["voice"]
    day = written(created)
    rows = (
        {
            "id": f"{run.id}-{number:04}",
            "media": media[number % len(media)],
            "exportedDate": day,
        }
        for number in range(lines)
    )
    return File(
        name=file_name(run),
        job_title=run.order.title,
        type=str(run.order.params["type"]),
        source=run.order.source,
        history_id=run.id,
        uploaded=created,
        content=b"".join(msgspec.json.encode(row) + b"\n" for row in rows),
    )

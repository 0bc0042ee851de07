"""Jobs move through their states by the clock, and are the same in all versions."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.reference.genesys_udm.schedule import next_run, read_cron
from contracts.reference.genesys_udm.state import written

IN_A_MINUTE = written(dt.datetime(2026, 1, 5, 9, 1, tzinfo=dt.UTC))


def test_a_job_waits_runs_and_leaves_a_record_and_a_file(server: Any) -> None:
    number = server.make()
    assert server.status(number) == "SCHEDULED"
    server.clock.advance(0.06)
    assert server.status(number) == "IN_PROGRESS"
    assert 0 < server.get(f"/v10/export/jobs/{number}").json["progress"] < 100
    server.clock.advance(1)
    shown = server.get(f"/v10/export/jobs/{number}").json
    assert (shown["status"], shown["progress"]) == ("COMPLETED", 100)
    (record,) = server.get("/v4/export/history", title="Prüfung").json["items"]
    assert (record["parentId"], record["fileName"]) == (number, shown["fileName"])
    assert server.get(f"/v4/export/history/{record['id']}/progress").json["progress"] == 100
    (file,) = server.get("/v3/file-metadatas", jobTitle="Prüfung").json["items"]
    assert (file["name"], file["size"]) == (shown["fileName"], shown["fileSize"])


def test_a_suspended_run_goes_on_where_it_stopped(server: Any) -> None:
    number = server.make(timeFrame={"all": True})
    server.clock.advance(0.3)
    assert server.send("POST", f"/v4/export/jobs/suspend/{number}").json["status"]["code"] == 0
    before = server.get(f"/v10/export/jobs/{number}").json
    server.clock.advance(60)
    assert server.get(f"/v10/export/jobs/{number}").json == before
    assert server.send("POST", f"/v10/export/jobs/resume/{number}").json["status"] == "IN_PROGRESS"
    server.clock.advance(1.8)
    assert server.status(number) == "COMPLETED"


def test_what_is_in_progress_is_not_deleted_and_what_is_cancelled_is(server: Any) -> None:
    running, waiting = server.make(timeFrame={"all": True}), server.make("v4", suspended="true")
    server.clock.advance(0.1)
    assert server.send("DELETE", f"/v10/export/jobs/{running}").status == 400
    left = server.send("DELETE", "/v4/export/jobs", jobIDs=f"{waiting},{running}")
    assert (left.status, left.json) == (500, [running])
    assert server.get(f"/v10/export/jobs/{waiting}").status == 404
    assert server.send("POST", f"/v10/export/jobs/cancel/{running}").body == b""
    server.clock.advance(5)
    assert server.status(running) == "CANCELLED"
    assert server.send("DELETE", f"/v10/export/jobs/{running}").status == 204
    assert server.send("POST", f"/v4/export/jobs/resume/{running}").status == 404


def test_an_update_counts_until_the_job_starts(server: Any) -> None:
    later = {"schedulerParam": {"startDate": IN_A_MINUTE}}
    number = server.make(**later)
    body = {"source": "IWD", "type": "UCS", "title": "Zweite", "timeFrame": {}}
    body |= {"schedulerParam": later["schedulerParam"], "suspended": "false"}
    body |= {"jobParams": {"type": "WorkItem", "media": []}}
    assert server.send("PUT", f"/v4/export/jobs/{number}", body).json["title"] == "Zweite"
    server.clock.advance(60.01)
    assert server.status(number) == "IN_PROGRESS"
    assert server.send("PUT", f"/v4/export/jobs/{number}", body).status == 400
    assert server.get(f"/v4/export/jobs/{number}").json["timeFrame"] == {}


def test_a_recurring_job_runs_as_often_as_it_says(server: Any) -> None:
    number = server.make(schedulerParam={"cron": "*/10 * * * *", "runs": "2"})
    for expected in ("SCHEDULED", "COMPLETED"):
        server.clock.advance(600)
        server.status(number)
        server.clock.advance(1)
        assert server.status(number) == expected
    assert server.get("/v10/export/history", jobId=number).json["count"] == 2


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("30 2 * * *", (2026, 1, 6, 2, 30)),
        ("0 0 12 1/10 * ?", (2026, 1, 11, 12, 0)),
        ("0 6 * feb mon", (2026, 2, 2, 6, 0)),
        ("5,50 9-17 * * 7", (2026, 1, 11, 9, 5)),
    ],
)
def test_cron_expressions(expression: str, expected: tuple[int, ...]) -> None:
    monday = dt.datetime(2026, 1, 5, 9, 0, tzinfo=dt.UTC)
    assert next_run(expression, monday) == dt.datetime(*expected, tzinfo=dt.UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize("expression", ["", "* * *", "60 * * * *", "a * * * *", "5-2 * * * *"])
def test_what_is_no_cron_expression_is_refused(server: Any, expression: str) -> None:
    with pytest.raises(ValueError, match=r"cron|minute"):
        read_cron(expression)
    if expression:
        job = {"schedulerParam": {"cron": expression}}
        assert server.send("POST", "/v4/export/jobs", {"source": "UCSX", **job}).status == 400


def test_a_day_that_never_comes() -> None:
    assert next_run("0 0 31 2 *", dt.datetime(2026, 1, 5, tzinfo=dt.UTC)) is None

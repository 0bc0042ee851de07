"""Finished recordings: RECORDLIST, RECORDGET and RECORDDELETE, this server's own."""

from __future__ import annotations

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.lists import listed, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome, refuse
from contracts.reference.uptivity.state import Installation, Record

LISTED = 1000


def record_list(installation: Installation, given: Given) -> Outcome:
    """The recordings, newest first, at most COUNT of them."""
    most = given.whole("COUNT", LISTED, 0, LISTED)
    newest = list(reversed(installation.records))[:most]
    return ok(listed("RECORDS", [_record(record) for record in newest]))


def record_get(installation: Installation, given: Given) -> Outcome:
    """Where the file of a recording is; 41 if it is gone."""
    record = _named(installation, given)
    if record.file is None:
        refuse(Code.FILE_NOT_FOUND, f"the file of {record.record_id}")
    return ok(_record(record))


def record_delete(installation: Installation, given: Given) -> Outcome:
    """Delete a recording, unless it is locked (44)."""
    record = _named(installation, given)
    if record.locked:
        refuse(Code.COMMAND_NOT_ALLOWED, f"{record.record_id} is locked")
    installation.records.remove(record)
    return ok(_record(record))


def _named(installation: Installation, given: Given) -> Record:
    wanted = given.text("RECORDID")
    for record in installation.records:
        if str(record.record_id) == wanted:
            return record
    return refuse(Code.RECORDID_INVALID, wanted)


def _record(record: Record) -> Element:
    return (
        "RECORD",
        [
            ("RECORDID", str(record.record_id)),
            ("DEVICEID", record.device_id),
            ("AGENTID", record.agent_id),
            ("FILE", record.file or ""),
            ("LOCKED", "TRUE" if record.locked else "FALSE"),
        ],
    )


COMMANDS = {"RECORDLIST": record_list, "RECORDGET": record_get, "RECORDDELETE": record_delete}

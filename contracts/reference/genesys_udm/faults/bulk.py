"""Faults in bulk deletes of records and files, and in what is downloaded."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.faults.deleting import Bulk, FirstOnly
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.state import File, Job, Record

_VERSIONS = "v10 v3"


class _Histories(Versioned):
    """Bulk deletes of records."""

    name = ""

    def performed(self, call: Call) -> Reply:
        self.name = call.operation.name
        return super().performed(call)

    @property
    def applies(self) -> bool:
        return super().applies and self.name == "deleteHistories"


@in_versions("running-records-deleted", "UDM-HISTORY{n}-11", "accepted", versions="v4")
class _RunningRecordsDeleted(_Histories):
    """A bulk delete takes records in progress, too."""

    def is_kept(self, call: Call, one: Job | Record) -> bool:
        return not self.applies and super().is_kept(call, one)


@in_versions("records-refused-and-deleted", "UDM-HISTORY{n}-11", "added", versions="v4")
class _RecordsRefusedAndDeleted(_Histories):
    """A bulk delete says that a record in progress stays, and deletes it."""

    def some_left(self, call: Call, left: list[int]) -> Reply:
        reply = super().some_left(call, left)
        for number in left if self.applies else ():
            self.store.history.pop(number, None)
        return reply


@in_versions("left-records-as-object", "UDM-HISTORY{n}-12", "wrong-type", versions="v4")
class _LeftRecordsAsObject(_Histories):
    """The 500 of a bulk delete has an object, which names nothing."""

    def left_shown(self, call: Call, left: list[int]) -> Any:
        shown = {"error": "some are in progress"}
        return shown if self.applies else super().left_shown(call, left)


@in_versions("nameless-delete-accepted", "UDM-FILES{n}-13", "accepted", versions=_VERSIONS)
class _NamelessAccepted(Versioned):
    """A bulk delete of files without names is accepted, and deletes nothing."""

    def no_names_to_delete(self, call: Call) -> Reply:
        return self.deleted(call) if self.applies else super().no_names_to_delete(call)


@in_versions(
    "nameless-delete-takes-all",
    "UDM-FILES{n}-13",
    "added",
    versions=_VERSIONS,
    related="UDM-FILES3-13",
)
class _NamelessTakesAll(Versioned):
    """A bulk delete of files without names deletes all."""

    def no_names_to_delete(self, call: Call) -> Reply:
        if not self.applies:
            return super().no_names_to_delete(call)
        self.store.files.clear()
        return self.deleted(call)


@in_versions("left-files-as-object", "UDM-FILES{n}-11", "wrong-type", versions="v3")
class _LeftFilesAsObject(Versioned):
    """The 500 of a bulk delete of files has an object, which names nothing."""

    def files_left(self, call: Call, left: list[str]) -> Reply:
        reply = super().files_left(call, left)
        return (
            self.json(call, reply.status, {"error": "some are missing"}) if self.applies else reply
        )


@in_versions("one-download-for-all", "UDM-FILES{n}-16", "wrong-value", versions=_VERSIONS)
class _OneDownload(Versioned):
    """The Location of every file leads to the first one."""

    def see_other(self, call: Call, link: str) -> Reply:
        first = next(iter(self.store.files))
        return super().see_other(call, self.link(call, first) if self.applies else link)


@in_versions("location-login-page", "UDM-FILES{n}-03", "wrong-value", versions=_VERSIONS)
class _LocationLoginPage(Versioned):
    """The Location of a file leads to a page to log in at."""

    leads_astray = False

    def see_other(self, call: Call, link: str) -> Reply:
        self.leads_astray = self.applies
        return super().see_other(call, link)

    def download_headers(self, file: File) -> list[tuple[bytes, bytes]]:
        headers = super().download_headers(file)
        if not self.leads_astray:
            return headers
        return [(name, b"text/html" if name == b"content-type" else one) for name, one in headers]


class _FirstTwo(Versioned):
    """Of a list with commas the first two count."""

    operation = ""

    def list_given(self, call: Call, name: str) -> list[str]:
        found = super().list_given(call, name)
        return found[:2] if self.applies and call.operation.name == self.operation else found


@in_versions("first-two-jobs-deleted", "UDM-JOBS{n}-21", "ignored", versions="v4")
class _FirstTwoJobs(_FirstTwo):
    """A bulk delete takes the first two jobs that it names."""

    operation = "deleteJobs"


@in_versions("first-two-records-deleted", "UDM-HISTORY{n}-07", "ignored", versions="v4")
class _FirstTwoRecords(_FirstTwo):
    """A bulk delete takes the first two records that it names."""

    operation = "deleteHistories"


@in_versions("first-two-files-deleted", "UDM-FILES{n}-09", "ignored", versions="v3")
class _FirstTwoFiles(_FirstTwo):
    """A bulk delete takes the first two files that it names."""

    operation = "deleteFiles"


@in_versions("record-bulk-takes-first-only", "UDM-HISTORY{n}-07", "only-sometimes", versions="v4")
@in_versions(
    "record-bulk-takes-first-only",
    "UDM-HISTORY{n}-07",
    "only-sometimes",
    versions="v10",
    related="UDM-HISTORY-11",
)
class _RecordsFirstOnly(FirstOnly):
    """A bulk delete of records takes the first id only."""

    operation = "deleteHistories"


@in_versions("record-bulk-loses-last", "UDM-HISTORY{n}-07", "only-sometimes", versions="v4")
@in_versions(
    "record-bulk-loses-last",
    "UDM-HISTORY{n}-11",
    "only-sometimes",
    versions="v10",
    related="UDM-HISTORY-07",
)
class _RecordsLastLost(Bulk):
    """A bulk delete of records does not take the last of several ids."""

    operation = "deleteHistories"

    def taken(self, numbers: list[int]) -> list[int]:
        return numbers[:-1] if len(numbers) > 1 else numbers

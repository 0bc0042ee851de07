"""Faults in bulk deletes of records and files, and in what is downloaded."""

from __future__ import annotations

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.state import File

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


@in_versions("records-refused-and-deleted", "UDM-HISTORY{n}-11", "added", versions="v4")
class _RecordsRefusedAndDeleted(_Histories):
    """A bulk delete says that a record in progress stays, and deletes it."""

    def some_left(self, call: Call, left: list[int]) -> Reply:
        reply = super().some_left(call, left)
        for number in left if self.applies else ():
            self.store.history.pop(number, None)
        return reply


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


@in_versions(
    "location-login-page",
    "UDM-FILES{n}-03",
    "wrong-value",
    versions=_VERSIONS,
    related="UDM-FILES-05 UDM-FILES{n}-05",
)
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

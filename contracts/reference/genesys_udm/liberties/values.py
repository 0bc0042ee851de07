"""Liberties in values: what members hold, and what files and certificates are."""

from __future__ import annotations

import base64
import binascii
from typing import Any
from urllib.parse import urlsplit

from contracts.reference.genesys_udm import data
from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.listing import Listing
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import (
    CANCELLED,
    COMPLETED,
    FAILED,
    FINISHED,
    IN_PROGRESS,
    SCHEDULED,
    SUSPENDED,
    Certificate,
    File,
    Order,
    Record,
)

_FRENCH = {
    SCHEDULED: "Planifié",
    IN_PROGRESS: "En cours",
    SUSPENDED: "Suspendu",
    CANCELLED: "Annulé",
    COMPLETED: "Terminé",
    FAILED: "Échoué",
}
_HOP = "X-Hop"


@liberty("upload-answers-text", ambiguity="UDM-AMB-38", choice="upload-answer")
class _UploadAnswersText(Udm):
    """An upload is answered with the name of the file as plain text."""

    def upload_cipher(self, call: Call) -> Reply:
        reply = super().upload_cipher(call)
        if reply.status != 201:  # noqa: PLR2004
            return reply
        headers = [(n, b"text/plain" if n == b"content-type" else v) for n, v in reply.headers]
        return Reply(reply.status, headers, call.argument.encode())


@liberty("media-by-label")
class _MediaByLabel(Udm):
    """The media of a JobInfo are named as people read them."""

    def info(self, call: Call, order: Order, **facts: Any) -> Shown:
        shown = super().info(call, order, **facts)
        return {**shown, "media": [f"{one.capitalize()} channel" for one in shown["media"]]}


@liberty("statuses-filtered-by-value", choice="statuses")
class _StatusesFilteredByValue(Udm):
    """Statuses are shown by their labels, and filtered by their values."""

    def status_shown(self, status: str) -> str:
        return data.STATUSES[status]

    def contains(self, listing: Listing, member: str, value: Any, needle: str) -> bool:
        if member == "status":
            values = {label: one for one, label in data.STATUSES.items()}
            value = values.get(value, value)
            return needle in str(value)
        return super().contains(listing, member, value, needle)


@liberty("statuses-in-french", ambiguity="UDM-AMB-47", choice="statuses")
class _StatusesInFrench(Udm):
    """Statuses are words of another language."""

    def status_shown(self, status: str) -> str:
        return _FRENCH[status]

    def get_job_statuses(self, call: Call) -> Reply:
        return self.choice(call, data.key_values({one: one for one in _FRENCH.values()}))


@liberty("some-files-empty")
class _SomeFilesEmpty(Udm):
    """Some runs found nothing: their files are empty."""

    def content(self, file: File) -> bytes:
        return b"" if file.history_id % 2 else super().content(file)

    def file_item(self, call: Call, file: File) -> Shown:
        return {**super().file_item(call, file), "size": len(self.content(file))}

    def run_info(self, call: Call, run: Record) -> Shown:
        shown = super().run_info(call, run)
        empty = run.id % 2 and run.status in FINISHED
        return {**shown, "fileSize": 0} if empty else shown


@liberty("links-redirect")
class _LinksRedirect(Udm):
    """A link leads to the file by way of another address."""

    def download(self, call: Call, rest: str) -> Reply:
        reply = super().download(call, rest)
        if reply.status != 200 or call.one(_HOP):  # noqa: PLR2004
            return reply
        link = self.link(call, rest)
        parts = urlsplit(link)
        path = f"{parts.path}?{parts.query}&{_HOP}=1"
        return self.empty(call, 302, (b"location", path.encode()))


@liberty("size-in-der", choice="certificate-size")
class _SizeInDer(Udm):
    """The size of a certificate is that of what its text stands for."""

    def certificate_shown(self, call: Call, certificate: Certificate) -> Shown:
        text = b"".join(x for x in certificate.content.splitlines() if not x.startswith(b"-"))
        try:
            size = len(base64.b64decode(text, validate=True))
        except binascii.Error:
            size = len(certificate.content)
        return {**super().certificate_shown(call, certificate), "size": size}


@liberty("names-in-folders")
class _NamesInFolders(Udm):
    """Some files stand in folders; a name with a slash is not routed in a path."""

    def file_item(self, call: Call, file: File) -> Shown:
        shown = super().file_item(call, file)
        in_folder = file.history_id % 9 == 0 and not file.job_title.startswith("ucc-")
        return {**shown, "name": f"2025/{file.name}"} if in_folder else shown

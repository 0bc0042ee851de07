"""Liberties in files, links and certificates."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import File


@liberty("links-always-listed", ambiguity="UDM-AMB-15", choice="links")
class _LinksAlwaysListed(Udm):
    """A link to one file is an array of one link."""

    def links_shown(self, call: Call, names: list[str]) -> Any:
        return [self.link_shown(call, name) for name in names]


@liberty("links-named")
class _LinksNamed(Udm):
    """A link says which file it leads to."""

    def link_shown(self, call: Call, name: str) -> Shown:
        return {**super().link_shown(call, name), "fileName": name}


@liberty("links-relative", choice="link-form")
class _LinksRelative(Udm):
    """Links are without scheme and host."""

    def link_origin(self, call: Call) -> str:  # noqa: ARG002
        return ""


@liberty("links-elsewhere", choice="link-form")
class _LinksElsewhere(Udm):
    """Links lead to a store of files with a name of its own."""

    def link_origin(self, call: Call) -> str:  # noqa: ARG002
        return "https://exports.storage.invalid"


@liberty("missing-as-names", ambiguity="UDM-AMB-16", choice="missing")
class _MissingAsNames(Udm):
    """Files that were not found are an array of names."""

    def missing_shown(self, call: Call, names: list[str]) -> Any:  # noqa: ARG002
        return names


@liberty("missing-as-links", ambiguity="UDM-AMB-16", choice="missing")
class _MissingAsLinks(Udm):
    """Files that were not found are an array of objects with path in v10 too."""

    def missing_shown(self, call: Call, names: list[str]) -> Any:  # noqa: ARG002
        return [{"path": name} for name in names]


@liberty("without-names-404", ambiguity="UDM-AMB-18", choice="without-names")
class _WithoutNames404(Udm):
    """Links that are asked for without a name are answered with 404."""

    def no_names(self, call: Call) -> Reply:  # noqa: ARG002
        refuse(404, "no such file", body=[])


@liberty("without-names-200", ambiguity="UDM-AMB-18", choice="without-names")
class _WithoutNames200(Udm):
    """Links that are asked for without a name are an empty array."""

    def no_names(self, call: Call) -> Reply:
        return self.json(call, 200, [])


@liberty("files-left-204", ambiguity="UDM-AMB-22", choice="files-left")
class _FilesLeft204(Udm):
    """A deletion of several files succeeds though some are not there, in v3 as well."""

    def files_left(self, call: Call, left: list[str]) -> Reply:  # noqa: ARG002
        return self.deleted(call)


@liberty("files-left-500-everywhere", ambiguity="UDM-AMB-17", choice="files-left")
class _FilesLeft500Everywhere(Udm):
    """A deletion of several files that leaves some is answered with 500 in v10 as well."""

    def files_left(self, call: Call, left: list[str]) -> Reply:
        return self.json(call, 500, left)


@liberty("expired-404")
class _Expired404(Udm):
    """A link that has expired leads nowhere."""

    def expired(self, call: Call) -> Reply:
        refuse(404, f"there is nothing at {call.path}")


@liberty("download-octets")
class _DownloadOctets(Udm):
    """What is downloaded says nothing of its kind or name."""

    def download_headers(self, file: File) -> list[tuple[bytes, bytes]]:  # noqa: ARG002
        return [(b"content-type", b"application/octet-stream"), *self.more_headers()]


@liberty("see-other-with-body")
class _SeeOtherWithBody(Udm):
    """The answer that leads to a file has a short page for people."""

    def see_other(self, call: Call, link: str) -> Reply:
        reply = super().see_other(call, link)
        reply.headers.append((b"content-type", b"text/html; charset=utf-8"))
        reply.body = b"<!DOCTYPE html><title>See other</title>"
        return reply


@liberty("certificates-only")
class _CertificatesOnly(Udm):
    """What is uploaded has to be a PEM certificate."""

    def check_certificate(self, content: bytes) -> None:
        if not content.lstrip().startswith(b"-----BEGIN CERTIFICATE-----"):
            refuse(400, "this is no certificate")


@liberty("upload-says-done", choice="upload-answer")
class _UploadSaysDone(Udm):
    """An upload is answered with a text that is not the file's name."""

    def upload_answer(self, call: Call) -> Any:  # noqa: ARG002
        return "Certificate uploaded"

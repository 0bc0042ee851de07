"""Liberties in files, links and certificates."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.liberties._registry import liberty
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.genesys_udm.state import File


@liberty("one-link-for-all", ambiguity="UDM-AMB-15", choice="links")
class _OneLinkForAll(Udm):
    """Several files have one link, to an archive of all that is named after the first."""

    def links_shown(self, call: Call, names: list[str]) -> Any:
        shown = self.link_shown(call, names[0])
        return (
            shown if len(names) == 1 else {**shown, "path": f"{shown['path']}&files={len(names)}"}
        )


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


@liberty("files-left-500-everywhere", ambiguity="UDM-AMB-17", choice="files-left")
class _FilesLeft500Everywhere(Udm):
    """A deletion of several files that leaves some is answered with 500 in v10 as well."""

    def files_left(self, call: Call, left: list[str]) -> Reply:
        return self.json(call, 500, left)


@liberty("download-octets")
class _DownloadOctets(Udm):
    """What is downloaded says nothing of its kind or name."""

    def download_headers(self, file: File) -> list[tuple[bytes, bytes]]:  # noqa: ARG002
        return [(b"content-type", b"application/octet-stream"), *self.more_headers()]

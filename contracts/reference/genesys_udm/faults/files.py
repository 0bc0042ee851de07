"""Faults in files and links: UDM-FILES and UDM-FILES3."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import File

_VERSIONS = "v10 v3"
_EMPTY = "X-Empty"


@in_versions("file-goes-with-another", "UDM-FILES{n}-08", "added", versions=_VERSIONS)
class _FileGoesWithAnother(Versioned):
    """With a file goes the one that was uploaded before it."""

    def delete_file(self, call: Call) -> Reply:
        names = list(self.store.files)
        reply = super().delete_file(call)
        if self.applies and call.argument in names[1:] and call.argument not in self.store.files:
            self.remove_file(call, names[names.index(call.argument) - 1])
        return reply


@in_versions("link-to-nothing", "UDM-FILES{n}-05", "wrong-value", versions=_VERSIONS)
class _LinkToNothing(Versioned):
    """Links lead to nothing: what is downloaded is empty."""

    def link_shown(self, call: Call, name: str) -> Shown:
        shown = super().link_shown(call, name)
        return {"path": f"{shown['path']}&{_EMPTY}=1"} if self.applies else shown

    def download(self, call: Call, rest: str) -> Reply:
        reply = super().download(call, rest)
        if call.one(_EMPTY):
            reply.body = b""
        return reply


@in_versions("missing-left-out", "UDM-FILES{n}-07", "accepted", versions=_VERSIONS)
class _MissingLeftOut(Versioned):
    """Where some of the files are missing links to the others are given."""

    def get_file_links(self, call: Call) -> Reply:
        reply = super().get_file_links(call)
        found = [n for n in self.list_given(call, "filename") if self.file(call, n) is not None]
        if self.applies and reply.status == 404 and found:  # noqa: PLR2004
            return self.json(call, 200, self.links_shown(call, found))
        return reply


class _Deleting(Versioned):
    """One of the two ways to delete files is at fault."""

    operation = ""
    name = ""

    def performed(self, call: Call) -> Reply:
        self.name = call.operation.name
        return super().performed(call)

    @property
    def applies(self) -> bool:
        return super().applies and self.name == self.operation


@in_versions(
    "deleted-file-listed",
    "UDM-FILES{n}-15",
    "forgotten",
    versions=_VERSIONS,
    related="UDM-FILES-01 UDM-FILES-04 UDM-FILES3-01 UDM-FILES3-04",
)
class _DeletedFileListed(_Deleting):
    """A deleted file is not found, but listed."""

    operation = "deleteFile"
    ghosts: tuple[File, ...] = ()

    def remove_file(self, call: Call, name: str) -> None:
        if self.applies:
            self.ghosts = (*self.ghosts, self.store.files[name])
        super().remove_file(call, name)

    def listed_files(self, call: Call) -> list[File]:
        return [*super().listed_files(call), *self.ghosts]


@in_versions("missing-names-all", "UDM-FILES{n}-10", "wrong-value", versions="v3")
class _MissingNamesAll(Versioned):
    """All files that were asked for are named as not found."""

    def missing_shown(self, call: Call, names: list[str]) -> Any:
        given = self.list_given(call, "filename") if self.applies else names
        return super().missing_shown(call, given)

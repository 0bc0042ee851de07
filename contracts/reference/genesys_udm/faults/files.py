"""Faults in files and links: UDM-FILES and UDM-FILES3."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.faults._registry import Versioned, in_versions
from contracts.reference.genesys_udm.files import MOST_NAMES
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.showing import Shown
from contracts.reference.genesys_udm.state import File

_VERSIONS = "v10 v3"
_FIRST_NEW_RUN = 50131
_EMPTY = "X-Empty"


@in_versions("file-not-found", "UDM-FILES{n}-01", "omitted", versions=_VERSIONS)
class _NotFound(Versioned):
    """A single file is not found."""

    def get_file(self, call: Call) -> Reply:
        return self.no_file(call) if self.applies else super().get_file(call)


@in_versions("file-not-ascii-not-found", "UDM-FILES{n}-01", "only-sometimes", versions=_VERSIONS)
class _NotAsciiNotFound(Versioned):
    """A single file whose name is not ASCII is not found."""

    def get_file(self, call: Call) -> Reply:
        lost = self.applies and not call.argument.isascii()
        return self.no_file(call) if lost else super().get_file(call)


class _Links(Versioned):
    """The links to several files are not what they should be."""

    def links_shown(self, call: Call, names: list[str]) -> Any:
        links = super().links_shown(call, names)
        return self.changed(links) if self.applies and isinstance(links, list) else links

    def changed(self, links: list[Shown]) -> list[Shown]:
        """The links that are given."""
        raise NotImplementedError


@in_versions("last-link-missing", "UDM-FILES{n}-12", "omitted", versions=_VERSIONS)
class _LastLinkMissing(_Links):
    """Of three or more links the last one is missing."""

    def changed(self, links: list[Shown]) -> list[Shown]:
        return links[:-1] if len(links) > 2 else links  # noqa: PLR2004 - two are enough


@in_versions("links-alike", "UDM-FILES{n}-12", "duplicated", versions=_VERSIONS)
class _LinksAlike(_Links):
    """All links lead to the first file."""

    def changed(self, links: list[Shown]) -> list[Shown]:
        return links[:1] * len(links)


@in_versions("no-location", "UDM-FILES{n}-02", "omitted", versions=_VERSIONS)
class _NoLocation(Versioned):
    """A 303 has no Location."""

    def see_other(self, call: Call, link: str) -> Reply:
        return self.empty(call, 303) if self.applies else super().see_other(call, link)


@in_versions("location-dead", "UDM-FILES{n}-03", "wrong-value", versions=_VERSIONS)
class _LocationDead(Versioned):
    """The Location of a 303 leads nowhere."""

    def see_other(self, call: Call, link: str) -> Reply:
        return super().see_other(call, link.replace("/download/", "/dl/") if self.applies else link)


@in_versions("location-expired", "UDM-FILES{n}-03", "wrong-value", versions=_VERSIONS)
class _LocationExpired(Versioned):
    """The Location of a 303 has expired when it is given."""

    def link_s(self) -> int:
        return -60 if self.applies and self.name == "getFile" else super().link_s()

    name = ""

    def performed(self, call: Call) -> Reply:
        self.name = call.operation.name
        return super().performed(call)


@in_versions(
    "links-not-found",
    "UDM-FILES{n}-04",
    "omitted",
    versions=_VERSIONS,
    related="UDM-FILES-14",
)
class _LinksNotFound(Versioned):
    """Links to files that are there are not found."""

    def get_file_links(self, call: Call) -> Reply:
        reply = super().get_file_links(call)
        if self.applies and reply.status == 200:  # noqa: PLR2004
            return self.json(call, 404, self.missing_shown(call, []))
        return reply


@in_versions("links-to-several-refused", "UDM-FILES{n}-14", "refused", versions="v10")
@in_versions("links-to-several-refused", "UDM-FILES{n}-04", "refused", versions="v3")
class _LinksToSeveralRefused(Versioned):
    """Links to more than one file are refused."""

    def links_shown(self, call: Call, names: list[str]) -> Any:
        if self.applies and len(names) > 1:
            refuse(400, "one file at a time")
        return super().links_shown(call, names)


@in_versions("link-dead", "UDM-FILES{n}-05", "wrong-value", versions=_VERSIONS)
class _LinkDead(Versioned):
    """Links lead nowhere."""

    def link_shown(self, call: Call, name: str) -> Shown:
        shown = super().link_shown(call, name)
        return {"path": shown["path"].replace("/download/", "/dl/")} if self.applies else shown


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


@in_versions("more-than-100-links", "UDM-FILES{n}-06", "wrong-value", versions="v3")
class _MoreThan100(Versioned):
    """Links to any number of files are given."""

    def most_names(self) -> int:
        return 10**6 if self.applies else super().most_names()


@in_versions("limit-is-101", "UDM-FILES{n}-06", "wrong-value", versions="v3")
class _LimitIs101(Versioned):
    """Links to 101 files are given."""

    def most_names(self) -> int:
        return MOST_NAMES + self.applies


@in_versions("limit-is-99", "UDM-FILES{n}-06", "wrong-value", versions="v3")
class _LimitIs99(Versioned):
    """Links to 100 files are refused."""

    def most_names(self) -> int:
        return MOST_NAMES - self.applies


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


@in_versions("file-stays", "UDM-FILES{n}-08", "forgotten", versions=_VERSIONS)
class _FileStays(_Deleting):
    """A DELETE of a file is answered, and the file stays."""

    operation = "deleteFile"

    def remove_file(self, call: Call, name: str) -> None:
        if not self.applies:
            super().remove_file(call, name)


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


@in_versions("files-first-only", "UDM-FILES{n}-09", "only-sometimes", versions="v3")
@in_versions(
    "files-first-only", "UDM-FILES{n}-09", "only-sometimes", versions="v10", related="UDM-FILES-17"
)
class _FilesFirstOnly(_Deleting):
    """A bulk delete of files takes the first name only."""

    operation = "deleteFiles"

    def list_given(self, call: Call, name: str) -> list[str]:
        given = super().list_given(call, name)
        return given[:1] if self.applies else given


@in_versions("files-last-stays", "UDM-FILES{n}-09", "only-sometimes", versions="v3")
@in_versions(
    "files-last-stays", "UDM-FILES{n}-17", "only-sometimes", versions="v10", related="UDM-FILES-09"
)
class _FilesLastStays(_Deleting):
    """A bulk delete of files does not take the last of several names."""

    operation = "deleteFiles"

    def list_given(self, call: Call, name: str) -> list[str]:
        given = super().list_given(call, name)
        return given[:-1] if self.applies and len(given) > 1 else given


@in_versions(
    "exports-unlisted",
    "UDM-FILES{n}-10",
    "forgotten",
    versions="v10",
    related="UDM-ACROSS-06",
)
class _ExportsUnlisted(Versioned):
    """The files of new runs are not in the list."""

    def listed_files(self, call: Call) -> list[File]:
        files = super().listed_files(call)
        if self.applies:
            return [one for one in files if one.history_id < _FIRST_NEW_RUN]
        return files


@in_versions("exports-untitled", "UDM-FILES{n}-10", "wrong-value", versions="v10")
class _ExportsUntitled(Versioned):
    """The files of new runs do not have the title of the job."""

    def file_item(self, call: Call, file: File) -> Shown:
        shown = super().file_item(call, file)
        new = self.applies and file.history_id >= _FIRST_NEW_RUN
        return {**shown, "jobTitle": "Export"} if new else shown


@in_versions("missing-unnamed", "UDM-FILES{n}-10", "wrong-type", versions="v3")
class _MissingUnnamed(Versioned):
    """Files that were not found are not named."""

    def missing_shown(self, call: Call, names: list[str]) -> Any:
        return [] if self.applies else super().missing_shown(call, names)


@in_versions("missing-names-all", "UDM-FILES{n}-10", "wrong-value", versions="v3")
class _MissingNamesAll(Versioned):
    """All files that were asked for are named as not found."""

    def missing_shown(self, call: Call, names: list[str]) -> Any:
        given = self.list_given(call, "filename") if self.applies else names
        return super().missing_shown(call, given)

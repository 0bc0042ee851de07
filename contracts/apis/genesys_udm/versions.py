"""The versions of the interface, and the lists that they have."""

from __future__ import annotations

from collections.abc import Sequence

import msgspec

from contracts.apis.genesys_udm.answers import key_of
from contracts.apis.genesys_udm.collation import COLLATION
from contracts.kit import ListSpec, Ordering, Windowing


class Version(msgspec.Struct, frozen=True):
    """A version: what its operationIds end with, and what the ids of its requirements have.

    `feature` is its item in the ICS; v10 has none of its own. `probes` are operations that say
    whether the target has the version at all.
    """

    name: str
    mark: str
    feature: str = ""
    probes: tuple[str, ...] = ()

    def operation(self, base: str) -> str:
        """The operationId of `base` in this version (getJob: getJobV10)."""
        return f"{base}{self.name}"

    def requirement(self, area: str, number: str) -> str:
        """The id of a requirement (JOBS, 01: UDM-JOBS4-01)."""
        return f"UDM-{area}{self.mark}-{number}"


V10 = Version("V10", "")
V4 = Version("V4", "4", "v4", ("listJobsV4", "listHistoryV4"))
V3 = Version("V3", "3", "v3", ("getVersionV3", "listFileMetadatasV3", "getSourcesV3"))


def version_of(operation: str) -> tuple[Version, str]:
    """The version of an operationId, and what stands before it (getJobV10: V10, getJob)."""
    found = next(one for one in (V10, V4, V3) if operation.endswith(one.name))
    return found, operation.removesuffix(found.name)


WITH_JOBS = (V10, V4)
WITH_FILES = (V10, V3)


_UNCUT = 999_999_999
_ORDERING = Ordering("orderField", "descAsc", ascending="false", descending="true")


class Listing(msgspec.Struct, frozen=True):
    """A list: `name` is that of its requirements, `fields` what it may be ordered by.

    `feature` is what is listed, whatever the version. `texts` are its filters whose values are
    texts that the items show.
    """

    name: str
    operation: str
    feature: str
    version: Version
    fields: tuple[str, ...]
    texts: tuple[str, ...]

    def requirement(self, aspect: str) -> str:
        """The id of a requirement of this list (SIZE: UDM-LIST-jobsV10-SIZE)."""
        return f"UDM-LIST-{self.name}-{aspect}"

    @property
    def spec(self) -> ListSpec:
        """How the list is fetched, keyed, ordered and limited; v10 says of no default size."""
        windowing = Windowing("from", "size", default=_UNCUT if self.version.mark else None)
        return ListSpec(self.operation, key_of, windowing, _ORDERING, collation=COLLATION)


_OF_JOBS = ("title", "createdDate", "id")
_OF_FILES = ("name", "fileName", "uploadDate", "createdDate", "jobTitle", "size", "id")

_JOB_TEXTS = ("type", "title", "source")
_FILE_TEXTS = ("type", "name", "jobTitle")

LISTINGS: Sequence[Listing] = (
    Listing("historyV10", "listHistoryV10", "history", V10, _OF_JOBS, (*_JOB_TEXTS, "fileName")),
    Listing("jobsV10", "listJobsV10", "jobs", V10, _OF_JOBS, _JOB_TEXTS),
    Listing("filesV10", "listFileMetadatasV10", "files", V10, _OF_FILES, (*_FILE_TEXTS, "source")),
    Listing("historyV4", "listHistoryV4", "history", V4, _OF_JOBS, ("type", "title", "fileName")),
    Listing("jobsV4", "listJobsV4", "jobs", V4, _OF_JOBS, ("type", "title")),
    Listing("filesV3", "listFileMetadatasV3", "files", V3, _OF_FILES, _FILE_TEXTS),
)
BY_NAME = {one.name: one for one in LISTINGS}

"""What jobs of the suite's own leave, records and files: whether it is there, and its deletion."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import msgspec

from contracts.apis.genesys_udm.answers import Answer, key_of
from contracts.apis.genesys_udm.exports import Export
from contracts.apis.genesys_udm.versions import BY_NAME, V3, V4, V10, Version
from contracts.kit import Auth, Inconclusive

if TYPE_CHECKING:
    from contracts.apis.genesys_udm.api import Udm

_NOT_THERE = frozenset({400, 404, 410})
_THERE = frozenset({200, 303})


class Kind(msgspec.Struct, frozen=True):
    """Records, or files: how they are deleted, and how one sees whether one is there."""

    noun: str
    area: str
    versions: tuple[Version, Version]
    delete: str
    get: Callable[[Udm, Version, str], Answer]
    remove: Callable[[Udm, Version, str, Auth | None], Answer]
    listed: Callable[[Udm, Version, str], bool]
    bulk: str
    parameter: str
    feature: str


def _is_listed(udm: Udm, listing: str, key: str) -> bool:
    """Whether a list has an item of the suite's own, as it is now."""
    parameter = "jobTitle" if listing.startswith("files") else "title"
    rows = udm.read(BY_NAME[listing], (parameter, udm.prefix)).rows
    names = [udm.name_of(row) if listing.startswith("files") else key_of(row) for row in rows]
    return key in names


RECORDS = Kind(
    "record",
    "HISTORY",
    (V10, V4),
    "deleteHistory",
    lambda udm, version, key: udm.on_record(version, "getHistory", key, checked=False),
    lambda udm, version, key, auth: udm.on_record(
        version, "deleteHistory", key, auth=auth, checked=auth is None
    ),
    lambda udm, version, key: _is_listed(udm, f"history{version.name}", key),
    "deleteHistories",
    "jobIDs",
    "history",
)
FILES = Kind(
    "file",
    "FILES",
    (V10, V3),
    "deleteFile",
    lambda udm, version, key: udm.on_file(version, "getFile", key, checked=False),
    lambda udm, version, key, auth: udm.on_file(
        version, "deleteFile", key, auth=auth, checked=auth is None
    ),
    lambda udm, version, key: _is_listed(udm, f"files{version.name}", key),
    "deleteFiles",
    "filename",
    "files",
)


def left_of(kind: Kind, exports: Sequence[Export]) -> list[str]:
    """The first file, or record, that each export has left."""
    if kind is FILES:
        return [one.files[0] for one in exports if one.files]
    return [key_of(one.records[0]) for one in exports if one.records]


def taken_from(udm: Udm, kind: Kind, version: Version, left: list[str], count: int) -> list[str]:
    """So many that are there. Raises Inconclusive where there are too few, and as `hold_shared`."""
    udm.hold_shared(version.name)
    if len(left) < count:
        reason = f"the jobs of the suite's own left too few {kind.noun}s"
        raise Inconclusive(reason)
    taken = [left.pop() for _ in range(count)]
    for key in taken:
        if not is_there(udm, kind, version, key):
            reason = f"{kind.noun} {key} is listed, and not given"
            raise Inconclusive(reason)
    return taken


def is_there(udm: Udm, kind: Kind, version: Version, key: str) -> bool:
    """Whether a record or file is there, as a version says."""
    answer = kind.get(udm, version, key)
    if answer.status not in _THERE | _NOT_THERE:
        reason = f"cannot tell whether {kind.noun} {key} is there: {answer}"
        raise Inconclusive(reason)
    return answer.status in _THERE


def goes(udm: Udm, kind: Kind, version: Version, key: str) -> bool:
    """Whether a record or file comes to be gone, waited for."""
    look = lambda: not is_there(udm, kind, version, key) or None  # noqa: E731 - a look
    return bool(udm.patience(f"a deleted {kind.noun} is gone", udm.patience_s).until(look))


def unlisted(udm: Udm, kind: Kind, version: Version, key: str) -> bool:
    """Whether a record or file comes to be listed no longer, waited for."""
    look = lambda: not kind.listed(udm, version, key) or None  # noqa: E731 - a look
    patience = udm.patience(f"a deleted {kind.noun} is no longer listed", udm.patience_s)
    return bool(patience.until(look))


def delete_several(
    udm: Udm, kind: Kind, version: Version, keys: Sequence[str]
) -> tuple[Answer, list[str]]:
    """The answer to a bulk delete, and which of those that it named stay."""
    answer = udm.naming(version, kind.bulk, kind.parameter, keys)
    udm.forget("list")
    if not answer.succeeded:
        return answer, list(keys)
    return answer, [key for key in keys if not goes(udm, kind, version, key)]


def delete_by(udm: Udm, kind: Kind, base: str, key: str, auth: Auth | None) -> Answer:
    """The answer to a deletion by itself, or by a request that can name several."""
    if base == kind.delete:
        return kind.remove(udm, V10, key, auth)
    query = ((kind.parameter, key),)
    return udm.call(V10.operation(base), None, query, auth=auth, checked=False)

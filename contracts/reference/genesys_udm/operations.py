"""The 54 operations of the document: which method and path is which."""

from __future__ import annotations

from dataclasses import dataclass

from contracts.reference.http import Routes


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation: `name` is the same in every version; `path` stands below the base path."""

    name: str
    version: str
    method: str
    path: str

    @property
    def id(self) -> str:
        """The operation's id, unique among all versions."""
        return f"{self.name}{self.version.upper()}"


_V10 = """
getCipher           GET    cipher
uploadCipher        POST   cipher/{certificatefilename}
getAttributes       GET    data/attributes
getJobStatuses      GET    data/job-statuses
getSources          GET    data/sources
getSubTypes         GET    data/sub-types
getTypes            GET    data/types
listHistory         GET    export/history
deleteHistories     DELETE export/history
getHistory          GET    export/history/{id}
deleteHistory       DELETE export/history/{id}
getProgress         GET    export/history/{id}/progress
listJobs            GET    export/jobs
createJob           POST   export/jobs
deleteJobs          DELETE export/jobs
cancelJob           POST   export/jobs/cancel/{id}
resumeJob           POST   export/jobs/resume/{id}
suspendJob          POST   export/jobs/suspend/{id}
getJob              GET    export/jobs/{id}
updateJob           PUT    export/jobs/{id}
deleteJob           DELETE export/jobs/{id}
listFileMetadatas   GET    file-metadatas
getFileLinks        GET    files
deleteFiles         DELETE files
getFile             GET    files/{filename}
deleteFile          DELETE files/{filename}
getLabels           GET    resources/labels
getVersion          GET    version
"""
_NOT_IN_V3 = ("export/", "data/attributes", "resources/")


def _read() -> tuple[Operation, ...]:
    """v4 has what is below /export, v3 the rest without attributes and labels."""
    rows = [line.split() for line in _V10.split("\n") if line]
    found = [Operation(name, "v10", method, f"/v10/{path}") for name, method, path in rows]
    found += [
        Operation(name, "v4", method, f"/v4/{path}")
        for name, method, path in rows
        if path.startswith("export/")
    ]
    found += [
        Operation(name, "v3", method, f"/v3/{path}")
        for name, method, path in rows
        if not path.startswith(_NOT_IN_V3)
    ]
    return tuple(found)


OPERATIONS = _read()
_METHODS: dict[str, dict[str, Operation]] = {}
for _one in OPERATIONS:
    _METHODS.setdefault(_one.path, {})[_one.method] = _one
_ROUTES = Routes(_METHODS)


def route(path: str) -> tuple[dict[str, Operation], str]:
    """The operations of a path by their method, and what stands in it for its parameter."""
    found = _ROUTES.find(path.removesuffix("/"))
    if found is None:
        return {}, ""
    offered, ids = found
    return offered, next(iter(ids.values()), "")

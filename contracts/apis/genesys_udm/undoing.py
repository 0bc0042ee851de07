"""Removing what a run has made, by its ledger alone."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

import msgspec

from contracts.apis.genesys_udm.answers import Page, Row, key_of
from contracts.apis.genesys_udm.certificates import CERTIFICATE, Certificates
from contracts.apis.genesys_udm.jobs import GONE, JOB, REFUSED_AS_GONE
from contracts.apis.genesys_udm.versions import BY_NAME, V10
from contracts.kit import UNNAMED, Entry, Fate, Inconclusive

_SICK = frozenset({401, 403, 429, *range(500, 600)}) - {501}
_OF_JOB = ("parentId", "jobId")


class _Traces(msgspec.Struct, frozen=True):
    """What is there of a job: its ids, names of files, ids of records."""

    jobs: Sequence[str]
    files: Sequence[str]
    records: Sequence[str]

    def __bool__(self) -> bool:
        return bool(self.jobs or self.files or self.records)

    def __str__(self) -> str:
        parts = (("job", self.jobs), ("file", self.files), ("record", self.records))
        return ", ".join(f"{what} {one}" for what, all_of in parts for one in all_of)


class Undoing(Certificates):
    """The part of the vocabulary that cleans up."""

    def clean_up(self) -> list[Entry]:
        """Undo all that was not seen to be gone, by lists as they are now."""
        self.forget("undoing")
        return super().clean_up()

    def undo(self, entry: Entry) -> str:
        """Remove a job with what it left, or say why a certificate stays."""
        ways = {JOB: self._undo_job, CERTIFICATE: self._keep_certificate}
        return ways.get(entry.kind, super().undo)(entry)

    # Jobs

    def _undo_job(self, entry: Entry) -> str:
        if "nameless" in entry.facts and "id" not in entry.facts:
            return "it was sent without a title, and no id was given: it cannot be told from others"
        traces = self._traces(entry)
        for identifier in traces.jobs:
            self.remove(identifier)
        if traces.jobs and "id" in entry.facts:
            # What was accepted may take a moment.
            self.goes(V10, entry.facts["id"])
        if traces.jobs:
            # A job that was cancelled just now may have left something, too.
            traces = self._traces_now(entry)
        for name in traces.files:
            self.on_file(V10, "deleteFile", name, checked=False)
        for identifier in traces.records:
            self.on_record(V10, "deleteHistory", identifier, checked=False)
        if traces.files or traces.records:
            traces = self._traces_now(entry)
        return f"after they were deleted there are still: {traces}" if traces else ""

    def _traces_now(self, entry: Entry) -> _Traces:
        self.forget("undoing")
        return self._traces(entry)

    def _traces(self, entry: Entry) -> _Traces:
        """What is there of a job. Raises Inconclusive where that cannot be said."""
        known = entry.facts.get("id", "")
        rows = self._now("jobs", lambda: self._found("listJobsV10", "title"))
        if not known and not any(_is_of(row, entry) for row in rows):
            # What has no id is looked for in the whole list: the filter may find nothing.
            rows = self._now("all jobs", lambda: self.read(BY_NAME["jobsV10"]).rows)
        listed = [key_of(row) for row in rows if _is_of(row, entry, ("id",))]
        if known and not listed and entry.fate is not Fate.DELETED:
            listed = [known]
        jobs = [one for one in listed if self._stays(entry, one)]
        records = self._now("records", lambda: self._found("listHistoryV10", "title"))
        files = self._now("files", lambda: self._found("listFileMetadatasV10", "jobTitle"))
        names = [self.name_of(row) for row in files if _is_of(row, entry)]
        return _Traces(
            jobs,
            [one for one in names if one],
            [key_of(row) for row in records if _is_of(row, entry, _OF_JOB)],
        )

    def _now(self, what: str, find: Callable[[], Sequence[Row]]) -> Sequence[Row]:
        """A list, the same one until something was removed: entries are many."""
        return self.keep(("undoing", what), find)

    def _found(self, operation: str, parameter: str) -> Sequence[Row]:
        """What a filter finds of the suite's own; nothing where the target has no such list."""
        window = ((parameter, self.prefix), ("from", "0"), ("size", "1000"))
        page: Page = self.page(operation, *window, checked=False)
        if page.status in _SICK:
            reason = f"it is not clear what jobs have left: {page}"
            raise Inconclusive(reason)
        return page.rows if page.is_page else ()

    def _stays(self, entry: Entry, identifier: str) -> bool:
        """Whether a job is there and the suite's; a list may be behind. Raises Inconclusive."""
        answer = self.on_job(V10, "getJob", identifier, checked=False)
        if answer.status in REFUSED_AS_GONE:
            return False
        if not answer.succeeded:
            reason = f"cannot tell whether job {identifier} is there: {answer}"
            raise Inconclusive(reason)
        row = {**answer.members, "id": entry.facts.get("id", "")}
        return not entry.facts.get("id") or _is_of(row, entry, ("id",))

    # The certificate

    def _keep_certificate(self, entry: Entry) -> str:
        info = self.certificate_info(V10, checked=False)
        name = info.members.get("name")
        if info.status in GONE or (isinstance(name, str) and UNNAMED not in name):
            return ""
        if name is None and not info.succeeded:
            reason = f"it is not clear which certificate is in use: {info}"
            raise Inconclusive(reason)
        fix = "upload that again" if "replaced" in entry.facts else "there was none before"
        return f"{fix}: the document has no request that removes a certificate or gives one back"


def _is_of(row: Row, entry: Entry, ids: Sequence[str] = ()) -> bool:
    """Whether an item is of a job of the suite's own: by its title, or by the id of the job.

    The title may have been changed since, but by the suite; what is called otherwise has come
    to the id later.
    """
    titles = list(_titles(row))
    if any(one == entry.name or one.startswith(f"{entry.name}-") for one in titles):
        return True
    if str(row.get("description", "")).endswith(entry.name):
        return True
    known = entry.facts.get("id")
    if known is None or all(str(row.get(name)) != known for name in ids):
        return False
    return not titles or any(UNNAMED in one for one in titles)


def _titles(row: Row) -> Iterator[str]:
    for name in ("title", "jobTitle"):
        if isinstance(row.get(name), str):
            yield row[name]

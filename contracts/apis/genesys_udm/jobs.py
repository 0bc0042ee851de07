"""Jobs of the suite's own: made, changed, waited for, and taken away again."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from contracts.apis.genesys_udm.answers import Answer, Row, key_of
from contracts.apis.genesys_udm.lists import Lists
from contracts.apis.genesys_udm.states import is_over, is_running
from contracts.apis.genesys_udm.templates import WAITING, Kind, Template, names_in
from contracts.apis.genesys_udm.versions import BY_NAME, V4, V10, Version
from contracts.model import Fate, Inconclusive

JOB = "job"
"""What the ledger calls a job of the suite's own."""

GONE = frozenset({404, 410})
"""The statuses by which a target says that something is not there."""

_FEW = 3
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.01, 0.5


class Own(msgspec.Struct, frozen=True):
    """A job that the suite made: what was sent, and the answer to its POST."""

    id: str
    title: str
    body: Mapping[str, Any]
    answer: Answer


class Jobs(Lists):
    """The part of the vocabulary that works on jobs."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self.left_behind: list[str] = []
        self._made = 0
        self._deleted: set[str] = set()

    @property
    def patience_s(self) -> float:
        """How long to wait for a job."""
        return float(self.target.data.get("poll_s", 10))

    # Making

    def new_title(self, word: str = "job") -> str:
        """A title that no job has."""
        self._made += 1
        return f"{self.prefix}{word}-{self._made}"

    def call(self, operation: str, *arguments: Any, **how: Any) -> Answer:
        """The answer to an operation, as `Requests.call`; what makes a job is entered before."""
        if not operation.startswith("createJob"):
            return super().call(operation, *arguments, **how)
        self.alive()
        name = self._name_in(how.get("job") or _decoded(how.get("body", b"")))
        # What bears no name is known by its id alone.
        facts = {} if name else {"nameless": "yes"}
        entry = self.creating(JOB, name or self.new_name(), **facts)
        answer = super().call(operation, *arguments, **how)
        made = self.id_in(answer)
        if made or answer.succeeded:
            self.created(entry, **({"id": made} if made else {}))
        elif answer.refused and not name:
            self.gone(entry)
        return answer

    def _name_in(self, body: Any) -> str:
        """The title of a Job, or what its description has of one; empty where neither does."""
        texts = (
            [body.get(one) for one in ("title", "description")] if isinstance(body, dict) else []
        )
        for text in texts:
            if isinstance(text, str) and self.prefix in text:
                return text[text.index(self.prefix) :]
        return ""

    def template(self) -> Template:
        """What a job of the target may be about. Raises Inconclusive where none is accepted."""
        return self.keep(("template",), self._find_template)

    def _find_template(self) -> Template:
        answer = None
        for one in dict.fromkeys(self._templates()):
            for template in (one, msgspec.structs.replace(one, held=True)):
                body = template.body(V10, WAITING, self.new_title())
                answer = self.call("createJobV10", job=body)
                made = self.id_in(answer)
                if made:
                    self.remove(made)
                    return template
                if not answer.refused:
                    break
        reason = f"no job is accepted; say in [data.job] what jobs may be about ({answer})"
        raise Inconclusive(reason)

    def _templates(self) -> Iterator[Template]:
        """What jobs may be about: as the target file says, as other jobs are, as data/ says."""
        given = self.target.data.get("job", {})

        def filled(source: str, kind: str, entity: str, media: Sequence[str]) -> Template:
            return Template(
                given.get("source", source),
                given.get("type", kind),
                given.get("entity", entity),
                tuple(given.get("media", media)),
            )

        jobs = self.page("listJobsV10", ("from", "0"), ("size", "20"), checked=False)
        # A job with several media tells more than one with a single one.
        rows = sorted(jobs.rows if jobs.is_page else (), key=_media_count, reverse=True)
        for row in rows[:_FEW]:
            source, kind, media = row.get("source"), row.get("type"), row.get("media")
            if isinstance(source, str) and isinstance(kind, str):
                chosen = media if isinstance(media, list) and media else ["email"]
                yield filled(source, kind, self._entity(source, kind), chosen)
        for source in self.named("getSourcesV10")[:2]:
            for kind in [*self.named("getTypesV10", ("source", source))[:2], "UCS"]:
                entity = self._entity(source, kind)
                yield filled(source, kind, entity, ["email"])
                yield filled(source, kind, entity, [])
        yield filled("UCSX", "UCS", "Interaction", ["email"])
        yield filled("UCS", "UCS", "Interaction", [])

    def _entity(self, source: str, kind: str) -> str:
        query = (("dataType", kind), ("source", source))
        return next(iter(self.named("getSubTypesV10", *query)), "Interaction")

    def named(self, operation: str, *query: tuple[str, str]) -> list[str]:
        """The names that a list of data/ holds; none where it is refused."""
        answer = self.call(operation, None, query, checked=False)
        return list(names_in(answer.body)) if answer.succeeded else []

    def body(self, version: Version, kind: Kind = WAITING, word: str = "job") -> dict[str, Any]:
        """A Job of the documented form, with a title of its own."""
        return self.template().body(version, kind, self.new_title(word))

    def create(self, version: Version, body: Any, **how: Any) -> Answer:
        """The answer to the POST of a job; `how` is what `call` takes."""
        self.forget("list", "jobs")
        return self.call(version.operation("createJob"), job=body, **how)

    def id_in(self, answer: Answer) -> str:
        """The id that a success gives; empty where it gives none."""
        found = answer.members.get("id") if answer.succeeded else None
        return str(found) if isinstance(found, int | str) and not isinstance(found, bool) else ""

    @contextmanager
    def own(self, version: Version = V10, kind: Kind = WAITING, word: str = "job") -> Iterator[Own]:
        """A new job for as long as the block lasts. Raises Inconclusive where none is made."""
        body = self.body(version, kind, word)
        answer = self.create(version, body)
        made = self.id_in(answer)
        if not made:
            self._remove_by_title(body["title"])
            reason = f"no job is made: {answer}"
            raise Inconclusive(reason)
        own = Own(made, body["title"], body, answer)
        try:
            yield own
        finally:
            self.clear(own, ran=kind.immediately)

    # Using

    def on_job(self, version: Version, base: str, identifier: str, **how: Any) -> Answer:
        """The answer to an operation on one job (getJob, cancelJob, …)."""
        if base != "getJob":
            self.forget("list", "jobs")
        answer = self.call(version.operation(base), {"id": identifier}, **how)
        if base == "deleteJob" and answer.succeeded:
            self._is_deleted(identifier)
        return answer

    def _is_deleted(self, identifier: str) -> None:
        """The target says that a job is deleted, or not there."""
        self._deleted.add(identifier)
        for entry in self.ledger:
            known = entry.kind == JOB and entry.facts.get("id") == identifier
            if known and entry.fate is not Fate.DELETED:
                self.deleted(entry)

    def update(self, version: Version, identifier: str, body: Any, **how: Any) -> Answer:
        """The answer to the PUT of a job."""
        return self.on_job(version, "updateJob", identifier, job=body, **how)

    def is_there(self, version: Version, identifier: str) -> bool:
        """Whether a job is given under its id. Raises Inconclusive where that is not clear."""
        answer = self.on_job(version, "getJob", identifier)
        if not answer.succeeded and answer.status not in GONE:
            reason = f"it is not clear whether job {identifier} is there: {answer}"
            raise Inconclusive(reason)
        return answer.succeeded

    def listed(self, version: Version, identifier: str) -> list[Row]:
        """The items with this id in the list of jobs as it is now."""
        listing = BY_NAME[f"jobs{version.name}"]
        page = self.page(listing.operation, ("from", "0"), ("size", "999999999"))
        return [row for row in page.rows if key_of(row) == identifier]

    def status(self, identifier: str, version: Version = V10) -> str:
        """The status of a job. Raises Inconclusive where it is not given."""
        if version is V4:
            # GET gives a Job there, which need not have a status.
            given = self.on_job(V4, "getJob", identifier, checked=False).members.get("status")
            found = given or next(iter(self.listed(V4, identifier)), {}).get("status")
            if isinstance(found, str):
                return found
        answer = self.on_job(V10, "getJob", identifier)
        found = answer.members.get("status") if answer.succeeded else None
        if not isinstance(found, str):
            reason = f"the status of job {identifier} is not given: {answer}"
            raise Inconclusive(reason)
        return found

    def in_progress(self, own: Own, version: Version = V10) -> str:
        """The status of a job once it is in progress. Raises Inconclusive where it is not seen."""
        seen: list[str] = []

        def is_seen() -> bool:
            seen.append(self.status(own.id, version))
            if is_over(seen[-1]):
                reason = f"job {own.id} was {seen[-1]} before it was seen in progress"
                raise Inconclusive(reason)
            return is_running(seen[-1])

        self.wait(f"job {own.id} in progress", is_seen)
        return seen[-1]

    def wait(self, what: str, holds: Callable[[], bool], patience_s: float | None = None) -> None:
        """Wait until `holds`. Raises Inconclusive, naming `what`, where that takes too long."""
        patience = self.patience_s if patience_s is None else patience_s
        ends = time.monotonic() + patience
        pause = _FIRST_PAUSE_S
        while not holds():
            if time.monotonic() > ends:
                reason = f"{what} was not seen within {patience:g} s ([data] poll_s)"
                raise Inconclusive(reason)
            time.sleep(pause)
            pause = min(pause * 1.5, _LONGEST_PAUSE_S)

    # Taking away

    def clear(self, own: Own, *, ran: bool) -> None:  # noqa: ARG002 - for those who know of traces
        """Take a job of the suite's own away, with what it leaves where it `ran`."""
        self.remove(own.id)

    def remove(self, identifier: str) -> None:
        """Take a job of the suite's own away, cancelled first where that is needed."""
        # A deletion that was accepted may still be without effect.
        gone = identifier in self._deleted and self.on_job(V10, "getJob", identifier, checked=False)
        if gone and gone.status in GONE:
            return
        for attempt in range(4):
            answer = self.on_job(V10, "deleteJob", identifier, checked=False)
            if answer.succeeded or answer.status in GONE:
                self._is_deleted(identifier)
                return
            seen = self.on_job(V10, "getJob", identifier, checked=False)
            if seen.status in GONE:
                self._is_deleted(identifier)
                return
            if attempt == 0:
                self.on_job(V10, "cancelJob", identifier, checked=False)
            elif not is_over(str(seen.members.get("status", ""))):
                time.sleep(_FIRST_PAUSE_S * 4**attempt)
        self.left_behind.append(f"job {identifier}")

    def _remove_by_title(self, title: str) -> None:
        """Take away what a POST made that was not answered as a success, or not with an id."""
        page = self.page("listJobsV10", ("from", "0"), ("size", "999999999"), checked=False)
        for row in page.rows if page.is_page else ():
            if row.get("title") == title:
                self.remove(key_of(row))


def _decoded(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None


def _media_count(row: Row) -> int:
    media = row.get("media")
    return len(media) if isinstance(media, list) else 0

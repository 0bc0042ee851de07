"""Jobs of the suite's own: made, changed, waited for."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import msgspec

from contracts.apis.genesys_udm.answers import Answer, Row, says
from contracts.apis.genesys_udm.lists import Lists
from contracts.apis.genesys_udm.states import States
from contracts.apis.genesys_udm.versions import BY_NAME, V4, V10, Version
from contracts.kit import Fate, Inconclusive

JOB = "job"
"""What the ledger calls a job of the suite's own."""

GONE = frozenset({404, 410})
"""The statuses by which a target says that something is not there."""

REFUSED_AS_GONE = GONE | {400}
"""Those by which it says so of what it gave before: v10 does not tell 400 from 404."""

_NOTHING_MADE = frozenset({401, 403, 404, 405})
"""Refusals of a POST after which there is nothing to look for."""

_SEEN_LATE = ("a new job is given", "a deleted job is gone", "an update shows")
_AT_ONCE_S = 0.25
_PATIENCE_S = 10.0
_PAUSE_S = 0.05
_PAGE = "200"


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
        self.states = States(self.target.data.get("states"))
        self._made = 0
        self._deleted: set[str] = set()

    @property
    def patience_s(self) -> float:
        """How long an effect of an accepted change is waited for at first, in seconds."""
        return float(min(self.target.data.get("poll_s", _PATIENCE_S), _PATIENCE_S))

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
        elif answer.refused and (not name or answer.status in _NOTHING_MADE):
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

    def create(self, version: Version, body: Any, **how: Any) -> Answer:
        """The answer to the POST of a job; `how` is what `call` takes."""
        self.forget("list", "jobs")
        return self.call(version.operation("createJob"), job=body, **how)

    def id_in(self, answer: Answer) -> str:
        """The id that a success gives; empty where it gives none."""
        found = answer.members.get("id") if answer.succeeded else None
        return str(found) if isinstance(found, int | str) and not isinstance(found, bool) else ""

    # Using

    def on_job(self, version: Version, base: str, identifier: str, **how: Any) -> Answer:
        """The answer to an operation on one job (getJob, cancelJob, …)."""
        if base != "getJob":
            self.forget("list", "jobs")
        answer = self.call(version.operation(base), {"id": identifier}, **how)
        if base == "deleteJob" and answer.succeeded:
            self.said_deleted(identifier)
        return answer

    def said_deleted(self, identifier: str) -> None:
        """The target says that a job is deleted, or not there."""
        self._deleted.add(identifier)
        for entry in self.ledger:
            known = entry.kind == JOB and entry.facts.get("id") == identifier
            if known and entry.fate is not Fate.DELETED:
                self.deleted(entry)

    def was_deleted(self, identifier: str) -> bool:
        """Whether the target has said of a job that it is deleted."""
        return identifier in self._deleted

    def update(self, version: Version, identifier: str, body: Any, **how: Any) -> Answer:
        """The answer to the PUT of a job."""
        return self.on_job(version, "updateJob", identifier, job=body, **how)

    def is_there(self, version: Version, identifier: str) -> bool:
        """Whether a job of the suite's own is given under its id.

        Raises Inconclusive where that is not clear, and as `hold_shared`.
        """
        self.hold_shared(version.name)
        answer = self.on_job(version, "getJob", identifier, checked=False)
        if not answer.succeeded and answer.status not in REFUSED_AS_GONE:
            reason = f"cannot tell whether job {identifier} is there: {answer}"
            raise Inconclusive(reason)
        # What gives another job under this id does not give this one.
        given = answer.members.get("id")
        return answer.succeeded and (given in (None, "") or str(given) == identifier)

    def given(self, version: Version, identifier: str) -> Answer:
        """The job as it is given, waited for; the last answer where it does not come."""
        answers: list[Answer] = []

        def look() -> Answer | None:
            answers[:] = [self.on_job(version, "getJob", identifier)]
            return answers[0] if answers[0].succeeded else None

        return self.patience("a new job is given", self.patience_s).until(look) or answers[0]

    def comes_to(
        self, version: Version, identifier: str, kind: str, holds: Callable[[Answer], bool]
    ) -> tuple[bool, Answer]:
        """Whether the job as it is given comes to hold what is asked, and its last answer."""
        answers: list[Answer] = []

        def look() -> bool | None:
            answers[:] = [self.on_job(version, "getJob", identifier, checked=False)]
            return holds(answers[0]) or None

        return bool(self.patience(kind, self.patience_s).until(look)), answers[0]

    def watch(self, seconds: float, look: Callable[[], bool]) -> float | None:
        """After how many seconds `look` holds for the first time; None where it does not."""
        began = self.clock()
        while (now := self.clock() - began) <= seconds:
            if look():
                return now
            self.sleep(_PAUSE_S)
        return None

    def lag_s(self) -> float:
        """How old what is read may be, in seconds: the longest that a job was not seen as sent.

        Below what requests take anyway it is 0.
        """
        longest = max(self.patience(kind, self.patience_s).longest_s for kind in _SEEN_LATE)
        return longest if longest > _AT_ONCE_S else 0.0

    def goes(self, version: Version, identifier: str) -> bool:
        """Whether a job that was deleted is gone, waited for."""
        kind = "a deleted job is gone"
        look = lambda: not self.is_there(version, identifier) or None  # noqa: E731 - a look
        return bool(self.patience(kind, self.patience_s).until(look))

    def listed(self, version: Version, identifier: str) -> list[Row]:
        """The items with this id in the list of jobs as it is now.

        Asked for by the title of the suite's own, so that a full list need not be sent.
        """
        listing = BY_NAME[f"jobs{version.name}"]
        window = (("title", self.prefix), ("from", "0"), ("size", _PAGE))
        page = self.page(listing.operation, *window, checked=False)
        rows = page.rows if page.is_page else ()
        found = [row for row in rows if says(row, "id", identifier)]
        if found or rows:
            return found
        # A filter that finds nothing of the suite's own proves nothing.
        page = self.page(listing.operation, ("from", "0"), ("size", "999999999"))
        return [row for row in page.rows if says(row, "id", identifier)]

    def twins(self, version: Version, own: Own) -> list[str]:
        """The ids of other jobs in the list with the title of one; its runs are none."""
        listing = BY_NAME[f"jobs{version.name}"]
        window = (("title", own.title), ("from", "0"), ("size", _PAGE))
        page = self.page(listing.operation, *window, checked=False)
        return [
            str(row["id"])
            for row in (page.rows if page.is_page else ())
            if row.get("title") == own.title
            and str(row.get("id", own.id)) != own.id
            and str(row.get("parentId")) != own.id
        ]

    def comes_to_be_listed(self, version: Version, identifier: str, *, times: int = 1) -> bool:
        """Whether the list comes to have a job so many times, waited for; 0 for one that is gone.

        A new job is listed at least so many times, one that is gone not at all.
        """
        kind = "a new job is listed" if times else "a deleted job is no longer listed"

        def look() -> bool | None:
            count = len(self.listed(version, identifier))
            return (count >= times if times else not count) or None

        return bool(self.patience(kind, self.patience_s).until(look))

    def look_at(self, identifier: str, version: Version = V10) -> Row:
        """What a target says of a job: JobInfo of v10, or what v4 has of one."""
        if version is V4:
            # GET gives a Job there, which need not have a status.
            given = self.on_job(V4, "getJob", identifier, checked=False)
            if isinstance(given.members.get("status"), str):
                return given.members
            row = next(iter(self.listed(V4, identifier)), {})
            if isinstance(row.get("status"), str):
                return row
        return self.on_job(V10, "getJob", identifier, checked=False).members

    def status_in(self, row: Row) -> str:
        """The status in a JobInfo; empty where it has none."""
        found = row.get("status")
        return found if isinstance(found, str) else ""

    def status(self, identifier: str, version: Version = V10) -> str:
        """The status of a job. Raises Inconclusive where it is not given."""
        found = self.look_at(identifier, version).get("status")
        if not isinstance(found, str):
            reason = f"the status of job {identifier} is not given"
            raise Inconclusive(reason)
        return found


def _decoded(body: bytes) -> Any:
    try:
        return msgspec.json.decode(body)
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        return None

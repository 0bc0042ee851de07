"""What jobs of the suite's own are about, and their making."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import Any

import msgspec

from contracts.apis.genesys_udm.answers import Row
from contracts.apis.genesys_udm.filters import as_text
from contracts.apis.genesys_udm.jobs import JOB, Own
from contracts.apis.genesys_udm.removing import Removing
from contracts.apis.genesys_udm.templates import (
    SHORT_FRAME,
    WAITING,
    Kind,
    Template,
    names_in,
    without,
)
from contracts.apis.genesys_udm.versions import V4, V10, Version
from contracts.kit import Inconclusive, moment

_FEW = 3
_LONGEST = dt.timedelta(days=32)
_NEARER = dt.timedelta(days=300)


class Making(Removing):
    """The part of the vocabulary that makes jobs, once it was seen to remove one."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._template: Template | None = None
        self._refused = "no job was asked for"
        self._type_in_v4: bool | None = None

    # What jobs are about

    def template(self) -> Template:
        """What a job of the target may be about.

        The first job that is made is removed at once. Raises NotTested where that fails,
        Inconclusive where no job is accepted.
        """
        self.removal.hold(JOB, self._trial)
        if self._template is None:
            hint = "say in [data.job] what jobs may be about"
            reason = f"no job is accepted; {hint} ({self._refused})"
            raise Inconclusive(reason)
        return self._template

    def _trial(self) -> str | None:
        """Make the first job and remove it: empty, or why it stays; None where none is made."""
        for one in dict.fromkeys(self._templates()):
            for template in _starts(one):
                body = template.body(V10, WAITING, self.new_title())
                answer = self.create(V10, body)
                made = self.id_in(answer)
                if made:
                    self._template = template
                    self.given(V10, made)
                    return self.removed(made)
                self._refused = str(answer)
                if answer.succeeded:
                    self.remove_by_title(body["title"])
                if not answer.refused:
                    return None
        return None

    def _templates(self) -> Iterator[Template]:
        """What jobs may be about: as the target file says, as other jobs are, as data/ says."""
        given = self.target.data.get("job", {})
        frame = self._frame(given)

        def filled(source: str, kind: str, entity: str, media: Sequence[str]) -> Template:
            return Template(
                given.get("source", source),
                given.get("type", kind),
                given.get("entity", entity),
                tuple(given.get("media", media)),
                frame=frame,
                everything=(given.get("long_from", ""), given.get("long_to", "")),
            )

        if {"source", "type", "entity", "media"} <= given.keys():
            yield filled("", "", "", ())
            return
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

    def _frame(self, given: Mapping[str, Any]) -> tuple[str, str]:
        """The time frame of short jobs: as the target file says, or as one that left a file."""
        if "date_from" in given and "date_to" in given:
            return given["date_from"], given["date_to"]
        page = self.page("listHistoryV10", ("from", "0"), ("size", "20"), checked=False)
        found = []
        for row in page.rows if page.is_page else ():
            begin, end = moment(row.get("dateFrom")), moment(row.get("dateTo"))
            if row.get("fileName") and begin and end and dt.timedelta(0) < end - begin <= _LONGEST:
                found.append((end - begin, as_text(begin), as_text(end)))
        return min(found)[1:] if found else SHORT_FRAME

    def _entity(self, source: str, kind: str) -> str:
        query = (("dataType", kind), ("source", source))
        return next(iter(self.named("getSubTypesV10", *query)), "Interaction")

    def named(self, operation: str, *query: tuple[str, str]) -> list[str]:
        """The names that a list of data/ holds; none where it is refused."""
        answer = self.call(operation, None, query, checked=False)
        return list(names_in(answer.body)) if answer.succeeded else []

    # Jobs

    def body(self, version: Version, kind: Kind = WAITING, word: str = "job") -> dict[str, Any]:
        """A Job of the documented form, with a title of its own."""
        body = self.template().body(version, kind, self.new_title(word))
        return without(body, "type") if version is V4 and not self._has_type() else body

    def _has_type(self) -> bool:
        """Whether v4 makes jobs with the member type alone, which its POST does not list.

        Jobs are made without it otherwise, and with it once (UDM-AMB-08).
        """
        if self._type_in_v4 is None:
            self._type_in_v4 = False
            with_type = self.template().body(V4, WAITING, self.new_title("typed"))
            answer = self.made_after_all(self.create(V4, without(with_type, "type")))
            if answer.refused:
                again = self.made_after_all(self.create(V4, with_type))
                self._type_in_v4 = bool(self.id_in(again))
        return self._type_in_v4

    def make(self, version: Version, kind: Kind = WAITING, word: str = "job") -> Own:
        """A new job, which the caller clears away. Raises Inconclusive where none is made."""
        body = self.body(version, kind, word)
        answer = self.create(version, body)
        made = self.id_in(answer)
        if not made:
            self.remove_by_title(body["title"])
            reason = f"no job is made: {answer}"
            raise Inconclusive(reason)
        own = Own(made, body["title"], body, answer)
        self.given(version, made)
        return own

    @contextmanager
    def own(self, version: Version = V10, kind: Kind = WAITING, word: str = "job") -> Iterator[Own]:
        """A new job for as long as the block lasts. Raises Inconclusive where none is made."""
        own = self.make(version, kind, word)
        try:
            yield own
        finally:
            self.clear([own], ran=kind.immediately)

    def clear(self, made: Sequence[Own], *, ran: bool) -> None:  # noqa: ARG002 - for those that know of traces
        """Take jobs of the suite's own away, with what they leave where they `ran`."""
        for own in made:
            self.remove(own.id)


def _starts(template: Template) -> Iterator[Template]:
    """A template with starts that are ever easier to accept: far, nearer, and held back."""
    yield template
    nearer = dt.datetime.now(dt.UTC) + _NEARER
    yield msgspec.structs.replace(template, start=as_text(nearer.replace(hour=0, minute=0)))
    yield msgspec.structs.replace(template, held=True)


def _media_count(row: Row) -> int:
    media = row.get("media")
    return len(media) if isinstance(media, list) else 0

"""What the suite's own jobs leave when they have run: records, and files with their links."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from contracts.apis.genesys_udm.answers import Answer, Page, Row, key_of
from contracts.apis.genesys_udm.jobs import Jobs, Own
from contracts.apis.genesys_udm.lists import Whole
from contracts.apis.genesys_udm.states import is_over
from contracts.apis.genesys_udm.templates import SHORT, WAITING
from contracts.apis.genesys_udm.versions import BY_NAME, V10, Listing, Version
from contracts.model import Allow, Entry, Inconclusive, NoAuth, NotTested

_LONGEST_S = 2.0
_USUAL_S = 0.2
_ENOUGH = 5
_WORDS = ("delta", "alpha", "echo", "bravo", "charlie")
_WAITING = 3


class Export(msgspec.Struct, frozen=True):
    """A job of the suite's own that is over, with its records and the names of its files."""

    job: Own
    status: str
    records: Sequence[Row]
    files: Sequence[str]


class Exports(Jobs):
    """The part of the vocabulary that works on records and files."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._furniture: list[ExitStack] = []
        self.short_s = _USUAL_S

    # Lists of a target that has little

    def filled(self, listing: Listing, least: int = 1) -> Whole:
        """A whole list with at least so many items, of the suite's own where there are too few.

        Raises Inconclusive where it has fewer all the same.
        """
        if self.target.allow is Allow.WRITE and len(self.whole(listing).rows) < _ENOUGH:
            self.keep(("furniture",), self._furnish)
        return super().filled(listing, least)

    def _furnish(self) -> bool:
        """Jobs that have run, and some that wait; they stay until the end of the run."""
        stack = ExitStack()
        self._furniture.append(stack)
        with suppress(Inconclusive):
            stack.enter_context(self.exports(len(_WORDS), _WORDS))
        for word in _WORDS[:_WAITING]:
            stack.enter_context(self.own(V10, WAITING, word))
        self.forget("list")
        return True

    def refresh(self) -> None:
        """Forget all that was read of the target, but not what was made for its lists."""
        furnished = self._kept.get(("furniture",))
        super().refresh()
        if furnished is not None:
            self._kept["furniture",] = furnished

    def clean_up(self) -> list[Entry]:
        """Take away what was made for the lists of the target, and then all that is left."""
        self._clear_out()
        return super().clean_up()

    def close(self) -> None:
        """Take away what was made for the lists of the target, and drop all connections."""
        self._clear_out()
        super().close()

    def _clear_out(self) -> None:
        with suppress(Inconclusive, NotTested):
            while self._furniture:
                self._furniture.pop().close()

    # Jobs that run

    @contextmanager
    def exports(self, count: int, words: Sequence[str] = ()) -> Iterator[list[Export]]:
        """Jobs that have run, for as long as the block lasts; their traces are removed.

        `words` stand in their titles. Raises Inconclusive where they do not come to their end.
        """
        made: list[Own] = []
        try:
            for number in range(count):
                body = self.body(V10, SHORT, *words[number : number + 1])
                answer = self.create(V10, body)
                identifier = self.id_in(answer)
                if not identifier:
                    reason = f"no job is made: {answer}"
                    raise Inconclusive(reason)
                made.append(Own(identifier, body["title"], body, answer))
            began = time.monotonic()
            exports = self._exports(made)
            self.short_s = time.monotonic() - began
            yield exports
        finally:
            self._remove_traces(made)

    def _exports(self, made: Sequence[Own]) -> list[Export]:
        """What jobs have left once they are over."""
        statuses = {own.id: self._end_of(own) for own in made}
        self.forget("list")
        records: dict[str, list[Row]] = {}
        files: dict[str, list[str]] = {}

        def seen() -> bool:
            records.update(self.records(*(own.title for own in made)))
            files.update(self.files(*(own.title for own in made)))
            return all(records.values()) and all(files.values())

        with suppress(Inconclusive):
            # They may come a little later; whoever needs them says so where they do not.
            self.wait("what jobs leave", seen, min(self.patience_s, _LONGEST_S))
        return [
            Export(own, statuses[own.id], tuple(records[own.title]), tuple(files[own.title]))
            for own in made
        ]

    def _end_of(self, own: Own) -> str:
        """The status of a job that is over. Raises Inconclusive where it does not come to it."""
        statuses: list[str] = []

        def over() -> bool:
            statuses.append(self.status(own.id))
            return is_over(statuses[-1])

        self.wait(f"the end of job {own.id}", over)
        return statuses[-1]

    def records(self, *titles: str) -> dict[str, list[Row]]:
        """The records of jobs by their titles, as the history is now."""
        page = self._asked("listHistoryV10", "title", titles)
        rows = page.rows if page.is_page else ()
        return {title: [row for row in rows if row.get("title") == title] for title in titles}

    def files(self, *titles: str) -> dict[str, list[str]]:
        """The names of the files of jobs by their titles, as the metadata are now."""
        page = self._asked("listFileMetadatasV10", "jobTitle", titles)
        rows = page.rows if page.is_page else ()
        return {
            title: [
                self.name_of(row)
                for row in rows
                if title in (row.get("jobTitle"), row.get("title")) and self.name_of(row)
            ]
            for title in titles
        }

    def _asked(self, operation: str, parameter: str, titles: Sequence[str]) -> Page:
        """What a filter finds for titles of the suite's own."""
        text = titles[0] if len(titles) == 1 else self.prefix
        window = ((parameter, text), ("from", "0"), ("size", "999999999"))
        return self.page(operation, *window, checked=False)

    def clear(self, own: Own, *, ran: bool) -> None:
        """Take a job of the suite's own away, with its records and files where it `ran`."""
        if ran:
            self._remove_traces([own])
        else:
            super().clear(own, ran=ran)

    def _remove_traces(self, made: Sequence[Own]) -> None:
        for own in made:
            self.remove(own.id)
        titles = [own.title for own in made]
        for names in self.files(*titles).values() if made else ():
            for name in names:
                self.on_file(V10, "deleteFile", name, checked=False)
        for records in self.records(*titles).values() if made else ():
            for record in records:
                self.on_record(V10, "deleteHistory", key_of(record), checked=False)
        self.forget("list")

    # Records

    def on_record(self, version: Version, base: str, identifier: str, **how: Any) -> Answer:
        """The answer to an operation on one record (getHistory, getProgress, deleteHistory)."""
        if base == "deleteHistory":
            self.forget("list", "history")
        return self.call(version.operation(base), {"id": identifier}, **how)

    # Files

    def name_of(self, row: Row) -> str:
        """The name of a file; empty where the metadata have none."""
        names = (row.get(name) for name in ("name", "fileName", "filename"))
        return next((one for one in names if isinstance(one, str) and one), "")

    def names(self, version: Version) -> list[str]:
        """Names of files, those first that any URL can hold. Raises Inconclusive for none."""
        whole = self.filled(BY_NAME[f"files{version.name}"])
        names = [one for one in map(self.name_of, whole.rows) if one and "," not in one]
        if not names:
            reason = "no file has a name in the metadata"
            raise Inconclusive(reason)
        return sorted(dict.fromkeys(names), key=lambda one: (not one.isascii(), len(one), one))

    def on_file(self, version: Version, base: str, name: str, **how: Any) -> Answer:
        """The answer to an operation on one file (getFile, deleteFile)."""
        if base == "deleteFile":
            self.forget("list", "files")
        return self.call(version.operation(base), {"filename": name}, **how)

    def links(self, version: Version, names: Sequence[str], **how: Any) -> Answer:
        """The answer to a request for links to files."""
        query = (("filename", ",".join(names)),)
        return self.call(version.operation("getFileLinks"), None, query, **how)

    def paths_in(self, answer: Answer) -> list[str]:
        """The links in an answer."""
        body = answer.body if isinstance(answer.body, list) else [answer.body]
        paths = (one.get("path") for one in body if isinstance(one, dict))
        return [one for one in paths if isinstance(one, str) and one]

    def fetch(self, link: str, came_from: Answer) -> Answer:
        """The answer to the GET of a link, without credentials, which a link needs none of.

        Raises NotTested where it leads away from the target, as links to a store of files do.
        """
        url = urljoin(came_from.exchange.request.url, link)
        base = urlsplit(self.target.base_url)
        root = base.path.rstrip("/")
        parts = urlsplit(url)
        if (parts.scheme, parts.netloc) != (base.scheme, base.netloc):
            reason = f"the link leads to {parts.netloc or url!r}, where the suite sends nothing"
            raise NotTested(reason)
        if not parts.path.startswith(f"{root}/"):
            reason = f"the link leads to {parts.path}, out of {root}, where the suite sends nothing"
            raise NotTested(reason)
        path = parts.path.removeprefix(root)
        return Answer(self.wire.send("GET", path, query=parts.query, auth=NoAuth()))

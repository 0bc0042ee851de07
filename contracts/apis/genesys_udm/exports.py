"""What the suite's own jobs leave when they have run: records, and files with their links."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urljoin, urlsplit

import msgspec

from contracts.apis.genesys_udm.answers import Answer, Page, Row, key_of, says
from contracts.apis.genesys_udm.jobs import Own
from contracts.apis.genesys_udm.making import Making
from contracts.apis.genesys_udm.versions import BY_NAME, V3, V10, Version
from contracts.kit import Inconclusive, NoAuth, NotTested

_WINDOW = (("from", "0"), ("size", "200"))

_APART = "&"
_WAYS = (",", _APART, ";", " ")
"""What may stand between several values; `_APART`: each one is a parameter of its own."""


class Export(msgspec.Struct, frozen=True):
    """A job of the suite's own that is over, with its records and the names of its files.

    `is_filed` says that v10 lists the files; else they are known from v3.
    """

    job: Own
    status: str
    records: Sequence[Row]
    files: Sequence[str]
    is_filed: bool = True


class Exports(Making):
    """The part of the vocabulary that works on records and files."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._named_by: dict[str, str] = {}
        self.names_otherwise = ""

    def records(self, *titles: str) -> dict[str, list[Row]]:
        """The records of jobs by their titles, as the history is now."""
        page = self._asked("listHistoryV10", "title", titles)
        rows = page.rows if page.is_page else ()
        return {title: [row for row in rows if says(row, "title", title)] for title in titles}

    def files(self, *titles: str, version: Version = V10) -> dict[str, list[str]]:
        """The names of the files of jobs by their titles, as the metadata are now."""
        page = self._asked(f"listFileMetadatas{version.name}", "jobTitle", titles)
        rows = page.rows if page.is_page else ()
        return {
            title: [
                self.name_of(row)
                for row in rows
                if (says(row, "jobTitle", title) or row.get("title") == title) and self.name_of(row)
            ]
            for title in titles
        }

    def _asked(self, operation: str, parameter: str, titles: Sequence[str]) -> Page:
        """What a filter finds for titles of the suite's own."""
        text = titles[0] if len(titles) == 1 else self.prefix
        return self.page(operation, (parameter, text), *_WINDOW, checked=False)

    def left_by(self, made: Sequence[Own]) -> list[Export]:
        """Jobs that are over, with what they have left, which may come a little later."""
        titles = [own.title for own in made]
        records: dict[str, list[Row]] = {}
        files: dict[str, list[str]] = {}

        def seen() -> bool | None:
            records.update(self.records(*titles))
            files.update(self.files(*titles))
            return (all(records.values()) and all(files.values())) or None

        if titles:
            self.patience("what an export leaves is listed", 2.0).until(seen)
        known = self._all_files(files)
        return [
            Export(
                own,
                self.status(own.id),
                tuple(records[own.title]),
                tuple(known[own.title]),
                is_filed=bool(files[own.title]),
            )
            for own in made
        ]

    def _all_files(self, files: Mapping[str, list[str]]) -> dict[str, list[str]]:
        """`files` by title, those of titles without any as v3 lists them."""
        without = [title for title, names in files.items() if not names]
        if not without or not self.target.claims(V3.feature) or not self.has(V3):
            return dict(files)
        return {**files, **self.files(*without, version=V3)}

    def clear(self, made: Sequence[Own], *, ran: bool) -> None:
        """Take jobs of the suite's own away, with records and files where they `ran`."""
        super().clear(made, ran=ran)
        if not ran or not made:
            return
        titles = [own.title for own in made]
        for names in self._all_files(self.files(*titles)).values():
            for name in names:
                self.on_file(V10, "deleteFile", name, checked=False)
        for records in self.records(*titles).values():
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

    def size_of(self, version: Version, name: str) -> int | None:
        """The size that the metadata say a file has, in bytes; None where they say none."""
        for row in self.whole(BY_NAME[f"files{version.name}"]).rows:
            if self.name_of(row) == name:
                found = row.get("size", row.get("fileSize"))
                return found if isinstance(found, int) and not isinstance(found, bool) else None
        return None

    def names(self, version: Version) -> list[str]:
        """Names of files, those first that any URL can hold. Raises Inconclusive for none.

        Those with a comma cannot be told from several, those with a slash need not be routed.
        """
        whole = self.filled(BY_NAME[f"files{version.name}"])
        names = [one for one in map(self.name_of, whole.rows) if one and not set(one) & set(",/\\")]
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
        """The answer to a request for links to files, several of them as the version takes them."""
        return self.naming(version, "getFileLinks", "filename", names, **how)

    def naming(
        self,
        version: Version,
        base: str,
        parameter: str,
        values: Sequence[str],
        *,
        learn: bool = True,
        **how: Any,
    ) -> Answer:
        """The answer to a request that names several ids or files.

        They are separated by commas; in v10, which does not say how (UDM-AMB-36), each one is a
        parameter of its own where commas were refused, or they are named as was found out. Which
        of them it is, is not to be learned from a request that may be refused for another reason:
        the first of `values`.
        """
        operation = version.operation(base)
        joined = _several(parameter, values, _WAYS[0])
        if version is not V10 or len(values) == 1:
            return self.call(operation, None, joined, **how)
        way = self._named_by.get(base, self.names_otherwise or None)
        if way not in {None, _WAYS[0]}:
            query = _several(parameter, values, str(way))
            return self.call(operation, None, query, **{**how, "checked": False})
        if way is None:
            # What commas are answered with says nothing of requests as they should be.
            how = {**how, "checked": False}
        answer = self.call(operation, None, joined, **how)
        if answer.succeeded:
            self._named_by[base] = _WAYS[0]
        if way or answer.succeeded:
            return answer
        # What reads one parameter alone reads the first or the last: the cause for a refusal.
        named = values if learn else (*values, values[0])
        apart = _several(parameter, named, _APART)
        other = self.call(operation, None, apart, **{**how, "checked": False})
        if not other.succeeded:
            return answer
        if learn:
            self._named_by[base] = _APART
        return other

    def takes_otherwise(self, base: str) -> bool:
        """Whether there is another way to name several values; they are named so from now on.

        To be asked where the way before was accepted and took some of them, or none. After the
        last way it is False, and commas are used again; `names_otherwise` is the way that was
        tried last, and the first one for other operations.
        """
        way = self._named_by.get(base, self.names_otherwise or _WAYS[0])
        after = _WAYS[_WAYS.index(way) + 1 :]
        self.names_otherwise = after[0] if after else ""
        self._named_by[base] = self.names_otherwise or _WAYS[0]
        return bool(after)

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
        return Answer(self.wire.send("GET", path, query=parts.query, auth=NoAuth(), follow=2))


def _several(parameter: str, values: Sequence[str], way: str) -> tuple[tuple[str, str], ...]:
    if way == _APART:
        return tuple((parameter, one) for one in values)
    return ((parameter, way.join(values)),)

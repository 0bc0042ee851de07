"""The search for users."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from lxml import etree

from contracts.apis.cisco_uds.answer import Answer
from contracts.apis.cisco_uds.resources import Resources
from contracts.apis.cisco_uds.users import USERS, Entry
from contracts.kit import Exchange, Inconclusive, NotTested

_MOST = 600
_LETTERS = "snmbhkgrwcdlpaftejoivzuyxq"
"""What last names begin with, where users are only found with a filter."""
_CANDIDATES = 30
_ENOUGH = 15


class Page(Answer):
    """The answer to a search."""

    def __init__(self, exchange: Exchange) -> None:
        super().__init__(exchange)
        self.users = [_entry(one) for one in self.items("user")] if self.is_page else []

    @property
    def is_page(self) -> bool:
        """Whether the answer is a page of users."""
        return self.has_root("users")

    @property
    def names(self) -> list[str]:
        """The user names on the page."""
        return list(map(USERS.key, self.users))

    def counter(self, name: str) -> int | None:
        """One of the four counters; None where it is missing or no number."""
        said = "" if self.root is None else self.root.get(name, "").strip()
        return int(said) if said.isdecimal() else None

    def count(self, name: str) -> int:
        """One of the four counters. Raises Inconclusive where it is missing or no number."""
        self.needed("users")
        found = self.counter(name)
        if found is None:
            reason = f"{name} is not a number: {self}"
            raise Inconclusive(reason)
        return found

    @property
    def none_found(self) -> bool:
        """Whether the answer says that nobody meets the filters (UDS-AMB-20)."""
        return self.status == 404 or (self.is_page and not self.users)  # noqa: PLR2004

    @property
    def whole(self) -> bool:
        """Whether all users that were found are on the page."""
        total = self.counter("totalCount")
        return self.is_page and total is not None and total <= len(self.users)


class Found:
    """All pages of a search, the first of which stands for them."""

    def __init__(self, pages: Sequence[Page]) -> None:
        self.first = pages[0]
        self.exchange = self.first.exchange
        self.users = [one for page in pages for one in page.users]
        self.names = list(map(USERS.key, self.users))
        self.pairs = list(zip(self.names, self.users, strict=True))

    @property
    def whole(self) -> bool:
        """Whether all users that were found are on the pages."""
        total = self.first.counter("totalCount")
        return self.first.is_page and total is not None and total <= len(self.users)

    def __str__(self) -> str:
        return ", ".join(self.names) or str(self.first)


class Directory:
    """The users that a search without a filter gives, of `total`; whether its pages overlap.

    `names` are in the order in which they were given, the first `page` of them at once.
    """

    def __init__(self, users: Sequence[Entry], *, total: int, overlaps: bool, page: int) -> None:
        self.names = [one["userName"] for one in users]
        self.page = page
        self.users = tuple(sorted(users, key=lambda one: one["userName"]))
        self.total = total
        self.overlaps = overlaps

    def named(self, name: str) -> Entry | None:
        """The user with this user name."""
        wanted = name.casefold()
        return next((u for u in self.users if u.get("userName", "").casefold() == wanted), None)


class Searching(Resources):
    """The part of the vocabulary that searches."""

    _directory: Directory | None = None
    _least: tuple[tuple[str, str], ...] = ()

    def refresh(self) -> None:
        """Take a fresh view of the target: the directory is read again."""
        super().refresh()
        self._directory = None
        self._least = ()

    def search(
        self, *filters: tuple[str, str], start: int | None = None, most: int | None = None
    ) -> Page:
        """The answer to a search; `most` is its max.

        Without filters it is one for everybody, or for whom the directory stands (`directory`).
        """
        query = [*(filters or self._least), *USERS.windowing.query(start, most)]
        return Page(self.ask(USERS.operation, query=query).exchange)

    def find(self, *filters: tuple[str, str]) -> Found:
        """All users that a search finds, page by page."""
        pages = [self.search(*filters)]
        while pages[-1].users and not pages[-1].whole:
            read = sum(len(page.users) for page in pages)
            total = pages[0].counter("totalCount")
            if total is None or read >= min(total, _MOST):
                break
            pages.append(self.search(*filters, start=read))
        return Found(pages)

    def directory(self) -> Directory:
        """The users there are, read once. Raises Inconclusive where they are not given.

        Where a search without a filter gives none, those whose last name begins with a letter.
        """
        if self._directory is None:
            self._directory = self._walk()
        return self._directory

    def stands(self, condition: bool) -> bool:  # noqa: FBT001 - the condition is the subject
        """`condition`; before it is taken for false the directory is read again.

        Raises Inconclusive where it has changed meanwhile.
        """
        if not condition and self._directory is not None:
            before, self._directory = self._directory, None
            if self.directory().users != before.users:
                reason = "the directory changed while it was searched"
                raise Inconclusive(reason)
        return condition

    def _walk(self) -> Directory:
        found: dict[str, Entry] = {}
        first = page = self._first_page()
        if not page.is_page or not page.users:
            reason = f"a search without a filter gives no users: {page}"
            raise Inconclusive(reason)
        total = page.count("totalCount")
        read = 0
        while page.users and read < min(total, _MOST):
            before = len(found)
            found |= {one["userName"]: one for one in page.users if one.get("userName")}
            read += len(page.users)
            if len(found) == before or read >= total:
                break
            page = self.search(start=read)
        users = list(found.values())
        overlaps = len(found) < read
        return Directory(users, total=total, overlaps=overlaps, page=len(first.users))

    def _first_page(self) -> Page:
        """The first page of everybody, or of those with a last name from some letter on."""
        self._least = ()
        first = self.search()
        if first.users or (not first.is_page and not first.refused):
            return first
        best, most = first, 0
        for letter in _LETTERS + _LETTERS.upper():
            page = self.search(("last", letter))
            if len(page.users) > most:
                best, most, self._least = page, len(page.users), (("last", letter),)
            if most > _ENOUGH:
                break
        return best

    def probe(
        self,
        values: Callable[[Entry], Sequence[str]],
        parameter: str,
        near: Callable[[Entry, str], bool],
    ) -> str:
        """A value of a filter that some users of the directory match and others do not.

        Best is one that others come `near` (contain it elsewhere, say), since a wrong filter is
        then seen. Raises NotTested where there is none.
        """
        best, most = "", -1
        users, matches = self.directory().users, USERS.filters[parameter]
        candidates = list({value: None for one in users for value in values(one) if value})
        for value in candidates[:: max(1, len(candidates) // _CANDIDATES)]:
            matching = {at for at, one in enumerate(users) if matches(one, value) is not False}
            if not matching or len(matching) == len(users):
                continue
            close = sum(at not in matching and near(one, value) for at, one in enumerate(users))
            score = 2 * min(close, 3) + (len(matching) > 1)
            if score > most:
                best, most = value, score
        if not best:
            reason = "the directory has no users of whom a filter would leave some and not others"
            raise NotTested(reason)
        return best


def _entry(element: etree._Element) -> Entry:
    return {
        str(child.tag): (child.text or "").strip()
        for child in element.iterchildren("*")
        if not len(child)
    }

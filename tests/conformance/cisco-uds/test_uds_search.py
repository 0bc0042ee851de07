"""Pages of the search for users (users)."""

from __future__ import annotations

import pytest

from contracts.apis.cisco_uds import Page, Uds, text_of
from contracts.kit import Inconclusive, Judge, NotTested, capped, joined

_SIZE = 7
_LARGEST_LIMIT = 500
_MOST = 600


def _size(uds: Uds) -> int:
    """How many users a page has, so that there are at least three pages."""
    directory = uds.directory()
    size = min(_SIZE, (directory.total - 1) // 2, directory.page)
    if size < 1:
        reason = "there are too few users for pages"
        raise NotTested(reason)
    return size


def _pages(uds: Uds) -> list[Page]:
    """The first three pages."""
    size = _size(uds)
    pages = [uds.search(start=at * size, most=size) for at in range(3)]
    for page in pages:
        page.needed("users")
    if not pages[0].users:
        reason = f"the first page has no users: {pages[0]}"
        raise Inconclusive(reason)
    return pages


@pytest.mark.requirement("UDS-USERS-01")
def test_returned_count_is_that_of_the_users(uds: Uds, judge: Judge) -> None:
    """The returnedCount of a page and of a search without a match is the number of users."""
    for page in (*_pages(uds), uds.search(("username", "ucc-nobody-here"))):
        if page.is_page:
            judge.equal(
                page.count("returnedCount"), len(page.users), "returnedCount", shown=(page,)
            )


@pytest.mark.requirement("UDS-USERS-02")
def test_requested_count_is_max(uds: Uds, judge: Judge) -> None:
    """The requestedCount of a page is the max that was sent, also where fewer are returned."""
    size = _size(uds)
    last = uds.directory().total - 1
    for start, most in ((0, size), (0, size + 1), (last, size)):
        page = uds.search(start=start, most=most)
        judge.equal(page.count("requestedCount"), most, "requestedCount", shown=(page,))


@pytest.mark.requirement("UDS-USERS-03")
def test_a_page_has_max_users_at_most(uds: Uds, judge: Judge) -> None:
    """There are not more users on a page than were asked for."""
    size = _size(uds)
    for most in (1, size):
        page = uds.search(most=most)
        page.needed("users")
        if not page.users:
            reason = f"a page of {most} has no users"
            raise Inconclusive(reason)
        found = capped(len(page.users), most, uds.directory().total)
        judge.law(found, f"a page with max={most}", shown=(page,))


@pytest.mark.requirement("UDS-USERS-04")
def test_start_is_repeated(uds: Uds, judge: Judge) -> None:
    """The start of a page is the one that was sent."""
    size = _size(uds)
    for start in (0, size, 2 * size):
        page = uds.search(start=start, most=size)
        judge.equal(page.count("start"), start, "start", shown=(page,))


@pytest.mark.requirement("UDS-USERS-05")
def test_pages_do_not_overlap(uds: Uds, judge: Judge) -> None:
    """No user is on two pages, and none is left out between them."""
    size = _size(uds)
    pages = _pages(uds)
    if any(len(page.users) > size for page in pages):
        reason = "a page has more users than max: see UDS-USERS-03"
        raise Inconclusive(reason)
    # What the longer pages of the whole list begin with.
    directory = uds.directory()
    expected = directory.names[: min(len(pages) * size, directory.total)]
    judge.law(
        joined([page.names for page in pages], expected, sequence=False),
        f"pages of {size} users",
        shown=tuple(pages),
        moved=lambda: uds.stands(False),  # noqa: FBT003 - what it is asked about
    )


@pytest.mark.requirement("UDS-USERS-06")
def test_total_count_counts_all_matches(uds: Uds, judge: Judge) -> None:
    """The totalCount is the same on every page, and as many users come on all pages together.

    That of a search with a filter counts those who match.
    """
    pages = _pages(uds)
    totals = {page.count("totalCount") for page in pages}
    judge.holds(
        uds.stands(len(totals) == 1),
        "totalCount differs from page to page",
        expected="one number",
        observed=sorted(totals),
        shown=tuple(pages),
    )
    directory = uds.directory()
    if directory.overlaps:
        reason = "pages overlap: see UDS-USERS-05"
        raise Inconclusive(reason)
    total = totals.pop()
    enough = total <= _MOST
    judge.holds(
        uds.stands(len(directory.users) == total if enough else len(directory.users) <= total),
        "totalCount is not the number of users on all pages",
        expected=f"{len(directory.users)} users",
        observed=f"totalCount {total}",
        shown=(pages[0],),
    )
    if uds.reading("UDS-AMB-24") == "either":
        return
    last = next((one["lastName"] for one in directory.users if one.get("lastName")), "")
    found = uds.find(("last", last)) if last else None
    if found is not None and found.users:
        matches = found.first.count("totalCount")
        judge.holds(
            uds.stands(len(found.users) == matches or matches > _MOST),
            "totalCount is not the number of users who match",
            expected=f"{len(found.users)} users",
            observed=f"totalCount {matches}",
            shown=(found,),
        )


@pytest.mark.requirement("UDS-USERS-07")
def test_max_beyond_the_limit_is_cut(uds: Uds, judge: Judge) -> None:
    """A very large max is answered with as many users as the limit allows."""
    uds.search(most=1).needed("users")
    limit = _limit(uds)
    page = uds.search(most=100_000)
    if not page.refused:
        page.needed("users")
    judge.holds(
        page.is_page and len(page.users) <= limit,
        "a max beyond the limit is refused, or not capped",
        expected=f"at most {limit} users",
        observed=len(page.users) if page.is_page else page,
        shown=(page,),
    )


def _limit(uds: Uds) -> int:
    """The limit of a search as the policy says it, or else the largest that it can have."""
    try:
        answer = uds.ask("getUserPolicy")
    except NotTested:
        return _LARGEST_LIMIT
    for policy in answer.items("policy"):
        value = text_of(policy, "value")
        if text_of(policy, "name") == "UserSearchLimit" and value.isdecimal():
            return min(int(value), _LARGEST_LIMIT)
    return _LARGEST_LIMIT


@pytest.mark.requirement("UDS-USERS-08")
@pytest.mark.parametrize("name", ["username", "last", "email"])
def test_nobody_is_found_where_nobody_matches(uds: Uds, judge: Judge, name: str) -> None:
    """A value that nobody has gives no user; one that somebody has does."""
    field = {"username": "userName", "last": "lastName", "email": "email"}[name]
    real = next((one[field] for one in uds.directory().users if one.get(field)), "")
    if not real:
        reason = f"no user in the directory has {field}"
        raise NotTested(reason)
    if not uds.search((name, real)).users:
        reason = f"nobody is found by {name} at all"
        raise Inconclusive(reason)
    page = uds.search((name, "zzucc-nobody-here@ucc.invalid"))
    judge.holds(
        page.none_found,
        "a search without a match returns users",
        expected="no user, or 404",
        observed=page,
        shown=(page,),
    )

"""Filters of lists: texts that are contained, ids, dates, suspended jobs."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import partial
from itertools import chain

import pytest

from contracts.apis.genesys_udm import (
    BY_NAME,
    NO_ID,
    NOTHING,
    V10,
    Listing,
    Page,
    Udm,
    Whole,
    key_of,
    says,
)
from contracts.apis.genesys_udm import filters as f
from contracts.kit import Allow, Inconclusive, Judge, Partition, read_table

_DATES = frozenset({"startDate", "endDate"})
_FREE = frozenset({"title", "name", "fileName", "jobTitle"})
"""Filters whose values are free: any text may be asked for."""
_NOT_FOUND = 404
_ALL = 999_999_999
_TRIED = 8
_LONG_AGO = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_FAR = dt.datetime(2190, 1, 1, tzinfo=dt.UTC)


@pytest.mark.requirement("UDM-FILTER-*")
def test_filters_list_what_they_ask_for(udm: Udm, judge: Judge) -> None:
    """Each filter lists the items that match, and no others."""
    for file in ("filters-v10.tsv", "filters-deprecated.tsv"):
        for row in read_table(udm.spec.directory / file):
            with judge.of(f"UDM-FILTER-{row['key']}"):
                listing = BY_NAME[row["list"]]
                udm.standing(partial(_filter, udm, judge, listing, row["parameter"]))


def _filter(udm: Udm, judge: Judge, listing: Listing, parameter: str) -> None:
    udm.needs(listing.feature, listing.version)
    if parameter == "suspend":
        _suspended(udm, judge, listing)
        return
    whole = udm.filled(listing)
    if parameter in _DATES:
        _dates(udm, judge, whole, parameter)
    elif f.ids_asked(parameter):
        _ids(udm, judge, whole, parameter)
    else:
        _texts(udm, judge, whole, parameter)


def _asked(  # noqa: PLR0913 - one parameter for each part of the request
    udm: Udm, whole: Whole, parameter: str, value: str, offset: int = 0, *, checked: bool = False
) -> Page:
    """The answer to a filter."""
    most = len(whole.rows) if not whole.complete else _ALL
    window = ((parameter, value), *whole.spec.windowing.query(offset, most))
    # Where a value may be one that cannot be asked for, a refusal is no exchange to check.
    page = udm.page(whole.listing.operation, *window, checked=checked)
    if page.status == _NOT_FOUND and parameter in _FREE and not checked:
        # Documented for nothing found are an empty page and 204 (UDM-AMB-45).
        return udm.page(whole.listing.operation, *window)
    return page


def _nothing(udm: Udm, judge: Judge, whole: Whole, parameter: str, value: str) -> None:
    """A value that nothing has lists nothing, where one that items have lists some."""
    page = _asked(udm, whole, parameter, value)
    judge.holds(
        page.refused or not page.rows,
        f"{whole.listing.name}: {parameter}={value} lists items, though nothing matches",
        expected="no items",
        observed=f"{0 if page.refused else len(page.rows)} of {len(whole.rows)} items",
        shown=(page,),
    )


def _texts(udm: Udm, judge: Judge, whole: Whole, parameter: str) -> None:
    member = f.member_of(whole.rows, parameter)
    most = 1 if judge.depth == "quick" else 2
    tried = f.chosen(whole.rows, member, most, udm.prefix) if member else []
    if parameter == "status" and tried and not _asked(udm, whole, parameter, tried[0][0]).rows:
        # Statuses may be shown by their labels, and filtered by their values.
        _by_value(udm, judge, whole, member)
        return
    for number, (needle, split) in enumerate(tried):
        offset = 0 if number else 1
        page = _asked(udm, whole, parameter, needle, offset)
        _hold(udm, judge, whole, f"{parameter}={needle!r} from={offset}", split, page, offset)
        if number == 0:
            # A page came: so it has the documented form.
            page = _asked(udm, whole, parameter, needle, checked=page.is_page)
            _hold(udm, judge, whole, f"{parameter}={needle!r}", split, page)
    odd = [f.foreign(whole.rows, member), f.spaced(whole.rows, member, udm.prefix)]
    if whole.listing.version is not V10:
        odd.append(f.patterned(whole.rows, member, udm.prefix))
    shown = bool(tried)
    for needle, split in chain(*odd) if member else ():
        shown = shown or split.telling
        page = _asked(udm, whole, parameter, needle)
        _hold(udm, judge, whole, f"{parameter}={needle!r}", split, page)
    _beside_others(udm, judge, whole, parameter, _tried(udm, whole, parameter))
    _nothing(udm, judge, whole, parameter, NOTHING)
    if not shown and parameter == "scheduleType":
        # No JobInfo has a member for it: that the filter is read, the empty list above shows,
        # where the list is not empty for every filter.
        control = _asked(udm, whole, "title", udm.prefix)
        if control.is_page and control.rows:
            return
    if not shown:
        # That nothing is listed for a text that nobody has, any answer to any filter shows.
        reason = f"no item of {whole.listing.name} has a member to compare {parameter} with"
        raise Inconclusive(reason)


def _tried(udm: Udm, whole: Whole, parameter: str) -> f.Tried:
    """Texts that divide a list by a filter; none where no item has its member."""

    def find() -> f.Tried:
        member = f.member_of(whole.rows, parameter)
        return f.chosen(whole.rows, member, _TRIED, udm.prefix) if member else ()

    return udm.keep(("list", whole.listing.name, "texts", parameter), find)


def _beside_others(udm: Udm, judge: Judge, whole: Whole, parameter: str, tried: f.Tried) -> None:
    """A filter counts beside all the others, and where the list descends; whichever comes first.

    Where the others alone do not list what they have to, nothing is said of this one.
    """
    texts = {one: _tried(udm, whole, one) for one in whole.listing.texts if one != parameter}
    found = [(value, *f.beside(split, texts)) for value, split in tried]
    value, others, both = max(found, key=lambda one: len(one[1]), default=("", [], None))
    if both is None or not others:
        return
    asked = sorted([*others, (parameter, value)])
    page = _descending(udm, whole, asked)
    if both.problem(page.keys) and both.required - set(_descending(udm, whole, others).keys):
        return
    said = " ".join(f"{name}={text!r}" for name, text in (*asked, ("descAsc", "true")))
    _hold(udm, judge, whole, said, both, page)


def _descending(udm: Udm, whole: Whole, asked: list[tuple[str, str]]) -> Page:
    """The answer to several filters of a list that descends."""
    most = len(whole.rows) if not whole.complete else _ALL
    window = (*whole.spec.ordering.query(None, "desc"), *whole.spec.windowing.query(0, most))
    page = udm.page(whole.listing.operation, *asked, *window, checked=False)
    if page.refused:
        # Without a field to order by, descAsc may be nothing to ask for.
        page = udm.page(whole.listing.operation, *asked, *window[1:])
    return page


def _by_value(udm: Udm, judge: Judge, whole: Whole, member: str) -> None:
    """The values that v3 lists beside the labels that are shown divide the items by these."""
    pairs = udm.labels_of_statuses()
    for value, label in pairs:
        inside = frozenset(key_of(row) for row in whole.rows if row.get(member) == label)
        if inside and len(inside) < len(whole.rows):
            split = Partition(inside, frozenset(whole.keys) - inside)
            page = _asked(udm, whole, "status", value)
            _hold(udm, judge, whole, f"status={value!r}", split, page)
            return
    judge.holds(
        bool(pairs),
        f"{whole.listing.name}: status finds nothing by the statuses that are shown",
        expected="the items with that status",
        observed="no items",
    )
    reason = "no value of a status divides the items"
    raise Inconclusive(reason)


def _hold(  # noqa: PLR0913 - one parameter for each thing that is compared
    udm: Udm,
    judge: Judge,
    whole: Whole,
    asked: str,
    split: Partition,
    page: Page,
    skipped: int = 0,
) -> None:
    """Hold the items to what a filter divides; so many that match may be skipped by `from`."""
    required = split.required if whole.complete else frozenset()
    rest = frozenset(whole.keys) - required - split.forbidden
    due = Partition(required, split.forbidden, rest)
    keys = set(page.keys)
    problem = due.problem(keys, skipped=skipped, partial=not whole.complete)
    if problem:
        extra = keys & split.forbidden
        udm.settled(whole, extra or required - keys, 0 if extra else skipped)
    judge.holds(
        not problem,
        f"{whole.listing.name}: {asked}: {problem}",
        expected=f"the {len(split.required)} items that match",
        observed=f"{len(page.rows)} items",
        shown=(page,),
    )


def _ids(udm: Udm, judge: Judge, whole: Whole, parameter: str) -> None:
    """An id lists items that have it; in which member it stands is not said."""
    members = f.ids_asked(parameter)
    _nothing(udm, judge, whole, parameter, NO_ID)
    found = False
    tried = []
    for member in members:
        values = [str(row[member]) for row in whole.rows if row.get(member)]
        if not values or found:
            continue
        wanted = max(values, key=lambda one: (len(one), one))
        page = _asked(udm, whole, parameter, wanted)
        if page.refused:
            continue
        tried.append(f"{member} {wanted}")
        foreign = set(page.keys) - f.having_id(whole.rows, members, wanted)
        if foreign:
            udm.settled(whole)
        judge.holds(
            not foreign,
            f"{whole.listing.name}: {parameter}={wanted} lists items that have no such id",
            expected=f"items with {wanted} in {' or '.join(members)}",
            observed=f"{len(foreign)} others",
            shown=(page,),
        )
        found = bool(page.rows)
        if found:
            mine = f.having_id(whole.rows, members, wanted)
            listed = frozenset(page.keys) & mine
            split = Partition(listed, frozenset(whole.keys) - mine)
            _beside_others(udm, judge, whole, parameter, [(wanted, split)])
        if found and member == members[0]:
            missing = f.having_id(whole.rows, (member,), wanted) - set(page.keys)
            exact = {key_of(row) for row in whole.rows if str(row.get(member)) == wanted}
            judge.holds(
                not missing & exact,
                f"{whole.listing.name}: {parameter}={wanted} leaves items out that have this id",
                expected=f"{len(exact)} items",
                observed=f"{len(page.rows)} items",
                shown=(page,),
            )
    judge.holds(
        found or not tried,
        f"{whole.listing.name}: {parameter} lists nothing for ids that items have",
        expected="items",
        observed=f"nothing for {' and '.join(tried)}",
    )


def _dates(udm: Udm, judge: Judge, whole: Whole, parameter: str) -> None:
    """Dates before and after all others, and one in the middle where items say their date."""
    starts = parameter == "startDate"
    member = f.member_of(whole.rows, parameter)
    known = f.dates(whole.rows, member) if member else {}
    if member and not known:
        reason = f"dates of {whole.listing.name} have a form that cannot be compared (UDM-AMB-26)"
        raise Inconclusive(reason)
    form = _form(udm, judge, whole, parameter, shown=bool(known))
    found = f.parted(known, starts=starts)
    if found is None:
        return
    middle, split = form(found[0]), found[1]
    page = _asked(udm, whole, parameter, middle)
    _hold(udm, judge, whole, f"{parameter}={middle}", split, page)
    _beside_others(udm, judge, whole, parameter, [(middle, split)])


def _form(
    udm: Udm, judge: Judge, whole: Whole, parameter: str, *, shown: bool
) -> Callable[[dt.datetime], str]:
    """The form of dates by which one long ago and one far away list all or nothing.

    The document gives none (UDM-AMB-26): ISO 8601 in UTC is judged where none of them works.
    Raises Inconclusive where all are refused, or no item shows a date to tell a form by.
    """
    found = []
    for form in f.FORMS:
        found.append(_at_the_ends(udm, whole, parameter, form))
        if all(_listed(page) == right for _, right, page in found[-1]):
            judge.holds(condition=True, summary="", shown=tuple(one[2] for one in found[-1]))
            return form
    udm.settled(whole)
    tried = found[0]
    if any(page.refused for _, right, page in tried if right):
        reason = f"{parameter} is refused as ISO 8601 in UTC: {tried[0][2]}"
        raise Inconclusive(reason)
    if not shown:
        reason = f"no item of {whole.listing.name} shows a date: its form is not known (UDM-AMB-26)"
        raise Inconclusive(reason)
    for value, right, page in tried:
        judge.holds(
            _listed(page) == right,
            f"{whole.listing.name}: {parameter}={value} lists other items",
            expected="all items" if right else "no items",
            observed=f"{_listed(page)} of {len(whole.rows)} items",
            shown=(page,),
        )
    return f.FORMS[0]


def _listed(page: Page) -> int:
    """How many items a filter lists; none where it is refused."""
    return 0 if page.refused else len(page.rows)


def _at_the_ends(
    udm: Udm, whole: Whole, parameter: str, form: Callable[[dt.datetime], str]
) -> list[tuple[str, int, Page]]:
    """Two dates, how many items each has to list, and the answers."""
    starts = parameter == "startDate"
    return [
        (
            form(when),
            len(whole.rows) if everything else 0,
            _asked(udm, whole, parameter, form(when)),
        )
        for when, everything in ((_LONG_AGO, starts), (_FAR, not starts))
    ]


def _suspended(udm: Udm, judge: Judge, listing: Listing) -> None:
    """Suspend divides the jobs; a suspended one of our own stands on its side."""
    if udm.target.allow is Allow.READ:
        _divided(udm, judge, udm.filled(listing), None)
        return
    own = udm.pool.held(listing.version)
    if not udm.comes_to_be_listed(listing.version, own.id):
        reason = f"job {own.id} is not in the list {listing.name}"
        raise Inconclusive(reason)
    udm.forget("list", "jobs")
    _divided(udm, judge, udm.filled(listing), own.id)


def _has(page: Page, identifier: str) -> bool:
    return any(says(row, "id", identifier) for row in page.rows)


def _divided(udm: Udm, judge: Judge, whole: Whole, suspended: str | None) -> None:
    pages = {value: _asked(udm, whole, "suspend", value) for value in ("true", "false")}
    held, free = (set(page.keys) for page in pages.values())
    shown = tuple(pages.values())
    judge.holds(
        not held & free,
        f"{whole.listing.name}: suspend=true and suspend=false list the same jobs",
        expected="no job in both",
        observed=f"{len(held & free)} jobs in both",
        shown=shown,
    )
    if suspended is None and not (held and free):
        reason = "the target has no suspended jobs, or no others, to tell the filter by"
        raise Inconclusive(reason)
    judge.holds(
        suspended is None
        or (_has(pages["true"], suspended) and not _has(pages["false"], suspended)),
        f"{whole.listing.name}: a suspended job is not listed as one",
        expected=f"job {suspended} with suspend=true",
        observed=f"{len(held)} jobs with true, {len(free)} with false",
        shown=shown,
    )
    others = set(whole.keys) - held - free
    judge.holds(
        bool(free) or len(held) < len(whole.rows),
        f"{whole.listing.name}: suspend=true lists every job",
        expected="suspended jobs alone",
        observed=f"{len(held)} of {len(whole.rows)} jobs",
        shown=shown,
    )
    judge.observe(f"{len(held)} suspended, {len(free)} not, {len(others)} neither")

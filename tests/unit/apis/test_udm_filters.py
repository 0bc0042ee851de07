"""What a filter of Genesys UDM has to list, and what is no order at all."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from contracts.apis.genesys_udm import filters as f
from contracts.apis.genesys_udm import out_of_order
from contracts.kit import Partition, moment

ROWS: list[dict[str, Any]] = [
    {"id": 1, "title": "Nightly export", "type": "UCS", "createdDate": "2024-01-01T00:00:00Z"},
    {"id": 2, "title": "nightly check", "type": "UCS", "createdDate": "2024-02-01T00:00:00Z"},
    {"id": 3, "title": "漢 weekly", "type": "UCS", "createdDate": "2024-02-02T00:00:00Z"},
    {"id": 4, "title": None, "type": "UCS", "createdDate": None},
]


def test_other_letters_may_match_or_not() -> None:
    split = f.contains(ROWS, "title", "Night")
    assert split.required == {"1"}
    assert split.forbidden == {"3", "4"}
    assert split.problem(["1"]) is None
    assert split.problem(["2", "1"]) is None


def test_letters_without_their_marks_may_match_or_not() -> None:
    rows = [{"id": 1, "title": "Läger"}, {"id": 2, "title": "Lager"}, {"id": 3, "title": "Łódź"}]
    wanted = Partition(frozenset({"2"}), frozenset({"3"}), frozenset({"1"}))
    assert f.contains(rows, "title", "age") == wanted
    assert f.contains(rows, "title", "l").forbidden == set()


def test_what_is_wrong_is_said() -> None:
    split = f.contains(ROWS, "title", "ight")
    assert "do not match" in (split.problem(["1", "2", "3"]) or "")
    assert "not listed" in (split.problem(["1"]) or "")
    assert split.problem(["2"], skipped=1) is None


def test_needles_are_inner_parts_that_divide() -> None:
    ((needle, split),) = f.chosen(ROWS, "title", 1, "ucc-")
    assert split.telling
    assert needle in "Nightly export nightly check weekly"


def test_needles_are_the_same_whatever_the_prefix_of_the_run() -> None:
    asked = [
        list(f.needles([{"title": f"{prefix}delta-1"}], "title", prefix))
        for prefix in ("ucc-abc123-", "ucc-999fff-0-")
    ]
    assert asked[0] == asked[1]
    assert "delta" in asked[0]


def test_where_nothing_divides_all_have_to_be_listed() -> None:
    ((needle, split),) = f.chosen(ROWS, "type", 1, "ucc-")
    assert needle in "UCS"
    assert len(split.required) == len(ROWS)


def test_letters_beyond_ascii_are_asked_for() -> None:
    assert [needle for needle, _ in f.foreign(ROWS, "title")] == ["漢"]
    assert list(f.foreign(ROWS, "type")) == []


def test_members_are_found_by_the_name_of_the_parameter() -> None:
    assert f.member_of([{"fileName": "a.zip"}], "name") == "fileName"
    assert f.member_of(ROWS, "jobTitle") == "title"
    assert f.member_of(ROWS, "scheduleType") == ""
    assert f.ids_asked("historyId") == ("historyId",)
    assert f.having_id([{"id": 4, "parentId": 71}], ("parentId",), "7") == {"4"}


def test_a_date_in_the_middle_divides_but_for_those_beside_it() -> None:
    known = f.dates(ROWS, "createdDate")
    assert known.keys() == {"1", "2", "3"}
    assert f.parted(known, starts=True) is None
    more = known | {"9": dt.datetime(2024, 2, 9, tzinfo=dt.UTC)}
    middle, split = f.parted(more, starts=True) or (None, None)
    assert middle == known["3"]
    assert split == Partition(frozenset({"9"}), frozenset({"1"}))
    assert f.parted(more, starts=False) == (middle, Partition(frozenset({"1"}), frozenset({"9"})))
    assert f.parted({}, starts=True) is None
    assert moment("yesterday") is None


def test_a_date_may_be_a_number_since_1970() -> None:
    """Python would read some of them as the day of a year in the past."""
    then = dt.datetime(2024, 2, 5, tzinfo=dt.UTC)
    assert moment("1707091200") == moment("1707091200000") == then
    assert moment("20240205") == then


def test_dates_are_sent_in_one_form_or_another() -> None:
    sent = [form(dt.datetime(2024, 1, 16, 12, tzinfo=dt.UTC)) for form in f.FORMS]
    assert sent == ["2024-01-16T12:00:00Z", "2024-01-16", "1705406400000"]


def test_a_text_of_two_words_is_asked_for() -> None:
    rows = [{"id": 1, "title": "Nightly export"}, {"id": 2, "title": "漢 weekly"}]
    assert [needle for needle, _ in f.spaced(rows, "title", "ucc-")] == ["ly ex"]
    assert list(f.spaced(rows[1:], "title", "ucc-")) == []


def test_a_filter_is_asked_beside_all_that_list_more() -> None:
    rows = [
        {"id": 1, "title": "alpha", "type": "UCS", "source": "one"},
        {"id": 2, "title": "alpha", "type": "Sync", "source": "one"},
        {"id": 3, "title": "bravo", "type": "UCS", "source": "one"},
        {"id": 4, "title": "bravo", "type": "UCS", "source": "two"},
    ]
    texts = {one: f.chosen(rows, one, 8, "ucc-") for one in ("type", "source", "media")}
    split = f.contains(rows, "title", "alpha")
    asked, all_of_them = f.beside(split, texts)
    assert [parameter for parameter, _ in asked] == ["type", "source"]
    assert all_of_them == Partition(frozenset({"1"}), frozenset({"3", "4"}))
    assert f.beside(f.contains(rows[:2], "title", "alpha"), texts)[0] == []


def test_a_filter_that_divides_lists_enough() -> None:
    rows = [{"id": n, "title": "alpha" if n < 4 else "bravo"} for n in range(6)]
    parameter, needle = f.dividing(rows, ("type", "title"), 4, "ucc-") or ("", "")
    assert (parameter, needle in "alpha") == ("title", True)
    assert f.dividing(rows, ("title",), 5, "ucc-") is None


@pytest.mark.parametrize(
    ("values", "found"),
    [
        ([1, 2, 2, 10], None),
        ([1, 10, 2], (10, 2)),
        (["b", "A", "c"], ("b", "A")),
        (["a", "B", "c"], None),
        (["B", "a", "c"], None),
        (["a", "ä", "b"], None),
        (["z", "ä", "b"], ("z", "b")),
        (["Zäh 9", "a", "Zäh 10"], None),
        (["Zäh 9", "漢", "Zäh 2"], ("Zäh 9", "Zäh 2")),
        (["Zäh é", "Zäh b"], None),
        ([1, None, 2], None),
        ([2, None, 1], (2, 1)),
        ([True, False], None),
    ],
)
def test_only_what_no_collation_allows_is_an_inversion(
    values: list[object], found: tuple[object, object] | None
) -> None:
    rows = [{"x": value} for value in values]
    there, back = (out_of_order(rows[::step], "x", descending=step < 0) for step in (1, -1))
    assert bool(there) is bool(back) is (found is not None)
    for value in found or ():
        assert repr(value) in there


def test_dates_are_ordered_by_time_and_those_that_cannot_be_read_anyhow() -> None:
    mails = ["Sat, 22 Nov 2025 05:00:00 GMT", "Mon, 24 Nov 2025 05:00:00 GMT"]
    assert not out_of_order([{"aDate": one} for one in mails], "aDate", descending=False)
    wrong = ["Tue, 25 Nov 2025 05:00:00 GMT", "Mon, 24 Nov 2025 05:00:00 GMT"]
    assert out_of_order([{"aDate": one} for one in wrong], "aDate", descending=False)
    odd = [{"aDate": "24.11.2025"}, {"aDate": "02.12.2025"}]
    assert not out_of_order(odd, "aDate", descending=False)


def test_a_text_with_wildcards_is_contained_in_nothing() -> None:
    rows = [{"id": 1, "title": "Nightly export"}, {"id": 2, "title": "漢"}]
    (needle, split), *more = f.patterned(rows, "title", "ucc-")
    assert needle == "N_ght%y"
    assert split == Partition(frozenset(), frozenset({"1", "2"}))
    assert more == []
    assert list(f.patterned([{"id": 1, "title": "abc"}], "title", "ucc-")) == []

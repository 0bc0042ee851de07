"""Windows of lists."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from contracts.oracles import mismatch, misplaced, window

WHOLE = list("abcdefgh")


@given(st.integers(0, 12), st.integers(1, 12))
def test_the_window_itself_is_right(skip: int, limit: int) -> None:
    assert misplaced(window(WHOLE, skip, limit), WHOLE, skip, limit) is None


@given(st.integers(1, 12))
def test_pages_of_any_size_make_up_the_list(limit: int) -> None:
    pages = [window(WHOLE, skip, limit) for skip in range(0, len(WHOLE), limit)]
    assert mismatch([key for page in pages for key in page], WHOLE) is None


def test_what_is_wrong_with_a_page_is_told() -> None:
    assert misplaced("cd", WHOLE, 2, 3) == "2 items instead of 3"
    assert misplaced("bcd", WHOLE, 2, 3) == (
        "item 0 of the page is number 1 of the whole list, not number 2"
    )
    assert misplaced("cdz", WHOLE, 2, 3) == "item 2 of the page is not in the whole list"


def test_what_is_wrong_with_pages_is_told() -> None:
    assert mismatch("abccdefgh", WHOLE) == "1 items are on more than one page"
    assert mismatch("abcefgh", WHOLE) == "1 items are on no page"
    assert mismatch("abcdefghz", WHOLE) == "1 items are not in the whole list"
    assert mismatch("abcdhgfe", WHOLE) == "the items stand in another order on the pages"


def test_an_item_in_a_wrong_place_is_named_by_where_it_should_be() -> None:
    assert misplaced("cedf", WHOLE, 2, 4) == (
        "item 1 of the page is number 4 of the whole list, not number 3"
    )

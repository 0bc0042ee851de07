"""The laws of lists: a mismatch, nothing, or what evidence it would take."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from contracts.oracles.lists import (
    Collation,
    Combination,
    Found,
    Lacking,
    Mismatch,
    Partition,
    any_of,
    apart,
    backwards,
    capped,
    combined,
    contained,
    counted,
    defaulted,
    disjoint,
    divided,
    ended,
    filled,
    follows,
    in_place,
    joined,
    joint,
    ordered,
    ordered_across,
    stable,
)

WHOLE = list("abcdefgh")
KEPT = "kept"


def _part(required: str, forbidden: str, either: str = "") -> Partition:
    return Partition(frozenset(required), frozenset(forbidden), frozenset(either))


def _all(law: Callable[[], Found], said: str) -> None:
    """A law said what it had to: it is kept, or a part of its text."""
    found = law()
    if said == KEPT:
        assert found is None
    elif said.startswith("takes "):
        assert isinstance(found, Lacking), found
        assert found.takes == said.removeprefix("takes ")
    else:
        assert isinstance(found, Mismatch), (found, said)
        assert f"{found.where} | {found.expected} | {found.observed}" == said


ELSEWHERE = "takes another page that has the item at its place"
OTHERS = "takes another page with other items"
WINDOWS: list[tuple[Callable[[], Found], str]] = [
    (lambda: in_place("cd", WHOLE, 2), KEPT),
    (lambda: in_place("cd", WHOLE, 2, 2), KEPT),
    (lambda: in_place("gh", WHOLE, 6, 5), KEPT),
    (lambda: in_place("", WHOLE, 8, 5), "takes a list with items behind its first page"),
    (lambda: in_place("ab", WHOLE, 0, 2), "takes a list with items behind its first page"),
    (
        lambda: in_place("cd", WHOLE, 2, 3),
        '2 items instead of 3 | ["c","d","e"] | ["c","d"]',
    ),
    (lambda: in_place("", WHOLE, 2), '0 items instead of 1 | ["c"] | []'),
    (
        lambda: in_place("bcdefgh", WHOLE, 2),
        '7 items instead of 6 | ["c","d","e","f","g"] | ["b","c","d","e","f"]',
    ),
    (lambda: joined(["abc", "def", "gh", ""], WHOLE), KEPT),
    (lambda: joined(["abc", "hgf", "ed"], WHOLE, sequence=False), KEPT),
    (lambda: joined(["abcdefgh", ""], WHOLE), "takes a list of two pages at least"),
    (lambda: joined(["abcd", "efgh"], WHOLE), KEPT),
    (lambda: joined([], ""), "takes a list of two pages at least"),
    (
        lambda: joined(["abc", "hgf", "ed"], WHOLE),
        "the items stand in another order on the pages | 8 items | 8 items",
    ),
    (
        lambda: joined(["abc", "cdefgh"], WHOLE, sequence=False),
        "1 items are on more than one page | 8 items | 9 items",
    ),
    (
        lambda: joined(["abc", "defgx"], WHOLE, sequence=False),
        "1 items are on no page | 8 items | 8 items",
    ),
    (lambda: follows("ef", 4, [(0, "abc"), (3, "defg")]), KEPT),
    (lambda: follows("ef", 4, [(4, "xy"), (2, "cd"), (5, "f")]), ELSEWHERE),
    (lambda: follows("", 4, [(3, "def")]), ELSEWHERE),
    (lambda: follows("df", 4, [(3, "def"), (2, "cdd")]), 'begins with d, not with e | "e" | "d"'),
    (lambda: apart("cd", 2, [(0, "ab"), (4, "ef"), (1, "bcd")]), KEPT),
    (lambda: apart("cd", 2, [(1, "bc"), (3, "d"), (0, ""), (2, "cd")]), OTHERS),
    (lambda: apart("", 2, [(0, "ab")]), OTHERS),
    (
        lambda: apart("cd", 2, [(1, "bc"), (0, "dc")]),
        'item d is on two pages that follow each other | each item once | "d"',
    ),
    (
        lambda: apart("cd", 2, [(4, "xd")]),
        'item d is on two pages that follow each other | each item once | "d"',
    ),
    (lambda: capped(3, 3, 4), KEPT),
    (lambda: capped(1, 3, 4), KEPT),
    (lambda: capped(3, 3, 3), "takes a list of more than 3 items"),
    (lambda: capped(4, 3, 4), "4 items instead of 3 | at most 3 items | 4 items"),
    (lambda: capped(0, 3, 4), "no items, though the list has some | 1 to 3 items | no items"),
    (lambda: capped(0, 3, 1), "no items, though the list has some | 1 to 1 items | no items"),
    (lambda: capped(0, 0, 4), KEPT),
    (lambda: capped(0, 3, 0), "takes a list of more than 3 items"),
    (lambda: filled(3, 3, 4), KEPT),
    (lambda: filled(4, 3, 4), KEPT),
    (lambda: filled(2, 3, 2), KEPT),
    (lambda: filled(2, 3, 4), "2 items, though the list goes on | 3 of 4 items | 2 items"),
    (lambda: filled(0, 3, 0), "takes a list with items"),
    (lambda: ended(0, 8, 8), KEPT),
    (lambda: ended(0, 9, 8), KEPT),
    (lambda: ended(1, 8, 8), "1 items behind the last of 8 | no items | 1 items"),
    (lambda: ended(1, 7, 8), "takes a list with an end"),
    (lambda: ended(0, 0, 0), "takes a list with an end"),
    (lambda: counted(8, 8, 3), KEPT),
    (lambda: counted(8, 8, 8), "takes a list of which a page does not show all"),
    (lambda: counted(3, 8, 3), "is 3, and there are 8 | 8 | 3"),
    (lambda: counted(None, 8, 3), "is null, and there are 8 | 8 | null"),
    (lambda: counted(bool(WHOLE), 1, 0), "is true, and there are 1 | 1 | true"),
    (lambda: defaulted("ab", "ab", "abc"), KEPT),
    (
        lambda: defaulted("ab", "ab", "ab"),
        "takes a list in which another value of the parameter makes a difference",
    ),
    (lambda: defaulted(2, 3, 3), "is 2, not 3 | 3 | 2"),
    (lambda: stable("ab", "ab"), KEPT),
    (lambda: stable("a", "a"), "takes a list of two items at least"),
    (
        lambda: stable("ab", "ba"),
        'the list differs when it is read again | ["a","b"] | ["b","a"]',
    ),
    (
        lambda: stable("abcdef", "bcdefa"),
        'the list differs when it is read again | ["a","b","c","d","e"] | ["b","c","d","e","f"]',
    ),
]

DIFFER = "takes items whose values differ, so that they have one order only"
ORDERS: list[tuple[Callable[[], Found], str]] = [
    (lambda: ordered("abc", "asc"), KEPT),
    (lambda: ordered("cba", "desc"), KEPT),
    (lambda: ordered("abc", "asc", "bac"), KEPT),
    (lambda: ordered("cba", "desc", "abc"), KEPT),
    (
        lambda: ordered("abc", "asc", "abc"),
        "takes a list that is not in ascending order without being asked for it",
    ),
    (
        lambda: ordered("cba", "desc", ["c", "c"]),
        "takes a list that is not in descending order without being asked for it",
    ),
    (lambda: ordered("aaa", "asc"), DIFFER),
    (lambda: ordered([2, None, 10], "asc", None, Collation(numeric=True)), DIFFER),
    (lambda: ordered([2, 10], "asc", [10, 2], Collation(numeric=True)), KEPT),
    (lambda: ordered([2, 10], "asc", [10, 2]), DIFFER),
    (
        lambda: ordered("acb", "asc"),
        "'c' at 1 before 'b' at 2 is not ascending | ascending order | 'c' at 1 before 'b' at 2",
    ),
    (
        lambda: ordered([10, 2], "asc", None, Collation(numeric=True)),
        "10 at 0 before 2 at 1 is not ascending | ascending order | 10 at 0 before 2 at 1",
    ),
    (
        lambda: ordered("ab", "desc"),
        "'a' at 0 before 'b' at 1 is not descending | descending order | 'a' at 0 before 'b' at 1",
    ),
    (lambda: ordered_across(["ab", "", "cd"], "asc"), KEPT),
    (lambda: ordered_across([[2], [10]], "asc", Collation(numeric=True)), KEPT),
    (lambda: ordered_across(["abcd", ""], "asc"), "takes a list of two pages at least"),
    (lambda: ordered_across(["aa", "a"], "asc"), DIFFER),
    (
        lambda: ordered_across(["cd", "ab"], "asc"),
        "'c' at 0 before 'a' at 2 is not ascending | ascending order | 'c' at 0 before 'a' at 2",
    ),
    (lambda: backwards("abc", "cba"), KEPT),
    (lambda: backwards("ab", "ba"), KEPT),
    (lambda: backwards(["a", None], [None, "a"]), "takes items whose values differ"),
    (lambda: backwards(["a", "A"], ["a", "A"]), "takes items whose values differ"),
    (
        lambda: backwards("abcdefg", "abcdefg"),
        "descending is not ascending backwards | "
        + str(list("gfedc"))
        + " | "
        + str(list("abcde")),
    ),
]

COMBINED = Combination("adceb", 1, 3, 5, "name", "desc", "fedcba")
OPEN = Combination("adc", 1, 3, 3, "name", "asc")
TOGETHER: list[tuple[Callable[[], Found], str]] = [
    (lambda: contained("ab", "abc"), KEPT),
    (lambda: contained("", "abc"), "takes a narrower list with items"),
    (
        lambda: contained("abxy", "abc"),
        "2 of 4 items are missing | 4 items among others | 2 are missing",
    ),
    (lambda: disjoint("ab", "cd"), KEPT),
    (lambda: disjoint("", "cd"), "takes two lists with items"),
    (lambda: disjoint("ab", ""), "takes two lists with items"),
    (
        lambda: disjoint("abc", "bcd"),
        "2 items are in both lists | nothing in common | 2 items in both",
    ),
    (lambda: combined("dcb", "dcb", 5, COMBINED), KEPT),
    (lambda: combined("dc", "dc", 5, COMBINED), KEPT),
    (lambda: combined("dc", "cd", 3, OPEN), KEPT),
    (lambda: combined("", "", 1, Combination("a", 1, 3, 1, "name", "asc")), KEPT),
    (
        lambda: combined("dxf", "dxf", 5, COMBINED),
        "2 listed that do not belong to the list (f, x) | items that match | f, x",
    ),
    (
        lambda: combined("edcb", "edcb", 5, COMBINED),
        "4 items; 5 match, and at most 3 are due | at most 3 items | 4 items",
    ),
    (
        lambda: combined("", "", 5, COMBINED),
        "0 items; 5 match, and at most 3 are due | at most 3 items | 0 items",
    ),
    (
        lambda: combined("adc", "acd", 3, OPEN),
        "3 items; 3 match, and at most 2 are due | at most 2 items | 3 items",
    ),
    (lambda: combined("dcb", "dcb", 3, COMBINED), "total is 3, not 5 | 5 | 3"),
    (
        lambda: combined("dc", "cd", 5, COMBINED),
        "name is not in order: {0} | descending order | {0}".format("'c' at 0 before 'd' at 1"),
    ),
    (
        lambda: combined("ba", "  ", 2, Combination("ab", 0, 2, 2, "name", "asc", "ab")),
        "item 0 of the page is number 1 of the whole list, not number 0 | a, b | b, a",
    ),
    (
        lambda: combined("edc", "edc", 5, COMBINED),
        "item 0 of the page is number 0 of the whole list, not number 1 | d, c, b | e, d, c",
    ),
]

TWO = "takes items that match all of the filters, and others that match all but one"
SIDES = "takes items that match the filter, and others that do not"
FILTERS: list[tuple[Callable[[], Found], str]] = [
    (lambda: divided("ab", _part("ab", "cd")), KEPT),
    (lambda: divided("b", _part("ab", "cd"), skipped=1), KEPT),
    (
        lambda: divided("ab", _part("ab", "")),
        "takes items that match the filter, and others that do not",
    ),
    (
        lambda: divided("", _part("", "cd")),
        "takes items that match the filter, and others that do not",
    ),
    (
        lambda: divided("b", _part("ab", "cd")),
        "1 that match and are not listed (a) | the 2 items that match | 1 items",
    ),
    (lambda: divided("ab", _part("ab", "cd"), rivals=[_part("abc", "d")]), KEPT),
    (
        lambda: divided("ab", _part("ab", "cd"), rivals=[_part("abc", "d"), _part("ab", "c", "d")]),
        "takes items that a wrong comparison would list otherwise",
    ),
    (lambda: joint("b", [_part("ab", "cd"), _part("bc", "ad")]), KEPT),
    (lambda: joint("abc", [_part("ab", "cd"), _part("bc", "ad")], any_of), KEPT),
    (lambda: joint("w", [_part("wyz", "xv"), _part("wxz", "yv"), _part("wxy", "zv")]), KEPT),
    (lambda: joint("b", [_part("ab", "cd"), _part("bc", "d", "a")]), TWO),
    (lambda: joint("ab", [_part("ab", "cd"), _part("abc", "d")]), TWO),
    (lambda: joint("ab", [_part("ab", "cd")]), TWO),
    (
        lambda: joint("", [_part("ab", "cd"), _part("cd", "ab")]),
        "takes items that match all of the filters",
    ),
    (
        lambda: joint("ab", [_part("ab", "cd"), _part("bc", "ad")]),
        "1 listed that do not match (a) | the 1 items that match | 2 items",
    ),
]


@pytest.mark.parametrize(
    "cases",
    [WINDOWS, ORDERS, FILTERS, TOGETHER],
    ids=["windows", "orders", "filters", "together"],
)
def test_each_law_says_what_the_evidence_shows(cases: list[tuple[Any, str]]) -> None:
    for law, said in cases:
        _all(law, said)

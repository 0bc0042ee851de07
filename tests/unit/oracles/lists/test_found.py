"""What pieces of evidence say together."""

from __future__ import annotations

from collections.abc import Iterator

from contracts.oracles.lists import Found, Lacking, Mismatch, across

WRONG = Mismatch("two", "three", "has three items")
FEW, NONE = Lacking("two items"), Lacking("one item")


def test_one_proof_shows_the_law_and_one_mismatch_breaks_it() -> None:
    for found, said in (
        ([FEW, None, NONE], None),
        ([FEW, NONE], FEW),
        ([None, WRONG], None),
        ([FEW, WRONG, None], WRONG),
        ([], Lacking("a list with items")),
    ):
        assert across(found) == said
    assert across([None, WRONG], enough=2) == WRONG
    assert across([None, FEW], enough=2) is None


def test_no_more_evidence_is_looked_at_than_it_takes() -> None:
    looked: list[int] = []

    def evidence() -> Iterator[Found]:
        for number in range(5):
            looked.append(number)
            yield FEW if number == 0 else None

    assert across(evidence(), enough=2) is None
    assert looked == [0, 1, 2]


def test_what_is_said_can_be_read() -> None:
    assert str(WRONG) == "has three items"
    assert str(FEW) == "the data cannot tell: it would take two items"

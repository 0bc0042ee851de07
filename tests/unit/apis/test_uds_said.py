"""What representations say of a thing."""

from __future__ import annotations

from lxml import etree

from contracts.apis.cisco_uds.said import said, unlike


def test_texts_stand_by_their_paths_and_empty_ones_among_them() -> None:
    element = etree.fromstring(
        b"<e a='1'><n> x </n><f><t/><u>1</u></f><many>1</many><many>2</many><!-- --></e>"
    )
    assert said(element) == {"n": "x", "f/t": "", "f/u": "1"}


def test_truth_values_are_alike_in_all_their_forms() -> None:
    assert not any(unlike(*one) for one in (("1", "true"), ("False", "0"), ("a", "a")))
    assert all(unlike(*one) for one in (("1", "false"), ("A", "a"), ("", "x")))

"""What --select leaves of the tests."""

from __future__ import annotations

import pytest

from contracts.engine import parted, selected, selectors_of


@pytest.mark.parametrize(
    ("selector", "target", "pattern"),
    [("UPT-*", "", "UPT-*"), ("lab:UPT-ID-01", "lab", "UPT-ID-01"), ("a:b:UPT-*", "a:b", "UPT-*")],
)
def test_a_target_may_stand_in_front(selector: str, target: str, pattern: str) -> None:
    assert parted(selector) == (target, pattern)


def test_selectors_of_other_targets_do_not_count() -> None:
    select = ("UPT-ID-*", "lab:UPT-XML-*", "desk:UPT-CODE-*")
    assert selectors_of("lab", select) == ("UPT-ID-*", "lab:UPT-XML-*")
    assert selectors_of("lab", ("desk:UPT-CODE-*",)) == ()


@pytest.mark.parametrize(
    ("selector", "runs"),
    [
        ("UPT-ID-01", True),
        ("lab:UPT-ID-*", True),
        ("UPT-ID-02", False),
        ("UPT-commandByGet-MEDIA", True),
    ],
)
def test_a_test_runs_where_it_or_its_exchanges_are_selected(selector: str, *, runs: bool) -> None:
    assert selected("uptivity", ("UPT-ID-01",), (selector,)) is runs


def test_a_test_may_be_selected_by_its_name() -> None:
    names = ("test_paging", "test_paging-listUsers")
    for selector, runs in (
        ("test_paging", True),
        ("lab:test_pag*", True),
        ("test_paging-listUsers", True),
        ("test_paging-listRoles", False),
        ("test_*", True),
    ):
        assert selected("uptivity", ("UPT-ID-01",), (selector,), names) is runs
    assert selected("uptivity", ("UPT-ID-01",), ("test_other", "UPT-ID-01"), names)
    assert not selected("uptivity", ("UPT-ID-01",), ("test_other", "UPT-ID-02"), names)

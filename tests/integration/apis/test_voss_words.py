"""Words in which a VOSS system says that a transaction is over."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from tests.integration.apis.conftest import Served


def test_a_word_is_learnt_from_a_change_that_is_over(speak: Callable[..., Served]) -> None:
    api = speak("voss").api
    assert api.is_final("Success")
    assert not api.is_final("Landed")
    api.learn("Landed")
    assert api.is_final(" landed ")


@pytest.mark.parametrize("status", ["Queued", "In Progress", ""])
def test_a_word_for_what_is_under_way_is_not(speak: Callable[..., Served], status: str) -> None:
    api = speak("voss").api
    api.learn(status)
    assert not api.is_final(status)

"""What becomes of requirements of Genesys UDM that rest on another one."""

from __future__ import annotations

import msgspec
import pytest

from contracts.apis.genesys_udm.following import without
from contracts.model import Inconclusive, NotApplicable, NotTested, Outcome


class _Standing(msgspec.Struct):
    outcome: Outcome | None


@pytest.mark.parametrize(
    ("outcome", "signal"),
    [
        (Outcome.NOT_TESTED, NotTested),
        (Outcome.NOT_APPLICABLE, NotApplicable),
        (Outcome.INCONCLUSIVE, Inconclusive),
        (Outcome.VIOLATION, Inconclusive),
        (None, Inconclusive),
    ],
)
def test_what_was_not_tested_takes_with_it_what_rests_on_it(
    outcome: Outcome | None, signal: type[Exception]
) -> None:
    assert type(without({"A": _Standing(outcome)}, "A", "why")) is signal


def test_what_nothing_was_said_of_leaves_it_open() -> None:
    assert without({}, "A", "nothing was made").reason == "nothing was made"

"""Controls: what was accepted before, sent again to see whether credentials have ended."""

from __future__ import annotations

from contracts.wire.controls import Controls


def test_what_anybody_gets_does_not_hide_that_the_credentials_have_ended() -> None:
    controls = Controls(clock=lambda: 100.0)
    controls.accepted("closed", lambda *, identified: 401)  # noqa: ARG005 - as now refused to all
    for number in range(9):
        controls.accepted(f"open {number}", lambda *, identified: 200)  # noqa: ARG005
    assert controls.refused("another")


def test_credentials_that_are_taken_elsewhere_have_not_ended() -> None:
    controls = Controls(clock=lambda: 100.0)
    controls.accepted("closed", lambda *, identified: 200 if identified else 401)
    assert not controls.refused("another")

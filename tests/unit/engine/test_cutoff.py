"""A target that was lost is cut off in all processes of a run."""

from __future__ import annotations

from pathlib import Path

from contracts.engine.cutoff import CutOff, forget_cut_off


def test_all_processes_see_it_and_one_says_so(tmp_path: Path) -> None:
    one, other = CutOff(tmp_path, "lab"), CutOff(tmp_path, "lab")
    assert (one.reason, other.reason) == ("", "")
    assert one.tell("the token expired")
    assert other.reason == "the token expired"
    assert not other.tell("the token expired")
    assert not one.tell("the token expired")
    assert CutOff(tmp_path, "another").reason == ""


def test_nothing_is_left_of_it(tmp_path: Path) -> None:
    CutOff(tmp_path, "lab").tell("the token expired")
    forget_cut_off(tmp_path)
    assert CutOff(tmp_path, "lab").reason == ""
    assert not list((tmp_path / "evidence").iterdir())

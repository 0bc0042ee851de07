"""Where requirements stand: broken since when, how often flipped, whatever the order of ingests."""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest
from _recorded import recorded_catalogue
from _stored import Made, write_run

from contracts.model import Verdict
from contracts.store import Store, ingest
from contracts.store.histories import history_of_requirement, history_of_target
from contracts.store.queries import broken, find_target, flipping, standings, timeline

RULE = "REC-0002"
OTHER = msgspec.structs.replace(recorded_catalogue(5), digest="sha256:1")


def nights(
    folder: Path, *verdicts: str, name: str = "Lab", explored: tuple[int, ...] = ()
) -> list[Path]:
    """A run a night of one target, in which RULE came to these verdicts."""
    return [
        write_run(
            folder / f"{name}-{day}",
            Made(name, {RULE: said}),
            number=day,
            day=day,
            explore=day in explored,
        )
        for day, said in enumerate(verdicts)
    ]


@pytest.mark.parametrize(
    ("verdicts", "state", "since", "flips"),
    [
        (["pass", "pass"], "kept", 0, 0),
        (["pass", "fail", "fail"], "broken", 1, 1),
        (["pass", "fail", "inconclusive", "fail"], "broken", 1, 1),
        (["fail", "pass", "fail", "pass"], "kept", 3, 3),
        (["inconclusive", "fail"], "broken", 1, 0),
        (["fail", "not-tested"], "broken", 0, 0),
        (["inconclusive", "not-tested"], "open", 0, 0),
    ],
)
def test_a_state_lasts_until_the_contrary_is_judged(  # noqa: PLR0913 - a table's columns
    store: Store, tmp_path: Path, verdicts: list[str], state: str, since: int, flips: int
) -> None:
    for one in nights(tmp_path, *verdicts):
        ingest(store, one)
    (found,) = standings(store, requirement_name=RULE)
    assert (found.state, found.since_run[-6:], found.flips) == (state, f"{since:06}", flips)
    assert found.verdict is Verdict(verdicts[-1])


def test_the_order_of_ingests_does_not_matter(store: Store, tmp_path: Path) -> None:
    made = nights(tmp_path, "pass", "fail", "pass", "pass", "fail", "inconclusive")
    for at in (3, 0, 5, 1, 4, 2):
        ingest(store, made[at])
    (found,) = standings(store, requirement_name=RULE)
    assert (found.state, found.since_run, found.flips) == ("broken", "20260505T100000Z-000004", 3)
    assert [one.verdict for one in timeline(store, RULE)][::-1] == [
        Verdict.PASS,
        Verdict.FAIL,
        Verdict.PASS,
        Verdict.PASS,
        Verdict.FAIL,
        Verdict.INCONCLUSIVE,
    ]


def test_a_change_that_comes_with_another_catalogue_is_no_flip(
    store: Store, tmp_path: Path
) -> None:
    ingest(store, write_run(tmp_path / "0", Made(verdicts={RULE: "pass"})))
    made = Made(verdicts={RULE: "fail"}, catalogue=OTHER, version="2.0")
    ingest(store, write_run(tmp_path / "1", made, number=1, day=1))
    (found,) = broken(store)
    assert (found.since_run, found.flips) == ("20260502T100000Z-000001", 0)
    changes = history_of_target(store, find_target(store, "Lab"), 10).changes
    assert [(one.what, one.before, one.after) for one in changes] == [
        ("catalogue", "sha256:0", "sha256:1"),
        ("version", "", "2.0"),
    ]


def test_a_run_that_explores_says_nothing_of_change(store: Store, tmp_path: Path) -> None:
    for one in nights(tmp_path, "pass", "fail", "pass", explored=(1,)):
        ingest(store, one)
    (found,) = standings(store, requirement_name=RULE)
    assert (found.state, found.flips) == ("kept", 0)


def test_who_breaks_a_requirement_and_what_flips(store: Store, tmp_path: Path) -> None:
    for name, verdicts in (
        ("One", ["pass", "fail"]),
        ("Two", ["pass", "pass"]),
        ("Three", ["fail", "pass", "fail"]),
    ):
        for one in nights(tmp_path, *verdicts, name=name):
            ingest(store, one) if name == "One" else ingest(store, _renumbered(one, name))
    assert {one.target for one in broken(store, requirement_name=RULE)} == {"One", "Three"}
    assert [(one.target, one.flips) for one in flipping(store)] == [("Three", 2)]
    told = history_of_requirement(store, RULE, None, 10)
    assert [one.standing.target for one in told.targets][-1] == "Two"
    assert [one.flaky for one in told.targets if one.standing.target == "Three"] == [True]


def _renumbered(folder: Path, name: str) -> Path:
    """The same run with an id of its own."""
    log = folder / "evidence" / "events-main.jsonl"
    log.write_bytes(log.read_bytes().replace(b'"ucc-00000', b'"ucc-' + f"{len(name)}0000".encode()))
    return folder

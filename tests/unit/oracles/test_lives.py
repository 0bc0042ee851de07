"""The life of a thing, as it was read."""

from __future__ import annotations

from collections.abc import Callable

from contracts.oracles.lists import Found, Lacking, Mismatch
from contracts.oracles.lives import changed, gone, made, stays, untouched

OLD, NEW = {"id": 1, "name": "a", "on": True}, {"id": 1, "name": "b", "on": True}
KEPT = "kept"
CASES: list[tuple[Callable[[], Found], str]] = [
    (lambda: made({"name": "a"}, OLD), KEPT),
    (lambda: made({"name": "a", "secret": "x"}, OLD), KEPT),
    (lambda: made({"at": "2026-01-31T12:00:00Z"}, {"at": "2026-01-31T13:00:00+01:00"}), KEPT),
    (lambda: made({"name": "b"}, OLD), '/name is "a", made as "b"'),
    (lambda: made({"on": 1}, OLD), "/on is true, made as 1"),
    (
        lambda: made({"at": "2026-01-31"}, {"at": "2026-02-01"}),
        '/at is "2026-02-01", made as "2026-01-31"',
    ),
    (lambda: made({"at": "2026-01-31"}, {"at": "x"}), '/at is "x", made as "2026-01-31"'),
    (lambda: made({"name": "b", "id": 1}, OLD, ["name"]), KEPT),
    (lambda: made({"name": "b"}, OLD, ["name"]), "takes members that are sent and shown"),
    (lambda: made({"secret": "x"}, OLD), "takes members that are sent and shown"),
    (lambda: made({"name": "a"}, None), "it is not found"),
    (lambda: changed(OLD, {"name": "b"}, NEW), KEPT),
    (lambda: changed(OLD, {"name": "a"}, OLD), "takes a change that makes a difference"),
    (lambda: changed(OLD, {"name": "b"}, OLD), '/name is "a", changed to "b"'),
    (lambda: changed(OLD, {"name": "b", "id": 2}, NEW, ["id"]), KEPT),
    (lambda: changed(OLD, {"name": "b"}, None), "it is not found"),
    (lambda: untouched(OLD, OLD, refused=True), KEPT),
    (lambda: untouched(OLD, {**OLD, "more": 1}, refused=True), KEPT),
    (lambda: untouched(OLD, NEW, refused=False), "takes a change that the target refuses"),
    (
        lambda: untouched(OLD, NEW, refused=True),
        '/name is "b", before a change was refused it was "a"',
    ),
    (lambda: untouched(OLD, NEW, refused=True, ignoring=["name"]), KEPT),
    (
        lambda: untouched(OLD, {"id": 1, "on": True}, refused=True),
        "name is gone after a change was refused",
    ),
    (lambda: untouched(OLD, {"id": 1, "on": True}, refused=True, ignoring=["name"]), KEPT),
    (lambda: untouched(OLD, None, refused=True), "it is gone after a change was refused"),
    (lambda: gone(OLD, None), KEPT),
    (lambda: gone(OLD, OLD), "it is still found after it was removed"),
    (lambda: gone(OLD, {}), "it is still found after it was removed"),
    (lambda: gone(OLD, None, {}), "it is found again after it was gone"),
    (lambda: gone(None, None), "takes a thing that was found before it was removed"),
    (lambda: stays(OLD, OLD), KEPT),
    (lambda: stays(OLD, NEW, ["name"]), KEPT),
    (lambda: stays(OLD, NEW), '/name is "b", before it was seen it was "a"'),
    (lambda: stays(OLD, None), "it is gone after it was seen"),
]


def test_each_law_says_what_was_seen() -> None:
    for law, said in CASES:
        found = law()
        if said == KEPT:
            assert found is None
        elif said.startswith("takes "):
            assert found == Lacking(said.removeprefix("takes "))
        else:
            assert isinstance(found, Mismatch), said
            assert found.where == said


def test_what_was_expected_and_what_came_is_said() -> None:
    assert made({"name": "b"}, OLD) == Mismatch('"b"', '"a"', '/name is "a", made as "b"')
    for found, expected, observed in (
        (made({}, None), "what was made", "nothing"),
        (changed(OLD, {}, None), "what was changed", "nothing"),
        (untouched(OLD, None, refused=True), "what was there", "nothing"),
        (untouched(OLD, {}, refused=True), "id", "nothing"),
        (gone(OLD, {}), "nothing", "{}"),
        (gone(OLD, None, {}), "nothing", "{}"),
    ):
        assert isinstance(found, Mismatch)
        assert (found.expected, found.observed) == (expected, observed)

"""Prerequisites between requirements: given one by one, by table and by pattern, and checked."""

from __future__ import annotations

from typing import TYPE_CHECKING

from contracts.catalogue import load, needing

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.unit.catalogue.conftest import Copy

FILE = "requirements.yaml"
_FIRST = "    feature: http\n"
_NEEDED = "    fix: Answer such a request with RESULTCODE {code} ({label}).\n"
_PATTERNS = "\ntables:\n"

WRONG = (
    (_FIRST, "needs: UPT-HTTP-02", "requirements.0.needs: 'UPT-HTTP-02' is not of type 'array'"),
    (_FIRST, "needs: []", "requirements.0.needs: [] should be non-empty"),
    (
        _FIRST,
        "needs: [UPT-HTTP-09]",
        "requirements.0.needs: UPT-HTTP-01 needs 'UPT-HTTP-09', an unknown requirement (did you",
    ),
    (_FIRST, "needs: [UPT-HTTP-01]", "requirements.0.needs: UPT-HTTP-01 needs itself"),
    (
        _FIRST,
        "needs: [UPT-ID-05]",
        "requirements.0.needs: UPT-HTTP-01 needs UPT-ID-05, a may, which cannot be violated",
    ),
    (
        _FIRST,
        "needs: [UPT-HTTP-02]",
        "requirements.0.needs: requirements need each other in a circle: UPT-HTTP-01 needs UPT-HTT",
    ),
    (
        _NEEDED,
        "needs: [UPT-RESULT-33]",
        "tables.0.needs: UPT-CODE-00 needs 'UPT-RESULT-33', an unknown requirement",
    ),
)


def test_what_is_wrong_with_needs_is_named(make_copy: Callable[[], Copy]) -> None:
    for old, new, text in WRONG:
        specs = make_copy()
        specs.change(FILE, old, f"{old}    {new}\n")
        if old == _NEEDED:
            specs.change(FILE, "    needs: [UPT-RESULT-03]\n", "", last=True)
        _, said = specs.trouble(FILE)
        assert said.startswith(text), said


def test_a_pattern_that_nothing_matches_and_one_that_needs_what_is_not_there(
    make_copy: Callable[[], Copy],
) -> None:
    for given, text in (
        ("UPT-NOPE-*: [UPT-XML-01]", "needs.UPT-NOPE-*: no requirement matches 'UPT-NOPE-*'"),
        ("UPT-XMLREQ-*: [UPT-XML-11]", "needs.UPT-XMLREQ-*: UPT-XMLREQ-01 needs 'UPT-XML-11'"),
    ):
        specs = make_copy()
        line = specs.change(FILE, _PATTERNS, f"\nneeds:\n  {given}\ntables:\n")
        found, said = specs.trouble(FILE)
        assert said.startswith(text), said
        assert found == line + 2


def test_a_pattern_adds_to_what_a_requirement_needs_itself(make_copy: Callable[[], Copy]) -> None:
    specs = make_copy()
    specs.change(FILE, _PATTERNS, "\nneeds:\n  UPT-[RX]*-01: [UPT-XML-01]\ntables:\n")
    found = specs.load().catalogue.requirements
    assert found["UPT-RESULT-01"].needs == ("UPT-XML-01",)
    assert found["UPT-XML-01"].needs == ()
    assert found["UPT-CODE-07"].needs == ("UPT-RESULT-03",)


def test_who_needs_a_requirement_the_nearest_first() -> None:
    catalogue = load("voss").catalogue
    found = list(needing(catalogue, "VOSS-SCHEMA-01"))
    assert found.index("VOSS-VERSION-01") < found.index("VOSS-APIVERSION-1151")
    assert "VOSS-SCHEMA-01" not in found
    assert len(found) == len(set(found))

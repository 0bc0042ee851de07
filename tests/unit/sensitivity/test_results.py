"""Results, their schema, text and page."""

from __future__ import annotations

import json

import jsonschema
import msgspec
import pytest

from contracts.catalogue import specs_dir
from contracts.model import Level, Verdict
from contracts.sensitivity import text
from contracts.sensitivity.page import sensitivity_html
from contracts.sensitivity.results import (
    Fate,
    LeftOut,
    Looked,
    MutantResult,
    Requests,
    RequirementStrength,
    Sensitivity,
    Strength,
    SuiteError,
    TargetSensitivity,
    percent_of,
    strength_of,
)
from contracts.sensitivity.schema import sensitivity_schema


def _mutant(name: str, fate: Fate) -> MutantResult:
    killed = ("A-1",) if fate is Fate.KILLED else ()
    return MutantResult(name, "list", "response", "drop", "schema", fate, 3, ("A-1", "A-2"), killed)


@pytest.fixture
def found() -> Sensitivity:
    """One mutant of each fate."""
    mutants = tuple(_mutant(f"list response /{one} drop", one) for one in Fate)
    looked = Looked(
        key="t",
        enumerated=99,
        asked=50,
        out_of_reach=4,
        whole=False,
        mutants=mutants,
        requests=Requests(100, 50, 7),
        seconds=3.2,
        tests=12,
        left_out=(LeftOut("test_x", "it asks for something else"),),
        errors=(SuiteError("list response /a drop", "test_y", "A-2: KeyError: 'a'"),),
        ended="it was interrupted",
    )
    strengths = (Strength.STRONG, Strength.SHOWN, Strength.NOT_SHOWN, Strength.NOT_TRIED)
    requirements = tuple(
        RequirementStrength(
            f"A-{n}",
            Level.MUST,
            Verdict.PASS,
            one,
            touched=4,
            killed=4 - n,
            operators=("drop",) if one in {Strength.STRONG, Strength.SHOWN} else (),
            survivors=("<s>",),
        )
        for n, one in enumerate(strengths, 1)
    )
    fates = dict.fromkeys(Fate, 1)
    target = TargetSensitivity(
        "api", "lab", "http://lab", "read", percent_of(fates), fates, looked, requirements
    )
    return Sensitivity("1.0", 0, 100, (target,))


def test_the_schema_is_that_of_the_model(found: Sensitivity) -> None:
    known = json.loads((specs_dir() / "sensitivity.schema.json").read_text("utf-8"))
    assert known == sensitivity_schema(), (
        "the model has moved: write json.dumps(sensitivity_schema(), indent=2, "
        "ensure_ascii=False) and a line end to specs/sensitivity.schema.json"
    )
    jsonschema.validate(json.loads(msgspec.json.encode(found)), known)


def test_survivors_and_killed_alone_count() -> None:
    assert percent_of({Fate.KILLED: 2, Fate.SURVIVED: 1, Fate.OPEN: 9, Fate.EQUIVALENT: 9}) == 66.7
    assert percent_of({Fate.OPEN: 9}) is None


def test_a_pass_that_nothing_breaks_is_not_shown() -> None:
    table = {
        (Verdict.PASS, 5, 2, False): Strength.STRONG,
        (Verdict.WARN, 5, 1, False): Strength.SHOWN,
        (Verdict.PASS, 5, 0, False): Strength.NOT_SHOWN,
        (Verdict.PASS, 0, 0, True): Strength.NOT_SHOWN,
        (Verdict.PASS, 0, 0, False): Strength.NOT_TRIED,
        (Verdict.FAIL, 5, 2, True): Strength.NO_PASS,
    }
    for (verdict, touched, operators, whole), strength in table.items():
        assert strength_of(verdict, touched, operators, whole=whole) is strength


def test_the_text_says_what_is_known_and_what_not(found: Sensitivity) -> None:
    said = "\n".join(text.lines(found))
    for part in (
        "1 of 2 changes of the target (50 %)",
        "the run sent 100 requests; this took 7 more, at most 50",
        "not shown: no mutant breaks it: A-3",
        "it ended early: it was interrupted",
        "    list response /survived drop",
        "error of the suite: list response /a drop: test_y",
        "1 test does not repeat",
    ):
        assert part in said


def test_the_page_draws_it_and_escapes_what_came_over_the_wire(found: Sensitivity) -> None:
    page = b"".join(sensitivity_html(found)).decode()
    for part in (
        'href="conformance.html#A-3"',
        "&lt;s&gt;",
        "50 %",
        'aria-label="must: 1 broken by two kinds',
        "Ended early:",
    ):
        assert part in page
    assert "<s>" not in page

"""Judging mutants by few tests first."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.catalogue import load
from contracts.model import Verdict
from contracts.mutate import Mutant, Reply, Request, Selection, Side
from contracts.selfproof import Found, Outcome
from contracts.selfproof.mutants import Fate, MutantJudge, trial_of
from contracts.selfproof.trace import Seen, Trace, name_of

SPEC = load("genesys-ws")
JSON = (("Content-Type", "application/json"),)
TESTS = ("test_a", "test_b", "test_c", "test_d", "test_e")
CLEAN = Found("plain", "", {"GWS-ME-01": Verdict.PASS, "GWS-ME-02": Verdict.WARN}, {}, {}, 1)


def trace(count: int = 1) -> Trace:
    request = Request("GET", "/api/v2/me")
    seen = [Seen(request, Reply(200, JSON, b'{"a": 1, "c": [1]}'), "getMe", TESTS[:count])]
    seen.append(Seen(Request("GET", "/api/v2/users/u"), Reply(401), "getUser", ("test_b", "gone")))
    seen.append(Seen(Request("DELETE", "/api/v2/me"), Reply(405), None, ("test_c",)))
    voice = Request("POST", "/api/v2/me/channels/voice", "", JSON, b'{"a": 1, "b": 2}')
    seen += [Seen(voice, Reply(200), "operateVoice", ("test_d",))] * 2
    return Trace(seen, TESTS, Selection(SPEC.operations))


def reply(operator: str) -> Mutant:
    return Mutant("getMe", Side.RESPONSE, operator, "/a")


def found(mutant: str, *verdicts: tuple[str, Verdict]) -> Found:
    tests: dict[str, tuple[str, ...]] = dict.fromkeys(dict(verdicts), ("x/test_x.py::test_d[m1]",))
    return Found(mutant, "", dict(verdicts), {}, tests, 1)


def test_a_trace_says_which_tests_a_mutant_changes_something_for() -> None:
    voice = "operateVoice"
    table = [
        (reply("drop"), {"test_a": 1}),
        (reply("cut"), {}),
        (Mutant("getUser", Side.REQUEST, "unchecked", "credentials"), {"test_b": 1}),
        (Mutant("getUser", Side.REQUEST, "anonymous", "credentials"), {"test_b": 1}),
        (Mutant("getUser", Side.REQUEST, "forged", "credentials"), {}),
        (Mutant("getMe", Side.REQUEST, "set", "method", argument="GET"), {"test_c": 1}),
        (Mutant(voice, Side.REQUEST, "lost", "/a"), {"test_d": 2}),
        (Mutant(voice, Side.EFFECT, "forgotten", "body"), {"test_d": 1}),
        (Mutant(voice, Side.EFFECT, "half", "body"), {"test_d": 2}),
        (Mutant(voice, Side.EFFECT, "undone", "body"), {"test_d": 2}),
    ]
    for mutant, tests in table:
        assert trace().touched(mutant) == tests, mutant.id


def test_a_mutant_is_idle_where_no_value_is_one_that_it_changes() -> None:
    assert trace().is_idle(reply("case"))
    assert not trace().is_idle(reply("plus-one"))
    assert trace().is_idle(Mutant("getMe", Side.RESPONSE, "drop", "/b"))
    assert trace().is_idle(Mutant("getMe", Side.RESPONSE, "last-lost", "/a")), "no list"
    assert not trace().is_idle(Mutant("getMe", Side.RESPONSE, "swapped", "/c")), "too short"
    assert not trace().is_idle(Mutant("getMe", Side.RESPONSE, "stale", "body"))
    assert not trace().is_idle(Mutant("getMe", Side.RESPONSE, "drop", "/b", "errors")), "none seen"
    assert not trace().is_idle(Mutant("listUsers", Side.RESPONSE, "drop", "/b")), "never asked"
    assert trace().is_idle(Mutant("getMe", Side.RESPONSE, "ascii", "body"))
    (fate,) = MutantJudge(CLEAN, trace(), lambda _: {}).fates([reply("case")])
    assert (fate.touched, fate.idle) == (0, True)


def test_the_name_of_a_test_is_without_its_file_and_target() -> None:
    for test, name in (
        ("a/test_x.py::test_y[plain]", "test_y"),
        ("test_x.py::test_y[m12-listUsers-two words]", "test_y-listUsers-two words"),
        ("looking", "looking"),
    ):
        assert name_of(test) == name


def test_survivors_are_judged_by_more_tests_and_at_last_by_all() -> None:
    asked: list[tuple[str, ...]] = []

    def judge(chosen: Mapping[Mutant, tuple[str, ...]]) -> Mapping[Mutant, Found | str]:
        asked.extend(chosen.values())
        return {one: found("m", ("GWS-ME-02", Verdict.WARN)) for one in chosen}

    (fate,) = MutantJudge(CLEAN, trace(5), judge).fates([reply("drop")])
    assert asked == [("test_e", "test_a", "test_b"), ("test_c", "test_d"), ()], "cheap ones first"
    assert (fate.survived, fate.touched, fate.broken) == (True, 5, ()), "it warns anyway"
    asked.clear()
    (fate,) = MutantJudge(CLEAN, trace(), judge, wholly=False).fates([reply("drop")])
    assert asked == [TESTS[:1]], "no other test sees it"
    asked.clear()
    (fate,) = MutantJudge(CLEAN, trace(), judge, excused=lambda _: True).fates([reply("drop")])
    assert (asked, fate.survived) == ([TESTS[:1]], True), "it may live"


def test_tests_that_killed_a_neighbour_come_first() -> None:
    asked: list[tuple[str, ...]] = []

    def judge(chosen: Mapping[Mutant, tuple[str, ...]]) -> Mapping[Mutant, Found | str]:
        asked.extend(chosen.values())
        broken = ("GWS-ME-01", Verdict.FAIL)
        return {one: found("m", broken) if "test_d" in asked[-1] else CLEAN for one in chosen}

    judged = MutantJudge(CLEAN, trace(5), judge, at_once=1)
    fates = list(judged.fates([reply("drop"), reply("null")]))
    assert [one.broken for one in fates] == [("GWS-ME-01",), ("GWS-ME-01",)]
    fates = list(judged.fates([reply("retype")]))
    assert asked[-1][0] == "test_d"


def test_trouble_and_errors_are_fates_as_well() -> None:
    (fate,) = MutantJudge(CLEAN, trace(), lambda chosen: dict.fromkeys(chosen, "broke")).fates(
        [reply("drop")]
    )
    assert (fate.trouble, fate.survived) == ("broke", False)
    error = found("m", ("GWS-ME-01", Verdict.ERROR), ("GWS-ME-02", Verdict.INCONCLUSIVE))
    (fate,) = MutantJudge(CLEAN, trace(), lambda chosen: dict.fromkeys(chosen, error)).fates(
        [reply("drop")]
    )
    assert (fate.errors, fate.left_open) == (("GWS-ME-01",), ("GWS-ME-02",))


def test_a_mutant_that_the_schema_allows_is_open_unless_it_is_killed() -> None:
    drop = reply("drop")
    assert trial_of(Fate(drop, 1), ()).outcome is Outcome.SURVIVED
    assert trial_of(Fate(drop, 1), (), {drop}).outcome is Outcome.EQUIVALENT
    assert trial_of(Fate(drop, 1, ("GWS-ME-01",)), (), {drop}).outcome is Outcome.KILLED


def test_a_requirement_that_one_kind_broke_is_tried_with_others() -> None:
    asked: list[Mapping[Mutant, tuple[str, ...]]] = []

    def judge(chosen: Mapping[Mutant, tuple[str, ...]]) -> Mapping[Mutant, Found | str]:
        asked.append(chosen)
        return {one: found("m", ("GWS-ME-01", Verdict.FAIL)) for one in chosen}

    tests: dict[str, tuple[str, ...]] = {"GWS-ME-01": ("x.py::test_a[plain]",)}
    tests["GWS-ME-02"] = ("x.py::test_e[plain]",)
    clean = Found("plain", "", CLEAN.verdicts, {}, tests, 1)
    several = [reply(one) for one in ("drop", "drop", "null", "rename", "cut")]
    weak = {"GWS-ME-01": {"drop"}, "GWS-ME-02": set[str]()}
    fates = list(MutantJudge(clean, trace(), judge).deepened(weak, several))
    assert {one.mutant.operator for one in fates} == {"null", "rename"}
    assert [set(one.values()) for one in asked] == [{("test_a",)}], "two kinds are enough"

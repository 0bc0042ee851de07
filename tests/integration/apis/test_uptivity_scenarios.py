"""Scenarios as they are played, and the way in which a recorder is reached."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from contracts.apis.uptivity import (
    BY_GET,
    BY_POST,
    BY_XML,
    Played,
    Reply,
    Scenario,
    Step,
    left_open,
)
from contracts.apis.uptivity.scenarios import play
from contracts.model import (
    Exchange,
    Failure,
    Inconclusive,
    NotTested,
    Request,
    Response,
    TargetUnreachable,
)


def _reply(code: int | str, type_: str = "ERROR") -> Reply:
    return _answer(
        f"<RESULT><RESULTTYPE>{type_}</RESULTTYPE><RESULTCODE>{code}</RESULTCODE>"
        "<RESULTMSG/></RESULT>"
    )


def _answer(body: str) -> Reply:
    request = Request("GET", "http://h/webAPI.aspx")
    return Reply(Exchange("e", "t", request, Response(200, body=body.encode()), None, 0.0, 0.0))


def _played(*steps: Step, answers: Mapping[str, Any]) -> tuple[list[int | None], list[str]]:
    """The codes that came, and the commands that were sent."""
    sent: list[str] = []

    def send(values: Mapping[str, str], request_id: str) -> Reply:
        assert request_id.isdecimal()
        sent.append(values["type"])
        answer = answers[values["type"]]
        if isinstance(answer, Exception):
            raise answer
        return _reply(answer)

    found = list(play([Scenario("s", steps)], send))
    return [one.came for one in found], sent


def _step(name: str, *expect: int) -> Step:
    return Step({"type": name}, expect)


def test_the_code_that_came_is_the_one_that_counts() -> None:
    came, _ = _played(_step("A", 0, 8), _step("B", 5), answers={"A": 8, "B": 5})
    assert came == [8, 5]


def test_after_another_result_only_steps_that_clear_up_are_sent() -> None:
    steps = (_step("A", 1), _step("B", 5), _step("CLEAR"))
    came, sent = _played(*steps, answers={"A": 7, "B": 5, "CLEAR": 20})
    assert came == [None, None, None]
    assert sent == ["A", "CLEAR"]


@pytest.mark.parametrize("signal", [NotTested("no leave"), Inconclusive("no reply")])
def test_what_could_not_be_sent_keeps_the_rest_from_being_judged(signal: Exception) -> None:
    steps = (_step("A"), _step("B", 5))
    came, sent = _played(*steps, answers={"A": signal, "B": 5})
    assert (came, sent) == ([None, None], ["A"])


def test_a_code_that_is_no_number_did_not_come() -> None:
    assert _played(_step("A", 1), answers={"A": "x"})[0] == [None]


@pytest.mark.parametrize(
    ("taken", "way"),
    [("GET POST", BY_GET), ("POST", BY_POST), ("XML", BY_XML), ("", BY_GET)],
)
def test_the_first_way_that_is_answered_is_used(
    speak: Callable[..., Any], taken: str, way: str
) -> None:
    uptivity = speak("uptivity").api
    real = uptivity.by

    def by(way: str, pairs: Any, **how: Any) -> Reply:
        method = {BY_GET: "GET", BY_POST: "POST"}.get(way, "XML")
        answer: Reply = real(way, pairs, **how)
        if method in taken:
            return answer
        page = Exchange("e", "t", answer.exchange.request, Response(405), None, 0.0, 0.0)
        return Reply(page)

    uptivity.by = by
    assert uptivity.way == way


def test_an_error_is_known_by_type_or_code(speak: Callable[..., Any]) -> None:
    uptivity = speak("uptivity").api
    assert uptivity.is_error(_reply(10))
    assert uptivity.is_error(_reply(20))
    assert not uptivity.is_error(uptivity.control("5"))


def test_a_step_that_is_all_of_its_scenario_can_be_repeated() -> None:
    listed = [Scenario("one", (_step("A", 5),)), Scenario("two", (_step("A", 5), _step("CLEAR")))]
    found = play(listed, lambda _values, _request_id: _reply(5))
    assert [one.alone for one in found] == [True, False, False]


@pytest.mark.parametrize(("taken", "way"), [("POST", BY_POST), ("XML", BY_XML), ("", BY_GET)])
def test_a_way_in_which_test_is_refused_is_the_last_resort(
    speak: Callable[..., Any], taken: str, way: str
) -> None:
    uptivity = speak("uptivity").api
    real = uptivity.by

    def by(way: str, pairs: Any, **how: Any) -> Reply:
        method = {BY_GET: "GET", BY_POST: "POST"}.get(way, "XML")
        answer: Reply = real(way, pairs, **how)
        return answer if method == taken else _reply(15)

    uptivity.by = by
    assert uptivity.way == way


@pytest.mark.parametrize(
    ("by_query", "by_xml", "way"),
    [(16, 10, BY_XML), (17, 49, BY_XML), (10, 49, BY_GET), (16, 17, BY_GET)],
)
def test_a_way_in_which_messages_are_read_is_rather_the_last_resort(
    speak: Callable[..., Any], by_query: int, by_xml: int, way: str
) -> None:
    uptivity = speak("uptivity").api
    uptivity.by = lambda way, _pairs, **_how: _reply(by_xml if way == BY_XML else by_query)
    assert uptivity.way == way


def test_no_request_id_of_a_scenario_is_sent_twice(speak: Callable[..., Any]) -> None:
    uptivity = speak("uptivity").api
    sent: list[str] = []
    real = uptivity.command

    def command(values: Mapping[str, str], request_id: str) -> Reply:
        sent.append(request_id)
        answer: Reply = real(values, request_id)
        return answer

    uptivity.command = command
    first = uptivity.played()
    uptivity.refresh()
    assert len(uptivity.played()) == len(first) > 0
    assert len(set(sent)) == len(sent) > len(first)


def _again(answers: dict[str, int], later: dict[str, int], *steps: Step) -> list[str]:
    """The commands that are sent when a scenario that had `answers` is played once more."""
    listed = [Scenario("first", (_step("TEST", 20),)), Scenario("s", steps)]
    before = list(play(listed, lambda values, _: _reply(({"TEST": 20} | answers)[values["type"]])))
    sent: list[str] = []

    def send(values: Mapping[str, str], _request_id: str) -> Reply:
        sent.append(values["type"])
        return _reply(({"TEST": 20} | later)[values["type"]])

    def patiently(ask: Callable[[], Reply], over: Callable[[Reply], bool]) -> Reply:
        sent.append("a while")
        reply = ask()
        return reply if over(reply) else ask()

    found = list(play(listed, send, before, patiently))
    assert [one.step for one in found] == [one.step for one in before]
    return sent


def test_a_scenario_that_ended_in_the_middle_goes_on_there() -> None:
    steps = (_step("START", 0), _step("UPDATE", 59), _step("STOP", 13))
    first = {"START": 0, "UPDATE": 12, "STOP": 13}
    assert _again(first, first, *steps) == ["TEST", "a while", "UPDATE", "UPDATE"]
    right = first | {"UPDATE": 59}
    assert _again(first, right, *steps) == ["TEST", "a while", "UPDATE", "STOP"]


@pytest.mark.parametrize("answers", [{"START": 1}, {"START": 0, "UPDATE": 59, "STOP": 13}])
def test_a_scenario_that_left_nothing_behind_begins_again(answers: dict[str, int]) -> None:
    steps = (_step("START", 0), _step("UPDATE", 59), _step("STOP", 13))
    later = {"START": 0, "UPDATE": 59, "STOP": 13}
    assert _again(answers, later, *steps) == ["TEST", "START", "UPDATE", "STOP"]


def test_a_scenario_that_was_cleared_up_begins_again() -> None:
    steps = (_step("START", 0), _step("UPDATE", 59), _step("STOP"))
    answers = {"START": 0, "UPDATE": 12, "STOP": 13}
    assert _again(answers, answers, *steps) == [
        *("TEST", "START", "a while", "UPDATE", "UPDATE", "STOP")
    ]


def test_a_scenario_whose_step_had_no_result_begins_again_if_that_does_not_come_back() -> None:
    listed = [Scenario("s", (_step("START", 0), _step("STOP", 13)))]

    def send(stopped: Reply) -> Callable[[Mapping[str, str], str], Reply]:
        return lambda values, _: _reply(0, "API_OK") if values["type"] == "START" else stopped

    before: list[Played] = []
    sent = []
    for stopped in (_answer(""), _reply(12), _answer(""), _answer("")):
        before = list(play(listed, send(stopped), before))
        sent.append([one.reply for one in before])
    assert [one.after_none for one in before] == [False, True]
    assert sent[0][0] is sent[1][0]  # it went on with STOP
    assert sent[2][0] is not sent[1][0]  # it began again
    assert sent[3][0] is sent[2][0]


def test_a_step_that_changed_something_is_not_sent_again() -> None:
    listed = [Scenario("s", (_step("TEST", 20), _step("START", 0)))]
    before = list(play(listed, lambda values, _: _reply({"TEST": 20, "START": 1}[values["type"]])))
    sent: list[str] = []

    def send(values: Mapping[str, str], _request_id: str) -> Reply:
        sent.append(values["type"])
        return _reply(43, "API_OK")

    def patiently(ask: Callable[[], Reply], over: Callable[[Reply], bool]) -> Reply:
        reply = ask()
        assert over(reply)
        return reply

    list(play(listed, send, before, patiently))
    assert sent == ["START"]


@pytest.mark.parametrize("taken", [True, False])
def test_xml_is_taken_in_either_order_of_its_elements(
    speak: Callable[..., Any], *, taken: bool
) -> None:
    uptivity = speak("uptivity").api
    real = uptivity.xml

    def xml(elements: Any, way: str, **how: Any) -> Reply:
        turned = elements[0][0] == "REQUESTID"
        return real(elements, way, **how) if taken and turned else _reply(14)

    uptivity.xml = xml
    if taken:
        uptivity.takes(BY_XML)
        return
    with pytest.raises(NotTested, match="does not accept"):
        uptivity.takes(BY_XML)


@pytest.mark.parametrize(
    ("node", "bears"),
    [
        ("<N/>", False),
        ("<N> \n</N>", False),
        ("<N><!-- x --></N>", False),
        ("<N>0</N>", True),
        ("<N><A/></N>", True),
        ('<N COUNT="0"/>', True),
        ("<N/><N>1</N>", True),
        ("<O>1</O>", False),
    ],
)
def test_a_sub_node_with_anything_in_it_bears_data(node: str, bears: bool) -> None:  # noqa: FBT001
    assert _answer(f"<RESULT>{node}</RESULT>").bears_data("N") is bears


@pytest.mark.parametrize(
    ("reason", "failure", "left"),
    [
        ("1 of 2 replies; nothing more came", None, True),
        ("1 of 2 replies; the connection ended", None, False),
        ("", "timeout", True),
        ("", "reset", False),
    ],
)
def test_a_conversation_that_ends_in_silence_is_left_open(
    reason: str,
    failure: str | None,
    left: bool,  # noqa: FBT001
) -> None:
    request = Request("RAW", "tcp://h:1")
    response = None if failure else Response(0, reason=reason)
    trouble = Failure(failure, "") if failure else None
    assert left_open(Exchange("e", "t", request, response, trouble, 0.0, 0.0)) is left


def _replies(*codes: int) -> tuple[Callable[..., Reply], list[str]]:
    """What answers with these codes, one after the other, and the REQUESTIDs that it was sent."""
    left, sent = list(codes), []

    def send(_values: Mapping[str, str], request_id: str) -> Reply:
        sent.append(request_id)
        return _reply(left.pop(0))

    return send, sent


def _patiently(ask: Callable[[], Reply], over: Callable[[Reply], bool]) -> Reply:
    reply = ask()
    return reply if over(reply) else _patiently(ask, over)


@pytest.mark.parametrize(
    ("expected", "codes", "came"),
    [(5, (47, 48, 5), 5), (47, (47,), 47), (8, (5,), None), (5, (48, 8), None)],
)
def test_a_step_is_sent_again_where_the_target_is_busy(
    expected: int, codes: tuple[int, ...], came: int | None
) -> None:
    send, sent = _replies(*codes)
    found = list(play([Scenario("s", (_step("A", expected),))], send, (), _patiently))
    assert [one.came for one in found] == [came]
    assert sent == [str(number + 1) for number in range(len(codes))]


def test_a_step_that_is_repeated_is_sent_until_the_target_is_not_busy(
    speak: Callable[..., Any],
) -> None:
    uptivity = speak("uptivity").api
    uptivity.command, sent = _replies(48, 5)
    assert uptivity.answered(_step("A", 5), uptivity.ids(1)).code == 5
    assert sent == ["1", "2"]


def test_a_target_that_is_busy_has_not_answered(speak: Callable[..., Any]) -> None:
    uptivity = speak("uptivity").api
    request = Request("POST", "http://h/webAPI.aspx")
    busy = Exchange("e", "t", request, None, Failure("busy", "503 for 20 s"), 0.0, 0.0)
    uptivity.wire.send = lambda *_, **__: busy
    with pytest.raises(TargetUnreachable, match="503 for 20 s"):
        uptivity.post((("type", "test"),), failures="return")

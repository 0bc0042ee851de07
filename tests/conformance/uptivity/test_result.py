"""The form of a RESULT (API Server Command Results)."""

from __future__ import annotations

import pytest

from contracts.apis.uptivity import BY_POST, BY_SOCKET, BY_XML, XML_WAYS, Reply, Uptivity
from contracts.kit import Inconclusive, Judge, NotApplicable, NotTested, TargetUnreachable, show


def _success_and_error(uptivity: Uptivity) -> tuple[Reply, Reply]:
    return uptivity.test("31"), uptivity.unknown_command("32")


def _once(judge: Judge, reply: Reply, name: str) -> None:
    count = reply.count(name)
    judge.holds(
        count == 1,
        f"the RESULT has {count or 'no'} {name}, not exactly one",
        expected=f"one {name}",
        observed=reply,
        shown=(reply,),
        where=f"xpath /RESULT/{name}" if count else "xpath /RESULT",
    )


@pytest.mark.requirement("UPT-XML-01")
def test_a_result_is_well_formed(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error are well-formed XML."""
    for reply in _success_and_error(uptivity):
        judge.holds(
            reply.is_result or not reply.looks_like_one or reply.parses,
            "the result is not well-formed XML",
            observed=reply,
            shown=(reply,),
        )
        if not reply.is_result:
            reason = f"a reply is not a RESULT: {reply}"
            raise Inconclusive(reason)


@pytest.mark.requirement("UPT-XML-02")
def test_repeated_text_is_escaped(uptivity: Uptivity, judge: Judge) -> None:
    """Markup characters in the REQUESTID or in the command do not break the result."""
    uptivity.control("33")
    hostile = "9<8&7>6\"5'4"
    queries = (
        (("type", "test"), ("requestid", hostile)),
        (("type", f"{uptivity.UNKNOWN}{hostile}"), ("requestid", "33")),
    )
    for query in queries:
        reply = uptivity.ask(query, operation=None, defect="markup", failures="return")
        if not reply.looks_like_one:
            reason = "requests with markup characters are rejected before they reach the API"
            if query == queries[0]:
                raise Inconclusive(reason)
            continue
        _parses(judge, reply, "text of the request was repeated without escaping")


@pytest.mark.requirement("UPT-XML-03")
def test_characters_that_xml_lacks_are_not_repeated(uptivity: Uptivity, judge: Judge) -> None:
    """A control character in the REQUESTID does not break the result."""
    if uptivity.way in XML_WAYS:
        reason = "an XML request cannot carry such a character"
        raise NotApplicable(reason)
    uptivity.control("33")
    query = (("type", "test"), ("requestid", "3\x013"))
    reply = uptivity.ask(query, operation=None, defect="markup", failures="return")
    if not reply.looks_like_one:
        reason = f"the request is rejected before it reaches the API: {reply}"
        raise NotApplicable(reason)
    _parses(
        judge, reply, "a control character from the request was repeated; XML cannot contain it"
    )


def _parses(judge: Judge, reply: Reply, summary: str) -> None:
    judge.holds(
        reply.parses,
        summary,
        expected="well-formed XML",
        observed=show(reply.body),
        shown=(reply,),
    )


@pytest.mark.requirement("UPT-RESULT-01")
def test_every_message_is_answered_with_a_result(uptivity: Uptivity, judge: Judge) -> None:
    """Known, unknown, long and foreign commands, and none at all, are answered with a RESULT."""
    unusual = (
        "x" * 600,
        "Größe-éàü-漢字",
        "with spaces and, punctuation; (of all) kinds!",
        "percent%41plus+",
    )
    replies = [
        *_success_and_error(uptivity),
        uptivity.no_command("34"),
        *(uptivity.unknown_command("34", suffix=text, failures="return") for text in unusual),
        uptivity.unknown_command("34", arguments={"ANI": "x" * 600}, failures="return"),
        uptivity.unknown_command("34", arguments={"ANI": "Zoë 漢字"}, failures="return"),
        uptivity.test("Zoë-漢字", operation=None, failures="return"),
    ]
    uptivity.control("34")
    for reply in replies:
        judge.holds(
            reply.is_result or reply.looks_like_one,
            "the reply is not a RESULT document",
            expected="root element RESULT",
            observed=reply,
            shown=(reply,),
        )


@pytest.mark.requirement("UPT-RESULT-01")
@pytest.mark.parametrize("way", [BY_POST, BY_XML, BY_SOCKET])
def test_a_way_that_is_taken_is_answered_throughout(
    uptivity: Uptivity, judge: Judge, way: str
) -> None:
    """Where one of TEST and a command that does not exist has a RESULT, the other has one, too.

    XML that is not well-formed may be refused by what stands before the API; a RESULT for it says
    that messages of XML are taken.
    """
    uptivity.offers(way)
    commands = {"TEST": None, uptivity.UNKNOWN: "a command that does not exist"}
    try:
        replies = tuple(
            uptivity.by(
                way,
                (("type", name), ("requestid", "38")),
                operation=None,
                defect=defect,
                failures="return",
            )
            for name, defect in commands.items()
        )
    except TargetUnreachable as trouble:
        reason = f"the target does not accept {way}: {trouble.reason}"
        raise NotTested(reason) from trouble
    told = any(reply.is_result for reply in replies)
    if not told and way == BY_XML:
        broken = uptivity.xml("<REQUEST>", way, operation=None, defect="cut", failures="return")
        told = broken.is_result
    if not told:
        reason = f"the target does not accept {way}: {replies[0]}"
        raise NotApplicable(reason)
    for name, reply in zip(commands, replies, strict=True):
        judge.holds(
            reply.is_result or reply.looks_like_one,
            f"{name} ({way}) was not answered with a RESULT",
            expected="root element RESULT",
            observed=reply,
            shown=replies,
        )


@pytest.mark.requirement("UPT-RESULT-02")
def test_resulttype_is_there_once(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error have one RESULTTYPE."""
    for reply in _success_and_error(uptivity):
        _once(judge, reply, "RESULTTYPE")


@pytest.mark.requirement("UPT-RESULT-03")
def test_resultcode_is_there_once(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error have one RESULTCODE."""
    for reply in _success_and_error(uptivity):
        _once(judge, reply, "RESULTCODE")


@pytest.mark.requirement("UPT-RESULT-04")
def test_resultmsg_is_there_once(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error have one RESULTMSG."""
    for reply in _success_and_error(uptivity):
        _once(judge, reply, "RESULTMSG")


@pytest.mark.requirement("UPT-RESULT-05")
def test_requestid_is_there_once(uptivity: Uptivity, judge: Judge) -> None:
    """A success has one REQUESTID."""
    reply = uptivity.test("35")
    _once(judge, reply, "REQUESTID")


@pytest.mark.requirement("UPT-RESULT-06")
def test_form_is_observed(uptivity: Uptivity, judge: Judge) -> None:
    """Order of the elements, XML declaration and further elements are reported."""
    reply = uptivity.control("36")
    judge.observe(f"order of the elements: {', '.join(reply.order)}")
    declared = reply.body.lstrip(b"\xef\xbb\xbf").startswith(b"<?xml")
    judge.observe(f"XML declaration: {'yes' if declared else 'no'}")


@pytest.mark.requirement("UPT-TYPE-01")
def test_requesttype_repeats_the_command(uptivity: Uptivity, judge: Judge) -> None:
    """REQUESTTYPE, where there is one, is the command in any letter case."""
    reply = uptivity.control("37")
    said = reply.text("REQUESTTYPE")
    if said is None:
        reason = "results have no REQUESTTYPE"
        raise NotApplicable(reason)
    judge.holds(
        said.strip().upper() == "TEST",
        f"REQUESTTYPE is {said!r}; the request sent TEST",
        expected="TEST",
        observed=said,
        shown=(reply,),
        where="xpath /RESULT/REQUESTTYPE",
    )


@pytest.mark.requirement("UPT-TABLE-04")
def test_resultcode_is_a_number(uptivity: Uptivity, judge: Judge) -> None:
    """Success and error have a whole number in RESULTCODE."""
    for reply in _success_and_error(uptivity):
        text = reply.text("RESULTCODE")
        if text is None:
            reason = "the RESULT has no RESULTCODE"
            raise Inconclusive(reason)
        judge.holds(
            text.strip().lstrip("+-").isdecimal(),
            f"RESULTCODE is {text!r}, not a whole number",
            expected="a number such as 20",
            observed=text,
            shown=(reply,),
        )

"""The outcomes that the target file says how to provoke (Result Codes/Result Types)."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from itertools import islice

import pytest

from contracts.apis.uptivity import BY_GET, BY_POST, ERRORS, WAYS, Played, Reply, Uptivity
from contracts.kit import (
    CodeKind,
    Inconclusive,
    Judge,
    NotApplicable,
    NotTested,
    TargetUnreachable,
    clip,
)

UNPROVOKED = "no scenario in the target file provokes this code"
_NO_DEFAULT_PATH, _ITS_EXAMPLE = 18, 17
"""The code of the table for a missing default path, and the one in the document's example."""
_REPEATED = 3
"""Steps that are repeated to see their data again; each of them in every way that is taken."""
_ALWAYS = frozenset({"TEST"})
"""Commands without data."""


def _requirement(code: int) -> str:
    return f"UPT-CODE-{code:0>2}"


@pytest.mark.requirement("UPT-CODE-*")
def test_scenarios_have_their_result_codes(uptivity: Uptivity, judge: Judge) -> None:
    """Every step of every scenario is answered with one of its codes.

    The code that came is credited, be it the first of those that are expected or not. What every
    server can be made to show, such as a command that does not exist, is credited as well.
    """
    known = {one.id for one in judge.requirements}
    claimed: dict[str, str] = {}
    again = uptivity.ids(40001)
    for played in uptivity.played():
        if not played.step.expect:
            continue
        wanted, came = played.step.expect[0], played.came
        if came == _NO_DEFAULT_PATH and wanted == _ITS_EXAMPLE and _either(uptivity):
            wanted = came
        if came is None or came in _same_outcome(uptivity, wanted):
            came = wanted
        with judge.of(_requirement(came)):
            _judge_step(judge, played)
            _judge_again(uptivity, judge, played, again)
        if came != wanted:
            text = f"{_step(played)} had code {played.came}, which is also expected"
            claimed[_requirement(wanted)] = text
    for reply, codes in _provoked(uptivity):
        if reply.code in codes:
            with judge.of(_requirement(reply.code)):
                judge.holds(uptivity.is_error(reply), "an error is expected", shown=(reply,))
    shown = known & judge.standings.keys()
    for identifier in sorted(known - shown):
        with judge.of(identifier):
            if identifier in claimed:
                raise Inconclusive(claimed[identifier])
            raise NotApplicable(UNPROVOKED)
    provoked = sum(1 for identifier in shown if judge.standings[identifier].checks)
    uptivity.note_once(f"{provoked} of {len(known)} result codes were provoked.")


def _same_outcome(uptivity: Uptivity, code: int) -> frozenset[int]:
    """The codes that stand for the outcome of `code`: those of its label, and UPT-AMB-01."""
    codes = uptivity.codes.codes(uptivity.codes.label(code))
    quirk = code == _NO_DEFAULT_PATH and _either(uptivity)
    return codes | {_ITS_EXAMPLE} if quirk else codes


def _either(uptivity: Uptivity) -> bool:
    """Whether 17 and 18 both stand for a missing default path (UPT-AMB-01)."""
    return uptivity.reading("UPT-AMB-01") == "either"


def _step(played: Played) -> str:
    return f"scenario {played.scenario!r}: {played.step.send['type']}"


def _judge_step(judge: Judge, played: Played) -> None:
    if played.reply is None:
        raise played.obstacle or Inconclusive(_step(played))
    code = played.reply.code
    expected = " or ".join(str(one) for one in played.step.expect)
    judge.holds(
        code in played.step.expect,
        f"{_step(played)} was answered with code {code}, not {expected}",
        expected=expected,
        observed=played.reply,
        shown=(played.reply,),
        where="xpath /RESULT/RESULTCODE",
    )


def _judge_again(
    uptivity: Uptivity, judge: Judge, played: Played, request_ids: Iterator[str]
) -> None:
    """Judge that a step which changes nothing, sent again, has one of its codes again."""
    reads = {name.lower() for name in uptivity.target.data.get("reads", ())}
    changes = played.step.send["type"].lower() not in reads
    refused = played.came is not None and uptivity.codes.kind(played.came) in ERRORS
    if not played.alone or played.came is None or (changes and not refused):
        return
    again = uptivity.answered(played.step, request_ids)
    judge.holds(
        again.code in played.step.expect,
        f"{_step(played)} was answered with code {played.came}, and then with {again.code}",
        expected=str(played.came),
        observed=again,
        shown=(again,),
        where="xpath /RESULT/RESULTCODE",
    )


def _provoked(uptivity: Uptivity) -> Iterator[tuple[Reply, frozenset[int]]]:
    """Requests that any server answers with an error, and the codes that stand for it alone."""
    asked = (
        (uptivity.unknown_command("8901"), frozenset({10, 15})),
        (uptivity.no_command("8902"), frozenset({10, 15})),
        (uptivity.ask((("type", "test"),), defect="requestid missing"), frozenset({14})),
    )
    for reply, codes in asked:
        if reply.is_result and reply.text_or_none("RESULTTYPE") == "ERROR":
            yield reply, codes


@pytest.mark.requirement("UPT-SUB-01")
def test_results_with_data_have_their_sub_node(uptivity: Uptivity, judge: Judge) -> None:
    """A result that is not an error carries the sub node that the target file names for it."""
    uptivity.control("8910")
    named = [one for one in uptivity.played() if one.step.node]
    if not named:
        reason = "no scenario in the target file names a sub node"
        raise NotApplicable(reason)
    judged = [one for one in named if one.came is not None and _succeeded(uptivity, one)]
    if not judged:
        reason = next((str(one.obstacle) for one in named if one.obstacle), "no step succeeded")
        raise NotTested(reason)
    for played in judged:
        if played.reply is not None:
            _judge_node(uptivity, judge, played, played.reply, "")
    request_ids = uptivity.ids(50001)
    again = [one for one in judged if _repeatable(uptivity, one)]
    for played in again[:_REPEATED]:
        for way in WAYS:
            for reply in _repeated(uptivity, played, way, request_ids):
                _judge_node(uptivity, judge, played, reply, f", sent again ({way})")
    _judge_changes(uptivity, judge, [one for one in judged if not _repeatable(uptivity, one)])


def _judge_changes(uptivity: Uptivity, judge: Judge, changes: list[Played]) -> None:
    """Judge the sub nodes of steps that change something in another way, if they succeed in it."""
    way = BY_POST if uptivity.way == BY_GET else BY_GET
    with suppress(NotTested, NotApplicable, TargetUnreachable):
        uptivity.takes(way)
        for played in uptivity.played_by(way, [one.step for one in changes]):
            same = played.came in {one.came for one in changes if one.step == played.step}
            if same and played.reply is not None and _succeeded(uptivity, played):
                _judge_node(uptivity, judge, played, played.reply, f", sent {way},")


def _repeatable(uptivity: Uptivity, played: Played) -> bool:
    """Whether a step is a success that can be sent again."""
    return _succeeded(uptivity, played) and (played.alone or uptivity.only_reads(played.step.send))


def _judge_node(uptivity: Uptivity, judge: Judge, played: Played, reply: Reply, when: str) -> None:
    """Judge that the sub node is there and, where something was started or the like, has data.

    Of other results there may be nothing to say: an empty list is one.
    """
    node = played.step.node or ""
    if node in reply.nodes and uptivity.codes.kind(reply.code) is CodeKind.LIKELY_SUCCESS:
        judge.holds(
            reply.bears_data(node),
            f"{_step(played)}{when} has nothing in its sub node {node}",
            expected="data specific to the request",
            observed=f"an empty {node}",
            shown=(reply,),
            where=f"xpath /RESULT/{node}",
        )
    judge.holds(
        node in reply.nodes,
        f"{_step(played)}{when} has no sub node {node}",
        expected=node,
        observed=", ".join(reply.nodes) or "no sub node",
        shown=(reply,),
    )


def _repeated(
    uptivity: Uptivity, played: Played, way: str, request_ids: Iterator[str]
) -> Iterator[Reply]:
    """The answers to a step that is sent twice more in one way, where they are the same success."""
    with suppress(NotTested, NotApplicable, TargetUnreachable):
        uptivity.takes(way)
        for request_id in islice(request_ids, 2):
            pairs = (*played.step.send.items(), ("requestid", request_id))
            reply = uptivity.by(way, pairs, failures="return")
            if uptivity.succeeded(reply) and reply.code == played.came:
                yield reply


@pytest.mark.requirement("UPT-HTTP-02")
def test_data_is_the_same_by_get_and_by_post(uptivity: Uptivity, judge: Judge) -> None:
    """A step that can be repeated has the same data by POST as by GET before it and behind it."""
    if uptivity.way != BY_GET:
        reason = f"the target does not accept {BY_GET} (see UPT-HTTP-05)"
        raise NotApplicable(reason)
    uptivity.takes(BY_POST)
    compared, request_ids = False, uptivity.ids(60001)
    with_data = [one for one in uptivity.played() if one.step.node and one.came is not None]
    repeatable = [one for one in with_data if _repeatable(uptivity, one)]
    for played in repeatable[:_REPEATED]:
        values = tuple(played.step.send.items())
        replies = [
            uptivity.by(way, (*values, ("requestid", next(request_ids))))
            for way in (BY_GET, BY_POST, BY_GET)
        ]
        before, by_post, behind = (reply.text(played.step.node or "") for reply in replies)
        if before is None or by_post is None or before != behind:
            continue  # not there, which UPT-SUB-01 judges, or just changed by others
        compared = True
        judge.holds(
            by_post == before,
            f"{_step(played)} has other data by POST than by GET before it and behind it",
            expected=clip(before),
            observed=clip(by_post),
            shown=(replies[0], replies[1]),
            where=f"xpath /RESULT/{played.step.node}",
        )
    if not compared:
        reason = "no step that can be repeated has data that stays for a while"
        raise NotApplicable(reason)


@pytest.mark.requirement("UPT-SUB-02")
def test_successes_carry_sub_nodes(uptivity: Uptivity, judge: Judge) -> None:
    """Of the commands beyond TEST that succeed, at least one has a sub node with data in it."""
    uptivity.control("8911")
    replies = [
        one.reply
        for one in uptivity.played()
        if one.reply is not None
        and one.step.send["type"].upper() not in _ALWAYS
        and one.reply.is_result
        and _succeeded(uptivity, one)
    ]
    if not replies:
        reason = "no scenario in the target file has a successful command other than TEST"
        raise NotApplicable(reason)
    judge.holds(
        any(reply.bears_data(node) for reply in replies for node in reply.nodes),
        f"none of the {len(replies)} successful results has a sub node with data",
        expected="a sub node with the data of the request",
        observed=replies[0],
        shown=(replies[0],),
    )


def _succeeded(uptivity: Uptivity, played: Played) -> bool:
    return played.reply is not None and uptivity.succeeded(played.reply)

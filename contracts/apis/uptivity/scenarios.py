"""The scenarios of a target file: requests, and the result codes that they have on that system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import count

import msgspec

from contracts.apis.uptivity.reply import Reply
from contracts.kit import Inconclusive, NotTested, Target

_BUSY = frozenset({"47", "48"})
"""API_COMMAND_QUEUE_FULL and API_TOO_MANY_CLIENTS, of which neither says anything of a command."""
Patient = Callable[[Callable[[], Reply], Callable[[Reply], bool]], Reply]
"""Sends a step by its first argument again and again, until its second says that it is over."""


class Step(msgspec.Struct, frozen=True):
    """One request. `expect` are the codes that are right, the first the one it is there for."""

    send: Mapping[str, str]
    expect: tuple[int, ...] = ()
    node: str | None = None


class Scenario(msgspec.Struct, frozen=True):
    """Steps in the order of sending."""

    name: str
    steps: tuple[Step, ...]


class Played(msgspec.Struct, frozen=True):
    """What came of a step: the answer, or the obstacle that kept it from being sent or judged."""

    scenario: str
    step: Step
    reply: Reply | None = None
    obstacle: Inconclusive | NotTested | None = None
    alone: bool = False
    """Whether it is all of its scenario, which leaves nothing to clean up: it can be repeated."""
    after_none: bool = False
    """Whether it was sent again after no RESULT: what it did the first time is not known."""

    @property
    def came(self) -> int | None:
        """The code of the answer, where it is one that is expected."""
        try:
            code = self.reply.code if self.reply else None
        except Inconclusive:
            return None
        return code if code in self.step.expect else None


def scenarios(target: Target) -> tuple[Scenario, ...]:
    """The scenarios that the target file lists; none when it lists none."""
    return msgspec.convert(target.data.get("scenarios", ()), tuple[Scenario, ...])


def covering(listed: Iterable[Scenario], wanted: Iterable[Step]) -> list[Scenario]:
    """Few scenarios that together have the commands and sub nodes of all `wanted` steps.

    Rather those that clean up, with steps without `expect`, where others have as many.
    """
    left, known = {_kind(one) for one in wanted}, list(listed)
    found: list[Scenario] = []

    def adds(one: Scenario) -> tuple[int, bool]:
        clears = any(not step.expect for step in one.steps)
        return len(left & {_kind(step) for step in one.steps}), clears

    while known and left and adds(best := max(known, key=adds))[0]:
        found.append(best)
        left -= {_kind(step) for step in best.steps}
    return found


def _kind(step: Step) -> tuple[str, str | None]:
    return step.send["type"].lower(), step.node


def play(
    listed: Iterable[Scenario],
    send: Callable[[Mapping[str, str], str], Reply],
    before: Sequence[Played] = (),
    patient: Patient = lambda ask, _over: ask(),
    ids: Iterator[str] | None = None,
) -> Iterator[Played]:
    """Send the steps of each scenario in order.

    After a step that could not be sent or had another code than expected, the rest of its scenario
    is not sent: nothing is known of the state that it would find. `before` is what came of the
    scenarios when they were played last. One that ended in the middle, and was not cleared up,
    goes on with the step that had another result: its first steps would not find again what they
    need. A step that had no RESULT, and another one than expected when it was sent again, may have
    had its effect the first time: then its scenario begins again. `patient` sends the step until
    it has an expected result, or is no error any more: what the steps before it changed may take
    its time to have an effect; so is a step that finds a full queue or too many clients. Each
    message has one of `ids`, which a server may take once only.
    """
    place, ids = 0, ids or map(str, count(1))
    for scenario in listed:
        last = before[place : place + len(scenario.steps)]
        failed, at = _ended_at(last)
        yield from last[:at]
        rest = _rest(scenario, at, partial(_ask, send, ids), failed, patient)
        if at and _had_no_result(last[at]):
            yield msgspec.structs.replace(next(rest), after_none=True)
        yield from rest
        place += len(scenario.steps)


def _had_no_result(played: Played) -> bool:
    return played.reply is not None and not played.reply.is_result


def _ended_at(last: Sequence[Played]) -> tuple[int, int]:
    """The step that had another result, and that with which its scenario goes on.

    The first where it has to begin again.
    """
    for at, one in enumerate(last):
        if one.step.expect and one.came is None:
            cleared = any(not later.step.expect for later in last[at:])
            begins = cleared or one.reply is None or one.after_none
            return at, 0 if begins else at
    return 0, 0


def _rest(
    scenario: Scenario, at: int, send: Callable[[Step], Reply], failed: int, patient: Patient
) -> Iterator[Played]:
    """What comes of the steps from `at` on; `failed` had another result before."""
    obstacle: Inconclusive | NotTested | None = None
    for number, step in enumerate(scenario.steps[at:], at):
        if obstacle is not None and step.expect:
            yield Played(scenario.name, step, obstacle=obstacle)
            continue
        ask = partial(send, step)
        try:
            late = number == failed > 0
            reply = patient(ask, partial(_over, step)) if late else ask()
            if is_busy(step, reply):
                reply = patient(ask, partial(_is_answer, step))
        except (Inconclusive, NotTested) as signal:
            obstacle = obstacle or signal
            yield Played(scenario.name, step, obstacle=signal)
            continue
        played = Played(scenario.name, step, reply, alone=len(scenario.steps) == 1)
        if step.expect and played.came is None:
            text = f"an earlier step of scenario {scenario.name!r} had an unexpected result"
            obstacle = Inconclusive(text)
        yield played


def _ask(send: Callable[[Mapping[str, str], str], Reply], ids: Iterator[str], step: Step) -> Reply:
    return send(step.send, next(ids))


def is_busy(step: Step, reply: Reply) -> bool:
    """Whether an error only asks to come back later, with a code that is not expected."""
    said = reply.text_or_none("RESULTCODE")
    late = said in _BUSY and reply.text_or_none("RESULTTYPE") == "ERROR"
    return late and said not in {str(code) for code in step.expect}


def _is_answer(step: Step, reply: Reply) -> bool:
    return not is_busy(step, reply)


def _over(step: Step, reply: Reply) -> bool:
    """Whether a step need not be sent again: its code is expected, or it has changed something."""
    return reply.text_or_none("RESULTTYPE") != "ERROR" or (Played("", step, reply).came is not None)

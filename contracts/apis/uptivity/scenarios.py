"""The scenarios of a target file: requests, and the result codes that they have on that system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

import msgspec

from contracts.apis.uptivity.reply import Reply
from contracts.model import Inconclusive, NotTested, Target

_FIRST_ID = 8001


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


def play(
    listed: Iterable[Scenario],
    send: Callable[[Mapping[str, str], str], Reply],
    before: Sequence[Played] = (),
    settle: Callable[[], object] = lambda: None,
) -> Iterator[Played]:
    """Send the steps of each scenario in order.

    After a step that could not be sent or had another code than expected, the rest of its scenario
    is not sent: nothing is known of the state that it would find. `before` is what came of the
    scenarios when they were played last. One that ended in the middle, and was not cleared up,
    goes on with the step that had another result, after `settle`: its first steps would not find
    again what they need.
    """
    place = 0
    for scenario in listed:
        last = before[place : place + len(scenario.steps)]
        at = _ended_at(last)
        if at:
            settle()
        yield from last[:at]
        yield from _rest(scenario, at, send, _FIRST_ID + place)
        place += len(scenario.steps)


def _ended_at(last: Sequence[Played]) -> int:
    """The step with which a scenario goes on; 0 where it has to begin again."""
    for at, one in enumerate(last):
        if one.step.expect and one.came is None:
            cleared = any(not later.step.expect for later in last[at:])
            return 0 if cleared or one.reply is None else at
    return 0


def _rest(
    scenario: Scenario, at: int, send: Callable[[Mapping[str, str], str], Reply], first_id: int
) -> Iterator[Played]:
    obstacle: Inconclusive | NotTested | None = None
    for number, step in enumerate(scenario.steps[at:], at):
        if obstacle is not None and step.expect:
            yield Played(scenario.name, step, obstacle=obstacle)
            continue
        try:
            reply = send(step.send, str(first_id + number))
        except (Inconclusive, NotTested) as signal:
            obstacle = obstacle or signal
            yield Played(scenario.name, step, obstacle=signal)
            continue
        played = Played(scenario.name, step, reply, alone=len(scenario.steps) == 1)
        if step.expect and played.came is None:
            text = f"an earlier step of scenario {scenario.name!r} had an unexpected result"
            obstacle = Inconclusive(text)
        yield played

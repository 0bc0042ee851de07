"""The scenarios of a target file: requests, and the result codes that they have on that system."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping

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
    listed: Iterable[Scenario], send: Callable[[Mapping[str, str], str], Reply]
) -> Iterator[Played]:
    """Send the steps of each scenario in order.

    After a step that could not be sent or had another code than expected, the rest of its scenario
    is not sent: nothing is known of the state that it would find.
    """
    request_id = _FIRST_ID
    for scenario in listed:
        obstacle: Inconclusive | NotTested | None = None
        for step in scenario.steps:
            if obstacle is not None and step.expect:
                yield Played(scenario.name, step, obstacle=obstacle)
                continue
            try:
                reply = send(step.send, str(request_id))
            except (Inconclusive, NotTested) as signal:
                obstacle = obstacle or signal
                yield Played(scenario.name, step, obstacle=signal)
                continue
            finally:
                request_id += 1
            played = Played(scenario.name, step, reply, alone=len(scenario.steps) == 1)
            if step.expect and played.came is None:
                text = f"an earlier step of scenario {scenario.name!r} had another result"
                obstacle = Inconclusive(text)
            yield played

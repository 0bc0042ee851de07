"""Requests that are refused, and whether one of them is carried out all the same."""

from __future__ import annotations

from typing import Any, NamedTuple

from contracts.apis.genesys_ws.agents import Agents
from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.channel import UNKNOWN_OPERATION
from contracts.apis.genesys_ws.states import NOT_READY, READY
from contracts.kit import Auth, BasicAuth, Inconclusive, NoAuth, Secret

_LAGGING_S = 4.0
_TURNS = 3
"""How often a new state follows an operation until it is believed to come of it."""

NOBODY = "ucc-no-such-user"
"""A user name that no system has."""


class Refusals(NamedTuple):
    """Requests for Ready that are refused, sent while the agent is not ready.

    `strangers` are those without authentication or with the wrong one, `malformed` the others;
    `changed` says whether the agent became ready, `by_strangers` whether that came of the former,
    or NotReady of the same, sent while the agent is ready. `state` is the one that was to stay.
    """

    strangers: tuple[Answer, ...]
    malformed: tuple[Answer, ...]
    changed: bool
    by_strangers: bool
    state: str = NOT_READY


class Refusing(Agents):
    """The part of the vocabulary that asks for what is to be refused."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._refusals: Refusals | None = None

    def forget(self) -> None:
        """Forget what was refused."""
        super().forget()
        self._refusals = None

    def refusals(self) -> Refusals:
        """Requests that are refused, and what came of them, sent once in a run.

        Raises NotTested where the state is not shown, Inconclusive where the agent cannot be
        brought to and fro, or a request is accepted.
        """
        if self._refusals is None:
            self._refusals = self._asked()
        return self._refusals

    def _asked(self) -> Refusals:
        self.shown_state()
        if not self.change(READY).arrived:
            reason = "the agent never became Ready, so a change could not be observed"
            raise Inconclusive(reason)
        with self.agent():
            self._hold_not_ready()
            strangers, malformed = self._strangers(READY), self._malformed()
            if any(one.accepted for one in (*strangers, *malformed)):
                reason = "requests that should be refused were accepted"
                raise Inconclusive(reason)
            changed = self._leaves(NOT_READY)
            by_strangers = False
            if changed:
                self._hold_not_ready()
                self._strangers(READY)
                by_strangers = self._leaves(NOT_READY)
            elif self.brought(READY):
                strangers = self._strangers(NOT_READY)
                if not any(one.accepted for one in strangers) and self._leaves(READY):
                    return Refusals(strangers, malformed, changed, by_strangers=True, state=READY)
            return Refusals(strangers, malformed, changed, by_strangers)

    def turned_ready(self) -> tuple[Answer, ...]:
        """NotReady, sent while the agent is not ready, each time making the agent ready.

        All answers where it did so as often as it was tried, none where it did not once. Raises
        what `agent` raises, and Inconclusive where the agent never is not ready or NotReady is
        refused in that state.
        """
        with self.agent():
            answers: list[Answer] = []
            while len(answers) < _TURNS:
                if not self._made_not_ready():
                    reason = "the agent did not become NotReady"
                    raise Inconclusive(reason)
                answer = self.operate(NOT_READY).needed("NotReady for an agent who is not ready")
                if not self._leaves(NOT_READY):
                    return ()
                answers.append(answer)
            return tuple(answers)

    def _made_not_ready(self) -> bool:
        """Whether the agent is not ready and stays so, by Ready where NotReady does not do it."""
        if self.brought(NOT_READY) and self.stays(NOT_READY):
            return True
        came = self.operate(READY).accepted and self.awaited(NOT_READY)
        return came and self.stays(NOT_READY)

    def _hold_not_ready(self) -> None:
        if not self.brought(NOT_READY):
            reason = "the agent did not become NotReady"
            raise Inconclusive(reason)

    def _strangers(self, wanted: str) -> tuple[Answer, ...]:
        """The answers to `wanted` without authentication, and with the wrong one."""
        who: dict[str, Auth] = {
            "no credentials": NoAuth(),
            "an unknown user": BasicAuth(NOBODY, Secret("ucc-no-password", "a made-up password")),
        }
        if self.has_password():
            right = self.credentials()
            who["a wrong password"] = BasicAuth(right.username, right.password.altered())
        found = []
        for defect, auth in who.items():
            self.wire.refresh()
            found.append(self.operate(wanted, auth=auth, defect=defect))
            self.wire.refresh()
            self.me()  # the right password resets a counter of failures
        return tuple(found)

    def _malformed(self) -> tuple[Answer, ...]:
        """The answers to payloads that are no operation, though they name Ready."""
        self.me()  # opens the own session again, in which operations are sent
        return (
            self.operate(UNKNOWN_OPERATION, defect="an operation that does not exist"),
            self.post(b'{"operationName":"Ready"', defect="malformed JSON: cut short"),
            # A target that breaks down on it has still not changed anything.
            self.post(b'{"operationName":["Ready"]}', defect="a list", failures="return"),
        )

    def _leaves(self, state: str) -> bool:
        """Whether the agent comes to be in another state than `state`, and does not come back.

        A node that lags behind shows the state before last for a moment, and nobody has asked for
        that one since.
        """
        if self.stays(state):
            return False
        lagging = self.patience("a node that lags behind", _LAGGING_S)
        return lagging.until(lambda: self._is(state)) is None

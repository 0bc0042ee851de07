"""Faults in the own user: GWS-ME-01 to -11, GWS-USER-01."""

from __future__ import annotations

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.data import State, identifier
from contracts.reference.genesys_ws.faults._registry import fault
from contracts.reference.genesys_ws.request import Call, Object
from contracts.reference.genesys_ws.server import GenesysWs


@fault("id-of-request", violates="GWS-ME-11", kind="wrong-value", related="GWS-USER-02 GWS-SUB-01")
class _IdOfRequest(GenesysWs):
    """The id of the user is another one in every request; all lead to the user."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.given: dict[str, str] = {}

    def me(self, call: Call) -> Object:
        user = super().me(call)["user"]
        if "id" not in user:
            return {"user": user}
        shown = identifier(f"request {len(self.given)}")
        self.given[shown] = call.agent.id
        place = f"/users/{shown}"
        return {"user": {**user, "id": shown, "uri": self.uri(call, place), "path": place}}

    def one_user(self, call: Call, identifier: str) -> Object:
        found = super().one_user(call, self.given.get(identifier, identifier))
        return {"user": {**found["user"], "id": identifier}}


@fault("user-of-another-id", violates="GWS-USER-01", kind="wrong-value")
class _UserOfAnotherId(GenesysWs):
    """The path of the own user leads to another one."""

    def one_user(self, call: Call, identifier: str) -> Object:
        if identifier == call.agent.id:
            identifier = self.centre.agents["mrossi"].id
        return super().one_user(call, identifier)


@fault("me-refused-after-operation", violates="GWS-ME-01", kind="only-sometimes")
class _MeRefusedAfterOperation(GenesysWs):
    """The first request for the own user after an operation is refused."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.at_work: set[str] = set()

    def pass_on(self, call: Call, state: State) -> None:
        super().pass_on(call, state)
        self.at_work.add(call.agent.id)

    def me(self, call: Call) -> Object:
        if call.agent.id in self.at_work and not call.query:
            self.at_work.discard(call.agent.id)
            self.unauthenticated(call)
        return super().me(call)

"""Users, devices and skills as JSON: subresources, lists, fields and filters."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_ws.access import Access
from contracts.reference.genesys_ws.data import Agent, Device, State, identifier
from contracts.reference.genesys_ws.request import Call, Object
from contracts.reference.genesys_ws.serving import CONTEXT, ROOT

SUBRESOURCES = ("devices", "skills", "channels", "features", "settings")
FEATURES = (
    ("api-voice", "Voice", "Calls and the state of the agent"),
    ("api-supervisor-monitoring", "Monitoring", "Listening to calls of others"),
)
"""Id, display name and description."""
_CONTROLS = frozenset({"fields", "subresources"})


class Resources(Access):
    """The layer that shows what there is."""

    def uri(self, call: Call, path: str) -> str:
        """The address of a resource."""
        return f"{call.origin}{CONTEXT}{ROOT}{path}"

    def user(self, call: Call, agent: Agent) -> Object:
        """A user, without subresources."""
        path = f"/users/{agent.id}"
        return {
            "id": agent.id,
            "userName": agent.user_name,
            "firstName": agent.first_name,
            "lastName": agent.last_name,
            "roles": list(agent.roles),
            "enabled": agent.enabled,
            "changePasswordOnFirstLogin": False,
            "uri": self.uri(call, path),
            "path": path,
        }

    def user_state(self, state: State) -> Object:
        """The state of an agent."""
        return {"id": state.id, "displayName": state.display_name, "state": state.name}

    def device(self, call: Call, agent: Agent, device: Device) -> Object:
        """A device of an agent."""
        path = f"/devices/{device.id}"
        return {
            "id": device.id,
            "deviceState": "Active",
            "userState": self.user_state(agent.state),
            "phoneNumber": device.number,
            "description": device.description,
            "telephonyNetwork": device.network,
            "doNotDisturb": "Off",
            "capabilities": ["ready", "not-ready"],
            "uri": self.uri(call, path),
            "path": path,
        }

    def skill(self, call: Call, name: str, level: int) -> Object:
        """A skill of an agent; its level is a text."""
        path = f"/skills/{identifier(f'skill {name}')}"
        skill = {"id": path.rsplit("/", 1)[1], "name": name, "level": str(level)}
        return {**skill, "uri": self.uri(call, path), "path": path}

    def feature(self, call: Call, name: str, shown: str, about: str) -> Object:
        """A feature that the contact centre has."""
        path = f"/features/{name}"
        known = {"id": name, "displayName": shown, "description": about}
        return {**known, "uri": self.uri(call, path), "path": path}

    def single(self, call: Call, kind: str, identifier: str) -> Object | None:
        """The device, skill or feature with an id; None where there is none."""
        found: list[Object] = []
        if kind == "features":
            found = [self.feature(call, *one) for one in FEATURES]
        for agent in self.centre.agents.values() if kind != "features" else ():
            found += self.subresource(call, agent, kind)
        return next((one for one in found if one["id"] == identifier), None)

    def subresource(self, call: Call, agent: Agent, name: str) -> Any:
        """One of the subresources of a user."""
        match name:
            case "devices":
                return [self.device(call, agent, one) for one in agent.devices]
            case "skills":
                return [self.skill(call, *one) for one in agent.skills.items()]
            case "channels":
                return [{"channel": "voice", "userState": self.user_state(agent.state)}]
            case "features":
                return [self.feature(call, *one) for one in FEATURES]
        return {"general": {"countryCode": "CH", "team": agent.team}}

    def shown(self, call: Call, agent: Agent) -> Object:
        """A user with the subresources and the fields that are asked for."""
        found = self.user(call, agent)
        for name in self.subresources_asked(call):
            if name in SUBRESOURCES:
                found[name] = self.subresource(call, agent, name)
        return self.cut(call, found)

    def subresources_asked(self, call: Call) -> tuple[str, ...]:
        """The names of the subresources that are asked for."""
        asked = call.query.get("subresources", "")
        return SUBRESOURCES if asked == "*" else tuple(asked.split(","))

    def cut(self, call: Call, found: Object) -> Object:
        """An object with the fields that are asked for; with all where none are."""
        fields = call.query.get("fields", "*")
        if fields == "*":
            return found
        wanted = fields.split(",")
        return {name: value for name, value in found.items() if name in wanted}

    def listed(self, call: Call, name: str, found: list[Object]) -> Object:
        """A list: URIs, or objects where fields are asked for, filtered."""
        kept = [one for one in found if self.fits(call, one)]
        if "fields" not in call.query:
            return {"uris": [one["uri"] for one in kept]}
        return {name: [self.cut(call, one) for one in kept]}

    def fits(self, call: Call, found: Object) -> bool:
        """Whether an object has the values that filters ask for."""
        return all(
            self.matches(found[name], value) for name, value in self.filters(call, found).items()
        )

    def filters(self, call: Call, found: Object) -> dict[str, str]:
        """The filters: parameters that are named like a field."""
        return {n: value for n, value in call.query.items() if n not in _CONTROLS and n in found}

    def matches(self, value: Any, wanted: str) -> bool:
        """Whether a field has the value that a filter asks for."""
        if isinstance(value, bool):
            return wanted == str(value).lower()
        return isinstance(value, str) and value == wanted

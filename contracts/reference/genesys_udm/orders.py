"""Reading the Job of a request's body: which members it needs, and of which type."""

from __future__ import annotations

from typing import Any

import msgspec

from contracts.reference.genesys_udm.request import Call, refuse
from contracts.reference.genesys_udm.schedule import read_cron
from contracts.reference.genesys_udm.serving import Serving
from contracts.reference.genesys_udm.state import Order

Members = dict[str, Any]

REQUIRED = ("source", "type", "title", "timeFrame", "schedulerParam", "jobParams", "suspended")
REQUIRED_PARAMS = ("type", "media")
DEFAULT_TYPE = "UCS"

_TIME_FRAME = {"all": bool, "dateFrom": str, "dateTo": str}
_SCHEDULER = {"immediately": bool, "cron": str, "runs": str, "startDate": str}
_PARAMS = {"fileSplitSize": str, "type": str, "media": list, "exportAttachments": bool}


class Orders(Serving):
    """The layer that reads what callers want exported."""

    def read_order(self, call: Call) -> Order:
        """The order in a body. Raises Refused (400)."""
        body = self.read_members(call)
        for name in self.required(call):
            if name not in body:
                self.member_missing(call, name)
        order = Order(
            source=self.text(body, "source"),
            type=self.text(body, "type", DEFAULT_TYPE),
            title=self.text(body, "title"),
            time_frame=self.members(call, body, "timeFrame", _TIME_FRAME),
            description=self.read_description(body),
            scheduler=self.members(call, body, "schedulerParam", _SCHEDULER),
            params=self.members(call, body, "jobParams", _PARAMS),
            suspended=self.read_suspended(call, body),
            split_size=self.optional_text(body, "fileSplitSize"),
        )
        for name in self.required_params(call):
            if name not in order.params:
                self.member_missing(call, f"jobParams.{name}")
        self.check_order(order)
        return order

    def read_members(self, call: Call) -> Members:
        """The JSON object in a body. Raises Refused (400)."""
        try:
            body = msgspec.json.decode(call.body)
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            return self.malformed(call)
        return body if isinstance(body, dict) else self.no_object(call)

    def malformed(self, call: Call) -> Members:
        """A body that is not JSON, or is not there."""
        refuse(400, "the body is not JSON" if call.body else "a body is required")

    def no_object(self, call: Call) -> Members:  # noqa: ARG002
        """A body that is JSON, but no object."""
        refuse(400, "the body is no object")

    def required(self, call: Call) -> tuple[str, ...]:
        """The members that an order must have; a new one has no type in v4."""
        if call.operation.id == "createJobV4":
            return tuple(name for name in REQUIRED if name != "type")
        return REQUIRED

    def required_params(self, call: Call) -> tuple[str, ...]:  # noqa: ARG002
        """The members that jobParams must have."""
        return REQUIRED_PARAMS

    def member_missing(self, call: Call, name: str) -> None:  # noqa: ARG002
        """A member that is required and not there."""
        refuse(400, f"{name} is required")

    def wrong_type(self, name: str) -> Any:
        """A member that has another type than it should."""
        refuse(400, f"{name} has the wrong type")

    def text(self, body: Members, name: str, default: str = "") -> str:
        """A text that must not be empty."""
        value = body.get(name, default)
        if not isinstance(value, str):
            return str(self.wrong_type(name))
        if not value.strip():
            refuse(400, f"{name} is empty")
        return value

    def optional_text(self, body: Members, name: str) -> str:
        """A text that may be left out, be null or be empty."""
        value = body.get(name)
        if value is not None and not isinstance(value, str):
            return str(self.wrong_type(name))
        return value or ""

    def read_description(self, body: Members) -> str:
        """The description, which is optional."""
        return self.optional_text(body, "description")

    def read_suspended(self, call: Call, body: Members) -> bool:
        """Whether a job is to be suspended: true or false, in v4 as a text."""
        value = body.get("suspended", False)
        if call.version == "v4":
            return value.lower() == "true" if isinstance(value, str) else self.other_suspended(call)
        return value if isinstance(value, bool) else self.other_suspended(call)

    def other_suspended(self, call: Call) -> bool:  # noqa: ARG002
        """A `suspended` that is of neither version's type, or of the other one's (UA-7)."""
        return bool(self.wrong_type("suspended"))

    def members(self, call: Call, body: Members, name: str, types: dict[str, type]) -> Members:
        """An object with optional members, those that have a meaning only. Raises Refused."""
        value = body.get(name, {})
        if not isinstance(value, dict):
            self.wrong_type(name)
            value = {}
        found = {}
        for member, kind in types.items():
            one = value.get(member)
            if one is None:
                continue
            if not isinstance(one, kind) or not all(isinstance(x, str) for x in _items(one)):
                one = self.wrong_type(f"{name}.{member}")
            found[member] = one
        if call.version == "v4":
            found.pop("exportAttachments", None)
        return found

    def check_order(self, order: Order) -> None:
        """What an order must be beyond its types. Raises Refused (400)."""
        cron = order.scheduler.get("cron")
        if cron:
            try:
                read_cron(cron)
            except ValueError as trouble:
                refuse(400, str(trouble))


def _items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []

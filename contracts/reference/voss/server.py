"""The server: which request is answered by what."""

from __future__ import annotations

from contracts.reference.voss.access import LOGIN
from contracts.reference.voss.model_list import MODELS, TRANSACTION
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Refused, Reply, refuse
from contracts.reference.voss.tagging import Tagging

_API = "api"
_DEVICE_PARTS = 3
_OTHER_PARTS = 2


class Voss(Tagging):
    """The conforming server, an ASGI application."""

    def answer(self, call: Call) -> Reply:
        """The reply to any request. Raises Refused."""
        self.settle()
        if call.path.rstrip("/") == LOGIN.rstrip("/"):
            return self.log_in(call)
        call.user = self.identify(call)
        return self.formatted(call)

    def formatted(self, call: Call) -> Reply:
        """The reply to a caller who is known, in the format that is asked for."""
        given = call.one("format")
        if given not in {"", "json"}:
            refuse(400, f"the format {given} is not supported")
        return self.routed(call) if given else self.without_format(call)

    def without_format(self, call: Call) -> Reply:
        """The reply to a request that names no format (VOSS-AMB-14): JSON as well."""
        return self.routed(call)

    def routed(self, call: Call) -> Reply:
        """The reply by path and method."""
        model, rest = self.model_of(call.path)
        if not rest:
            return self.collection(call, model)
        pages = {"help": self.help_reply, "add": self.form_reply, "schema": self.schema_reply}
        if len(rest) == 1 and rest[0] in pages:
            return self.reading(call) or pages[rest[0]](call, model)
        pkid, *action = rest
        return (
            self.single(call, model, pkid) if not action else self.acted(call, model, pkid, action)
        )

    def acted(self, call: Call, model: Model, pkid: str, action: list[str]) -> Reply:
        """The reply to a request of what can be done with one resource."""
        match action:
            case ["+tag"]:
                return self.patching(call) or self.tag_reply(call, model, pkid)
            case ["+tag_version"]:
                return self.patching(call) or self.tag_version_reply(call, model, pkid)
            case ["poll"] if model is TRANSACTION:
                return self.reading(call) or self.poll_reply(call, pkid)
            case ["replay"] if model is TRANSACTION:
                return self.reading(call) or self.replay_reply(call, pkid)
        return refuse(404, f"there is nothing at {call.path}")

    def model_of(self, path: str) -> tuple[Model, list[str]]:
        """The model that a path names, and what follows it. Raises Refused (404)."""
        parts = path.strip("/").split("/")
        length = _DEVICE_PARTS if parts[1:2] == ["device"] else _OTHER_PARTS
        name = "/".join(parts[1 : 1 + length])
        model = MODELS.get(name) if parts[0] == _API else None
        return self.unknown_model(path) if model is None else model, parts[1 + length :]

    def unknown_model(self, path: str) -> Model:
        """A path that names no model."""
        refuse(404, f"there is no model at {path}")

    def collection(self, call: Call, model: Model) -> Reply:
        """The reply to a request of a model's address."""
        match call.method:
            case "GET" | "HEAD":
                return self.list_reply(call, model)
            case "POST":
                return self.create_reply(call, model)
        return self.not_allowed(call, "GET, HEAD, POST")

    def single(self, call: Call, model: Model, pkid: str) -> Reply:
        """The reply to a request of a resource's address."""
        match call.method:
            case "GET" | "HEAD":
                return self.instance_reply(call, model, pkid)
            case "PUT" | "PATCH":
                return self.update_reply(call, model, pkid, replace=call.method == "PUT")
            case "DELETE":
                return self.delete_reply(call, model, pkid)
        return self.not_allowed(call, "GET, HEAD, PUT, PATCH, DELETE")

    def reading(self, call: Call) -> Reply | None:
        """None for a request that reads. Raises Refused (405) for others."""
        return None if call.method in {"GET", "HEAD"} else self.not_allowed(call, "GET, HEAD")

    def patching(self, call: Call) -> Reply | None:
        """None for a PATCH. Raises Refused (405) for others."""
        return None if call.method == "PATCH" else self.not_allowed(call, "PATCH")

    def not_allowed(self, call: Call, methods: str) -> Reply:
        """Refuse a method that an address does not take (405)."""
        raise Refused(405, f"{call.method} is not allowed", (b"allow", methods.encode()))

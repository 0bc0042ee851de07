"""The server: which request is answered by what."""

from __future__ import annotations

import re
from collections.abc import Callable

from contracts.reference.genesys_udm.access import Access
from contracts.reference.genesys_udm.files import DOWNLOADS
from contracts.reference.genesys_udm.operations import OPERATIONS, Operation, route
from contracts.reference.genesys_udm.request import Call, Reply, refuse
from contracts.reference.genesys_udm.serving import BASE_PATHS

_METHOD_OF = {
    one.name: re.sub("[A-Z]", lambda match: "_" + match[0].lower(), one.name) for one in OPERATIONS
}


class Udm(Access):
    """The conforming server, an ASGI application."""

    def answer(self, call: Call) -> Reply:
        """The reply to any request. Raises Refused."""
        base = next((one for one in BASE_PATHS if call.path.startswith(one + "/")), None)
        if base is None:
            refuse(404, f"there is nothing at {call.path}")
        self.settle()
        path = call.path.removeprefix(base)
        if path.startswith(DOWNLOADS) and call.method in {"GET", "HEAD"}:
            return self.download(call, path.removeprefix(DOWNLOADS))
        offered, call.argument = route(path)
        operation = offered.get("GET" if call.method == "HEAD" else call.method)
        if operation is None:
            return self.no_operation(call, offered)
        call.operation = operation
        return self.denied(call) or self.performed(call)

    def performed(self, call: Call) -> Reply:
        """The reply of the operation that is called."""
        perform: Callable[[Call], Reply] = getattr(self, _METHOD_OF[call.operation.name])
        return perform(call)

    def no_operation(self, call: Call, offered: dict[str, Operation]) -> Reply:
        """A path that there is not (404), or a method that it does not take (405)."""
        if not offered:
            refuse(404, f"there is nothing at {call.path}")
        reply = self.json(call, 405, {"status": {"code": 405, "message": "not allowed"}})
        reply.headers.append((b"allow", ", ".join(sorted(offered)).encode()))
        return reply

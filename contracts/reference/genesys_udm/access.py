"""Who may call: a bearer token, in v10 only."""

from __future__ import annotations

import hmac

from contracts.reference.genesys_udm.catalog import Catalog
from contracts.reference.genesys_udm.request import Call, Reply
from contracts.reference.http import bearer

TOKEN = "udm-demo-token"
API_KEY = "udm-demo-key"
OPEN = frozenset({"getVersion", "getLabels"})


class Access(Catalog):
    """The layer that knows callers."""

    token = TOKEN

    def denied(self, call: Call) -> Reply | None:
        """The refusal of a caller who is not known where one has to be; None for others."""
        if not self.is_secured(call) or self.accepts(call):
            return None
        return self.unauthorized(call)

    def is_secured(self, call: Call) -> bool:
        """Whether an operation asks for a token: in v10 all but version and labels."""
        return call.version == "v10" and call.operation.name not in OPEN

    def accepts(self, call: Call) -> bool:
        """Whether the token of a request is right. `x-api-key` is optional, and not looked at."""
        token = bearer(call.headers.get("authorization", ""))
        return token is not None and hmac.compare_digest(token.encode(), self.token.encode())

    def unauthorized(self, call: Call) -> Reply:
        """The refusal of a caller who is not known; the document gives no status for it."""
        why = {"status": {"code": 401, "detail": {}, "message": "a bearer token is required"}}
        reply = self.json(call, 401, why)
        reply.headers.append((b"www-authenticate", b'Bearer realm="UDM"'))
        return reply

"""A server that answers as the Web Services API Reference says, for a small contact centre.

Agents call with HTTP Basic, one of them with an empty password, and ask for themselves, their
devices and skills; administrators ask for all users. A new state on the voice channel is accepted
at once and comes to be a little later.
"""

from contracts.reference.genesys_ws.faults import FAULTS
from contracts.reference.genesys_ws.liberties import LIBERTIES
from contracts.reference.genesys_ws.rows import ROWS
from contracts.reference.genesys_ws.seeds import SEEDS
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.genesys_ws.serving import trouble
from contracts.reference.seeding import ReferenceApi

REFERENCE = ReferenceApi(
    server=GenesysWs,
    faults=FAULTS,
    liberties=LIBERTIES,
    rows=ROWS,
    seeds=SEEDS,
    first="/api/v2/me?subresources=*",
    trouble=trouble,
    target={
        "auth": {"type": "basic", "username": "dlang", "password": "gws-demo"},
        "data": {
            "passwordless": "ksippo",
            "settle_s": 5,
            "login": {"place": "SIP_Server_Place1"},
        },
    },
)

__all__ = ["REFERENCE"]

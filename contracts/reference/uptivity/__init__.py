"""A server that answers commands as the Uptivity API Server document says.

`/webAPI.aspx` takes a command as a query string (GET or POST) or as an XML message in the body
of a POST, and answers with a RESULT document; the TCP service takes XML messages, one a line.
Calls, recordings, users, agents, roles and listening clients are real state; `conditions` says
how to see the codes that need broken equipment, `commands` which commands are the vendor's and
which are this server's own.
"""

from contracts.reference.seeding import ReferenceApi
from contracts.reference.uptivity.commands import changes
from contracts.reference.uptivity.faults import FAULTS
from contracts.reference.uptivity.liberties import LIBERTIES
from contracts.reference.uptivity.result import trouble
from contracts.reference.uptivity.rows import ROWS
from contracts.reference.uptivity.scenarios import SCENARIOS
from contracts.reference.uptivity.seeds import SEEDS
from contracts.reference.uptivity.server import Uptivity

REFERENCE = ReferenceApi(
    server=Uptivity,
    faults=FAULTS,
    liberties=LIBERTIES,
    rows=ROWS,
    seeds=SEEDS,
    port_key="socket_port",
    first="/webAPI.aspx?TYPE=TEST&REQUESTID=1",
    trouble=trouble,
    changes=changes,
    target={
        "supports": {
            "http": True,
            "results": True,
            "request-id": True,
            "errors": True,
            "xml-request": True,
            "socket": True,
            "result-codes": True,
            "commands": True,
        },
        "data": {"scenarios": SCENARIOS},
    },
)

__all__ = ["REFERENCE"]

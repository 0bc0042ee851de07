"""A server that answers as the Genesys User Data Management API document says.

One store behind v10, v4 and v3: jobs that run by the clock, their history, the files that come
of them with pre-signed links, and the certificate. Callers of v10 use a bearer token. Jobs over
all there is take two seconds, jobs over a time frame 0.08 s; one job of the seed is always running.
"""

from contracts.reference.genesys_udm.access import API_KEY, TOKEN
from contracts.reference.genesys_udm.faults import FAULTS
from contracts.reference.genesys_udm.liberties import LIBERTIES
from contracts.reference.genesys_udm.rows import ROWS
from contracts.reference.genesys_udm.seeds import SEEDS
from contracts.reference.genesys_udm.server import Udm
from contracts.reference.seeding import ReferenceApi

REFERENCE = ReferenceApi(
    server=Udm,
    faults=FAULTS,
    liberties=LIBERTIES,
    rows=ROWS,
    seeds=SEEDS,
    base_path="/udm",
    first="/v10/export/jobs?size=2",
    target={
        "auth": {
            "type": "bearer",
            "token": TOKEN,
            "api_key": API_KEY,
        },
        "data": {
            "job": {
                "source": "UCSX",
                "type": "UCS",
                "entity": "Interaction",
                "media": ["voice", "email"],
            },
            "upload_certificate": True,
            "delete_without_ids": True,
            "poll_s": 4,
        },
    },
)

__all__ = ["REFERENCE"]

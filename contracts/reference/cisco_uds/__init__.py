"""A server that answers as the Cisco UDS FAQ, and public documentation beyond it, say.

A cluster with 140 users, six of whom can log in, each with three devices: general information
for everyone, a search with paging, and behind HTTP Basic what concerns a user and the user's
devices. Speed dials, services and settings can be changed.
"""

from contracts.reference.cisco_uds.data import PASSWORDS
from contracts.reference.cisco_uds.faults import FAULTS
from contracts.reference.cisco_uds.liberties import LIBERTIES
from contracts.reference.cisco_uds.rows import ROWS
from contracts.reference.cisco_uds.seeds import SEEDS
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.serving import BASE
from contracts.reference.seeding import ReferenceApi

_USER = "hkeller"

REFERENCE = ReferenceApi(
    server=Uds,
    faults=FAULTS,
    liberties=LIBERTIES,
    rows=ROWS,
    seeds=SEEDS,
    base_path=BASE,
    first="/user/{username}/devices",
    target={
        "auth": {"type": "basic", "username": _USER, "password": PASSWORDS[_USER]},
        "data": {"scratch_account": True},
    },
)

__all__ = ["REFERENCE"]

"""A server that answers as the VOSS-4-UC API parameters document says.

A tree of five levels, a dozen models with awkward values, lists with paging, order and filters,
schemas, forms, tags, and changes that are recorded as transactions and, with `nowait=true`,
take a third of a second. Callers use HTTP Basic, or a session from `/noninteractivelogin/`.
"""

from contracts.reference.seeding import ReferenceApi
from contracts.reference.voss.access import PASSWORD, USERNAME
from contracts.reference.voss.faults import FAULTS
from contracts.reference.voss.liberties import LIBERTIES
from contracts.reference.voss.rows import ROWS
from contracts.reference.voss.seeds import SEEDS
from contracts.reference.voss.server import Voss
from contracts.reference.voss.state import pkid_of

REFERENCE = ReferenceApi(
    server=Voss,
    faults=FAULTS,
    liberties=LIBERTIES,
    rows=ROWS,
    seeds=SEEDS,
    base_path="/api",
    first="/data/User/?hierarchy=sys&format=json&limit=2",
    target={
        "auth": {"type": "basic", "username": USERNAME, "password": PASSWORD},
        "data": {
            "hierarchy": "sys",
            "own_hierarchy": "sys",
            "models": [
                "data/User",
                "data/NumberInventory",
                "data/HierarchyNode",
                "data/Contact",
                "relation/Subscriber",
                "device/cucm/Phone",
            ],
            "cucm_model": "device/cucm/Phone",
            "rules_model": "data/Contact",
            "policy": {
                "model": "data/Contact",
                "name": "Short Contact",
                "pkid": pkid_of("Short Contact"),
            },
            "poll_s": 4,
            "template": {
                "name": "Swiss Contact",
                "pkid": pkid_of("Swiss Contact"),
                "expect": {"country": "Switzerland", "category": "partner"},
            },
            "create": {
                "model": "data/Contact",
                "payload": {"company": "Blue Ocean", "city": "Geneva"},
                "name_attribute": "name",
                "hierarchy": "sys.CS-P.North Reseller.Acme-Corp",
            },
        },
    },
)

__all__ = ["REFERENCE"]

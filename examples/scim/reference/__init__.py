"""The reference server of the kit: users in memory, as RFC 7644 has them."""

from scim.reference.faults import FAULTS
from scim.reference.liberties import LIBERTIES
from scim.reference.server import TOKEN, Users

from contracts.kit.reference import ReferenceApi

REFERENCE = ReferenceApi(
    server=Users,
    faults=FAULTS,
    liberties=LIBERTIES,
    base_path="/scim/v2",
    target={"auth": {"type": "bearer", "token": TOKEN}},
    first="/Users?count=2",
)

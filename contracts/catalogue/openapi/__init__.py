"""OpenAPI documents as vendors and frameworks write them, brought into the form that is read here.

The file stays as it is: what it leaves out is filled in, what it says in another way is rewritten
in memory, and what the suite adds stands in `kit.toml`.
"""

from contracts.catalogue.openapi.adopt import METHODS, UnreadableError, adopted
from contracts.catalogue.openapi.refs import resolved
from contracts.catalogue.openapi.shapes import Listing, Parameter, listing, members, success
from contracts.catalogue.openapi.sides import of_requests

__all__ = [
    "METHODS",
    "Listing",
    "Parameter",
    "UnreadableError",
    "adopted",
    "listing",
    "members",
    "of_requests",
    "resolved",
    "success",
]

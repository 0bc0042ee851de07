"""What surrounds a real system, as layers around any of the servers.

Gateways that limit the rate or are out of order, credentials that expire, slow answers, replicas
that lag behind, and other people who add and remove records. None of it violates a document: a
conforming server behind any of these layers still conforms.
"""

from contracts.reference._surround.choice import read_choices, surrounded
from contracts.reference._surround.table import SURROUNDINGS, Surrounding, applicable

__all__ = ["SURROUNDINGS", "Surrounding", "applicable", "read_choices", "surrounded"]

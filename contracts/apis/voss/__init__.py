"""VOSS-4-UC: lists and resources of models, seen from a node of the hierarchy."""

from contracts.apis.voss.answers import Answer, Item, Page, Resource
from contracts.apis.voss.api import Voss
from contracts.apis.voss.combining import (
    ROWS,
    WITHOUT_TRAVERSAL,
    Ground,
    Levels,
    grounded,
    parameters,
    smaller,
    with_defaults,
)
from contracts.apis.voss.discovery import SUBSCRIBERS
from contracts.apis.voss.filtering import Part
from contracts.apis.voss.hierarchy import MODEL as NODES
from contracts.apis.voss.hierarchy import Node, Tree
from contracts.apis.voss.lists import LONGEST, Rows, Whole
from contracts.apis.voss.meta import difference, find, schema_version
from contracts.apis.voss.requests import TRANSACTIONS
from contracts.apis.voss.sampling import has_schema
from contracts.apis.voss.texts import (
    apart_sets,
    attributes,
    discriminating_sets,
    is_awkward,
    is_plain,
    is_wordy,
    random_sets,
    telling_sets,
)
from contracts.apis.voss.transactions import has_failed, is_final, status_in
from contracts.apis.voss.traversing import keys_at, listed_at, models_to_traverse
from contracts.apis.voss.writing import CLEAR, CLEAR_ALL, SEEN, Late, NotMade, Own

API = Voss

__all__ = [
    "API",
    "CLEAR",
    "CLEAR_ALL",
    "LONGEST",
    "NODES",
    "ROWS",
    "SEEN",
    "SUBSCRIBERS",
    "TRANSACTIONS",
    "WITHOUT_TRAVERSAL",
    "Answer",
    "Ground",
    "Item",
    "Late",
    "Levels",
    "Node",
    "NotMade",
    "Own",
    "Page",
    "Part",
    "Resource",
    "Rows",
    "Tree",
    "Voss",
    "Whole",
    "apart_sets",
    "attributes",
    "difference",
    "discriminating_sets",
    "find",
    "grounded",
    "has_failed",
    "has_schema",
    "is_awkward",
    "is_final",
    "is_plain",
    "is_wordy",
    "keys_at",
    "listed_at",
    "models_to_traverse",
    "parameters",
    "random_sets",
    "schema_version",
    "smaller",
    "status_in",
    "telling_sets",
    "with_defaults",
]

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
from contracts.apis.voss.listing import LISTS, LONGEST, USUAL
from contracts.apis.voss.lists import Rows, Whole
from contracts.apis.voss.meta import difference, find, schema_version
from contracts.apis.voss.removing import Own
from contracts.apis.voss.requests import TRANSACTIONS
from contracts.apis.voss.sampling import has_schema
from contracts.apis.voss.sorting import (
    Pages,
    are_lists,
    goes_one_way,
    hold_direction_works,
    hold_sorts,
    known_order,
    sortable,
    sorted_pages,
    values_in,
)
from contracts.apis.voss.tagging import CLEAR, CLEAR_ALL, FORBIDDEN, NO_TAGS, done, tags_in
from contracts.apis.voss.texts import (
    apart_sets,
    attributes,
    discriminating_sets,
    is_awkward,
    is_plain,
    is_wordy,
    random_sets,
    telling_beside,
    telling_on,
    telling_sets,
)
from contracts.apis.voss.transactions import has_failed, is_final, status_in
from contracts.apis.voss.traversing import (
    hold_apart,
    hold_within,
    keys_at,
    listed_at,
    models_to_traverse,
)
from contracts.apis.voss.writing import SEEN, Late, NeverThere, NotMade

API = Voss

__all__ = [
    "API",
    "CLEAR",
    "CLEAR_ALL",
    "FORBIDDEN",
    "LISTS",
    "LONGEST",
    "NODES",
    "NO_TAGS",
    "ROWS",
    "SEEN",
    "SUBSCRIBERS",
    "TRANSACTIONS",
    "USUAL",
    "WITHOUT_TRAVERSAL",
    "Answer",
    "Ground",
    "Item",
    "Late",
    "Levels",
    "NeverThere",
    "Node",
    "NotMade",
    "Own",
    "Page",
    "Pages",
    "Part",
    "Resource",
    "Rows",
    "Tree",
    "Voss",
    "Whole",
    "apart_sets",
    "are_lists",
    "attributes",
    "difference",
    "discriminating_sets",
    "done",
    "find",
    "goes_one_way",
    "grounded",
    "has_failed",
    "has_schema",
    "hold_apart",
    "hold_direction_works",
    "hold_sorts",
    "hold_within",
    "is_awkward",
    "is_final",
    "is_plain",
    "is_wordy",
    "keys_at",
    "known_order",
    "listed_at",
    "models_to_traverse",
    "parameters",
    "random_sets",
    "schema_version",
    "smaller",
    "sortable",
    "sorted_pages",
    "status_in",
    "tags_in",
    "telling_beside",
    "telling_on",
    "telling_sets",
    "values_in",
    "with_defaults",
]

"""VOSS-4-UC: lists and resources of models, seen from a node of the hierarchy."""

from contracts.apis.voss.answers import Answer, Item, Page, Resource
from contracts.apis.voss.api import Voss
from contracts.apis.voss.discovery import SUBSCRIBERS, has_schema
from contracts.apis.voss.hierarchy import MODEL as NODES
from contracts.apis.voss.hierarchy import Node, Tree
from contracts.apis.voss.lists import LONGEST, Whole
from contracts.apis.voss.meta import find, schema_version
from contracts.apis.voss.requests import TRANSACTIONS
from contracts.apis.voss.texts import (
    attributes,
    distinguishing_sets,
    drawn_sets,
    is_awkward,
    is_plain,
    is_wordy,
    telling_sets,
)
from contracts.apis.voss.writing import CLEAR, CLEAR_ALL, Own, has_failed, is_final

API = Voss

__all__ = [
    "API",
    "CLEAR",
    "CLEAR_ALL",
    "LONGEST",
    "NODES",
    "SUBSCRIBERS",
    "TRANSACTIONS",
    "Answer",
    "Item",
    "Node",
    "Own",
    "Page",
    "Resource",
    "Tree",
    "Voss",
    "Whole",
    "attributes",
    "distinguishing_sets",
    "drawn_sets",
    "find",
    "has_failed",
    "has_schema",
    "is_awkward",
    "is_final",
    "is_plain",
    "is_wordy",
    "schema_version",
    "telling_sets",
]

"""The laws of lists, once for every API: pure functions over what was seen."""

from contracts.oracles.lists.collation import Collation, is_comparable
from contracts.oracles.lists.combined import Combination, combined
from contracts.oracles.lists.conditions import (
    CONDITIONS,
    FilterSet,
    Table,
    matches,
    split,
    split_either_way,
)
from contracts.oracles.lists.filters import divided, joint
from contracts.oracles.lists.found import Found, Lacking, Mismatch, across
from contracts.oracles.lists.moments import moment
from contracts.oracles.lists.orders import (
    WORDS,
    backwards,
    compare,
    inversion,
    ordered,
    ordered_across,
    out_of_order,
    telling,
    turned_round,
)
from contracts.oracles.lists.partition import Partition, any_of, both
from contracts.oracles.lists.rivals import Comparison, rivals
from contracts.oracles.lists.scopes import contained, disjoint
from contracts.oracles.lists.spec import (
    Direction,
    ListSpec,
    Matches,
    Ordering,
    Query,
    Row,
    Snapshot,
    Windowing,
)
from contracts.oracles.lists.texts import by_texts, loosely
from contracts.oracles.lists.windows import (
    apart,
    capped,
    counted,
    defaulted,
    ended,
    filled,
    follows,
    in_place,
    joined,
    mismatch,
    misplaced,
    stable,
    window,
)

__all__ = [
    "CONDITIONS",
    "WORDS",
    "Collation",
    "Combination",
    "Comparison",
    "Direction",
    "FilterSet",
    "Found",
    "Lacking",
    "ListSpec",
    "Matches",
    "Mismatch",
    "Ordering",
    "Partition",
    "Query",
    "Row",
    "Snapshot",
    "Table",
    "Windowing",
    "across",
    "any_of",
    "apart",
    "backwards",
    "both",
    "by_texts",
    "capped",
    "combined",
    "compare",
    "contained",
    "counted",
    "defaulted",
    "disjoint",
    "divided",
    "ended",
    "filled",
    "follows",
    "in_place",
    "inversion",
    "is_comparable",
    "joined",
    "joint",
    "loosely",
    "matches",
    "mismatch",
    "misplaced",
    "moment",
    "ordered",
    "ordered_across",
    "out_of_order",
    "rivals",
    "split",
    "split_either_way",
    "stable",
    "telling",
    "turned_round",
    "window",
]

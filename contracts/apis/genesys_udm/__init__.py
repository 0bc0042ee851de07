"""Genesys User Data Management: jobs, history, files and the certificate, in three versions."""

from contracts.apis.genesys_udm.answers import (
    Answer,
    Page,
    Row,
    key_of,
    named_in,
    says,
    unwrapped_rows,
)
from contracts.apis.genesys_udm.api import Udm
from contracts.apis.genesys_udm.collation import out_of_order
from contracts.apis.genesys_udm.exports import Export
from contracts.apis.genesys_udm.filters import NO_ID, NOTHING
from contracts.apis.genesys_udm.jobs import Own
from contracts.apis.genesys_udm.lists import InOrder, Ordered, Together, Whole
from contracts.apis.genesys_udm.sent import not_updated, otherwise, taken_over
from contracts.apis.genesys_udm.states import State, States
from contracts.apis.genesys_udm.templates import (
    AWKWARD,
    HELD,
    INNER,
    REQUIRED,
    SHORT,
    SUSPENDED,
    WAITING,
    Kind,
    minimal,
    mistyped,
    names_in,
    without,
)
from contracts.apis.genesys_udm.versions import (
    BY_NAME,
    LISTINGS,
    V3,
    V4,
    V10,
    WITH_FILES,
    WITH_JOBS,
    Listing,
    Version,
    version_of,
)

API = Udm

__all__ = [
    "API",
    "AWKWARD",
    "BY_NAME",
    "HELD",
    "INNER",
    "LISTINGS",
    "NOTHING",
    "NO_ID",
    "REQUIRED",
    "SHORT",
    "SUSPENDED",
    "V3",
    "V4",
    "V10",
    "WAITING",
    "WITH_FILES",
    "WITH_JOBS",
    "Answer",
    "Export",
    "InOrder",
    "Kind",
    "Listing",
    "Ordered",
    "Own",
    "Page",
    "Row",
    "State",
    "States",
    "Together",
    "Udm",
    "Version",
    "Whole",
    "key_of",
    "minimal",
    "mistyped",
    "named_in",
    "names_in",
    "not_updated",
    "otherwise",
    "out_of_order",
    "says",
    "taken_over",
    "unwrapped_rows",
    "version_of",
    "without",
]

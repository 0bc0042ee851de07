"""From a target file, an address, or a reference server to a `Target`."""

from contracts.targets.address import check_url, is_loopback, is_raw
from contracts.targets.describing import is_asked
from contracts.targets.make import from_address, from_mapping, with_allow
from contracts.targets.read import read_target, read_targets

__all__ = [
    "check_url",
    "from_address",
    "from_mapping",
    "is_asked",
    "is_loopback",
    "is_raw",
    "read_target",
    "read_targets",
    "with_allow",
]

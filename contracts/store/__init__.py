"""The store: the database of runs. It needs the extra `store`."""

from contracts.model.places import STORE as DEFAULT
from contracts.store.acceptance import Accepted, accept, accepted, held_against, withdraw
from contracts.store.address import Address
from contracts.store.errors import StoreError, Taken
from contracts.store.exhibits import Keep, Which
from contracts.store.ingesting import Ingested, State, ingest
from contracts.store.journal import forget, journals, note
from contracts.store.leases import (
    Lease,
    LeaseLost,
    acquire,
    check_held,
    drop,
    holder,
    leases,
    release,
    renew,
)
from contracts.store.opening import Store, open_store
from contracts.store.recorded import read_run, run_key
from contracts.store.tokens import Token, check_token, make_token, revoke_token, tokens

__all__ = [
    "DEFAULT",
    "Accepted",
    "Address",
    "Ingested",
    "Keep",
    "Lease",
    "LeaseLost",
    "State",
    "Store",
    "StoreError",
    "Taken",
    "Token",
    "Which",
    "accept",
    "accepted",
    "acquire",
    "check_held",
    "check_token",
    "drop",
    "forget",
    "held_against",
    "holder",
    "ingest",
    "journals",
    "leases",
    "make_token",
    "note",
    "open_store",
    "read_run",
    "release",
    "renew",
    "revoke_token",
    "run_key",
    "tokens",
    "withdraw",
]

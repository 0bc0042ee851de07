"""Genesys Web Services: the own user, and operations on the user's voice channel."""

from contracts.apis.genesys_ws.answers import Answer
from contracts.apis.genesys_ws.api import GenesysWs
from contracts.apis.genesys_ws.lists import Listing, told_apart
from contracts.apis.genesys_ws.states import NOT_READY, READY, same_state, voice_state
from contracts.apis.genesys_ws.writing import UNKNOWN_OPERATION

API = GenesysWs

__all__ = [
    "API",
    "NOT_READY",
    "READY",
    "UNKNOWN_OPERATION",
    "Answer",
    "GenesysWs",
    "Listing",
    "same_state",
    "told_apart",
    "voice_state",
]

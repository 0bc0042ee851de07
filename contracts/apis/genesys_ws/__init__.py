"""Genesys Web Services: the current user, and operations on the user's voice channel."""

from contracts.apis.genesys_ws.agents import Leg, opposite
from contracts.apis.genesys_ws.answers import Answer, show_json
from contracts.apis.genesys_ws.api import GenesysWs
from contracts.apis.genesys_ws.channel import UNKNOWN_OPERATION, VOICE
from contracts.apis.genesys_ws.lists import Listing, having, seen, told_apart
from contracts.apis.genesys_ws.members import SAMPLE
from contracts.apis.genesys_ws.refusals import NOBODY
from contracts.apis.genesys_ws.requests import CURL, VERSION
from contracts.apis.genesys_ws.sessions import NotLoggedIn
from contracts.apis.genesys_ws.states import LOGGED_OUT, NOT_READY, READY, same_state, voice_state

API = GenesysWs

__all__ = [
    "API",
    "CURL",
    "LOGGED_OUT",
    "NOBODY",
    "NOT_READY",
    "READY",
    "SAMPLE",
    "UNKNOWN_OPERATION",
    "VERSION",
    "VOICE",
    "Answer",
    "GenesysWs",
    "Leg",
    "Listing",
    "NotLoggedIn",
    "having",
    "opposite",
    "same_state",
    "seen",
    "show_json",
    "told_apart",
    "voice_state",
]

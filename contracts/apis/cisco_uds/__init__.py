"""Cisco User Data Services: resources of Unified CM for its users, in XML."""

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.apis.cisco_uds.api import Uds
from contracts.apis.cisco_uds.changes import CHANGES, RestrictedChange
from contracts.apis.cisco_uds.directory import Directory, Page
from contracts.apis.cisco_uds.own_dials import Change, Life, OwnDial
from contracts.apis.cisco_uds.own_services import SERVICE_PLACES, OwnService
from contracts.apis.cisco_uds.places import PLACES, Dial, Place, dial_in
from contracts.apis.cisco_uds.resources import BROWSER, JSON, XML, identity_of, of_each_kind
from contracts.apis.cisco_uds.setting import SETTINGS, Setting
from contracts.apis.cisco_uds.users import USERS, digits

API = Uds

__all__ = [
    "API",
    "BROWSER",
    "CHANGES",
    "JSON",
    "PLACES",
    "SERVICE_PLACES",
    "SETTINGS",
    "USERS",
    "XML",
    "Answer",
    "Change",
    "Dial",
    "Directory",
    "Life",
    "OwnDial",
    "OwnService",
    "Page",
    "Place",
    "RestrictedChange",
    "Setting",
    "Uds",
    "dial_in",
    "digits",
    "identity_of",
    "of_each_kind",
    "text_of",
]

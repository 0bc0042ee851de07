"""Cisco User Data Services: resources of Unified CM for its users, in XML."""

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.apis.cisco_uds.api import Uds
from contracts.apis.cisco_uds.dials import Dial, OwnDial
from contracts.apis.cisco_uds.directory import Directory, Page, digits
from contracts.apis.cisco_uds.generation import Bodies, Defect
from contracts.apis.cisco_uds.resources import JSON, XML

API = Uds

__all__ = [
    "API",
    "JSON",
    "XML",
    "Answer",
    "Bodies",
    "Defect",
    "Dial",
    "Directory",
    "OwnDial",
    "Page",
    "Uds",
    "digits",
    "text_of",
]

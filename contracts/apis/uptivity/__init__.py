"""NICE Uptivity: commands, and the RESULT that answers each."""

from contracts.apis.uptivity.api import ERRORS, Uptivity
from contracts.apis.uptivity.messages import CRLF, xml_request
from contracts.apis.uptivity.reply import Reply, replies_in
from contracts.apis.uptivity.scenarios import Played, Scenario, Step, scenarios
from contracts.apis.uptivity.socket import left_open
from contracts.apis.uptivity.ways import BY_GET, BY_POST, BY_SOCKET, BY_XML, WAYS, XML_WAYS

API = Uptivity

__all__ = [
    "API",
    "BY_GET",
    "BY_POST",
    "BY_SOCKET",
    "BY_XML",
    "CRLF",
    "ERRORS",
    "WAYS",
    "XML_WAYS",
    "Played",
    "Reply",
    "Scenario",
    "Step",
    "Uptivity",
    "left_open",
    "replies_in",
    "scenarios",
    "xml_request",
]

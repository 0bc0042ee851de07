"""What the cluster is filled with: names, models, services, options. Data, no behaviour."""

from __future__ import annotations

from uuid import NAMESPACE_URL, uuid5

FIRST = (
    "Ann", "Anna", "Annabel", "Joanna", "Hans", "Hans Peter", "Johann", "Maria", "Mario",
    "Peter", "Petra", "Rolf", "Sarah", "Thomas",
)  # fmt: skip
LAST = (
    "Berg", "Bergmann", "Lindberg", "von Berg", "Keller", "Kellermann", "Meier", "O'Neill",
    "Smith", "Smithers",
)  # fmt: skip
DEPARTMENTS = ("Sales", "Research & Development", "Support", "")
TITLES = ("Engineer", "Manager", "Assistant", "")

PASSWORDS = {
    "aberg": "Sunrise-4711",
    "abergmann": "Glacier-0815",
    "hkeller": "Railway-1234",
    "msmith": "Harbour-9876",
    "tlindberg": "Meadow-2468",
    "smeier": "Copper-1357",
}
"""The accounts that can log in."""
UNIFIED = "aberg"
"""The account whose devices have the same speed dials, so that the user's list shows them."""

VERSION = "12.5.1"
PRODUCT = "12.5.1"
SERVERS = ("cucm-pub.example.com", "cucm-sub1.example.com", "cucm-sub2.example.com")
DAYS = ("Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday")
LOCALES = (
    ("1", "English, United States"),
    ("7", "German, Germany"),
    ("19", "French, Switzerland"),
    ("33", "Italian, Italy"),
)
TIME_ZONES = (
    ("Etc/GMT", "(GMT) Etc/GMT"),
    ("Europe/Zurich", "(GMT+1:00) Europe/Zurich"),
    ("America/New_York", "(GMT-5:00) America/New_York"),
    ("America/Los_Angeles", "(GMT-8:00) America/Los_Angeles"),
    ("Asia/Tokyo", "(GMT+9:00) Asia/Tokyo"),
)
MODELS = (
    ("437", "Cisco 7965", "335"),
    ("404", "Cisco 7962", "307"),
    ("684", "Cisco 8851", "620"),
    ("503", "Cisco Unified Client Services Framework", "390"),
)
OPTIONS = {
    "messageWaitingVisualAlertPreference": (("0", "Use System Policy"), ("1", "Light and Prompt")),
    "messageWaitingAudibleAlertPreference": (("0", "Off"), ("1", "On"), ("2", "Default")),
    "onACallRingPreference": (("0", "Use System Default"), ("1", "Disable"), ("4", "Ring")),
    "notOnACallRingPreference": (("0", "Use System Default"), ("3", "Ring Once"), ("4", "Ring")),
    "doNotDisturbSettings": (("0", "Ringer Off"), ("1", "Call Reject")),
    "voiceMailAvoidancePolicy": (("0", "Use System Default"), ("1", "Timer Control")),
}
SERVICES = (
    ("Corporate Directory", "Phone book", "XML Service", "Cisco", "http://apps.example.com/dir"),
    ("Weather", "Weather report", "XML Service", "Acme", "http://apps.example.com/weather"),
    ("Stock Ticker", "Quotes & news", "XML Service", "Acme", "http://apps.example.com/stock"),
    (
        "Extension Mobility",
        "Log in to phones",
        "XML Service",
        "Cisco",
        "http://apps.example.com/em",
    ),
    ("Tech Support", "Open a ticket", "XML Service", "Example", "http://apps.example.com/support"),
)
SEARCH_LIMIT = 64
DEFAULT_VOICE_MAIL = "false"
"""What an empty sendToVoiceMailPilotNumber is reset to."""


def pkid(*parts: object) -> str:
    """The id of a thing: always the same for the same parts."""
    return str(uuid5(NAMESPACE_URL, "/".join(map(str, parts))))

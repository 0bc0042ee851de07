"""The seed data: one company with three offices on the air and one that is cut off."""

from __future__ import annotations

SITES = {
    1: "Zürich, head office",
    2: "Lyon",
    3: "Kraków",
    4: "Recife",
}

CORES = {
    1: ("core-zrh", 1, 24, True),
    2: ("core-lys", 2, 8, True),
    3: ("core-krk", 3, 1, True),
    4: ("core-rec", 4, 8, False),
}
"""Of each: name, site, channels, and whether it can be reached."""

GROUPS = {
    1: "Customer care",
    2: "Sales & renewals",
    3: "Technical support",
    4: "Réclamations",
    5: "Obsługa klienta",
    6: "Quality",
}

PERMISSIONS = (
    "LIVE_MONITOR",
    "PLAYBACK",
    "EXPORT",
    "DELETE_RECORDS",
    "EVALUATE",
    "EDIT_USERS",
    "EDIT_ROLES",
    "REPORTS",
)

ROLES = {
    "Administrator": PERMISSIONS,
    "Supervisor": ("LIVE_MONITOR", "PLAYBACK", "EXPORT", "REPORTS"),
    "Evaluator": ("PLAYBACK", "EVALUATE"),
    "Agent": ("PLAYBACK",),
    "Auditor": ("PLAYBACK", "EXPORT", "REPORTS"),
}

SCHEDULES = {
    1: ("Head office, every call", 2001, 2020, 100),
    2: ("Lyon, every call", 2021, 2025, 100),
    3: ("Kraków, every call", 2028, 2030, 100),
}
"""Of each: name, first and last device, percent of the calls to record.

Devices 2026 and 2027 are on no schedule.
"""

FIRST_DEVICE, LAST_DEVICE = 2001, 2030
DEVICES_OF_CORE = {1: range(2001, 2021), 2: range(2021, 2028), 3: range(2028, 2031)}

BLOCKED_CALLERS = ("5550199",)
"""Callers that a recording filter blocks."""

MASKS = {1: "Card number", 2: "Date of birth", 3: "Medical notes"}

MONITORING_CLIENTS = {
    "C1": "Wallboard Zürich",
    "C2": "Wallboard Lyon",
    "C3": "Supervisor's desk 1",
    "C4": "Supervisor's desk 2",
    "C5": "Coaching room",
    "C6": "Compliance",
}

EVENT_TYPES = ("HOLD", "RESUME", "TRANSFER", "CONFERENCE", "NOTE")

PEOPLE = (
    ("Zoë", "Müller"),
    ("Łukasz", "Wójcik"),
    ("François", "Lefèvre"),
    ("Siobhán", "O'Brien"),
    ("José", "Núñez"),
    ("Anaïs", "Dubois"),
    ("Jürgen", "Groß"),
    ("Øyvind", "Åsen"),
    ("Małgorzata", "Dąbrowska"),
    ("Đorđe", "Petrović"),
    ("Ayşe", "Öztürk"),
    ("Νίκος", "Παπαδόπουλος"),
    ("Ольга", "Иванова"),
    ("美咲", "田中"),
    ("伟", "王"),
    ("지우", "김"),
    ("ליאור", "כהן"),
    ("محمد", "الأحمد"),
    ("Priya", "Raghavan"),
    ("Tomáš", "Dvořák"),
    ("Björk", "Sigurðardóttir"),
    ("Grace", "Smith & Jones"),
    ("Ilze", "Bērziņa"),
    ("Nguyễn", "Thị Hoa"),
    ("Rūta", "Žukauskaitė"),
    ("Ștefan", "Țurcanu"),
    ("Noah", "de <Vries>"),
    ("Lucía", "García"),
    ("Kalani", "Kealoha"),
    ("Amélie", "Saint-Exupéry"),
    ("Péter", "Szőke"),
    ("Hülya", "Çelik"),
)

FIRST_AGENT = 5001
AGENTS = 22
"""The first 22 people are agents; the first 20 of them are active, each at a device."""
ACTIVE_AGENTS = 20

RECORDS = {
    70001: (2001, 5001, "2026/01/02/70001.cca", False),
    70002: (2002, 5002, "2026/01/02/70002.cca", False),
    70003: (2003, 5003, "2026/01/02/70003.cca", True),
    70004: (2004, 5004, "2026/01/02/70004.cca", False),
    70005: (2005, 5005, None, False),
    70006: (2006, 5006, "2026/01/03/70006.cca", False),
    70007: (2021, 5007, "2026/01/03/70007.cca", True),
    70008: (2022, 5008, "2026/01/03/70008.cca", False),
}
"""Of each: device, agent, file, and whether it is locked. The file of 70005 is gone."""

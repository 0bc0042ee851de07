"""What the installation exports, and what things are called."""

from __future__ import annotations

from typing import Any

from contracts.reference.genesys_udm.state import (
    CANCELLED,
    COMPLETED,
    FAILED,
    IN_PROGRESS,
    SCHEDULED,
    SUSPENDED,
)

STATUSES = {
    SCHEDULED: "Scheduled",
    IN_PROGRESS: "In progress",
    SUSPENDED: "Suspended",
    CANCELLED: "Cancelled",
    COMPLETED: "Completed",
    FAILED: "Failed",
}
SOURCES = {
    "UCSX": "Universal Contact Server",
    "IWD": "Intelligent Workload Distribution",
    "GVP": "Voice Platform",
}
TYPES = {
    "UCSX": ("Interaction", "Contact"),
    "IWD": ("WorkItem",),
    "GVP": ("CallRecord",),
}
SUB_TYPES = {
    "Interaction": ("voice", "email", "chat", "callback", "social"),
    "Contact": ("profile", "address"),
    "WorkItem": ("task", "attachment"),
    "CallRecord": ("ivr",),
}
DISABLED = frozenset({"social", "attachment"})
ATTRIBUTES = {
    "voice": ("ANI", "DNIS", "Duration", "AgentId", "Language"),
    "email": ("FromAddress", "ToAddress", "Subject", "Mailbox"),
    "chat": ("Nickname", "SessionId", "Language"),
    "callback": ("CustomerNumber", "DesiredTime"),
    "social": ("Channel", "Handle"),
}
LABELS = {
    "job.title": "Title",
    "job.status.IN_PROGRESS": "In progress",
    "job.status.SCHEDULED": "Scheduled",
    "job.media.email": "E-mail",
    "file.size": "Größe",
    "history.empty": "Noch keine Exporte \u2013 später erneut versuchen",
}
VERSION = {
    "version": "10.3.14",
    "buildNumber": "20260105.7",
    "changeset": "9f2c41e7ab30",
    "name": "UDM-DT",
}
CONTACT_CENTER = "4f3c2d18-6a0b-4f6e-9a54-0b7c1f2e8d90"

TITLES = (
    "Monthly interactions, contact centre Geneva",
    "E-mail archive for the auditors",
    "Kündigungen im März \u2013 Rückfragen",
    "Chat transcripts of the summer campaign",
    "Réclamations clients (région Île-de-France)",
    "Callbacks, retention 24 months",
    "Экспорт звонков, Москва",
    "Contact profiles for the data warehouse",
    "顧客連絡先の移行",
    "Voice recordings metadata, team Łódź",
    "GDPR access request 2025/118",
    "Work items of the back office",
    "Nightly interactions",
    "IVR call records, São Paulo",
    "Social media mentions 🎧 pilot",
    "Nightly contacts",
    "Zürich: Beschwerden & Lob",
    'Legal hold: O\'Brien v. "Northwind"',
    "Attachments over 5 MB",
    "Weekly quality sample 10 %",
    "nightly interactions (retry)",
    "Übergabe an die Revision",
    "Archive of closed queues",
    "Test export, please ignore",
)
DESCRIPTIONS = (
    "",
    "Asked for by the data protection officer.",
    "Runs before the warehouse is loaded; see the run book.",
    "Für die Revision \u2013 nicht löschen.",
)


def key_values(table: dict[str, str]) -> list[dict[str, str]]:
    """A list of KeyValueItem (v3)."""
    return [{"label": label, "value": value} for value, label in table.items()]


def types_of(source: str) -> list[dict[str, Any]]:
    """A list of DataType (v3): of one source, or of all where none is given."""
    return [
        {"name": name, "source": owner}
        for owner, names in TYPES.items()
        for name in names
        if source in {"", owner}
    ]


def sub_types_of(source: str, data_type: str) -> list[dict[str, Any]]:
    """A list of SubType (v3), of one source and of one type where they are given."""
    return [
        {
            "name": name,
            "displayName": name.capitalize(),
            "source": one["source"],
            "dataType": one["name"],
            "enabled": name not in DISABLED,
        }
        for one in types_of(source)
        if data_type in {"", one["name"]}
        for name in SUB_TYPES[one["name"]]
    ]

"""The installation behind the server: what commands read and change."""

from __future__ import annotations

import datetime as dt
from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from contracts.reference.clock import Clock
from contracts.reference.uptivity import data

_KEPT_RECORDS = 200
_HOURS_ON_A_DIAL = 12


def written(moment: dt.datetime) -> str:
    """A time as the vendor's server writes it: `1/5/2026 9:00:00 AM +00:00`."""
    hour = moment.hour % _HOURS_ON_A_DIAL or _HOURS_ON_A_DIAL
    half = "AM" if moment.hour < _HOURS_ON_A_DIAL else "PM"
    offset = moment.strftime("%z")
    return (
        f"{moment.month}/{moment.day}/{moment.year} "
        f"{hour}:{moment:%M:%S} {half} {offset[:3]}:{offset[3:]}"
    )


@dataclass(slots=True)
class Device:
    """A telephone."""

    device_id: str
    alias: str
    station: str
    site: int
    core: int
    schedule: int | None
    agent_id: str | None = None


@dataclass(slots=True)
class Agent:
    """Someone whose calls are recorded. `status` is None until one has been set."""

    agent_id: str
    first_name: str
    last_name: str
    sys_user: str
    crm_user: str
    phone: str
    active: bool = True
    status: str | None = None


@dataclass(slots=True)
class User:
    """Someone who may log on."""

    user_id: int
    username: str
    employee_id: str
    first_name: str
    last_name: str
    added: dt.datetime
    modified: dt.datetime
    email: str = ""
    site_id: int = -1
    group: str = ""
    role: str = ""
    phones: tuple[str, ...] = ()
    is_agent: bool = False


@dataclass(slots=True)
class Call:
    """A call that a device is in; `record_id` while it is being recorded."""

    call_id: int
    device_id: str
    instance: str
    started: dt.datetime
    ani: str = ""
    direction: str = "I"
    agent_id: str = ""
    record_id: int | None = None
    blackout: str | None = None
    fields: dict[str, str] = field(default_factory=dict)
    events: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Record:
    """A finished recording; `file` is None where it is gone."""

    record_id: int
    device_id: str
    agent_id: str
    file: str | None
    locked: bool


@dataclass(slots=True)
class Session:
    """A client listening to a device."""

    session_id: str
    client_id: str
    device_id: str


class Installation:
    """All state, filled with the seed data."""

    def __init__(self, clock: Clock) -> None:
        self.clock = clock
        self.devices = {d.device_id: d for d in _devices()}
        self.agents = {a.agent_id: a for a in _agents()}
        self.users = {u.username.lower(): u for u in _users(clock.now())}
        self.roles = dict(data.ROLES)
        self.calls: dict[tuple[str, str], Call] = {}
        self.sessions: dict[str, Session] = {}
        self.records: deque[Record] = deque(
            (
                Record(number, str(device), str(agent), file, locked)
                for number, (device, agent, file, locked) in data.RECORDS.items()
            ),
            maxlen=_KEPT_RECORDS,
        )
        self.seeded = len(self.records)
        self._next_number = 18213567

    def next_number(self) -> int:
        """A number for a new call, recording, user or session."""
        self._next_number += 1
        return self._next_number

    def recording_on(self, core: int) -> int:
        """How many channels of a core are recording."""
        busy = (c for c in self.calls.values() if c.record_id is not None)
        return sum(self.devices[c.device_id].core == core for c in busy)

    def end_recording(self, call: Call) -> Record | None:
        """Stop recording a call, if it is being recorded, and keep what there is.

        The seed's recordings stay; of the others the oldest make room.
        """
        if call.record_id is None:
            return None
        file = f"{self.clock.now():%Y/%m/%d}/{call.record_id}.cca"
        record = Record(call.record_id, call.device_id, call.agent_id, file, locked=False)
        if len(self.records) == _KEPT_RECORDS:
            del self.records[self.seeded]
        self.records.append(record)
        call.record_id = call.blackout = None
        return record

    def end_call(self, call: Call) -> None:
        """Take a device out of a call, with all that hangs on it."""
        self.end_recording(call)
        self.calls.pop((call.device_id, call.instance), None)
        if not any(other.device_id == call.device_id for other in self.calls.values()):
            for session in list(self.sessions.values()):
                if session.device_id == call.device_id:
                    del self.sessions[session.session_id]


def _devices() -> Iterable[Device]:
    for core, numbers in data.DEVICES_OF_CORE.items():
        site = data.CORES[core][1]
        for number in numbers:
            place = number - data.FIRST_DEVICE
            on = [s for s, (_, first, last, _) in data.SCHEDULES.items() if first <= number <= last]
            yield Device(
                device_id=str(number),
                alias=f"{data.SITES[site].split(',')[0]} {number}",
                station=f"WS-{number}",
                site=site,
                core=core,
                schedule=on[0] if on else None,
                agent_id=str(data.FIRST_AGENT + place) if place < data.ACTIVE_AGENTS else None,
            )


def _agents() -> Iterable[Agent]:
    for place, (first, last) in enumerate(data.PEOPLE[: data.AGENTS]):
        number = data.FIRST_AGENT + place
        yield Agent(
            agent_id=str(number),
            first_name=first,
            last_name=last,
            sys_user=f"agent{number}",
            crm_user=f"crm{number}",
            phone=str(number + 1000),
            active=place < data.ACTIVE_AGENTS,
        )


def _users(now: dt.datetime) -> Iterable[User]:
    for place, (first, last) in enumerate(data.PEOPLE):
        added = now - dt.timedelta(days=400 - place, hours=place)
        is_agent = place < data.AGENTS
        yield User(
            user_id=place + 1,
            username=f"agent{data.FIRST_AGENT + place}" if is_agent else f"user{place + 1}",
            employee_id=f"E{place + 1:04}",
            first_name=first,
            last_name=last,
            added=added,
            modified=added + dt.timedelta(days=place),
            email=f"user{place + 1}@example.com",
            site_id=-1 if is_agent else place % len(data.SITES) + 1,
            group=data.GROUPS[place % len(data.GROUPS) + 1],
            role="Agent" if is_agent else "Supervisor",
            phones=(str(data.FIRST_AGENT + place + 1000),) if is_agent else (),
            is_agent=is_agent,
        )

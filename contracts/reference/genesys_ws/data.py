"""The people and devices of the contact centre, and their beginnings."""

from __future__ import annotations

from dataclasses import dataclass, field
from hashlib import md5

READY_ID = "9430250E-0A1B-421F-B372-F29E69366DED"
NOT_READY_ID = "900D55CC-2BB0-431F-8BF9-D3525B383BE6"
AFTER_CALL_WORK_ID = "F4ABB8F0-A1B2-4F0C-8C41-0A7B0B5E9A21"
LOGGED_OUT_ID = "0F7F5003-EF26-4D13-A6EF-D0C7EC819BEB"


@dataclass(frozen=True)
class State:
    """A state of an agent, as devices and channels show it."""

    id: str
    display_name: str
    name: str


READY = State(READY_ID, "Ready", "Ready")
NOT_READY = State(NOT_READY_ID, "Not Ready", "NotReady")
AFTER_CALL_WORK = State(AFTER_CALL_WORK_ID, "After Call Work", "AfterCallWork")
LOGGED_OUT = State(LOGGED_OUT_ID, "Logged Out", "LoggedOut")


def identifier(of: str) -> str:
    """An id of 32 hexadecimal digits, always the same one."""
    return md5(of.encode(), usedforsecurity=False).hexdigest()


@dataclass(frozen=True)
class Device:
    """A device of an agent."""

    number: str
    description: str
    network: str

    @property
    def id(self) -> str:
        """The id."""
        return identifier(f"device {self.number}")


@dataclass
class Agent:
    """A user. `state` is that on the voice channel; `password` may be empty."""

    user_name: str
    first_name: str
    last_name: str
    password: str = "gws-demo"
    roles: tuple[str, ...] = ("ROLE_AGENT",)
    enabled: bool = True
    team: str = "Service"
    country: str = "Switzerland"
    skills: dict[str, int] = field(default_factory=dict)
    devices: tuple[Device, ...] = ()
    state: State = NOT_READY

    @property
    def id(self) -> str:
        """The id."""
        return identifier(f"user {self.user_name}")


def _devices(extension: int) -> tuple[Device, ...]:
    return (
        Device(str(extension), "Desk phone", "Private"),
        Device(str(extension + 1000), "Softphone", "Private"),
        Device(f"4144555{extension}", "Mobile phone", "Public"),
    )


def agents() -> dict[str, Agent]:
    """Everyone, by the user name in small letters."""
    both = ("ROLE_AGENT", "ROLE_ADMIN")
    people = [
        Agent("dlang", "Dorothea", "Lang", roles=both, skills={"German": 9, "Billing": 5}),
        Agent("ksippo", "Kristi", "Sippola", password="", skills={"Finnish": 9, "German": 4}),
        Agent("mrossi", "Marco", "Rossi", team="Sales", skills={"Italian": 8}),
        Agent("ybouche", "Yvonne", "Bouchet", team="Sales", country="France"),
        Agent("tnagy", "Tibor", "Nagy", country="Hungary", skills={"Billing": 2}),
        Agent("zoe.n", "Zoë", "Núñez", team="Sales", country="Spain", enabled=False),
        Agent("ahuber", "Anton", "Huber", team="Support", skills={"German": 7}),
        Agent("lmeier", "Lea", "Meier", team="Support"),
    ]
    for number, one in enumerate(people):
        one.devices = _devices(5000 + number)
    return {one.user_name.lower(): one for one in people}

"""Filling the store with the seed data: the same every time."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import chain
from typing import Any

from contracts.reference.voss import data, model_list
from contracts.reference.voss.models import Model
from contracts.reference.voss.state import ROOT, Row, Store, pkid_of, uuid_of

USERS = 180
SUBSCRIBERS = 70
PHONES = 60
CONTACTS = 60
NUMBERS = 2100
TRANSACTIONS = 64

_FAILED = 3
_THEN = dt.datetime(2026, 1, 2, 3, 4, 5, tzinfo=dt.UTC)


def fill(store: Store) -> None:
    """Put the tree and all instances into an empty store."""
    plant(store, data.TREE)
    store.seed = rows()


@lru_cache(maxsize=4)
def rows(users: int = USERS, numbers: int = NUMBERS) -> dict[str, list[Row]]:
    """The instances by the name of their model, so many of the two largest."""
    paths = [ROOT, *(f"{ROOT}.{path}" for path, _ in data.TREE)]
    found: dict[str, list[Row]] = {}
    for row in chain(
        _users(paths, users),
        _contacts(paths),
        _small(),
        _subscribers(paths),
        _devices(paths),
        _numbers(paths, numbers),
        _transactions(paths),
    ):
        found.setdefault(row.model.name, []).append(row)
    return found


def moment(at: dt.datetime) -> str:
    """A time as transactions show it: ISO 8601 with microseconds and Z."""
    return f"{at:%Y-%m-%dT%H:%M:%S.%f}Z"


def _present(**values: Any) -> dict[str, Any]:
    """The attributes that have a value; None stands for none."""
    return {name: value for name, value in values.items() if value is not None}


def plant(store: Store, tree: Iterable[tuple[str, str]]) -> None:
    """Put the root and the nodes below it into an empty store, parents first.

    Raises ValueError where one stands before the node above it.
    """
    facts = {"name": store.root.name, "hierarchy_type": "System", "hierarchy_path": "sys"}
    store.add(model_list.HIERARCHY_NODE, store.root, facts, pkid=store.root.pkid)
    for place, (path, kind) in enumerate(tree):
        above, _, name = path.rpartition(".")
        parent = store.node_at(above) if above else store.root
        if parent is None:
            msg = f"{path} comes before the node above it"
            raise ValueError(msg)
        node = store.add_node(parent, name)
        facts = _present(
            name=name,
            hierarchy_type=kind,
            description=f"{kind} {place % 4}" if place % 3 else None,
            hierarchy_path=node.path,
            external_id=f"EXT-{place:03}",
        )
        store.add(model_list.HIERARCHY_NODE, parent, facts, pkid=node.pkid)


def _person(number: int) -> tuple[str, str]:
    first = data.FIRST_NAMES[number % len(data.FIRST_NAMES)]
    last = data.LAST_NAMES[(number * 5 + number // 28) % len(data.LAST_NAMES)]
    return first, last


def _login(number: int) -> str:
    first, last = _person(number)
    plain = unicodedata.normalize("NFKD", f"{first[:1]}{last}").encode("ascii", "ignore").decode()
    letters = "".join(one for one in plain if one.isalnum()) or "User"
    return f"{letters}.{number:03}"


def _at(number: int, count: int) -> int:
    """The place among `count` nodes at which instance `number` is."""
    return (number * 11 + number // 13) % count


def _row(model: Model, path: str, number: int, facts: dict[str, Any]) -> Row:
    return Row(model, path, facts, pkid_of(f"{model.name} {number}"))


def _users(paths: list[str], count: int) -> Iterator[Row]:
    for number in range(count):
        first, last = _person(number)
        login = _login(number)
        facts = _present(
            username=login,
            first_name=first,
            last_name=last if number % 17 else None,
            email=f"{login}@Example.com" if number % 9 else None,
            department=data.DEPARTMENTS[(number * 3 + number // 45) % len(data.DEPARTMENTS)],
            title=data.TITLES[number % len(data.TITLES)] if number % 4 else None,
            role=data.ROLES[number % len(data.ROLES)],
            language=data.LANGUAGES[number % len(data.LANGUAGES)],
            active=number % 5 != 0,
            phone_lines=[f"{5000 + number}"] if number % 2 else [],
            notes=f"Badge {number * 37 % 1000}",
        )
        user = _row(model_list.USER, paths[_at(number, len(paths))], number, facts)
        yield user if number % 12 else user._replace(tags=("mytag",), version_tag="1.2")


def _contacts(paths: list[str]) -> Iterator[Row]:
    for number in range(CONTACTS):
        first, last = _person(number + 3)
        facts = _present(
            name=f"{first} {last} {number}".strip(),
            company=data.COMPANIES[number % len(data.COMPANIES)],
            city=data.CITIES[number * 5 % len(data.CITIES)] if number % 6 else None,
            country="Switzerland" if number % 3 else "Japan",
            phone=f"+41 44 {number:03} 00 {number % 90 + 10}",
            email=f"contact{number}@example.org",
            category=data.CATEGORIES[number % len(data.CATEGORIES)],
            remarks=f"Met in {2000 + number % 26}",
        )
        yield _row(model_list.CONTACT, paths[_at(number, len(paths))], number, facts)


def _small() -> Iterator[Row]:
    names = ("country_name", "iso_country_code", "international_dial_code")
    for number, row in enumerate(data.COUNTRIES):
        facts = dict(zip((*names, "emergency_access_prefix"), row, strict=True))
        yield _row(model_list.COUNTRIES, ROOT, number, facts)
    for number, (title, topic) in enumerate(data.HELP):
        facts = {"title": title, "topic": topic, "content": f"How it is done: {title}."}
        page = _row(model_list.GENERAL_HELP, ROOT, number, facts)
        tagged = page._replace(tags=("mytag", "another_tag"), version_tag="1.2")
        yield page if number else tagged
    for name, model, values in data.TEMPLATES:
        template = _present(name=name, target_model_type=model, template=dict(values))
        yield Row(model_list.CONFIGURATION_TEMPLATE, ROOT, template, pkid_of(name))
    for name, model, fields in data.POLICIES:
        rows = [{"name": field, "title": title} for field, title in fields]
        policy = _present(name=name, target_model_type=model, fields=rows)
        yield Row(model_list.FIELD_DISPLAY_POLICY, ROOT, policy, pkid_of(name))


def _subscribers(paths: list[str]) -> Iterator[Row]:
    for number in range(SUBSCRIBERS):
        first, last = _person(number + 1)
        path = paths[_at(number + 2, len(paths))]
        facts = _present(
            userid=f"sub{number:03}{_login(number + 1)[:2]}",
            firstname=first,
            lastname=last if number % 8 else None,
            mailid=f"sub{number:03}@example.net",
            hierarchy_friendly_name=path.rpartition(".")[2],
            device=f"SEP{0x001B54000000 + number * 977:012X}" if number % 3 else None,
            extension_mobility=f"EM-{number % 10}" if number % 2 else "",
            phone=f"{7000 + number}",
            entitlement_profile="Gold" if number % 2 else "Silver",
            department=data.DEPARTMENTS[number % len(data.DEPARTMENTS)],
            presence_group="Standard",
            enable_mobility=number % 2 == 0,
        )
        yield _row(model_list.SUBSCRIBER, path, number, facts)


def _devices(paths: list[str]) -> Iterator[Row]:
    then = moment(_THEN)
    for number in range(PHONES):
        first, last = _person(number + 1)
        path = paths[_at(number + 2, len(paths))]
        name = f"SEP{0x001B54000000 + number * 977:012X}"
        phone = {
            "name": name,
            "description": f"{first} {last}".strip(),
            "product": data.PRODUCTS[number % len(data.PRODUCTS)],
            "protocol": "SIP" if number % 4 else "SCCP",
            "lastRefreshed": then,
        }
        yield _row(model_list.CUCM_PHONE, path, number, phone)
        user = {
            "userid": f"sub{number:03}{_login(number + 1)[:2]}",
            "firstName": first,
            "lastName": last,
            "primaryDevice": name,
            "lastRefreshed": then,
        }
        yield _row(model_list.CUCM_USER, path, number, user)
        line = {
            "pattern": f"{7000 + number}",
            "description": f"Line of {first}".strip(),
            "routePartitionName": "Internal" if number % 3 else "External",
            "lastRefreshed": then,
        }
        yield _row(model_list.CUCM_LINE, path, number, line)


def _numbers(paths: list[str], count: int) -> Iterator[Row]:
    for number in range(count):
        facts = {
            "internal_number": f"{100000 + number * 7919 % 900000}",
            "status": ("Available", "Used", "Reserved")[number % 3],
            "usage": "Device" if number % 3 == 1 else "",
        }
        path = paths[1 + number % (len(paths) - 1)]
        yield _row(model_list.NUMBER_INVENTORY, path, number, facts)


def _transactions(paths: list[str]) -> Iterator[Row]:
    for number in range(TRANSACTIONS):
        at = _THEN - dt.timedelta(hours=TRANSACTIONS - number)
        identifier = uuid_of(f"transaction {number}")
        path = paths[_at(number, len(paths))]
        failed = number % 7 == _FAILED
        facts = {
            "id": identifier,
            "action": ("Create", "Update", "Delete")[number % 3] + " User",
            "detail": f"[username:{_login(number)}]",
            "status": "Fail" if failed else "Success",
            "username": "admin" if number % 2 else "Provider Admin",
            "submitted_time": moment(at),
            "started_time": moment(at + dt.timedelta(milliseconds=150)),
            "completed_time": moment(at + dt.timedelta(milliseconds=400)),
            "message": "Transaction canceled" if failed else "",
            "priority": "Normal",
            "rolled_back": failed,
            "resource": {"hierarchy": path, "model_type": "data/User"},
        }
        yield Row(model_list.TRANSACTION, path, facts, identifier)

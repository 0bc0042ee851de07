"""Users: IMPORTUSER (ACTION=LIST|ADD|UPDATE|DELETE).

A real server's answer to ACTION=LIST is known; the other actions and their parameters are this
server's own, named after the elements of that answer.
"""

from __future__ import annotations

import re
from dataclasses import replace

from contracts.reference.uptivity import data
from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.lists import by_action, listed, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome, refuse
from contracts.reference.uptivity.state import Installation, User, written

LISTED = 1000
_NO_SITE = -1
_EMAIL = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def user_list(installation: Installation, given: Given) -> Outcome:
    """The users, at most COUNT of them."""
    most = given.whole("COUNT", LISTED, 0, LISTED)
    users = list(installation.users.values())[:most]
    return ok(listed("USERS", [_user(user) for user in users]))


def user_add(installation: Installation, given: Given) -> Outcome:
    """Add a user: USERNAME and LAST_NAME are required."""
    username = given.required("USERNAME")
    if username.lower() in installation.users:
        refuse(Code.USER_ALREADY_EXIST, username)
    given.required("LAST_NAME")
    now = installation.clock.now()
    blank = User(installation.next_number(), username, "", "", "", added=now, modified=now)
    user = _changed(installation, given, blank)
    installation.users[username.lower()] = user
    return ok(_user(user))


def user_update(installation: Installation, given: Given) -> Outcome:
    """Change what is given of the user USERNAME."""
    user = _named(installation, given)
    changed = _changed(installation, given, user)
    changed.modified = installation.clock.now()
    installation.users[user.username.lower()] = changed
    return ok(_user(changed))


def user_delete(installation: Installation, given: Given) -> Outcome:
    """Delete the user USERNAME."""
    user = _named(installation, given)
    del installation.users[user.username.lower()]
    return ok(_user(user))


def _named(installation: Installation, given: Given) -> User:
    username = given.required("USERNAME")
    return installation.users.get(username.lower()) or refuse(Code.USER_NOT_FOUND, username)


def _changed(installation: Installation, given: Given, user: User) -> User:
    others = [u for u in installation.users.values() if u.user_id != user.user_id]
    employee_id = given.text("EMPLOYEE_ID", user.employee_id)
    if employee_id and any(other.employee_id == employee_id for other in others):
        refuse(Code.ERROR_KEYS_NOT_UNIQUE, f"EMPLOYEE_ID {employee_id}")
    email = given.text("EMAIL", user.email)
    if email and not _EMAIL.fullmatch(email):
        refuse(Code.EMAIL_NOT_VALID, email)
    site = given.text("SITE_ID", str(user.site_id))
    if site not in map(str, (_NO_SITE, *data.SITES)):
        refuse(Code.SITEID_NOT_VALID, site)
    group = given.text("GROUP", user.group)
    if group and group not in data.GROUPS.values():
        refuse(Code.NO_GROUP, group)
    role = given.text("ROLE", user.role)
    if role and role not in installation.roles:
        refuse(Code.ROLE_NOT_FOUND, role)
    phones = user.phones
    if "PHONES" in given:
        phones = tuple(filter(None, map(str.strip, given.text("PHONES").split(","))))
    for phone in phones:
        if any(phone in other.phones for other in others):
            refuse(Code.PHONEID_IN_USE, phone)
    return replace(
        user,
        first_name=given.text("FIRST_NAME", user.first_name),
        last_name=given.text("LAST_NAME", user.last_name),
        employee_id=employee_id,
        email=email,
        site_id=int(site),
        group=group,
        role=role,
        phones=phones,
    )


def _user(user: User) -> Element:
    phones: list[Element] = [("PHONE", phone) for phone in user.phones]
    return (
        "USER",
        [
            ("USER_ID", str(user.user_id)),
            ("USERNAME", user.username),
            ("EMPLOYEE_ID", user.employee_id),
            ("FIRST_NAME", user.first_name),
            ("LAST_NAME", user.last_name),
            ("AGENT", "TRUE" if user.is_agent else "FALSE"),
            ("STATUS", "A"),
            ("ADD_TIME", written(user.added)),
            ("MOD_TIME", written(user.modified)),
            ("SYS_USER", user.username),
            ("SYS_DOMAIN", "EXAMPLE"),
            ("EMAIL", user.email),
            ("CRM_USER", f"crm-{user.username}"),
            ("SITE_ID", str(user.site_id)),
            ("GROUP", user.group),
            ("ROLE", user.role),
            ("PHONES", phones),
        ],
    )


COMMANDS = {
    "IMPORTUSER": by_action(
        {"LIST": user_list, "ADD": user_add, "UPDATE": user_update, "DELETE": user_delete}
    )
}

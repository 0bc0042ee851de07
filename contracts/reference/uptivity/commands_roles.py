"""Roles: ROLE (ACTION=LIST|ADD|DELETE), this server's own."""

from __future__ import annotations

from contracts.reference.uptivity import data
from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.lists import by_action, listed, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome, refuse
from contracts.reference.uptivity.state import Installation


def role_list(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """The roles with their permissions."""
    return ok(listed("ROLES", [_role(*role) for role in installation.roles.items()]))


def role_add(installation: Installation, given: Given) -> Outcome:
    """Add ROLENAME with the permissions PERMISSIONIDENT, separated by commas."""
    name = given.required("ROLENAME")
    if name in installation.roles:
        refuse(Code.ROLE_ALREADY_EXISTS, name)
    wanted = [part.strip().upper() for part in given.text("PERMISSIONIDENT").split(",")]
    permissions = tuple(part for part in wanted if part)
    for permission in permissions:
        if permission not in data.PERMISSIONS:
            refuse(Code.PERMISSIONIDENT_NOT_FOUND, permission)
    installation.roles[name] = permissions
    return ok(_role(name, permissions))


def role_delete(installation: Installation, given: Given) -> Outcome:
    """Delete ROLENAME."""
    name = given.required("ROLENAME")
    if name not in installation.roles:
        refuse(Code.ROLE_NOT_FOUND, name)
    return ok(_role(name, installation.roles.pop(name)))


def _role(name: str, permissions: tuple[str, ...]) -> Element:
    idents: list[Element] = [("PERMISSIONIDENT", permission) for permission in permissions]
    return ("ROLE", [("ROLENAME", name), ("PERMISSIONS", idents)])


COMMANDS = {"ROLE": by_action({"LIST": role_list, "ADD": role_add, "DELETE": role_delete})}

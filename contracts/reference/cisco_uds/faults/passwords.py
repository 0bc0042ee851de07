"""Faults with passwords."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, refuse
from contracts.reference.cisco_uds.server import Uds


@fault("any-password-below", violates="UDS-AUTH-03", kind="only-sometimes")
class _AnyPasswordBelow(Uds):
    """The password is checked for the user resource only, not for those below it."""

    below = False

    def admit(self, call: Call) -> None:
        self.below = call.operation not in {"getUser", "putUser"}
        super().admit(call)

    def wrong_password(self, name: str) -> str:
        return name if self.below else super().wrong_password(name)


@fault("any-password-changes", violates="UDS-AUTH-03", kind="only-sometimes")
class _AnyPasswordChanges(Uds):
    """The password is not checked for changes."""

    writes = False

    def admit(self, call: Call) -> None:
        self.writes = call.method == "PUT"
        super().admit(call)

    def wrong_password(self, name: str) -> str:
        return name if self.writes else super().wrong_password(name)


@fault("any-password-removes", violates="UDS-AUTH-03", kind="only-sometimes")
class _AnyPasswordRemoves(Uds):
    """The password is not checked when services are removed."""

    removes = False

    def admit(self, call: Call) -> None:
        self.removes = call.operation == "deleteDeviceSubscribedServices"
        super().admit(call)

    def wrong_password(self, name: str) -> str:
        return name if self.removes else super().wrong_password(name)


@fault("password-any-case", violates="UDS-AUTH-03", kind="wrong-value")
class _PasswordAnyCase(Uds):
    """Letter case does not count in passwords."""

    def checked(self, name: str, password: str) -> str:
        known = self.cluster.passwords.get(name, "")
        same = password.casefold() == known.casefold()
        return super().checked(name, known if same else password)


@fault("password-empty", violates="UDS-AUTH-03", kind="wrong-value")
class _PasswordEmpty(Uds):
    """An empty password is also accepted."""

    def checked(self, name: str, password: str) -> str:
        return super().checked(name, password or self.cluster.passwords.get(name, ""))


@fault("password-cut", violates="UDS-AUTH-03", kind="wrong-value")
class _PasswordCut(Uds):
    """The beginning of the password is enough."""

    def checked(self, name: str, password: str) -> str:
        known = self.cluster.passwords.get(name, "")
        begun = len(password) >= 8 and known.startswith(password)  # noqa: PLR2004
        return super().checked(name, known if begun else password)


@fault("any-password", violates="UDS-AUTH-03", kind="omitted")
class _AnyPassword(Uds):
    """The password is not checked."""

    def wrong_password(self, name: str) -> str:
        return name


@fault("wrong-password-forbidden", violates="UDS-AUTH-03", kind="wrong-value")
class _WrongPasswordForbidden(Uds):
    """A wrong password is refused with 403."""

    def wrong_password(self, name: str) -> str:
        refuse(403, f"the password of {name} is another")


@fault("password-begins", violates="UDS-AUTH-03", kind="wrong-value")
class _PasswordBegins(Uds):
    """A password that begins with the user's is accepted."""

    def checked(self, name: str, password: str) -> str:
        known = self.cluster.passwords.get(name, "")
        return super().checked(name, known if password.startswith(known) else password)

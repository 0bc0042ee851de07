"""Faults with passwords."""

from __future__ import annotations

from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.server import Uds


@fault("password-any-case", violates="UDS-AUTH-03", kind="wrong-value")
class _PasswordAnyCase(Uds):
    """Letter case does not count in passwords."""

    def checked(self, name: str, password: str) -> str:
        known = self.cluster.passwords.get(name, "")
        same = password.casefold() == known.casefold()
        return super().checked(name, known if same else password)


@fault("password-cut", violates="UDS-AUTH-03", kind="wrong-value")
class _PasswordCut(Uds):
    """The beginning of the password is enough."""

    def checked(self, name: str, password: str) -> str:
        known = self.cluster.passwords.get(name, "")
        begun = len(password) >= 8 and known.startswith(password)  # noqa: PLR2004
        return super().checked(name, known if begun else password)

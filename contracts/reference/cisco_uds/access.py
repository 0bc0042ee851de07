"""Who may ask for what: HTTP Basic, and the table of resources."""

from __future__ import annotations

from contracts.reference.cisco_uds.request import Call, refuse
from contracts.reference.cisco_uds.serving import Serving
from contracts.reference.http import basic

CHALLENGE = (b"www-authenticate", b'Basic realm="Cisco Web Services Realm"')
OPEN = frozenset(
    {
        "getVersion", "getServers", "getOptions", "getDayOfWeek", "getTimeOfDay", "getTimeZones",
        "getInstalledLocales", "getModels", "getPhoneServices", "getPhoneService", "getUsers",
        "getClusterUser", "getOptionGroup", "getProvision",
    }
)  # fmt: skip


class Access(Serving):
    """The part of the server that knows its callers."""

    users_need_credentials = False
    """What the capabilities say of the search for users."""

    def needs_credentials(self, operation: str) -> bool:
        """Whether an operation is restricted."""
        if operation == "getUsers":
            return self.users_need_credentials
        return operation not in OPEN

    def admit(self, call: Call) -> None:
        """Let a call to a resource pass that may be made. Raises Refused (401, 403)."""
        if not self.needs_credentials(call.operation):
            return
        call.user = self.identify(call)
        owner = call.ids.get("userId")
        if owner is not None and not self.may_see(call.user, owner):
            self.not_yours(owner)

    def identify(self, call: Call) -> str:
        """The user name of whoever sent valid credentials. Raises Refused (401)."""
        scheme, _, blob = call.headers.get("authorization", "").partition(" ")
        if not blob:
            return self.missing_credentials()
        if scheme.lower() != "basic":
            return self.unknown_scheme(blob)
        found = basic(f"{scheme} {blob}")
        if found is None:
            refuse(401, "the credentials cannot be read", CHALLENGE)
        name, password = found
        return self.checked(name.lower(), password)

    def checked(self, name: str, password: str) -> str:
        """The user with this password. Raises Refused (401)."""
        known = self.cluster.passwords.get(name)
        if known is None:
            return self.unknown_user(name)
        return name if known == password else self.wrong_password(name)

    def missing_credentials(self) -> str:
        """No credentials were sent."""
        refuse(401, "credentials are required", CHALLENGE)

    def unknown_scheme(self, blob: str) -> str:  # noqa: ARG002
        """Credentials of another kind."""
        refuse(401, "only Basic is known", CHALLENGE)

    def unknown_user(self, name: str) -> str:
        """A user name that nobody has."""
        refuse(401, f"{name} is not known", CHALLENGE)

    def wrong_password(self, name: str) -> str:
        """Another password than the user's."""
        refuse(401, f"the password of {name} is another", CHALLENGE)

    def may_see(self, user: str, owner: str) -> bool:
        """Whether `user` may see what belongs to `owner`."""
        return user == owner.lower()

    def not_yours(self, owner: str) -> None:
        """Somebody else's resource (UDS-AMB-14)."""
        refuse(403, f"this belongs to {owner}")

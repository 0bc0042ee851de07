"""Faults in the own user: GWS-ME-01 to -11, GWS-USER-01."""

from __future__ import annotations

from typing import Any

from contracts.reference.clock import Clock
from contracts.reference.genesys_ws.data import Agent, identifier
from contracts.reference.genesys_ws.faults._registry import OwnUser, fault
from contracts.reference.genesys_ws.request import Call, Object, refuse
from contracts.reference.genesys_ws.server import GenesysWs
from contracts.reference.genesys_ws.status import Status


@fault("me-empty", violates="GWS-ME-01", kind="omitted")
class _MeEmpty(GenesysWs):
    """The answer to /me has no user."""

    def me(self, call: Call) -> Object:  # noqa: ARG002
        return {}


@fault("me-renamed", violates="GWS-ME-01", kind="wrong-value")
class _MeRenamed(GenesysWs):
    """The user stands in a member of another name."""

    def me(self, call: Call) -> Object:
        return {"me": super().me(call)["user"]}


@fault("me-flat", violates="GWS-ME-01", kind="wrong-type")
class _MeFlat(GenesysWs):
    """The members of the user stand in the envelope itself."""

    def me(self, call: Call) -> Object:
        return dict(super().me(call)["user"])


@fault("me-in-a-list", violates="GWS-ME-01", kind="wrong-type")
class _MeInAList(OwnUser):
    """The user is a list of one user."""

    def changed(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return [user]


@fault("me-not-found", violates="GWS-ME-01", kind="wrong-reason")
class _MeNotFound(GenesysWs):
    """/me does not exist for authenticated callers."""

    def me(self, call: Call) -> Object:
        return self.nothing(call)


class _Without(OwnUser):
    name = ""

    def changed(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return {name: value for name, value in user.items() if name != self.name}


class _With(OwnUser):
    name = ""
    value: Any = None

    def changed(self, call: Call, user: Object) -> Any:
        if self.name not in user:
            return user
        return {**user, self.name: self.instead(call, user)}

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return self.value


@fault("me-breaks-down-later", violates="GWS-ME-01", kind="only-sometimes")
class _MeBreaksDownLater(GenesysWs):
    """From the tenth request on, /me ends in an internal error."""

    left = 10

    def me(self, call: Call) -> Object:
        self.left -= 1
        if self.left < 0:
            refuse(Status.INTERNAL_ERROR, "java.lang.NullPointerException")
        return super().me(call)


@fault("id-omitted", violates="GWS-ME-02", kind="omitted")
class _IdOmitted(_Without):
    """The user has no id."""

    name = "id"


@fault("id-number", violates="GWS-ME-02", kind="wrong-type")
class _IdNumber(_With):
    """The id is a number."""

    name, value = "id", 4711


@fault("id-empty", violates="GWS-ME-02", kind="wrong-value")
class _IdEmpty(_With):
    """The id is empty."""

    name, value = "id", ""


@fault("user-name-omitted", violates="GWS-ME-03", kind="omitted", related="GWS-ME-13")
class _UserNameOmitted(_Without):
    """The user has no userName."""

    name = "userName"


@fault("user-name-of-another", violates="GWS-ME-03", kind="wrong-value", related="GWS-USER-02")
class _UserNameOfAnother(_With):
    """The userName is that of another user."""

    name, value = "userName", "ksippo"


@fault("user-of-the-first-call", violates="GWS-ME-03", kind="only-sometimes")
class _UserOfTheFirstCall(GenesysWs):
    """The user of the first call is returned to every caller."""

    first: Object | None = None

    def me(self, call: Call) -> Object:
        found = super().me(call)
        if call.query:
            return found
        self.first = self.first or found
        return self.first


@fault("user-name-in-full", violates="GWS-ME-03", kind="wrong-value", related="GWS-USER-02")
class _UserNameInFull(_With):
    """The userName is the full name."""

    name = "userName"

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return f"{user.get('firstName')} {user.get('lastName')}"


@fault("first-name-number", violates="GWS-ME-04", kind="wrong-type")
class _FirstNameNumber(_With):
    """The firstName is a number."""

    name, value = "firstName", 7


@fault("last-name-list", violates="GWS-ME-04", kind="wrong-type")
class _LastNameList(_With):
    """The lastName is a list."""

    name, value = "lastName", ["Lang"]


@fault("last-name-null", violates="GWS-ME-13", kind="omitted")
class _LastNameNull(_With):
    """The lastName is null."""

    name = "lastName"


@fault("first-name-omitted", violates="GWS-ME-13", kind="omitted")
class _FirstNameOmitted(_Without):
    """The user has no firstName."""

    name = "firstName"


@fault("roles-text", violates="GWS-ME-05", kind="wrong-type")
class _RolesText(_With):
    """The roles are one string."""

    name, value = "roles", "ROLE_AGENT"


@fault("one-role-is-a-text", violates="GWS-ME-05", kind="only-sometimes")
class _OneRoleIsAText(OwnUser):
    """The only role of a user is a string instead of a list."""

    def changed(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        roles = user.get("roles", ())
        return {**user, "roles": roles[0]} if len(roles) == 1 else user


@fault("roles-objects", violates="GWS-ME-05", kind="wrong-type", related="GWS-USER-02")
class _RolesObjects(_With):
    """The roles are objects."""

    name, value = "roles", [{"name": "ROLE_AGENT"}]


@fault("enabled-text", violates="GWS-ME-06", kind="wrong-type")
class _EnabledText(_With):
    """The member enabled is a string."""

    name, value = "enabled", "true"


@fault("enabled-number", violates="GWS-ME-06", kind="wrong-type")
class _EnabledNumber(_With):
    """The member enabled is 1."""

    name, value = "enabled", 1


@fault("change-password-text", violates="GWS-ME-07", kind="wrong-type")
class _ChangePasswordText(_With):
    """The member changePasswordOnFirstLogin is a string."""

    name, value = "changePasswordOnFirstLogin", "no"


@fault("change-password-null", violates="GWS-ME-13", kind="omitted")
class _ChangePasswordNull(_With):
    """The member changePasswordOnFirstLogin is null."""

    name = "changePasswordOnFirstLogin"


@fault("change-password-null-without-one", violates="GWS-ME-13", kind="only-sometimes")
class _ChangePasswordNullWithoutOne(OwnUser):
    """The member changePasswordOnFirstLogin is null for a user without a password."""

    def changed(self, call: Call, user: Object) -> Any:
        if call.agent.password or "changePasswordOnFirstLogin" not in user:
            return user
        return {**user, "changePasswordOnFirstLogin": None}


@fault("uri-object", violates="GWS-ME-14", kind="wrong-type")
class _UriObject(_With):
    """The uri is an object."""

    name = "uri"

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return {"href": user["uri"]}


@fault("path-number", violates="GWS-ME-14", kind="wrong-type")
class _PathNumber(_With):
    """The path is a number."""

    name, value = "path", 63


@fault("uri-relative", violates="GWS-ME-08", kind="wrong-value", related="GWS-USER-02")
class _UriRelative(_With):
    """The uri has neither scheme nor host."""

    name = "uri"

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return user.get("path")


@fault("uri-cut", violates="GWS-ME-08", kind="wrong-value", related="GWS-USER-02")
class _UriCut(_With):
    """The uri ends before the id, as in the sample whose end was lost."""

    name = "uri"

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return user["uri"].rsplit("/", 1)[0] + "/"


@fault("path-without-users", violates="GWS-ME-09", kind="wrong-value", related="GWS-USER-02")
class _PathWithoutUsers(_With):
    """The path is the id alone."""

    name = "path"

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return f"/{user.get('id')}"


@fault("path-in-full", violates="GWS-ME-09", kind="wrong-value", related="GWS-USER-02")
class _PathInFull(_With):
    """The path begins with /api/v2."""

    name = "path"

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return f"/api/v2{user['path']}"


@fault("path-omitted", violates="GWS-ME-13", kind="omitted")
class _PathOmitted(_Without):
    """The user has no path."""

    name = "path"


@fault("uri-of-agents", violates="GWS-ME-10", kind="wrong-value", related="GWS-USER-02")
class _UriOfAgents(_With):
    """The uri names the user below agents, the path below users."""

    name = "uri"

    def instead(self, call: Call, user: Object) -> Any:  # noqa: ARG002
        return user["uri"].replace("/users/", "/agents/")


@fault("id-of-request", violates="GWS-ME-11", kind="wrong-value", related="GWS-USER-02 GWS-SUB-01")
class _IdOfRequest(GenesysWs):
    """The id of the user is another one in every request; all lead to the user."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self.given: dict[str, str] = {}

    def me(self, call: Call) -> Object:
        user = super().me(call)["user"]
        if "id" not in user:
            return {"user": user}
        shown = identifier(f"request {len(self.given)}")
        self.given[shown] = call.agent.id
        place = f"/users/{shown}"
        return {"user": {**user, "id": shown, "uri": self.uri(call, place), "path": place}}

    def one_user(self, call: Call, identifier: str) -> Object:
        found = super().one_user(call, self.given.get(identifier, identifier))
        return {"user": {**found["user"], "id": identifier}}


@fault("user-not-found", violates="GWS-USER-01", kind="omitted")
class _UserNotFound(GenesysWs):
    """The path of the own user leads nowhere."""

    def one_user(self, call: Call, identifier: str) -> Object:  # noqa: ARG002
        return self.nothing(call)


@fault("user-of-another-id", violates="GWS-USER-01", kind="wrong-value")
class _UserOfAnotherId(GenesysWs):
    """The path of the own user leads to another one."""

    def one_user(self, call: Call, identifier: str) -> Object:
        if identifier == call.agent.id:
            identifier = self.centre.agents["mrossi"].id
        return super().one_user(call, identifier)


class _OtherById(GenesysWs):
    """A user by id, or in the list of users, is described in another way than as the own user."""

    name = ""
    value: Any = None

    def one_user(self, call: Call, identifier: str) -> Object:
        found = super().one_user(call, identifier)
        return {**found, "user": self.otherwise(found["user"])}

    def otherwise(self, user: Object) -> Object:
        return {**user, self.name: self.value} if self.name in user else user


@fault("by-id-without-roles", violates="GWS-USER-02", kind="wrong-value")
class _ByIdWithoutRoles(_OtherById):
    """A user by id has no roles."""

    name, value = "roles", []


@fault("by-id-enabled-text", violates="GWS-USER-02", kind="wrong-type")
class _ByIdEnabledText(_OtherById):
    """A user by id has enabled as a string."""

    name, value = "enabled", "true"


@fault("by-id-name-cut", violates="GWS-USER-02", kind="wrong-value")
class _ByIdNameCut(_OtherById):
    """A user by id lacks the last letter of the first name."""

    def otherwise(self, user: Object) -> Object:
        return {n: v[:-1] if n == "firstName" else v for n, v in user.items()}


@fault("listed-user-name-small", violates="GWS-USER-02", kind="only-sometimes")
class _ListedUserNameSmall(GenesysWs):
    """The list of users has last names in small letters."""

    def listed_user(self, call: Call, agent: Agent) -> Object:
        found = super().listed_user(call, agent)
        return {**found, "lastName": agent.last_name.lower()}

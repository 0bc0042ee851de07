"""Who may read what of UDS, and in which form, as traffic shows it."""

from __future__ import annotations

from collections.abc import Mapping

from contracts.apis.cisco_uds import Answer
from contracts.apis.cisco_uds.rules import says_json
from contracts.traffic.accounts import Accounts
from contracts.traffic.laws.saying import Saying
from contracts.traffic.seen import Seen

_OPEN: Mapping[str, str] = {
    "getVersion": "UDS-OPEN-01",
    "getTimeZones": "UDS-OPEN-02",
    "getInstalledLocales": "UDS-OPEN-03",
    "getClusterUser": "UDS-OPEN-04",
    "getServers": "UDS-OPEN-06",
    "getOptions": "UDS-OPEN-06",
    "getDayOfWeek": "UDS-OPEN-06",
    "getTimeOfDay": "UDS-OPEN-06",
    "getModels": "UDS-OPEN-07",
    "getPhoneServices": "UDS-OPEN-07",
    "getPhoneService": "UDS-OPEN-07",
}
_OF_DEVICES = frozenset({"getDevices", "getDevice"})
_UNAUTHORISED = 401
_BROWSER = "mozilla/"


class UdsAccess(Saying):
    """Open and restricted resources, challenges, and JSON that nobody is to get."""

    name = "access"

    def __init__(self, *arguments: object) -> None:
        super().__init__(*arguments)  # type: ignore[arg-type]  # as Saying takes them
        self._shows = False
        self._opened: dict[str, Seen] = {}
        self._closed: dict[str, list[Seen]] = {}
        self._accepted: dict[str, Seen] = {}
        self._refused: dict[str, Seen] = {}
        self._leaked: dict[str, list[Seen]] = {}
        self._challenge: dict[str, Seen] = {}
        self._agents: dict[bool, Seen] = {}
        self._repeated: Seen | None = None

    def take(self, seen: Seen, accounts: Accounts) -> None:
        """Take one more exchange into account."""
        self.listen(accounts)
        request = seen.exchange.request
        names = {name.lower() for name, _ in request.headers}
        self._shows = self._shows or "authorization" in names
        operation = request.operation or ""
        if request.method == "GET" and seen.accepted and seen.whole:
            self._form(seen)
        if seen.problems or not seen.status:
            return
        if operation in _OPEN and not seen.caller:
            self._openly(seen, _OPEN[operation])
        if seen.operation is not None and seen.operation.secured:
            self._restricted(seen, operation)

    def _openly(self, seen: Seen, required: str) -> None:
        if seen.accepted and seen.plain:
            self._opened.setdefault(required, seen)
        elif seen.status == _UNAUTHORISED:
            self._closed.setdefault(required, []).append(seen)

    def _restricted(self, seen: Seen, operation: str) -> None:
        required = "UDS-AUTH-02" if operation in _OF_DEVICES else "UDS-AUTH-01"
        if operation != "getUserPolicy" and seen.exchange.request.method == "GET":
            if seen.caller and seen.accepted:
                self._accepted.setdefault(required, seen)
            elif not seen.caller and seen.status == _UNAUTHORISED:
                self._refused[required] = seen
            elif not seen.caller and seen.accepted and seen.plain and not self._own(operation):
                self._leaked.setdefault(required, []).append(seen)
        url = seen.exchange.request.url
        if seen.status == _UNAUTHORISED and not seen.caller:
            if len(self._challenge) < 1000:  # noqa: PLR2004 - so that memory stays bounded
                self._challenge.setdefault(url, seen)
            self._challenged(seen)
        elif seen.caller and seen.accepted and url in self._challenge:
            scheme = (seen.exchange.request.header("Authorization") or "").partition(" ")[0]
            if scheme.lower() == "basic":
                self.passes("UDS-AUTH-05", self._challenge[url], seen)

    def _own(self, operation: str) -> bool:
        """Whether a requirement of the operation's own is the one that is broken."""
        return self.knows(f"UDS-{operation}-AUTH")

    def _challenged(self, seen: Seen) -> None:
        """A 401 that challenges offers HTTP Basic."""
        response = seen.exchange.response
        offers = [
            value
            for name, value in (response.headers if response else ())
            if name.lower() == "www-authenticate"
        ]
        if not offers:
            return
        if any("basic" in one.lower() for one in offers):
            self.passes("UDS-AUTH-10", seen)
            self.passes("UDS-AUTH-08", seen)
        else:
            text = "a 401 challenges for credentials, and not by HTTP Basic"
            self.breaks("UDS-AUTH-10", text, seen, expected="Basic", observed=", ".join(offers))

    def _form(self, seen: Seen) -> None:
        """Who asks for JSON gets none; any client is served."""
        request = seen.exchange.request
        answer = Answer(seen.exchange)
        if "json" in (request.header("Accept") or "").lower():
            if answer.root is not None:
                self.passes("UDS-XML-02", seen)
            elif says_json(seen.exchange.response):
                said = (seen.exchange.response and seen.exchange.response.media_type) or "none"
                text = "a client that asks for JSON gets it"
                self.breaks("UDS-XML-02", text, seen, expected="XML", observed=said)
        agent = request.header("User-Agent")
        if agent is not None and answer.root is not None:
            self._agents.setdefault(_BROWSER in agent.lower(), seen)

    def end(self, accounts: Accounts) -> None:
        """Hold what was refused, and what was not, against each other."""
        self.listen(accounts)
        if len(self._agents) > 1:
            self.passes("UDS-HTTP-01", *self._agents.values())
        for required, seen in self._refused.items():
            if required in self._accepted:
                self.passes(required, seen, self._accepted[required])
        if self._shows:
            self._without_credentials()

    def _without_credentials(self) -> None:
        """What was given, and what was refused, to those who had none."""
        for required, seen in self._opened.items():
            if self._refused:  # else the server asks nobody for credentials
                self.passes(required, seen)
        for required, found in self._closed.items():
            if len(found) > 1 and required not in self._opened:
                text = "a request without credentials is refused"
                self.breaks(required, text, *found[:2], expected="200", observed=_UNAUTHORISED)
        for required, found in self._leaked.items():
            if len(found) > 1 and required in self._accepted:
                text = "a request without credentials is not refused"
                self.breaks(required, text, *found[:2], expected="401", observed=found[0].status)

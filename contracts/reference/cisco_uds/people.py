"""A user's own settings."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import (
    CODE,
    FLAG,
    NUMBER_OR_NONE,
    SOMETHING,
    Bodies,
)
from contracts.reference.cisco_uds.data import DEFAULT_VOICE_MAIL, LOCALES
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.state import Line, Person
from contracts.reference.cisco_uds.xml import Element, el, flag, texts

_LINKS = ("devices", "credentials", "extensions", "subscribedServices", "speedDials")
_PREFERENCES = ("messageWaitingVisualAlertPreference", "messageWaitingAudibleAlertPreference")
_FLAGS = ("ringWhenExtensionDialed", "allowTransferToMobile", "allowControlFromApplication")


class People(Bodies):
    """The part of the server with users' settings."""

    destination_flags: tuple[str, ...] = _FLAGS
    """The truth values of a remote destination."""

    def person(self, call: Call) -> Person:
        """The user whom the path names. Raises Refused (404)."""
        found = self.cluster.people.get(call.ids["userId"].lower())
        if found is None:
            refuse(404, f"there is no user {call.ids['userId']}")
        return found

    def get_user(self, call: Call) -> Element:
        """A user."""
        person = self.person(call)
        where = f"{call.base}/user/{person.name}"
        locale = dict(LOCALES).get(person.locale, LOCALES[0][1])
        locales = f"{call.base}/options/installedLocales"
        forwarding = self._forwarding(person)
        content = [
            *self.directory(person),
            *texts(
                [("selfServiceId", ""), ("mobileConnect", "true"), ("remoteDestinationLimit", "4")]
            ),
            el("userLocale", locale, uri=locales, value=person.locale, appliesToAllDevices="true"),
            el("accountType", "local", useLdapAuth="false"),
            el("homeCluster", "true", enableCalendarPresence="false", enableImAndPresence="true"),
            el("imAndPresence", [el("server", "imp1.example.com")]),
            el("primaryExtension", [el("directoryNumber", self.main_number(person)), forwarding]),
            el("callForwardAllDestination", forwarding.content, appliesToAllExtensions="true"),
            el("enableDoNotDisturb", person.do_not_disturb, appliesToAllDevices="true"),
            *[el(name, uri=f"{where}/{name}") for name in self.links()],
            el("serviceProfile", [el("uri", "http://imp1.example.com:6970/SPDefault.cnf.xml")]),
        ]
        return self.root(call, "user", content)

    def main_number(self, person: Person) -> str:
        """The primary directory number of a user."""
        devices = self.cluster.devices.get(person.name, {}).values()
        lines = (line for device in devices for line in device.lines if line.primary)
        return next((line.number for line in lines), person.extension)

    def links(self) -> tuple[str, ...]:
        """The lists that a user's representation leads to."""
        return _LINKS

    def _forwarding(self, person: Person) -> Element:
        pairs = [
            ("sendToVoiceMailPilotNumber", person.forward_to_voice_mail),
            ("destination", person.forward_to),
        ]
        return el("callForwardAllDestination", texts(pairs))

    def put_user(self, call: Call) -> Reply:
        """Change a user's settings."""
        person = self.person(call)
        body = self.body(call, "user")
        known = {"enableDoNotDisturb": FLAG, "userLocale": CODE} | dict.fromkeys(_PREFERENCES, CODE)
        sent = self.fields(body, known | {"enableCalendarPresence": FLAG, "logMissedCalls": FLAG})
        known = {"sendToVoiceMailPilotNumber": FLAG, "destination": NUMBER_OR_NONE}
        forwarding = body.find("primaryExtension/callForwardAllDestination")
        forward = {} if forwarding is None else self.fields(forwarding, known)
        self.forward(person, forward)
        person.do_not_disturb = self.updated(
            "enableDoNotDisturb", person.do_not_disturb, sent, "false"
        )
        person.locale = self.updated("userLocale", person.locale, sent)
        return self.changed(call, self.get_user(call))

    def forward(self, person: Person, sent: dict[str, str]) -> None:
        """Change where a user's calls are forwarded to."""
        person.forward_to_voice_mail = self.updated(
            "sendToVoiceMailPilotNumber", person.forward_to_voice_mail, sent, DEFAULT_VOICE_MAIL
        )
        person.forward_to = self.updated("destination", person.forward_to, sent)

    def changed(self, call: Call, element: Element) -> Reply:
        """The reply to a PUT that shows what it has changed."""
        return self.representation(call, element)

    def get_conferencing(self, call: Call) -> Element:
        """Conference Now."""
        person = self.person(call)
        pairs = [("enabled", person.conference_enabled), ("accessCode", person.conference_code)]
        return self.root(call, "conferencing", [el("conferenceNow", texts(pairs))])

    def put_conferencing(self, call: Call) -> Reply:
        """Change Conference Now."""
        person = self.person(call)
        inner = self.body(call, "conferencing").find("conferenceNow")
        if inner is None:
            refuse(415, "conferenceNow is required")
        sent = self.fields(inner, {"enabled": FLAG, "accessCode": r"[0-9]{0,10}"})
        person.conference_enabled = self.updated(
            "enabled", person.conference_enabled, sent, "false"
        )
        person.conference_code = self.updated("accessCode", person.conference_code, sent)
        return self.changed(call, self.get_conferencing(call))

    def get_credentials(self, call: Call) -> Element:
        """The last log-in."""
        self.person(call)
        when = f"{self.clock.now():%Y-%m-%dT%H:%M:%S.000Z}"
        pairs = [("lastSuccessfulLogin", when), ("lastSuccessfulLoginIp", "192.0.2.17")]
        details = [el("loginDetails", texts(pairs)), el("loginFailures", "0")]
        return self.root(call, "credentials", [el("credential", details)])

    def put_credentials(self, call: Call) -> Reply:
        """Take a new password or PIN; this server's passwords stay as they are."""
        self.person(call)
        sent = list(self.body(call, "credentials").iterchildren("credential"))
        kinds = {one.get("type") for one in sent}
        if not sent or not kinds <= {"password", "pin"} or not all(one.text for one in sent):
            refuse(415, "a credential of type password or pin is required")
        return Reply(204)

    def get_extensions(self, call: Call) -> Element:
        """The directory numbers of a user."""
        lines = self.lines(call)
        where = call.base + call.path.removesuffix("s")
        return self.root(
            call,
            "extensions",
            [
                el(
                    "extension",
                    self.line(one),
                    isPrimary=flag(one.primary),
                    uri=f"{where}/{one.id}",
                )
                for one in sorted(lines, key=lambda one: not one.primary)
            ],
        )

    def lines(self, call: Call) -> list[Line]:
        """The directory numbers of all devices of a user, each number once."""
        devices = self.cluster.devices.get(self.person(call).name, {}).values()
        return list({one.number: one for device in devices for one in device.lines}.values())

    def line(self, one: Line) -> list[Element]:
        """A directory number."""
        forward = [
            ("sendToVoiceMailPilotNumber", one.forward_to_voice_mail),
            ("sendToCustomDestination", one.forward_to),
        ]
        return [
            *texts([("id", one.id), ("directoryNumber", one.number), ("voiceMailPilotNumber", "")]),
            el("callForwardAllDestination", texts(forward)),
            el("messageWaitingVisualAlert", "false"),
            el("messageWaitingVisualAlertPreference", "Use System Policy", value=""),
            *texts([("logMissedCalls", one.log_missed_calls), ("label", one.label)]),
        ]

    # Remote destinations

    def get_remote_destinations(self, call: Call) -> Element:
        """Where calls are passed on to."""
        name = self.person(call).name
        where = f"{call.base}/user/{name}/remoteDestination"
        content = [
            el("remoteDestination", self._remote(one.id, name), uri=f"{where}/{one.id}")
            for one in self.cluster.remote.get(name, [])
        ]
        return self.root(call, "remoteDestinations", content)

    def get_remote_destination(self, call: Call) -> Element:
        """One remote destination."""
        identity = call.ids["remoteDestinationId"]
        return self.root(call, "remoteDestination", self._remote(identity, self.person(call).name))

    def _remote(self, identity: str, name: str) -> list[Element]:
        one = next((o for o in self.cluster.remote.get(name, []) if o.id == identity), None)
        if one is None:
            refuse(404, f"there is no remote destination {identity}")
        usage = el("usage", "Single Number Reach", value="0")
        device = el("associatedDevice", [el("name", f"RDP{name}"), usage])
        return [
            *texts([("id", one.id), ("name", one.name), ("destination", one.destination)]),
            *texts(list(one.flags.items())),
            el("associatedDevices", [device]),
        ]

    def post_remote_destination(self, call: Call) -> Reply:
        """Add a remote destination: those that there are have to be updated instead."""
        name = self.person(call).name
        identity = call.ids["remoteDestinationId"]
        self.body(call, "remoteDestination")
        if any(one.id == identity for one in self.cluster.remote.get(name, [])):
            refuse(409, "the user has this remote destination")
        refuse(404, f"there is no remote destination {identity}")

    def put_remote_destination(self, call: Call) -> Reply:
        """Change a remote destination."""
        name = self.person(call).name
        shown = self.get_remote_destination(call)
        known = {
            "name": SOMETHING,
            "destination": NUMBER_OR_NONE,
            "destinationNumber": NUMBER_OR_NONE,
        }
        sent = self.fields(
            self.body(call, "remoteDestination"),
            known | dict.fromkeys(self.destination_flags, FLAG),
        )
        one = next(o for o in self.cluster.remote[name] if o.id == shown.children[0].content)
        one.name = self.updated("name", one.name, sent)
        one.destination = self.updated("destination", one.destination, sent)
        one.destination = self.updated("destinationNumber", one.destination, sent)
        for name in self.destination_flags:
            one.flags[name] = self.updated(name, one.flags.get(name, "false"), sent, "false")
        return self.changed(call, self.get_remote_destination(call))

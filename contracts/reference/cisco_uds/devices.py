"""Devices and their directory numbers."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import CODE, FLAG, NUMBER_OR_NONE, TEXT
from contracts.reference.cisco_uds.data import DEFAULT_VOICE_MAIL
from contracts.reference.cisco_uds.people import People
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.state import Device, Line
from contracts.reference.cisco_uds.xml import Element, el, flag, texts

_PREFERENCES = (
    "messageWaitingVisualAlertPreference",
    "messageWaitingAudibleAlertPreference",
    "onACallRingPreference",
    "notOnACallRingPreference",
)


class Devices(People):
    """The part of the server with devices."""

    def devices_of(self, call: Call) -> list[Device]:
        """The devices of the user whom the path names."""
        return list(self.cluster.devices.get(self.person(call).name, {}).values())

    def device(self, call: Call) -> Device:
        """The device that the path names. Raises Refused (404)."""
        found = next((o for o in self.devices_of(call) if o.id == call.ids["deviceId"]), None)
        return self.unknown_device(call) if found is None else found

    def unknown_device(self, call: Call) -> Device:
        """A device that the user does not have."""
        refuse(404, f"there is no device {call.ids['deviceId']}")

    def get_devices(self, call: Call) -> Element:
        """The devices of a user, perhaps of one model only."""
        where = f"{call.base}/user/{call.ids['userId']}/device"
        listed = [one for one in self.devices_of(call) if self.is_of_model(one, call)]
        content = [el("device", self.listed_device(one), uri=f"{where}/{one.id}") for one in listed]
        return self.root(call, "devices", content)

    def is_of_model(self, device: Device, call: Call) -> bool:
        """Whether a device is of the model that the filter names."""
        wanted = call.query.get("model", "").strip('"')
        return not wanted or device.model == wanted

    def listed_device(self, device: Device) -> list[Element]:
        """A device in the list."""
        return self._described(device)

    def _described(self, device: Device) -> list[Element]:
        return [
            *texts([("id", device.id), ("name", device.name)]),
            *texts([("type", "Phone"), ("model", device.model)]),
            el("description", device.description, editable="true"),
            el("protocol", "SIP"),
        ]

    def get_device(self, call: Call) -> Element:
        """One device."""
        device = self.device(call)
        enable = el("enable", device.do_not_disturb)
        links = ("extensions", "subscribedServices", "speedDials")
        content = [
            *self._described(device),
            el("requireCerLocation", "false"),
            el("doNotDisturbSettings", [enable, el("option", [], value="0")]),
            el("phoneLocale", "English, United States", value="1"),
            *[el(name, uri=f"{call.base}{call.path}/{name}") for name in links],
            el("provision", [el("uri", f"{call.base}/provision/{device.name}.cnf.xml")]),
        ]
        primary = flag(any(line.primary for line in device.lines))
        return self.root(call, "device", content, hasPrimaryNumber=primary)

    def get_provision(self, call: Call) -> Element:
        """What a phone configures itself with."""
        name = call.ids["file"].removesuffix(".cnf.xml")
        known = (one.name for owned in self.cluster.devices.values() for one in owned.values())
        if name not in known:
            refuse(404, f"there is no configuration of {name}")
        return el("device", [el("deviceProtocol", "SIP")])

    def put_device(self, call: Call) -> Reply:
        """Change a device's description and do-not-disturb."""
        device = self.device(call)
        body = self.body(call, "device")
        sent = self.fields(body, {"description": TEXT})
        inner = body.find("doNotDisturbSettings")
        disturb = {} if inner is None else self.fields(inner, {"enable": FLAG})
        device.description = self.updated(
            "description", device.description, sent, f"Auto {device.name}"
        )
        device.do_not_disturb = self.updated("enable", device.do_not_disturb, disturb, "false")
        return self.changed(call, self.get_device(call))

    def get_device_extensions(self, call: Call) -> Element:
        """The directory numbers of a device."""
        where = call.base + call.path.removesuffix("s")
        content = [
            el("extension", self.line(one), isPrimary=flag(one.primary), uri=f"{where}/{one.id}")
            for one in self.device(call).lines
        ]
        return self.root(call, "extensions", content)

    def extension(self, call: Call) -> Line:
        """The directory number that the path names. Raises Refused (404)."""
        wanted = call.ids["extensionId"]
        found = next((one for one in self.device(call).lines if one.id == wanted), None)
        if found is None:
            refuse(404, f"there is no extension {wanted}")
        return found

    def get_device_extension(self, call: Call) -> Element:
        """One directory number of a device."""
        one = self.extension(call)
        return self.root(call, "extension", self.line(one), isPrimary=flag(one.primary))

    def put_device_extension(self, call: Call) -> Reply:
        """Change the settings of a device's directory number."""
        self.change_line(call, self.extension(call))
        return self.changed(call, self.get_device_extension(call))

    def get_extension(self, call: Call) -> Element:
        """One directory number of a user."""
        one = self.line_of_user(call)
        return self.root(call, "extension", self.line(one), isPrimary=flag(one.primary))

    def put_extension(self, call: Call) -> Reply:
        """Change the settings of a user's directory number."""
        self.change_line(call, self.line_of_user(call))
        return self.changed(call, self.get_extension(call))

    def line_of_user(self, call: Call) -> Line:
        """The directory number of a user that the path names. Raises Refused (404)."""
        wanted = call.ids["extensionId"]
        found = next((one for one in self.lines(call) if one.id == wanted), None)
        if found is None:
            refuse(404, f"there is no extension {wanted}")
        return found

    def change_line(self, call: Call, one: Line) -> None:
        """Change a directory number's settings. Raises Refused (415)."""
        body = self.body(call, "extension")
        known = {"logMissedCalls": FLAG, "label": TEXT} | dict.fromkeys(_PREFERENCES, CODE)
        sent = self.fields(body, known)
        inner = body.find("callForwardAllDestination")
        fields = {"sendToVoiceMailPilotNumber": FLAG, "sendToCustomDestination": NUMBER_OR_NONE}
        forward = {} if inner is None else self.fields(inner, fields)
        one.forward_to_voice_mail = self.updated(
            "sendToVoiceMailPilotNumber", one.forward_to_voice_mail, forward, DEFAULT_VOICE_MAIL
        )
        one.forward_to = self.updated("sendToCustomDestination", one.forward_to, forward)
        one.log_missed_calls = self.updated("logMissedCalls", one.log_missed_calls, sent, "true")
        one.label = self.updated("label", one.label, sent)

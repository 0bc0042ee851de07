"""Faults with settings: of users, conferencing, directory numbers and remote destinations."""

from __future__ import annotations

import json
from collections.abc import Mapping
from urllib.parse import parse_qsl

from lxml import etree

from contracts.reference.cisco_uds.bodies import FLAG
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Line
from contracts.reference.cisco_uds.xml import Element
from contracts.reference.clock import Clock


@fault("description-goes-back", violates="UDS-DEV-02", kind="forgotten")
class _DescriptionGoesBack(Uds):
    """A changed description of a device is shown once, and then the one before again."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._before: dict[str, str] = {}

    def put_device(self, call: Call) -> Reply:
        device = self.device(call)
        before = device.description
        reply = super().put_device(call)
        if device.description != before:
            self._before[device.id] = before
        return reply

    def get_device(self, call: Call) -> Element:
        device = self.device(call)
        shown = super().get_device(call)
        device.description = self._before.pop(device.id, device.description)
        return shown


@fault("disturb-stays", violates="UDS-PUT-01", kind="only-sometimes")
class _DisturbStays(Uds):
    """Do-not-disturb of a user can be switched on, but not off again."""

    def put_user(self, call: Call) -> Reply:
        person = self.person(call)
        before = person.do_not_disturb
        super().put_user(call)
        if before == "true":
            person.do_not_disturb = before
        return self.changed(call, self.get_user(call))


@fault("extension-astray", violates="UDS-PUT-01", kind="wrong-value")
class _ExtensionAstray(Uds):
    """A change of a directory number is carried out on another device."""

    def change_line(self, call: Call, one: Line) -> None:
        devices = self.devices_of(call)
        super().change_line(call, devices[1].lines[0] if one in devices[0].lines else one)


@fault("conferencing-takes-words", violates="UDS-PARAM-01", kind="omitted")
class _ConferencingTakesWords(Uds):
    """A word that is not a truth value is ignored in the conferencing settings."""

    def put_conferencing(self, call: Call) -> Reply:
        try:
            return super().put_conferencing(call)
        except Refused as refusal:
            if "enabled" not in refusal.why:
                raise
            return self.changed(call, self.get_conferencing(call))


@fault("conferencing-idle", violates="UDS-PUT-01", kind="forgotten")
class _ConferencingIdle(Uds):
    """A PUT of conferencing is accepted and changes nothing."""

    def put_conferencing(self, call: Call) -> Reply:
        before = self.get_conferencing(call)
        person = self.person(call)
        kept = person.conference_enabled, person.conference_code
        super().put_conferencing(call)
        person.conference_enabled, person.conference_code = kept
        return self.changed(call, before)


@fault("words-are-false", violates="UDS-PARAM-01", kind="wrong-value")
class _WordsAreFalse(Uds):
    """A word that is not a truth value counts as false in the forwarding of a line."""

    def value(self, name: str, text: str, pattern: str) -> str:
        if name == "sendToVoiceMailPilotNumber" and pattern == FLAG and text.isalpha():
            return "true" if text == "true" else "false"
        return super().value(name, text, pattern)


@fault(
    "user-refused-after-error", violates="UDS-PARAM-02", kind="wrong-order", related="UDS-PUT-01"
)
class _UserRefusedAfterError(Uds):
    """After an error in a PUT of a user the next one is also refused."""

    def __init__(self, clock: Clock) -> None:
        super().__init__(clock)
        self._erred = False

    def put_user(self, call: Call) -> Reply:
        erred, self._erred = self._erred, False
        if erred and b"enableDoNotDisturb" in call.body:
            refuse(415, "there was an error before")
        try:
            return super().put_user(call)
        except Refused as refusal:
            self._erred = "enableDoNotDisturb" in refusal.why
            raise


def _element(name: str, fields: Mapping[str, object]) -> etree._Element:
    element = etree.Element(name)
    for key, value in fields.items():
        if isinstance(value, dict):
            element.append(_element(key, value))
        else:
            etree.SubElement(element, key).text = str(value)
    return element


@fault("user-in-json", violates="UDS-XML-03", kind="only-sometimes")
class _UserInJson(Uds):
    """A user is changed by a body of JSON."""

    def not_xml(self, call: Call, root: str) -> etree._Element:
        if call.operation != "putUser":
            return super().not_xml(call, root)
        try:
            return _element(root, json.loads(call.body)[root])
        except ValueError:
            return super().not_xml(call, root)


@fault("destination-in-form", violates="UDS-XML-08", kind="only-sometimes")
class _DestinationInForm(Uds):
    """A remote destination is changed by a form."""

    def not_xml(self, call: Call, root: str) -> etree._Element:
        if call.operation != "putRemoteDestination" or call.body.startswith(b"{"):
            return super().not_xml(call, root)
        return _element(root, dict(parse_qsl(call.body.decode())))


@fault("device-without-xml", violates="UDS-XML-08", kind="only-sometimes")
class _DeviceWithoutXml(Uds):
    """A body that is not well-formed changes nothing of a device, and is answered with 200."""

    def malformed(self, call: Call, trouble: Exception) -> etree._Element:
        if call.operation == "putDevice":
            return etree.Element("device")
        return super().malformed(call, trouble)

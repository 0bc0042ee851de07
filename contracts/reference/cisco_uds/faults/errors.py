"""Faults with errors in parameters and bodies."""

from __future__ import annotations

from lxml import etree

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.liberties.changing import OtherFlags
from contracts.reference.cisco_uds.request import Call, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Dial

_IN_ERROR = 415


@fault("error-not-forgiven", violates="UDS-PARAM-02", kind="wrong-value")
class _ErrorNotForgiven(Uds):
    """After an error the next change is also refused."""

    failed = False

    def put_device_speed_dial(self, call: Call) -> Reply:
        try:
            return super().put_device_speed_dial(call)
        except Refused as refusal:
            self.failed = refusal.status == _IN_ERROR
            raise

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        before, self.failed = self.failed, False
        if before:
            refuse(503, "try again later")
        super().change_dial(dial, sent)


@fault("device-never-forgiven", violates="UDS-PARAM-02", kind="only-sometimes")
class _DeviceNeverForgiven(Uds):
    """After an error in a PUT of a device all others are refused as errors."""

    soured = False

    def put_device(self, call: Call) -> Reply:
        if self.soured:
            refuse(_IN_ERROR, "no")
        try:
            return super().put_device(call)
        except Refused as refusal:
            self.soured = "enable cannot be" in refusal.why
            raise


@fault("destination-error-conflict", violates="UDS-PARAM-01", kind="only-sometimes")
class _DestinationErrorConflict(OtherFlags):
    """An error in a truth value of a remote destination is refused as a conflict."""

    def put_remote_destination(self, call: Call) -> Reply:
        try:
            return super().put_remote_destination(call)
        except Refused as refusal:
            if "cannot be" in refusal.why:
                refusal.status = 409
            raise


@fault("additions-spoilt", violates="UDS-PARAM-02", kind="only-sometimes")
class _AdditionsSpoilt(Uds):
    """After an addition with an error all others are also refused."""

    spoilt = False

    def post_device_speed_dial(self, call: Call) -> Reply:
        if self.spoilt:
            refuse(_IN_ERROR, "no")
        try:
            return super().post_device_speed_dial(call)
        except Refused as refusal:
            self.spoilt = refusal.status == _IN_ERROR
            raise


@fault("half-written", violates="UDS-PARAM-03", kind="wrong-order")
class _HalfWritten(Uds):
    """The label is written before the number is checked."""

    def missing(self, element: etree._Element, name: str) -> None:
        if name == "number":
            label = element.findtext("label")
            for dials in (device.dials for device in self.cluster.devices["hkeller"].values()):
                dial = dials.get(int(element.findtext("index") or 0))
                if dial and label:
                    dial.label = label
        super().missing(element, name)


@fault("root-ignored", violates="UDS-PARAM-05", kind="omitted")
class _RootIgnored(Uds):
    """Any root element is accepted if it contains the right one."""

    def wrong_root(self, found: etree._Element, root: str) -> etree._Element:
        inner = found.find(root)
        return super().wrong_root(found, root) if inner is None else inner


@fault("malformed-repaired", violates="UDS-XML-08", kind="omitted", related="UDS-PARAM-05")
class _MalformedRepaired(Uds):
    """A body that is not well-formed is read as far as possible."""

    def malformed(self, call: Call, trouble: Exception) -> etree._Element:
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
        found = etree.fromstring(call.body, parser)
        return super().malformed(call, trouble) if found is None else found

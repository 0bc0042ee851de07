"""Faults with errors in parameters and bodies."""

from __future__ import annotations

from lxml import etree

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Dial

_IN_ERROR = 415


@fault("addition-unchecked", violates="UDS-PARAM-04", kind="omitted", related="UDS-XML-03")
class _AdditionUnchecked(Uds):
    """A POST with an error in it, such as a body of JSON, is answered with 201."""

    def post_device_speed_dial(self, call: Call) -> Reply:
        try:
            return super().post_device_speed_dial(call)
        except Refused as refusal:
            if refusal.status != _IN_ERROR:
                raise
            return Reply(201)


class _Put(Uds):
    """A server that does something else with the PUT of a speed dial."""

    def put_device_speed_dial(self, call: Call) -> Reply:
        try:
            return super().put_device_speed_dial(call)
        except Refused as refusal:
            return self.put_refused(call, refusal)

    def put_refused(self, call: Call, refusal: Refused) -> Reply:  # noqa: ARG002
        raise refusal


@fault("device-error-bad-request", violates="UDS-PARAM-01", kind="only-sometimes")
class _DeviceErrorBadRequest(Uds):
    """An impossible value in a PUT of a device is refused with 400."""

    def put_device(self, call: Call) -> Reply:
        try:
            return super().put_device(call)
        except Refused as refusal:
            refusal.status = 400
            raise


@fault("list-error-unprocessable", violates="UDS-PARAM-01", kind="only-sometimes")
class _ListErrorUnprocessable(Uds):
    """An error in the list of a device is refused with 422."""

    def put_device_speed_dials(self, call: Call) -> Reply:
        try:
            return super().put_device_speed_dials(call)
        except Refused as refusal:
            refusal.status = 422
            raise


@fault("service-error-conflict", violates="UDS-PARAM-01", kind="only-sometimes")
class _ServiceErrorConflict(Uds):
    """A PUT of a service with an error is refused as a conflict."""

    def put_device_subscribed_service(self, call: Call) -> Reply:
        try:
            return super().put_device_subscribed_service(call)
        except Refused as refusal:
            refusal.status = 409
            raise


@fault("error-bad-request", violates="UDS-PARAM-01", kind="wrong-value")
class _ErrorBadRequest(_Put):
    """An error in a parameter is refused with 400."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR:
            refusal.status = 400
        return super().put_refused(call, refusal)


@fault("error-breaks-down", violates="UDS-PARAM-01", kind="wrong-value")
class _ErrorBreaksDown(_Put):
    """An index that is not a number ends in an internal error (500)."""

    def impossible(self, name: str, text: str) -> str:
        if name == "index":
            refuse(500, "internal error")
        return super().impossible(name, text)

    def post_device_speed_dial(self, call: Call) -> Reply:
        try:
            return super().post_device_speed_dial(call)
        except Refused as refusal:
            refusal.status = _IN_ERROR if refusal.status == 500 else refusal.status  # noqa: PLR2004
            raise


@fault("error-accepted", violates="UDS-PARAM-01", kind="omitted")
class _ErrorAccepted(_Put):
    """An index that is not a number is answered with 204, and nothing is done."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR and refusal.why.startswith("index cannot be"):
            return Reply(204)
        return super().put_refused(call, refusal)


@fault("error-not-forgiven", violates="UDS-PARAM-02", kind="wrong-value")
class _ErrorNotForgiven(_Put):
    """After an error the next change is also refused."""

    failed = False

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        self.failed = refusal.status == _IN_ERROR
        return super().put_refused(call, refusal)

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        before, self.failed = self.failed, False
        if before:
            refuse(503, "try again later")
        super().change_dial(dial, sent)


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


@fault("malformed-breaks-down", violates="UDS-PARAM-05", kind="wrong-value")
class _MalformedBreaksDown(Uds):
    """A body that is not well-formed ends in an internal error (500)."""

    def malformed(self, call: Call, trouble: Exception) -> etree._Element:  # noqa: ARG002
        refuse(500, "java.lang.NullPointerException")


@fault("malformed-repaired", violates="UDS-XML-08", kind="omitted", related="UDS-PARAM-05")
class _MalformedRepaired(Uds):
    """A body that is not well-formed is read as far as possible."""

    def malformed(self, call: Call, trouble: Exception) -> etree._Element:
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
        found = etree.fromstring(call.body, parser)
        return super().malformed(call, trouble) if found is None else found


@fault("number-optional", violates="UDS-PARAM-01", kind="omitted")
class _NumberOptional(_Put):
    """A change without a number, which is required, is accepted, and does nothing."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR and refusal.why.endswith("needs number"):
            return Reply(204)
        return super().put_refused(call, refusal)

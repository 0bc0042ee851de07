"""Faults with additions, changes and errors in them."""

from __future__ import annotations

from lxml import etree

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Refused, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device, Dial, Person

_IN_ERROR = 415


@fault("addition-forgotten", violates="UDS-ADD-01", kind="omitted")
class _AdditionForgotten(Uds):
    """A POST is answered with 201, and nothing is added."""

    def add_dial(self, device: Device, sent: Fields) -> None:
        """Forget it."""


@fault("addition-wrong-number", violates="UDS-ADD-01", kind="wrong-value")
class _AdditionWrongNumber(Uds):
    """What is added has lost a digit."""

    def add_dial(self, device: Device, sent: Fields) -> None:
        super().add_dial(device, {**sent, "number": sent["number"][:-1]})


@fault("dial-again-accepted", violates="UDS-DUP-01", kind="omitted")
class _DialAgainAccepted(Uds):
    """A speed dial that exists can be added again."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        """Nothing is wrong with it here."""


@fault("dial-taken-over", violates="UDS-DUP-01", kind="omitted")
class _DialTakenOver(Uds):
    """Adding a speed dial with an index that is taken replaces what has another number."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        if device.dials[int(sent["index"])].number == sent["number"]:
            super().index_taken(device, sent)


@fault("dial-again-in-error", violates="UDS-DUP-01", kind="wrong-value")
class _DialAgainInError(Uds):
    """Adding a speed dial that exists is refused with 415."""

    def index_taken(self, device: Device, sent: Fields) -> None:  # noqa: ARG002
        refuse(_IN_ERROR, "there is such a speed dial")


@fault("service-again-accepted", violates="UDS-DUP-02", kind="omitted")
class _ServiceAgainAccepted(Uds):
    """A service that exists can be added again."""

    def service_taken(self, device: Device, sent: Fields) -> None:
        """Nothing is wrong with it here."""


@fault("service-again-bad-request", violates="UDS-DUP-02", kind="wrong-value")
class _ServiceAgainBadRequest(Uds):
    """Adding a service that exists is refused with 400."""

    def service_taken(self, device: Device, sent: Fields) -> None:  # noqa: ARG002
        refuse(400, "the device has this service")


@fault("conflict-overwrites", violates="UDS-DUP-04", kind="wrong-order")
class _ConflictOverwrites(Uds):
    """What is refused as a conflict has been written before."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        self.add_dial(device, sent)
        super().index_taken(device, sent)


@fault("addition-unchecked", violates="UDS-PARAM-04", kind="omitted")
class _AdditionUnchecked(Uds):
    """A POST with an error in it is answered with 201."""

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


@fault("update-conflict", violates="UDS-PUT-01", kind="wrong-value")
class _UpdateConflict(Uds):
    """PUT of what exists is refused as a conflict."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:  # noqa: ARG002
        refuse(409, f"there is a speed dial {dial.index}")


@fault("update-forgotten", violates="UDS-PUT-01", kind="omitted")
class _UpdateForgotten(Uds):
    """PUT is accepted and does nothing."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        """Forget it."""


@fault("error-bad-request", violates="UDS-PARAM-01", kind="wrong-value")
class _ErrorBadRequest(_Put):
    """An error in a parameter is refused with 400."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR:
            refusal.status = 400
        return super().put_refused(call, refusal)


@fault("error-breaks-down", violates="UDS-PARAM-01", kind="wrong-value", related="UDS-PARAM-05")
class _ErrorBreaksDown(_Put):
    """An index that is no number makes the server break down (500)."""

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


@fault("error-accepted", violates="UDS-PARAM-01", kind="omitted", related="UDS-PARAM-05")
class _ErrorAccepted(_Put):
    """An error in a parameter is overlooked: 204, and nothing is done."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR and b"<number>" in call.body:
            return Reply(204)
        return super().put_refused(call, refusal)


@fault("error-not-forgiven", violates="UDS-PARAM-02", kind="wrong-value")
class _ErrorNotForgiven(_Put):
    """After an error the next change is refused as well."""

    failed = False

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        self.failed = refusal.status == _IN_ERROR
        return super().put_refused(call, refusal)

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        before, self.failed = self.failed, False
        if before:
            refuse(503, "try again later")
        super().change_dial(dial, sent)


@fault("half-written", violates="UDS-PARAM-03", kind="wrong-order")
class _HalfWritten(Uds):
    """The label is written before the number is looked at."""

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
    """Any root element will do, if it holds the right one."""

    def wrong_root(self, found: etree._Element, root: str) -> etree._Element:
        inner = found.find(root)
        return super().wrong_root(found, root) if inner is None else inner


@fault("malformed-breaks-down", violates="UDS-PARAM-05", kind="wrong-value")
class _MalformedBreaksDown(Uds):
    """A body that is not well-formed breaks the server down (500)."""

    def malformed(self, call: Call, trouble: Exception) -> etree._Element:  # noqa: ARG002
        refuse(500, "java.lang.NullPointerException")


@fault("malformed-repaired", violates="UDS-PARAM-05", kind="omitted")
class _MalformedRepaired(Uds):
    """A body that is not well-formed is read as far as possible."""

    def malformed(self, call: Call, trouble: Exception) -> etree._Element:
        parser = etree.XMLParser(recover=True, resolve_entities=False, no_network=True)
        found = etree.fromstring(call.body, parser)
        return super().malformed(call, trouble) if found is None else found


@fault("number-optional", violates="UDS-PARAM-05", kind="omitted")
class _NumberOptional(_Put):
    """A change without a number, which is required, is accepted."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR and refusal.why.endswith("needs number"):
            return Reply(204)
        return super().put_refused(call, refusal)


# The three rules


@fault("label-cut", violates="UDS-PUT-02", kind="wrong-value")
class _LabelCut(Uds):
    """A label that is set is cut to six characters."""

    def set_to(self, field: str, value: str) -> str:
        found = super().set_to(field, value)
        return found[:6] if field == "label" else found


@fault("plus-lost", violates="UDS-PUT-02", kind="wrong-value")
class _PlusLost(Uds):
    """A number that is set loses its plus sign."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        super().change_dial(dial, sent)
        dial.number = dial.number.removeprefix("+")


@fault("empty-ignored", violates="UDS-PUT-03", kind="omitted")
class _EmptyIgnored(Uds):
    """An empty label leaves the label as it is."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        super().change_dial(dial, {name: text for name, text in sent.items() if text})


@fault("absent-cleared", violates="UDS-PUT-04", kind="wrong-value")
class _AbsentCleared(Uds):
    """A change without a label clears the label."""

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        super().change_dial(dial, {"label": "", **sent})


@fault("forwarding-absent-reset", violates="UDS-PUT-05", kind="wrong-value")
class _ForwardingAbsentReset(Uds):
    """Fields of call forwarding that are absent are reset."""

    def forward(self, person: Person, sent: Fields) -> None:
        super().forward(person, {"sendToVoiceMailPilotNumber": "", "destination": "", **sent})


@fault("forwarding-empty-ignored", violates="UDS-PUT-05", kind="omitted")
class _ForwardingEmptyIgnored(Uds):
    """Fields of call forwarding that are empty are left as they are."""

    def forward(self, person: Person, sent: Fields) -> None:
        super().forward(person, {name: text for name, text in sent.items() if text})


@fault("forwarding-half-set", violates="UDS-PUT-05", kind="omitted")
class _ForwardingHalfSet(Uds):
    """sendToVoiceMailPilotNumber is never set."""

    def forward(self, person: Person, sent: Fields) -> None:
        super().forward(person, {n: t for n, t in sent.items() if n == "destination"})

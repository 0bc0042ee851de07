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


@fault("dial-again-accepted", violates="UDS-DUP-01", kind="omitted", related="UDS-DUP-05")
class _DialAgainAccepted(Uds):
    """A speed dial that exists can be added again."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        """Nothing is wrong with it here."""


@fault("dial-taken-over", violates="UDS-DUP-05", kind="omitted")
class _DialTakenOver(Uds):
    """Adding a speed dial with an index that is taken replaces what has another number."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        if device.dials[int(sent["index"])].number == sent["number"]:
            super().index_taken(device, sent)


@fault("dial-again-in-error", violates="UDS-DUP-01", kind="wrong-value", related="UDS-DUP-05")
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


def _only(path: str) -> type:
    class _Accepted(Uds):
        """What exists can be added again at one place."""

        again = False

        def perform(self, call: Call) -> Reply:
            self.again = call.method == "POST" and call.path.endswith(path)
            return super().perform(call)

        def index_taken(self, device: Device, sent: Fields) -> None:
            if not self.again:
                super().index_taken(device, sent)

        def service_taken(self, device: Device, sent: Fields) -> None:
            if not self.again:
                super().service_taken(device, sent)

    return _Accepted


fault("list-dial-again", violates="UDS-DUP-01", kind="only-sometimes")(_only("/speedDials"))
fault("list-service-again", violates="UDS-DUP-02", kind="only-sometimes")(
    _only("/subscribedServices")
)


@fault("conflict-overwrites", violates="UDS-DUP-04", kind="wrong-order")
class _ConflictOverwrites(Uds):
    """What is refused as a conflict has been written before."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        device.dials[int(sent["index"])].number = sent["number"]
        super().index_taken(device, sent)


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


def _only_list(noun: str) -> type:
    class _ListForgotten(Uds):
        """A PUT of a list is answered as if it had been carried out."""

        def perform(self, call: Call) -> Reply:
            if call.operation == f"put{noun}":
                return self.representation(call, getattr(self, f"get_{_SNAKE[noun]}")(call))
            return super().perform(call)

    return _ListForgotten


_SNAKE = {
    "DeviceSpeedDials": "device_speed_dials",
    "DeviceSubscribedServices": "device_subscribed_services",
}
for _noun in _SNAKE:
    fault(f"update-forgotten-{_noun}", violates="UDS-PUT-01", kind="only-sometimes")(
        _only_list(_noun)
    )


@fault("update-loses-others", violates="UDS-PUT-01", kind="only-sometimes")
class _UpdateLosesOthers(Uds):
    """A PUT of a device's list keeps the last of what is sent."""

    def put_device_speed_dials(self, call: Call) -> Reply:
        reply = super().put_device_speed_dials(call)
        dials = self.device(call).dials
        for index in list(dials)[:-1]:
            del dials[index]
        return reply


@fault("update-of-next", violates="UDS-PUT-01", kind="wrong-value")
class _UpdateOfNext(Uds):
    """A PUT of a speed dial also counts up the number of the first one of the device."""

    def put_device_speed_dial(self, call: Call) -> Reply:
        reply = super().put_device_speed_dial(call)
        dials = self.device(call).dials
        first = dials[min(dials)]
        first.number = str(int(first.number) + 1)
        return reply


@fault("additions-refused", violates="UDS-ADD-01", kind="omitted")
class _AdditionsRefused(Uds):
    """No speed dial is added: there is said to be an error in each."""

    def add_dials(self, device: Device, sent: list[Fields]) -> None:  # noqa: ARG002
        refuse(_IN_ERROR, "no")


@fault("service-not-renamed", violates="UDS-PUT-01", kind="only-sometimes")
class _ServiceNotRenamed(Uds):
    """A service keeps its name, whatever is put."""

    def put_device_subscribed_service(self, call: Call) -> Reply:
        one = self.subscription(call)
        name = one.name
        reply = super().put_device_subscribed_service(call)
        one.name = name
        return reply


@fault("device-fixed", violates="UDS-DEV-02", kind="omitted")
class _DeviceFixed(Uds):
    """PUT of a device is accepted and does nothing."""

    def put_device(self, call: Call) -> Reply:
        return self.changed(call, self.get_device(call))


@fault("device-absent-reset", violates="UDS-PUT-04", kind="wrong-value")
class _DeviceAbsentReset(Uds):
    """PUT of a device without do-not-disturb turns it the other way."""

    def put_device(self, call: Call) -> Reply:
        if b"enable" not in call.body:
            device = self.device(call)
            device.do_not_disturb = "false" if device.do_not_disturb == "true" else "true"
        return super().put_device(call)


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
    """A service without a name is refused as a conflict when it is put."""

    def put_device_subscribed_service(self, call: Call) -> Reply:
        try:
            return super().put_device_subscribed_service(call)
        except Refused as refusal:
            refusal.status = 409
            raise


@fault("destination-fixed", violates="UDS-PUT-06", kind="omitted")
class _DestinationFixed(Uds):
    """PUT of a remote destination is accepted and does nothing."""

    def put_remote_destination(self, call: Call) -> Reply:
        return self.changed(call, self.get_remote_destination(call))


@fault("destination-again", violates="UDS-RDEST-01", kind="omitted")
class _DestinationAgain(Uds):
    """A remote destination that exists can be added again."""

    def post_remote_destination(self, call: Call) -> Reply:
        self.get_remote_destination(call)
        return Reply(201)


@fault("error-bad-request", violates="UDS-PARAM-01", kind="wrong-value")
class _ErrorBadRequest(_Put):
    """An error in a parameter is refused with 400."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR:
            refusal.status = 400
        return super().put_refused(call, refusal)


@fault("error-breaks-down", violates="UDS-PARAM-01", kind="wrong-value")
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


@fault("error-accepted", violates="UDS-PARAM-01", kind="omitted")
class _ErrorAccepted(_Put):
    """An index that is no number is overlooked: 204, and nothing is done."""

    def put_refused(self, call: Call, refusal: Refused) -> Reply:
        if refusal.status == _IN_ERROR and refusal.why.startswith("index cannot be"):
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


@fault("number-optional", violates="UDS-PARAM-01", kind="omitted")
class _NumberOptional(_Put):
    """A change without a number, which is required, is accepted, and does nothing."""

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

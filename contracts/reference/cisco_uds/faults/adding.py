"""Faults with additions, and with what exists already."""

from __future__ import annotations

from contracts.reference.cisco_uds.bodies import Fields
from contracts.reference.cisco_uds.faults._registry import fault
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.server import Uds
from contracts.reference.cisco_uds.state import Device

_IN_ERROR = 415


@fault("addition-forgotten", violates="UDS-ADD-01", kind="omitted")
class _AdditionForgotten(Uds):
    """A POST is answered with 201, and nothing is added."""

    def add_dial(self, device: Device, sent: Fields) -> None:
        """Forget it."""


@fault("addition-wrong-number", violates="UDS-ADD-01", kind="wrong-value")
class _AdditionWrongNumber(Uds):
    """The number that is stored has lost a digit."""

    def add_dial(self, device: Device, sent: Fields) -> None:
        super().add_dial(device, {**sent, "number": sent["number"][:-1]})


@fault(
    "dial-again-accepted",
    violates="UDS-DUP-01",
    kind="omitted",
    related="UDS-DUP-04 UDS-DUP-05",
)
class _DialAgainAccepted(Uds):
    """A speed dial that exists can be added again."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        """Nothing is wrong with it here."""


@fault("dial-taken-over", violates="UDS-DUP-05", kind="omitted", related="UDS-DUP-04")
class _DialTakenOver(Uds):
    """Adding a speed dial at a taken index replaces the one there if its number differs."""

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


@fault("service-refused-and-added", violates="UDS-DUP-02", kind="wrong-order")
class _ServiceRefusedAndAdded(Uds):
    """A service that exists is refused with 409, and added."""

    def service_taken(self, device: Device, sent: Fields) -> None:
        self.subscribe(device, sent)
        super().service_taken(device, sent)


@fault("service-again-bad-request", violates="UDS-DUP-02", kind="wrong-value")
class _ServiceAgainBadRequest(Uds):
    """Adding a service that exists is refused with 400."""

    def service_taken(self, device: Device, sent: Fields) -> None:  # noqa: ARG002
        refuse(400, "the device has this service")


def _only(path: str) -> type:
    class _Accepted(Uds):
        """Existing items can be added again at one place."""

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
    """An addition is written before it is refused as a conflict."""

    def index_taken(self, device: Device, sent: Fields) -> None:
        device.dials[int(sent["index"])].number = sent["number"]
        super().index_taken(device, sent)


@fault("additions-refused", violates="UDS-ADD-01", kind="omitted")
class _AdditionsRefused(Uds):
    """Every new speed dial is refused as if it had an error."""

    def add_dials(self, device: Device, sent: list[Fields]) -> None:  # noqa: ARG002
        refuse(_IN_ERROR, "no")


@fault("destination-again", violates="UDS-RDEST-01", kind="omitted")
class _DestinationAgain(Uds):
    """A remote destination that exists can be added again."""

    def post_remote_destination(self, call: Call) -> Reply:
        self.get_remote_destination(call)
        return Reply(201)

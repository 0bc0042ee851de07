"""Speed dials."""

from __future__ import annotations

from lxml import etree

from contracts.reference.cisco_uds.bodies import INDEX, NUMBER, TEXT, Fields
from contracts.reference.cisco_uds.devices import Devices
from contracts.reference.cisco_uds.request import Call, Reply, refuse
from contracts.reference.cisco_uds.state import Device, Dial
from contracts.reference.cisco_uds.xml import Element, el, flag, texts

_FIELDS = {"index": INDEX, "number": NUMBER, "label": TEXT}


class Dials(Devices):
    """The part of the server with speed dials."""

    # A device's

    def get_device_speed_dials(self, call: Call) -> Element:
        """The speed dials of a device, perhaps only those of an index or number."""
        device = self.device(call)
        found = [one for _, one in sorted(device.dials.items()) if self.is_wanted(one, call)]
        where = call.base + call.path.removesuffix("s")
        content = [el("speedDial", self.dial(one), uri=f"{where}/{one.id}") for one in found]
        return self.root(call, "speedDials", content, totalCount=self.count(found))

    def count(self, found: list[Dial]) -> str:
        """How many speed dials a list says that it has."""
        return str(len(found))

    def is_wanted(self, dial: Dial, call: Call) -> bool:
        """Whether a speed dial meets the filters."""
        by_index = self.by_index(dial, call.query.get("index", ""))
        return by_index and self.by_dialled(dial, call.query.get("number", ""))

    def by_index(self, dial: Dial, wanted: str) -> bool:
        """The filter index."""
        return not wanted or str(dial.index) == wanted

    def by_dialled(self, dial: Dial, wanted: str) -> bool:
        """The filter number."""
        return not wanted or dial.number == wanted

    def dial(self, one: Dial) -> list[Element]:
        """A speed dial of a device."""
        pairs = [("id", one.id), ("index", str(one.index)), ("number", one.number)]
        return texts([*pairs, ("label", one.label)])

    def get_device_speed_dial(self, call: Call) -> Element:
        """One speed dial."""
        wanted = call.ids["speedDialId"]
        dials = self.device(call).dials.values()
        found = next((one for one in dials if one.id == wanted), None)
        if found is None:
            refuse(404, f"there is no speed dial {wanted}")
        return self.root(call, "speedDial", self.dial(found))

    def read_dial(self, element: etree._Element) -> Fields:
        """The fields of a speed dial. Raises Refused (415)."""
        return self.fields(element, _FIELDS, ("index", "number"))

    def post_device_speed_dial(self, call: Call) -> Reply:
        """Add a speed dial to a device."""
        device = self.device(call)
        sent = self.read_dial(self.body(call, "speedDial"))
        self.add_dials(device, [sent])
        dial = device.dials.get(int(sent["index"]))
        return self.created(call, f"{call.path}/{dial.id if dial else ''}")

    def created(self, call: Call, path: str) -> Reply:
        """The reply to a POST that has added something."""
        return Reply(201, [(b"location", (call.base + path).encode())])

    def add_dials(self, device: Device, sent: list[Fields]) -> None:
        """Add speed dials, all or none. Raises Refused (409)."""
        for one in sent:
            if int(one["index"]) in device.dials:
                self.index_taken(device, one)
        for one in sent:
            self.add_dial(device, one)

    def index_taken(self, device: Device, sent: Fields) -> None:  # noqa: ARG002
        """A speed dial that there is already."""
        refuse(409, f"there is a speed dial {sent['index']}")

    def add_dial(self, device: Device, sent: Fields) -> None:
        """Add a speed dial."""
        index = int(sent["index"])
        label = sent.get("label", "")
        device.dials[index] = Dial(self.cluster.new_id("dial"), index, sent["number"], label)

    def put_device_speed_dial(self, call: Call) -> Reply:
        """Change the speed dial with an index."""
        device = self.device(call)
        sent = self.read_dial(self.body(call, "speedDial"))
        dial = device.dials.get(int(sent["index"]))
        if dial is None:
            return self.no_dial_to_change(device, sent)
        self.change_dial(dial, sent)
        return Reply(204)

    def no_dial_to_change(self, device: Device, sent: Fields) -> Reply:  # noqa: ARG002
        """A change of a speed dial that the device does not have."""
        refuse(404, f"there is no speed dial {sent['index']}")

    def change_dial(self, dial: Dial, sent: Fields) -> None:
        """Change a speed dial by the three rules."""
        dial.number = self.updated("number", dial.number, sent)
        dial.label = self.updated("label", dial.label, sent)

    def sent_dials(self, call: Call) -> list[Fields]:
        """The speed dials of a body. Raises Refused (415)."""
        elements = self.body(call, "speedDials").iterchildren("speedDial")
        sent = [self.read_dial(one) for one in elements]
        if len({one["index"] for one in sent}) < len(sent):
            refuse(415, "an index is there twice")
        return sent

    def post_device_speed_dials(self, call: Call) -> Reply:
        """Add speed dials to a device."""
        self.add_dials(self.device(call), self.sent_dials(call))
        return Reply(201)

    def put_device_speed_dials(self, call: Call) -> Reply:
        """Put other speed dials in the place of a device's."""
        device = self.device(call)
        sent = self.sent_dials(call)
        self.replace_dials(device, sent)
        return self.changed(call, self.get_device_speed_dials(call))

    def replace_dials(self, device: Device, sent: list[Fields]) -> None:
        """Make a device have the speed dials that are sent, and no others."""
        before = device.dials
        device.dials = {}
        for one in sent:
            index = int(one["index"])
            if index in before:
                device.dials[index] = before[index]
                self.change_dial(before[index], one)
            else:
                self.add_dial(device, one)

    # A user's

    def get_speed_dials(self, call: Call) -> Element:
        """The speed dials that all devices have, and where each device's are."""
        devices = self.devices_of(call)
        contents = [
            {index: (one.number, one.label) for index, one in device.dials.items()}
            for device in devices
        ]
        unified = all(one == contents[0] for one in contents)
        where = f"{call.base}/user/{call.ids['userId']}/device"
        links = [
            el(
                "device",
                name=one.name,
                description=one.description,
                speedDialsUri=f"{where}/{one.id}/speedDials",
            )
            for one in devices
        ]
        listed = self.unified_list(devices, unified=unified)
        return self.root(call, "userSpeedDials", [listed, el("devices", list(links))])

    def unified_list(self, devices: list[Device], *, unified: bool) -> Element:
        """The list of a user: empty where the devices differ."""
        dials = [one for _, one in sorted(devices[0].dials.items())] if unified and devices else []
        content = [el("speedDial", self.dial(one)[1:]) for one in dials]
        return el(
            "speedDials", content, appliesToAllDevices=flag(unified), totalCount=str(len(dials))
        )

    def post_speed_dials(self, call: Call) -> Reply:
        """Add speed dials to all devices of a user."""
        devices, sent = self.devices_of(call), self.sent_dials(call)
        for device in devices:
            for one in sent:
                if int(one["index"]) in device.dials:
                    self.index_taken(device, one)
        for device in devices:
            self.add_dials(device, sent)
        return Reply(201)

    def put_speed_dials(self, call: Call) -> Reply:
        """Put other speed dials in the place of those of all devices of a user."""
        sent = self.sent_dials(call)
        for device in self.devices_of(call):
            self.replace_dials(device, sent)
        return self.changed(call, self.get_speed_dials(call))

    def delete_speed_dials(self, call: Call) -> Reply:
        """Take a speed dial away from all devices of a user."""
        index = call.query.get("index", "")
        if not index.isdecimal():
            refuse(415, "index is required")
        devices = [one for one in self.devices_of(call) if int(index) in one.dials]
        if not devices:
            refuse(404, f"there is no speed dial {index}")
        for device in devices:
            self.remove_dial(device, int(index))
        return self.deleted()

    def remove_dial(self, device: Device, index: int) -> None:
        """Take a speed dial away from a device."""
        del device.dials[index]

    def deleted(self) -> Reply:
        """The reply to a DELETE."""
        return Reply(204)

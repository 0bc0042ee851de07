"""TEST, and what the installation consists of.

TEST: is the server there? CORELIST, DEVICELIST, SITELIST, GROUPLIST and SCHEDULELIST are this
server's own. CORELIST without COREIDENT asks all cores; as one of them is cut off, it comes to
46 with what the others say. CHATSTART and CHATSTOP exist in other releases only (49).
"""

from __future__ import annotations

from contracts.reference.uptivity import data
from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.lists import listed, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Element, Outcome, refuse
from contracts.reference.uptivity.state import Device, Installation


def test(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """Say that the server is there: the general success, without a sub node."""
    return Outcome(Code.OK)


def core_list(installation: Installation, given: Given) -> Outcome:
    """The cores, or the one that COREIDENT names (59 if there is none, 34 if it is cut off)."""
    wanted = given.text("COREIDENT")
    if not wanted:
        up = [_core(installation, number) for number, core in data.CORES.items() if core[3]]
        return Outcome(Code.PARTIAL_CORE_RESPONSE, node=listed("CORES", up))
    number = given.whole("COREIDENT", 0, 1, len(data.CORES))
    if not data.CORES[number][3]:
        refuse(Code.ERROR_RECORDER_NOT_RUNNING, data.CORES[number][0])
    return ok(listed("CORES", [_core(installation, number)]))


def device_list(installation: Installation, given: Given) -> Outcome:
    """The devices, of one site if SITE_ID is given (53 if there is no such site)."""
    site = given.text("SITE_ID")
    if site and site not in map(str, data.SITES):
        refuse(Code.SITEID_NOT_VALID, site)
    devices = [d for d in installation.devices.values() if not site or d.site == int(site)]
    return ok(listed("DEVICES", [_device(d) for d in devices]))


def site_list(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """The sites."""
    return ok(
        listed(
            "SITES",
            [("SITE", [("SITE_ID", str(n)), ("NAME", name)]) for n, name in data.SITES.items()],
        )
    )


def group_list(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """The groups."""
    return ok(
        listed(
            "GROUPS",
            [("GROUP", [("GROUP_ID", str(n)), ("NAME", name)]) for n, name in data.GROUPS.items()],
        )
    )


def schedule_list(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """The schedules by which calls are recorded."""
    schedules: list[Element] = [
        (
            "SCHEDULE",
            [
                ("SCHEDULE_ID", str(number)),
                ("NAME", name),
                ("FIRST_DEVICE", str(first)),
                ("LAST_DEVICE", str(last)),
                ("PERCENT", str(percent)),
            ],
        )
        for number, (name, first, last, percent) in data.SCHEDULES.items()
    ]
    return ok(listed("SCHEDULES", schedules))


def not_supported(installation: Installation, given: Given) -> Outcome:  # noqa: ARG001
    """Refuse a command of another release."""
    return refuse(Code.COMMAND_NOT_SUPPORTED, "there is no chat recording in this release")


def _core(installation: Installation, number: int) -> Element:
    name, site, channels, _ = data.CORES[number]
    return (
        "CORE",
        [
            ("COREIDENT", str(number)),
            ("NAME", name),
            ("SITE_ID", str(site)),
            ("CHANNELS", str(channels)),
            ("RECORDING", str(installation.recording_on(number))),
        ],
    )


def _device(device: Device) -> Element:
    return (
        "DEVICE",
        [
            ("DEVICEID", device.device_id),
            ("DEVICEALIAS", device.alias),
            ("STATIONNAME", device.station),
            ("SITE_ID", str(device.site)),
            ("COREIDENT", str(device.core)),
            ("AGENTID", device.agent_id or ""),
        ],
    )


COMMANDS = {
    "TEST": test,
    "CORELIST": core_list,
    "DEVICELIST": device_list,
    "SITELIST": site_list,
    "GROUPLIST": group_list,
    "SCHEDULELIST": schedule_list,
    "CHATSTART": not_supported,
    "CHATSTOP": not_supported,
}

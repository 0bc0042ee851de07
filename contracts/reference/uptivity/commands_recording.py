"""Recording a call: RECORDSTART, RECORDSTOP, RECORDUPDATE, BLACKOUT and EVENTMARK.

The names are this server's own. RECORDSTART records if the device is on a schedule, or in any
case with MODE=ALWAYS; a filter on the caller blocks both. BLACKOUT leaves a part of a recording
out (ACTION=START|STOP, MODE=AUDIO|SCREEN|BOTH). EVENTMARK notes an event in a call.
"""

from __future__ import annotations

from contracts.reference.uptivity import data
from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.commands_calls import (
    call_node,
    call_of,
    device_of,
    update_fields,
)
from contracts.reference.uptivity.conditions import simulated
from contracts.reference.uptivity.lists import by_action, ok
from contracts.reference.uptivity.request import Given
from contracts.reference.uptivity.result import Outcome, refuse
from contracts.reference.uptivity.state import Call, Installation

_EVENTS_KEPT = 100


def record_start(installation: Installation, given: Given) -> Outcome:
    """Start recording a device's call."""
    if condition := simulated(given.text("DEVICEID")):
        return condition
    mode = given.one_of("MODE", ("SCHEDULED", "ALWAYS"), "SCHEDULED", Code.MODE_INVALID)
    call = call_of(installation, given)
    device = device_of(installation, given)
    if call.record_id is not None:
        refuse(Code.ERROR_ALREADY_RECORDING, call.device_id)
    if call.ani in data.BLOCKED_CALLERS:
        refuse(Code.ERROR_BLOCKED_RECORDING_FILTER, call.ani)
    if device.schedule is None and mode != "ALWAYS":
        refuse(Code.DID_NOT_MATCH_A_SCHEDULE, call.device_id)
    _check_mask(given)
    name, _, channels, _ = data.CORES[device.core]
    if installation.recording_on(device.core) >= channels:
        refuse(Code.ERROR_NO_FREE_CHANNELS, name)
    call.record_id = installation.next_number()
    return Outcome(Code.RECORDING_STARTED, node=call_node(call))


def record_stop(installation: Installation, given: Given) -> Outcome:
    """Stop recording a device's call."""
    call = _recorded(installation, given)
    node = call_node(call)
    installation.end_recording(call)
    return Outcome(Code.RECORDING_STOPPED, node=node)


def record_update(installation: Installation, given: Given) -> Outcome:
    """Change what is noted about a recording, or mask a field of the screen (MASKID)."""
    call = _recorded(installation, given)
    _check_mask(given)
    return update_fields(call, given)


def blackout_start(installation: Installation, given: Given) -> Outcome:
    """Leave what follows out of the recording."""
    mode = given.one_of("MODE", ("AUDIO", "SCREEN", "BOTH"), "BOTH", Code.MODE_INVALID)
    call = _recorded(installation, given)
    if call.blackout is not None:
        refuse(Code.BLACKOUT_INVALID_STATE, f"{call.device_id} is blacked out already")
    call.blackout = mode
    return ok(call_node(call))


def blackout_stop(installation: Installation, given: Given) -> Outcome:
    """Record again after a blackout."""
    call = _recorded(installation, given)
    if call.blackout is None:
        refuse(Code.BLACKOUT_INVALID_STATE, f"{call.device_id} is not blacked out")
    call.blackout = None
    return ok(call_node(call))


def event_mark(installation: Installation, given: Given) -> Outcome:
    """Note an event of EVENTTYPE in a call."""
    kind = given.one_of("EVENTTYPE", data.EVENT_TYPES, "", Code.EVENT_TYPE_INVALID)
    call = call_of(installation, given)
    call.events[:] = [*call.events, kind][-_EVENTS_KEPT:]
    return ok(
        (
            "EVENT",
            [
                ("CALLID", str(call.call_id)),
                ("EVENTTYPE", kind),
                ("EVENTS", str(len(call.events))),
            ],
        )
    )


def _recorded(installation: Installation, given: Given) -> Call:
    call = call_of(installation, given)
    if call.record_id is None:
        refuse(Code.DEVICE_NOT_RECORDING, call.device_id)
    return call


def _check_mask(given: Given) -> None:
    mask = given.text("MASKID")
    if mask and mask not in map(str, data.MASKS):
        refuse(Code.MASKID_NOT_VALID, mask)


COMMANDS = {
    "RECORDSTART": record_start,
    "RECORDSTOP": record_stop,
    "RECORDUPDATE": record_update,
    "BLACKOUT": by_action({"START": blackout_start, "STOP": blackout_stop}),
    "EVENTMARK": event_mark,
}

"""Resources of an account for tests whose settings can be changed and put back."""

from __future__ import annotations

import msgspec


class Setting(msgspec.Struct, frozen=True):
    """A resource whose settings can be changed.

    `text` and `flag` are the paths of a text and of a truth value in its bodies, empty where it
    has none; `value` is what the text is set to. `kind` is what the ledger calls them. The text is
    what the resource has to show, or the truth value where it is `led_by_flag`.
    """

    id: str
    kind: str
    noun: str
    root: str
    text: str
    value: str
    flag: str
    led_by_flag: bool = False

    @property
    def fields(self) -> tuple[str, ...]:
        """The paths of the text and of the truth value; that first which has to be shown."""
        paths = (self.flag, self.text) if self.led_by_flag else (self.text, self.flag)
        return tuple(one for one in paths if one)


_FORWARD = "primaryExtension/callForwardAllDestination"
SETTINGS = {
    one.id: one
    for one in (
        Setting(
            "device",
            "settings of the device",
            "Device",
            "device",
            "description",
            "ucc test phone",
            "doNotDisturbSettings/enable",
        ),
        Setting(
            "user",
            "call forwarding",
            "User",
            "user",
            f"{_FORWARD}/destination",
            "673285",
            f"{_FORWARD}/sendToVoiceMailPilotNumber",
        ),
        Setting(
            "remote-destination",
            "settings of the remote destination",
            "RemoteDestination",
            "remoteDestination",
            "name",
            "ucc test mobile",
            "ringWhenExtensionDialed",
        ),
        Setting(
            "do-not-disturb",
            "do-not-disturb of the user",
            "User",
            "user",
            "",
            "",
            "enableDoNotDisturb",
        ),
        Setting(
            "conferencing",
            "conferencing of the user",
            "Conferencing",
            "conferencing",
            "conferenceNow/accessCode",
            "4711",
            "conferenceNow/enabled",
            led_by_flag=True,
        ),
        Setting(
            "extension",
            "settings of the extension",
            "DeviceExtension",
            "extension",
            "label",
            "ucc line",
            "callForwardAllDestination/sendToVoiceMailPilotNumber",
        ),
    )
}

"""Settings of an account for tests: changed, and put back."""

from __future__ import annotations

from typing import Any

import msgspec

from contracts.apis.cisco_uds.answer import ABSENT, Answer
from contracts.apis.cisco_uds.bodies import Fields, nested
from contracts.apis.cisco_uds.services import Services
from contracts.model import NotTested


class Setting(msgspec.Struct, frozen=True):
    """A resource whose settings can be changed.

    `text` and `flag` are the paths of a text and of a truth value in its bodies, `value` is what
    the text is set to. `kind` is what the ledger calls them.
    """

    id: str
    kind: str
    noun: str
    root: str
    text: str
    value: str
    flag: str


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
    )
}
_OTHER = {"true": "false", "false": "true"}

Shown = dict[str, str]
"""What a resource shows of a setting, by path; truth values in small letters."""


class Changed(msgspec.Struct, frozen=True):
    """A PUT of settings: what was there, what was sent and answered, and what is there now."""

    before: Shown
    sent: dict[str, str | None]
    answer: Answer
    after: Shown


class Settings(Services):
    """The part of the vocabulary with settings."""

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._changed: dict[str, Shown] = {}
        self._at_first: dict[str, str] = {}

    def shown(self, setting: Setting, path: str | None = None) -> Shown:
        """What is shown of a setting. Raises NotTested where its text is not."""
        operation = f"get{setting.noun}"
        root = self.read(operation, path or self.address(operation))
        found = {}
        for at in (setting.text, setting.flag):
            # The user's forwarding also stands apart from the primary extension's.
            element = root.find(at)
            if element is None:
                element = root.find(at.removeprefix("primaryExtension/"))
            if element is not None:
                text = (element.text or "").strip()
                found[at] = text.lower() if at == setting.flag else text
        if setting.text not in found:
            reason = f"the {setting.root} shows no {setting.text}"
            raise NotTested(reason)
        return found

    def put_setting(
        self, setting: Setting, texts: Fields, path: str | None = None, **how: Any
    ) -> Answer:
        """The answer to a PUT of settings."""
        how.setdefault("operation", f"put{setting.noun}")
        where = path or self.address(f"get{setting.noun}")
        return self.send("PUT", where, nested(setting.root, texts), **how)

    def post_remote_destination(self, texts: Fields) -> Answer:
        """The answer to a POST of a remote destination that the user has."""
        path = self.address("getRemoteDestination")
        body = nested("remoteDestination", texts)
        # What it says is the target's own, whatever the form of it.
        return self.send("POST", path, body, operation="postRemoteDestination", defect="exists")

    def needs_scratch(self) -> None:
        """Raise NotTested where the target file does not say that the account is for tests."""
        self.needs_account()
        if not self.is_scratch:
            reason = "the account is not there for tests: [data] scratch_account = true says so"
            raise NotTested(reason)

    def text_at_first(self, setting: Setting) -> str:
        """The text of a setting as it was when it was first looked at."""
        if setting.id not in self._at_first:
            self._at_first[setting.id] = self.shown(setting)[setting.text]
        return self._at_first[setting.id]

    def put_same(self, setting: Setting) -> Answer:
        """The answer to a PUT of the text of a setting as it was: proof that it can be put back.

        Raises NotTested where it could not, since there is none, or it is not for users to edit.
        """
        before = self.shown(setting)
        element = self.read(f"get{setting.noun}").find(setting.text)
        editable = "" if element is None else element.get("editable", "").strip().lower()
        if not before[setting.text] or editable in {"false", "0"}:
            reason = f"the {setting.root} has no {setting.text} that could be changed and put back"
            raise NotTested(reason)
        how = {"defect": "restores what was there"}
        answer = self.put_setting(setting, {setting.text: self.text_at_first(setting)}, **how)
        if answer.status in ABSENT:
            reason = f"the target does not take PUT of the {setting.root}: {answer}"
            raise NotTested(reason)
        return answer

    @property
    def is_scratch(self) -> bool:
        """Whether the target file says that the account is there for tests."""
        return bool(self.target.data.get("scratch_account"))

    def is_editable(self, setting: Setting) -> bool:
        """Whether the target says that the text of a setting is for users to edit."""
        element = self.read(f"get{setting.noun}").find(setting.text)
        said = "" if element is None else element.get("editable", "")
        return said.strip().lower() in {"true", "1"}

    def change_setting(self, setting: Setting, texts: Fields, **how: Any) -> Changed:
        """A PUT of settings, whose effect is waited for.

        Entered into the ledger with what was there; `restore_setting` puts it back. Raises
        NotTested where the account is not there for tests and it is more than the description of
        a device, or the target does not take the PUT.
        """
        if setting.id != "device" or set(texts) != {setting.text}:
            self.needs_scratch()
        before = self.shown(setting)
        if setting.id not in self._changed:
            where = self.address(f"get{setting.noun}")
            facts = {f"/{at}": text for at, text in before.items()}
            self.creating(setting.kind, self.user, user=self.user, path=where, **facts)
            self._changed[setting.id] = before
        answer = self.put_setting(setting, texts, **how)
        if answer.status in ABSENT:
            reason = f"the target does not take PUT of the {setting.root}: {answer}"
            raise NotTested(reason)
        after = self.seen(
            answer,
            lambda: self.shown(setting),
            lambda now: all(_is_set(now.get(at), before.get(at), to) for at, to in texts.items()),
        )
        return Changed(before, dict(texts), answer, after)

    def restore_setting(self, setting: Setting) -> None:
        """Put back what was there before the first change, where it is not as it was.

        What cannot be put back stays in the ledger and is tried again at the end of the run.
        """
        before = self._changed.get(setting.id)
        if before is None:
            return
        if self.shown(setting) == before or self.restored(setting, before):
            for entry in self.entered(setting.kind):
                self.gone(entry)
            del self._changed[setting.id]

    def restored(self, setting: Setting, before: Shown, path: str | None = None) -> bool:
        """Put settings back to what they were; whether they are so now."""
        # What was there need not be what the suite would send.
        answer = self.put_setting(setting, before, path, defect="restores what was there")
        shown = self.seen(answer, lambda: self.shown(setting, path), lambda now: now == before)
        return shown == before


def _is_set(now: str | None, before: str | None, text: str | None) -> bool:
    """Whether a field shows what was sent; where it was sent empty, not what it was before."""
    if text is None:
        return True
    return now == text if text else now == "" or now != before


def other_flag(shown: Shown, setting: Setting) -> str | None:
    """The truth value that a setting does not have; None where it shows none."""
    return _OTHER.get(shown.get(setting.flag, ""))

"""Settings of an account for tests: changed, and put back."""

from __future__ import annotations

from typing import Any

import msgspec
from lxml import etree

from contracts.apis.cisco_uds.answer import ABSENT, Answer
from contracts.apis.cisco_uds.bodies import Fields, nested
from contracts.apis.cisco_uds.resources import identity_of
from contracts.apis.cisco_uds.services import Services
from contracts.apis.cisco_uds.setting import Setting
from contracts.kit import NotTested

_MOST_DEVICES = 5
"""On how many devices it is looked whether a change went astray."""
_OTHER = {"true": "false", "false": "true"}
_DIGITS = {"1": "true", "0": "false"}
"""Truth values as XML Schema also writes them."""

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
        self._doubled: tuple[Answer, int] | None = None
        self._were_changed: set[tuple[str, str]] = set()

    def shown(self, setting: Setting, path: str | None = None) -> Shown:
        """What is shown of a setting. Raises NotTested where its first field is not."""
        operation = f"get{setting.noun}"
        root = self.read(operation, path or self.address(operation))
        found = {}
        for at in setting.fields:
            # The user's forwarding also stands apart from the primary extension's.
            element = root.find(at)
            if element is None:
                element = root.find(at.removeprefix("primaryExtension/"))
            if element is not None:
                text = (element.text or "").strip()
                flag = _DIGITS.get(text, text.lower())
                found[at] = flag if at == setting.flag else text
        if setting.fields[0] not in found:
            reason = f"the {setting.root} shows no {setting.fields[0]}"
            raise NotTested(reason)
        return found

    def put_setting(
        self, setting: Setting, texts: Fields, path: str | None = None, **how: Any
    ) -> Answer:
        """The answer to a PUT of settings, in another form than XML where `how` has a `body`."""
        how.setdefault("operation", f"put{setting.noun}")
        where = path or self.address(f"get{setting.noun}")
        body = how.pop("body", None) or nested(setting.root, texts)
        return self.send("PUT", where, body, **how)

    def remote_destination_again(self, texts: Fields) -> tuple[Answer, int, int]:
        """The answer to a POST of a remote destination that the user has, and how many there are.

        Before it and after it. Where one more came of it none is added again: nothing removes it.
        """
        if self._doubled is None:
            before = len(self.items("remoteDestinationId"))
            path = self.address("getRemoteDestination")
            body = nested("remoteDestination", texts)
            # What it says is the target's own, whatever the form of it.
            how = {"operation": "postRemoteDestination", "defect": "exists"}
            answer = self.send("POST", path, body, **how)
            after = len(self.items("remoteDestinationId"))
            if after == before:
                return answer, before, after
            self._doubled = answer, before
        answer, before = self._doubled
        return answer, before, len(self.items("remoteDestinationId"))

    def needs_scratch(self) -> None:
        """Raise NotTested where the target file does not say that the account is for tests."""
        self.needs_account()
        if not self.is_scratch:
            reason = (
                "the account is not known to be for tests; if it is, set [data] scratch_account = "
                "true"
            )
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
            reason = f"the target does not accept PUT of the {setting.root}: {answer}"
            raise NotTested(reason)
        return answer

    def is_editable(self, setting: Setting) -> bool:
        """Whether the target says that the text of a setting is for users to edit."""
        element = self.read(f"get{setting.noun}").find(setting.text)
        said = "" if element is None else element.get("editable", "")
        return said.strip().lower() in {"true", "1"}

    def with_shown_flag(self, setting: Setting) -> Setting | None:
        """A setting with the first truth value that its resource shows; None where it shows none.

        For targets whose truth values have other names than those of the public reference.
        """
        for one in self.read(f"get{setting.noun}").iterchildren("*"):
            if not len(one) and (one.text or "").strip().lower() in _OTHER:
                return msgspec.structs.replace(setting, flag=str(one.tag))
        return None

    def change_setting(
        self, setting: Setting, texts: Fields, meant: Fields | None = None, **how: Any
    ) -> Changed:
        """A PUT of settings, whose effect is waited for: what was sent, or what that `meant`.

        Entered into the ledger with what was there; `restore_setting` puts it back. Raises
        NotTested where the account is not there for tests and it is more than the description of
        a device, or the target does not take the PUT, unless it has taken one before.
        """
        if setting.id != "device" or set(texts) != {setting.text}:
            self.needs_scratch()
        before = self.enter_setting(setting)
        wanted = texts if meant is None else meant
        answer = self.put_setting(setting, texts, **how)
        if answer.status in ABSENT and not self.was_changed(setting, *setting.fields):
            reason = f"the target does not accept PUT of the {setting.root}: {answer}"
            raise NotTested(reason)

        def is_done(now: Shown) -> bool:
            return all(_is_set(now.get(at), before.get(at), to) for at, to in wanted.items())

        after = self.seen(answer, lambda: self.shown(setting), is_done)
        if answer.accepted and is_done(after):
            # A second look: an effect stays.
            after = self.seen(answer, lambda: self.shown(setting), is_done)
        self._were_changed |= {
            (setting.id, at)
            for at, text in texts.items()
            if answer.accepted and after.get(at) == text != before.get(at)
        }
        return Changed(before, dict(texts), answer, after)

    def was_changed(self, setting: Setting, *paths: str) -> bool:
        """Whether a PUT in this run has changed one of some fields of a setting."""
        return any((setting.id, at) in self._were_changed for at in paths)

    def enter_setting(self, setting: Setting) -> Shown:
        """What is shown of a setting, which the ledger holds before the first change."""
        before = self.shown(setting)
        if setting.id not in self._changed:
            where = self.address(f"get{setting.noun}")
            facts = {f"/{at}": text for at, text in before.items()}
            self.creating(setting.kind, self.user, user=self.user, path=where, **facts)
            self._changed[setting.id] = before
        return before

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
        """Put settings back to what they were; whether they are so now.

        What differs alone, since the rest need not be shown as it was once sent; then all.
        """
        shown = self.shown(setting, path)
        for texts in ({at: to for at, to in before.items() if shown.get(at) != to}, before):
            # What was there need not be what the suite would send.
            answer = self.put_setting(setting, texts, path, defect="restores what was there")
            shown = self.seen(answer, lambda: self.shown(setting, path), lambda now: now == before)
            if shown == before:
                break
        return shown == before

    def siblings(self, setting: Setting) -> dict[str, str]:
        """What is shown of other items like that of a setting, by id: extensions of all devices.

        Remote destinations and devices beside it likewise; none for what a user has once.
        """
        own = self.segments(self.address(f"get{setting.noun}"))[-1]
        shown = {
            identity_of(one): " ".join("".join(map(str, one.itertext())).split())
            for one in self._listed_beside(setting)
        }
        return {identity: text for identity, text in shown.items() if identity != own}

    def entry_of(self, setting: Setting) -> etree._Element | None:
        """What the list of its kind has of a setting's item; None where that is not in it."""
        own = self.segments(self.address(f"get{setting.noun}"))[-1]
        listed = self._listed_beside(setting)
        return next((one for one in listed if identity_of(one) == own), None)

    def _listed_beside(self, setting: Setting) -> list[etree._Element]:
        if setting.noun == "Device":
            return list(self.read("getDevices").iterchildren("device"))
        if setting.noun == "RemoteDestination":
            return self.items("remoteDestinationId")
        if setting.noun == "DeviceExtension":
            most = self.devices()[:_MOST_DEVICES]
            return [one for device in most for one in self.items("extensionId", device)]
        return []

    def change_for(self, setting: Setting) -> dict[str, str | None]:
        """A change of one field of a setting: its truth value where that is shown, or its text.

        Raises NotTested where neither can be changed, or the target does not claim the resource.
        """
        feature = self.spec.operations[f"put{setting.noun}"].feature
        if not self.target.claims(feature):
            reason = f"the target does not claim {feature}"
            raise NotTested(reason)
        shown = self.shown(setting)
        other = other_flag(shown, setting)
        if other is not None:
            return {setting.flag: other}
        if setting.text in shown:
            return {setting.text: other_text(shown, setting)}
        reason = f"the {setting.root} shows no {setting.flag}"
        raise NotTested(reason)


def _is_set(now: str | None, before: str | None, text: str | None) -> bool:
    """Whether a field shows what was sent; where it was sent empty, not what it was before."""
    if text is None:
        return True
    return now == text if text else now == "" or now != before


def other_flag(shown: Shown, setting: Setting) -> str | None:
    """The truth value that a setting does not have; None where it shows none."""
    return _OTHER.get(shown.get(setting.flag, ""))


def other_text(shown: Shown, setting: Setting) -> str:
    """A text that a setting does not have."""
    return f"{setting.value}9" if shown[setting.text] == setting.value else setting.value

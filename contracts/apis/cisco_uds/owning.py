"""Speed dials of the suite's own: one for all tests, made when it is first needed."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec

from contracts.apis.cisco_uds.answer import ABSENT, FORBIDDEN, GATEWAY, Answer
from contracts.apis.cisco_uds.dials import DIAL, Dials
from contracts.apis.cisco_uds.own_dials import NUMBER, Added, Change, Life, OwnDial
from contracts.apis.cisco_uds.places import PLACES, Dial, Place
from contracts.kit import Inconclusive, NotTested

_MOST_DEVICES = 20
_CONFLICT = 409
_OTHER_FORM = frozenset({400, 415, 422})
"""Statuses by which a server may ask for another number or label."""


class Owning(Dials):
    """The part of the vocabulary that keeps a speed dial of the suite's own.

    The first one is removed at once, which proves that it can be. A second one stays for all
    tests until the end of the run; it is added with the device's list, where that is possible.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._lives: dict[str, Life] = {}
        self._kept: OwnDial | None = None
        self._main: Place | None = None
        self._added: dict[str, Added] = {}
        self.controls: dict[str, Change] = {}
        self.repeated: dict[str, Answer] = {}
        self.repeated_first: dict[str, Answer] = {}

    def refresh(self) -> None:
        """Take a fresh view of the target: what was made and removed is made anew."""
        super().refresh()
        self._lives = {one: life for one, life in self._lives.items() if life.stays}
        self.controls = {}
        self.repeated = {}

    def main_place(self) -> Place:
        """The first place at which a new speed dial is accepted.

        Raises NotTested where the target has no such place, or none that is the account's to write
        to, which UDS-ADD-01 says once; Inconclusive where it refuses otherwise.
        """
        absent = refused = None
        for place in PLACES.values():
            try:
                life = self.dial_life(place)
            except NotTested as found:
                absent = absent or found
                continue
            except Inconclusive as found:
                refused = refused or found.reason
                continue
            if life.own.answer.accepted:
                return place
            if life.own.answer.status == FORBIDDEN:
                reason = f"{self.user} may add no speed dials (see UDS-ADD-01): {life.own.answer}"
                absent = NotTested(reason)
                continue
            refused = refused or f"the POST of a new speed dial was not accepted: {life.own.answer}"
        if refused is not None:
            raise Inconclusive(refused)
        raise absent or NotTested("there is no place for speed dials")

    def dial_life(self, place: Place) -> Life:
        """A speed dial made at a place and removed again, once until a fresh view is taken.

        Raises NotTested where the target does not have the place, or where nothing more is made
        since what was made before could not be removed.
        """
        if place.id in self._lives:
            # What is remembered is looked at once more: it is gone, or not.
            self.dials_at(place, self._lives[place.id].own.device)
        else:
            self.needs_account()
            barred = next((life for life in self._lives.values() if life.stays), None)
            if barred is not None:
                self.removal.hold(DIAL, lambda: barred.trial)
            self._lives[place.id] = self._live(place)
        life = self._lives[place.id]
        if life.own.answer.status in ABSENT:
            reason = f"the target does not take POST of {place.name}: {life.own.answer}"
            raise NotTested(reason)
        return life

    def _live(self, place: Place) -> Life:
        proven = any(life.trial == "" for life in self._lives.values())
        device = None if place.of_user else self.devices()[0]
        before = frozenset(self.dials_at(place, device))
        refused = None
        own = self._posted(place, device, self._removed_before())
        if own.answer.status == _CONFLICT and proven:
            # What was removed may be taken to be there, or the method not be offered at all.
            refused, own = own.answer, self._posted(place, device)
        if not own.answer.accepted:
            return Life(own, before, None, None, before, "")
        shown = self._first_shown(own)
        apart = place.of_user and shown is not None and not self._is_on_a_device(own.dial.index)
        again = changed = None
        if proven and shown is not None:
            again = own.post_again()
            changed = self._change_of(own)
        index = own.dial.index
        lists = self._lists_of_devices()
        deleted = self.delete_dial(index)
        stays = ""
        remains = self.seen(deleted, lambda: self.has_index(index), lambda one: not one)
        after = frozenset(self.dials_at(place, device))
        self._restore_lists(lists, index)
        if remains:
            removed = self.put_without(index) or deleted
            if self.has_index(index):
                stays = f"speed dial {index} is still listed after {removed}"
        if not stays:
            for entry in self.entered(DIAL, index=str(index)):
                self.gone(entry)
        return Life(own, before, shown, deleted, after, stays, again, changed, refused, apart)

    def _is_on_a_device(self, index: int) -> bool:
        return any(index in one for one in self._lists_of_devices().values())

    def _removed_before(self) -> int | None:
        """An index that was added and removed in this run; None where there is none."""
        gone = (life.own.dial.index for life in self._lives.values() if life.trial == "")
        index = next(gone, None)
        return None if index is None or self.has_index(index) else index

    def _change_of(self, own: OwnDial) -> Change | None:
        try:
            return own.change()
        except NotTested:
            return None

    def _posted(self, place: Place, device: str | None, index: int | None = None) -> OwnDial:
        dial = Dial(index or self.free_index(), self.new_number(), self.new_name())
        answer = self.add_dial(place, device, dial.fields)
        if answer.status in GATEWAY:
            answer = self.add_dial(place, device, dial.fields)
        if answer.status in _OTHER_FORM:
            # A server may want another label or number: one of the user's own, and no label.
            listed = self.dials_at(place, device).values()
            number = next((one.number for one in listed if one.number), dial.number)
            plain = Dial(dial.index, number)
            second = self.add_dial(place, device, plain.changed(label=None))
            if second.accepted:
                self.numbers_taken = self._numbers_shown() or [number]
                return OwnDial(self, place, device, plain, second)
        return OwnDial(self, place, device, dial, answer)

    def _numbers_shown(self) -> list[str]:
        """The numbers of the user's speed dials, in the form that requests have."""
        lists = [self.listed(None), *(self.listed(one) for one in self.devices()[:_MOST_DEVICES])]
        shown = {one.number for listed in lists if listed for one in listed.values()}
        return sorted(one for one in shown if NUMBER.fullmatch(one))

    def own_dial(self, place: Place | None = None) -> OwnDial:
        """The speed dial of the suite's own, the same one for all tests, written to at `place`.

        Left out, `place` is the first that the target has. Raises NotTested where the target does
        not have the place, Inconclusive where the speed dial is not taken or not listed.
        """
        main = self._main = self.main_place()
        life = self.dial_life(main)
        if life.stays:
            # The one thing that stays behind serves all tests.
            self._kept = life.own
        elif life.shown is None:
            reason = f"the speed dial added at {main.name} is not listed: see UDS-ADD-01"
            raise Inconclusive(reason)
        if self._kept is None or self._kept.shown() is None:
            self.removal.hold(DIAL, lambda: life.trial)
            self._kept = self._kept_at(main, life.own.device)
        own = self._kept
        if place is not None and place.of_user != main.of_user:
            reason = f"the speed dial of the suite's own is written at {main.name}"
            raise NotTested(reason)
        if place is not None:
            self._needs_post(place)
        return msgspec.structs.replace(own, place=place or main)

    def kept_dial(self) -> OwnDial:
        """As `own_dial`, without a look at the target where the speed dial is known."""
        if self._kept is None or self._main is None:
            return self.own_dial()
        return msgspec.structs.replace(self._kept, place=self._main)

    def _needs_post(self, place: Place) -> None:
        """Raise NotTested where the target is known not to take POST of a place."""
        life, added = self._lives.get(place.id), self._added.get(place.id)
        own = (life and life.own) or (added and added.own)
        if own and own.answer.status in ABSENT:
            reason = f"the target does not take POST of {place.name}: {own.answer}"
            raise NotTested(reason)

    def takes_post(self, place: Place) -> bool:
        """Whether the target has accepted a POST of a speed dial at a place."""
        life, added = self._lives.get(place.id), self._added.get(place.id)
        return any(one is not None and one.own.answer.accepted for one in (life, added))

    def _kept_at(self, main: Place, device: str | None) -> OwnDial:
        """A new speed dial that stays, added with the device's list or else at the main place."""
        for place in (PLACES["device-list"], main):
            if place.of_user is not main.of_user:
                continue
            own = self._posted(place, device)
            if own.answer.accepted:
                shown = self._first_shown(own)
                self._added[place.id] = Added(own, shown)
                if shown is not None:
                    return own
            else:
                self._added[place.id] = Added(own, None)
        reason = f"the POST of a new speed dial was not accepted, or is not listed: {own.answer}"
        raise Inconclusive(reason)

    def restore_dials(self, own: OwnDial, before: dict[int, Dial]) -> None:
        """Put back the user's own speed dials that a change of another one has lost or changed.

        What a list of all devices has changed is left to the ledger.
        """
        now = own.others()
        for index, dial in before.items():
            if now.get(index) == dial or (own.place.of_user and index in now):
                continue
            place = PLACES["user-list" if own.place.of_user else "device"]
            method = "PUT" if index in now else "POST"
            how = {"defect": "restores what was there"}
            self.write_dials(method, place, own.device, place.body(dial.fields), **how)

    def _lists_of_devices(self) -> dict[str, dict[int, Dial]]:
        """The speed dials of each device that has a list of its own."""
        lists = {one: self.listed(one) for one in self.devices()[:_MOST_DEVICES]}
        return {device: listed for device, listed in lists.items() if listed is not None}

    def _restore_lists(self, before: dict[str, dict[int, Dial]], index: int) -> None:
        """Put back the user's own speed dials that the DELETE of another index has lost."""
        place = PLACES["device-list"]
        for device, now in self._lists_of_devices().items():
            for at, dial in before[device].items():
                if at != index and at not in now:
                    body = place.body(dial.fields)
                    how = {"defect": "restores what was there"}
                    self.write_dials("POST", place, device, body, **how)

    def _first_shown(self, own: OwnDial) -> Dial | None:
        """The speed dial as it is listed after its POST, and when it is looked at again."""
        shown = self.seen(own.answer, own.shown, own.dial.is_shown_as)
        if not own.answer.accepted or not own.dial.is_shown_as(shown):
            return shown
        return self.seen(own.answer, own.shown, own.dial.is_shown_as)

    def added(self, place: Place) -> Added:
        """A speed dial that was added at a place. Raises NotTested where the target has it not."""
        if place.id == "device-list" and self.main_place().id != place.id:
            self.own_dial()
            added = self._added.get(place.id)
            if added is None or added.own.answer.status in ABSENT:
                reason = f"the target does not take POST of {place.name}"
                raise NotTested(reason)
            return added
        if place.of_user:
            # What was removed at the first place is added again at this one.
            with suppress(NotTested, Inconclusive):
                self.main_place()
        life = self.dial_life(place)
        return Added(life.own, life.shown, life.refused)

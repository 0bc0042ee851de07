"""A user's list of speed dials that is one of its own, beside those of the devices."""

from __future__ import annotations

from contextlib import suppress
from typing import Any

import msgspec

from contracts.apis.cisco_uds.dials import DIAL
from contracts.apis.cisco_uds.own_dials import Added, Life, OwnDial
from contracts.apis.cisco_uds.owning import Owning
from contracts.apis.cisco_uds.places import Place
from contracts.kit import Inconclusive, NotTested

_CONFLICT = 409


class Apart(Owning):
    """The part of the vocabulary that keeps a speed dial in such a list, too.

    What is written to it is seen nowhere else, so that it is judged like a device's list.
    """

    def __init__(self, *arguments: Any) -> None:
        super().__init__(*arguments)
        self._of_user: OwnDial | None = None

    def refresh(self) -> None:
        """Take a fresh view of the target: the speed dial in such a list is made anew."""
        super().refresh()
        self._of_user = None

    def own_dial(self, place: Place | None = None) -> OwnDial:
        """As `Owning.own_dial`; of the user's list where that is one of its own."""
        if place is not None and place.of_user and not self.main_place().of_user:
            return self._in_list_of_user(place)
        return super().own_dial(place)

    def is_apart(self, place: Place) -> bool:
        """Whether a place is a list of the user's that has nothing to do with the devices'."""
        if not place.of_user or self.main_place().of_user:
            return False
        return self.dial_life(place).apart

    def added(self, place: Place) -> Added:
        """As `Owning.added`; in such a list what was removed has been added again by then."""
        with suppress(NotTested, Inconclusive):
            if self.is_apart(place):
                self._in_list_of_user(place)
        return super().added(place)

    def _added_again(self, place: Place, life: Life) -> OwnDial:
        """A speed dial with the index that was removed, or with another where that is refused."""
        own = self._posted(place, None, life.own.dial.index)
        if own.answer.status != _CONFLICT:
            return own
        self._lives[place.id] = msgspec.structs.replace(life, refused=own.answer)
        return self._posted(place, None)

    def _in_list_of_user(self, place: Place) -> OwnDial:
        life = self.dial_life(place)
        if not life.apart:
            reason = f"{place.name} shows the speed dials of the devices, or none"
            raise NotTested(reason)
        if self._of_user is None or self._of_user.shown() is None:
            self.removal.hold(DIAL, lambda: life.trial)
            own = life.own if life.stays else self._added_again(place, life)
            if not own.answer.accepted or self._first_shown(own) is None:
                reason = f"the speed dial added at {place.name} is not listed: see UDS-ADD-01"
                raise Inconclusive(reason)
            self._of_user = own
        return self._of_user

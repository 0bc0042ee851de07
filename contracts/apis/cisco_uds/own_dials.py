"""A speed dial of the suite's own, and what came of it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import msgspec

from contracts.apis.cisco_uds.answer import Answer, text_of
from contracts.apis.cisco_uds.bodies import Fields
from contracts.apis.cisco_uds.dials import KEEPS
from contracts.apis.cisco_uds.places import Dial, Place
from contracts.apis.cisco_uds.resources import identity_of
from contracts.kit import Inconclusive, NotTested

NUMBER = re.compile(r"\+?[0-9]{3,15}")
"""A number as requests have it; a server may list another form of it, or none."""
_ITSELF = "getDeviceSpeedDial"
_OTHER_FORM = frozenset({400, 415, 422})
"""Statuses by which a server may refuse a body for its form."""

if TYPE_CHECKING:
    from contracts.apis.cisco_uds.owning import Owning


class Change(msgspec.Struct, frozen=True):
    """A change of a speed dial: what was there, what was answered, and what is there now.

    `others_kept` says whether the other speed dials of the list are as they were, `times` how
    often it is listed then.
    """

    before: Dial
    answer: Answer
    after: Dial | None
    others_kept: bool = True
    times: int = 1

    @property
    def done(self) -> bool:
        """Whether the change was accepted, and the number is another one."""
        if not self.answer.accepted or self.after is None:
            return False
        return self.after.number != self.before.number


class OwnDial(msgspec.Struct, frozen=True):
    """A speed dial that the suite made: `dial` as it was sent, `answer` that of the POST.

    `place` is where it is written to.
    """

    uds: Owning
    place: Place
    device: str | None
    dial: Dial
    answer: Answer

    def shown(self) -> Dial | None:
        """The speed dial as it is listed now; None where it is not there."""
        return self.uds.dials_at(self.place, self.device).get(self.dial.index)

    def itself(self) -> Answer | None:
        """The answer of its own resource, under the id that its list has; None without an id."""
        if self.device is None:
            return None
        listed = self.uds.items("speedDialId", self.device)
        ids = [identity_of(one) for one in listed if text_of(one, "index") == str(self.dial.index)]
        if not ids or not ids[0]:
            return None
        ids_in = {"userId": self.uds.user, "deviceId": self.device, "speedDialId": ids[0]}
        template = self.uds.spec.operations[_ITSELF].path
        return self.uds.ask(_ITSELF, self.uds.filled(template, ids_in))

    def needed(self) -> Dial:
        """The speed dial as it is now. Raises Inconclusive where it is not there."""
        found = self.shown()
        if found is None:
            reason = f"the speed dial added at {self.place.name} is not listed: see UDS-ADD-01"
            raise Inconclusive(reason)
        return found

    def others(self) -> dict[int, Dial]:
        """The other speed dials of the list."""
        listed = self.uds.dials_at(self.place, self.device)
        return {at: one for at, one in listed.items() if at != self.dial.index}

    def body(self, fields: Fields) -> bytes:
        """The body of a PUT of these fields, in a list together with the others."""
        others: tuple[Dial, ...] = ()
        if self.place.listed:
            others = self.uds.others(self.place, self.device, self.dial.index)
        return self.place.body(fields, others)

    def put(self, fields: Fields, **how: Any) -> Answer:
        """The answer to a PUT of these fields, index and all."""
        return self.put_body(self.body(fields), **how)

    def put_body(self, body: bytes, **how: Any) -> Answer:
        """The answer to a PUT of this body."""
        self.uds.renumbering(self.dial.label, body)
        if self.uds.is_unusual(body, self.place.root):
            how.setdefault("defect", KEEPS)
        answer = self.uds.write_dials("PUT", self.place, self.device, body, **how)
        if how.get("defect") == KEEPS and answer.status in _OTHER_FORM:
            reason = f"what the target lists is not taken back as it is: {answer}"
            raise NotTested(reason)
        return answer

    def post(self, fields: Fields, **how: Any) -> Answer:
        """The answer to a POST of these fields."""
        return self.uds.add_dial(self.place, self.device, fields, **how)

    def post_again(self, **fields: str | None) -> Answer:
        """The answer to a POST of what is there, with some fields changed."""
        # The label is that of the ledger's entry: what comes of it is the suite's own.
        shown, sent = self.needed(), self.dial
        number = shown.number if NUMBER.fullmatch(shown.number) else sent.number
        return self.post({**shown.fields, "number": number, "label": sent.label, **fields})

    def again(self) -> Answer:
        """The answer to the same POST a second time, sent once until a fresh view is taken."""
        known = self.uds.repeated.get(self.place.id)
        if known is None:
            known = self.uds.repeated[self.place.id] = self.post_again()
            self.uds.repeated_first.setdefault(self.place.id, known)
        return known

    def again_at_first(self) -> Answer:
        """As `again`, but the first answer of the run, whatever was seen since."""
        return self.uds.repeated_first.get(self.place.id) or self.again()

    def change(self, **fields: str | None) -> Change:
        """A PUT of the speed dial with a new number and these fields; its effect is waited for."""
        before, others = self.needed(), self.others()
        sent = {**before.fields, "number": self._number_beside(before.number), **fields}
        meant = Dial(before.index, sent["number"] or before.number)
        answer = self.put(sent)
        self.uds.seen(answer, self.shown, meant.is_shown_as)
        # A second look: an effect stays.
        times = len(self.uds.listed_with(self.place, self.device, before.index))
        listed = self.uds.dials_at(self.place, self.device)
        after = listed.pop(before.index, None)
        change = Change(before, answer, after, others == listed, times)
        if not change.others_kept:
            self.uds.restore_dials(self, others)
        if change.done:
            self.uds.controls.setdefault(self.place.id, change)
        return change

    def _number_beside(self, number: str) -> str:
        """A new number, another one than this if the target takes several."""
        new = self.uds.new_number()
        return self.uds.new_number() if new == number else new

    def accepted(self, **fields: str | None) -> Change:
        """A change that is carried out. Raises Inconclusive where it is not."""
        change = self.change(**fields)
        if not change.answer.accepted or change.after is None:
            reason = f"a change without an error is not accepted: {change.answer}"
            raise Inconclusive(reason)
        if change.after.number == change.before.number:
            reason = "no change is seen: see UDS-PUT-01"
            raise Inconclusive(reason)
        return change

    def control(self) -> Change:
        """The first change that was carried out here since the last fresh view of the target."""
        return self.uds.controls.get(self.place.id) or self.accepted()

    def first_change(self) -> Change:
        """As `control`, but whatever came of it."""
        return self.uds.controls.get(self.place.id) or self.change()


class Life(msgspec.Struct, frozen=True):
    """What came of a speed dial from its POST to its removal, each step waited for.

    `before` are the indices listed then, `after` those after the DELETE, which `deleted` answers;
    None where nothing was added. `again` answers the same POST a second time, `changed` is a
    change in between, where they were made. `stays` says why it is still there, if it is.
    `refused` answers a POST of an index that was removed before, if it was a conflict. `apart`
    says that it was listed for the user alone, not on a device.
    """

    own: OwnDial
    before: frozenset[int]
    shown: Dial | None
    deleted: Answer | None
    after: frozenset[int]
    stays: str
    again: Answer | None = None
    changed: Change | None = None
    refused: Answer | None = None
    apart: bool = False

    @property
    def trial(self) -> str | None:
        """The outcome for `Removal`: None where nothing was made."""
        return self.stays if self.own.answer.accepted else None


class Added(msgspec.Struct, frozen=True):
    """A speed dial that was added, as it was sent, and as it was listed then.

    `refused` is that of `Life`.
    """

    own: OwnDial
    shown: Dial | None
    refused: Answer | None = None

"""What kinds of faults there are: one vocabulary for all servers."""

from __future__ import annotations

KINDS = {
    "omitted": "something that belongs there is missing, or not done",
    "added": "something is there that does not belong there",
    "duplicated": "something is there, or done, twice",
    "wrong-value": "a value is another one",
    "wrong-type": "a value is of another type",
    "wrong-form": "a value is written in another way",
    "wrong-order": "things are in another order",
    "wrong-default": "what is not said is taken for something else",
    "wrong-reason": "it fails, or is refused, for another reason",
    "wrong-status": "the status is another one",
    "wrong-media": "the media type is another one",
    "off-by-one": "a limit or a number is one too high or too low",
    "stale": "an answer is that of before",
    "ignored": "something that is asked for has no effect",
    "accepted": "something is taken that has to be refused",
    "forgotten": "something is confirmed, and not done",
    "too-late": "something happens, but not in time",
    "breaks-down": "the server breaks down",
    "refused": "something is refused that has to be taken",
    "out-of-step": "two answers that have to agree do not",
    "only-sometimes": "it is wrong under one condition alone",
}
"""The kinds, and what they mean."""

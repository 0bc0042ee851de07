"""For each code of the table, a server that has another one for its outcome: UPT-CODE-00 to -59.

The other code is as much a success or an error as the right one, and comes with its own label,
so that nothing else is wrong. It is never one that the ledger allows for the same outcome.
TEST is left alone, and so is what the server says before there is a command.
"""

from __future__ import annotations

from dataclasses import replace

from contracts.reference.uptivity.codes import LABELS, NON_ERRORS, Code
from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity

INSTEAD = {
    # Successes
    0: 37, 13: 20, 20: 37, 37: 20, 43: 20, 46: 20, 58: 20,
    # Calls and recordings
    1: 11, 2: 11, 3: 2, 4: 11, 5: 26, 6: 34, 7: 12, 8: 5, 9: 35, 12: 7, 35: 9, 38: 59,
    # Messages
    10: 4, 11: 4, 14: 22, 15: 21, 16: 59, 17: 59, 18: 55, 21: 59, 26: 59, 44: 49, 49: 44,
    # Things that are not found, not valid or there already
    22: 54, 23: 4, 24: 28, 25: 24, 27: 28, 28: 24, 29: 59, 30: 59, 31: 28, 32: 1, 33: 26,
    40: 41, 41: 40, 42: 54, 45: 59, 50: 22, 51: 52, 52: 51, 53: 59, 54: 42, 56: 59, 57: 22,
    59: 26,
    # The installation
    34: 36, 36: 34, 39: 44, 47: 48, 48: 47, 55: 18,
}  # fmt: skip
"""The code that stands for another one."""


def _wrong(code: int, other: int) -> type:
    class _Wrong(Uptivity):
        def perform(self, command: str, message: Message) -> Outcome:
            outcome = super().perform(command, message)
            if outcome.code != code or command == "TEST":
                return outcome
            return replace(outcome, code=other)

    _Wrong.__doc__ = f"{LABELS[code]} is answered with {other} ({LABELS[other]}), not {code}."
    return _Wrong


@fault("code-40-once", violates="UPT-CODE-40", kind="only-sometimes")
class _Code40Once(Uptivity):
    """An unknown record id is reported once; from then on its file is reported missing."""

    said = False

    def perform(self, command: str, message: Message) -> Outcome:
        outcome = super().perform(command, message)
        if outcome.code != Code.RECORDID_INVALID:
            return outcome
        said, self.said = self.said, True
        return replace(outcome, code=Code.FILE_NOT_FOUND) if said else outcome


def _enter() -> None:
    for code, other in sorted(INSTEAD.items()):
        if (code in NON_ERRORS) != (other in NON_ERRORS):
            msg = f"{other} does not stand for {code}: one is an error and one is not"
            raise ValueError(msg)
        make = fault(f"code-{code:02}-wrong", violates=f"UPT-CODE-{code:02}", kind="wrong-value")
        make(_wrong(code, other))


_enter()

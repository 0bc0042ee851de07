"""Faults against the table of result codes: UPT-TABLE-01 to -04."""

from __future__ import annotations

from contracts.reference.uptivity.codes import LABELS, Code
from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity

_CODES = sorted(LABELS)


def _neighbour(code: int) -> str:
    """The label of the next code whose label is another one."""
    after = [c for c in _CODES if c > code and LABELS[c] != LABELS[code]]
    return LABELS[after[0] if after else _CODES[0]]


@fault("error-label-neighbour", violates="UPT-TABLE-03", kind="wrong-value")
class _ErrorLabelNeighbour(Uptivity):
    """RESULTMSG of an error has the label of the code after it."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        if outcome.is_error:
            return _neighbour(outcome.code)
        return super().result_message(message, outcome)


@fault("error-labels-shifted", violates="UPT-TABLE-03", kind="only-sometimes")
class _ErrorLabelsShifted(Uptivity):
    """Labels of errors above 20 are one row off, as if there were a code 19."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        if outcome.is_error and outcome.code > Code.OK:
            return LABELS[outcome.code - 1]
        return super().result_message(message, outcome)


class _ErrorCode(Uptivity):
    def written(self, code: int) -> str:
        raise NotImplementedError

    def result_code(self, message: Message, outcome: Outcome) -> str | None:
        if outcome.is_error:
            return self.written(int(outcome.code))
        return super().result_code(message, outcome)


@fault("error-code-hexadecimal", violates="UPT-TABLE-04", kind="wrong-value")
class _ErrorCodeHexadecimal(_ErrorCode):
    """RESULTCODE of an error is hexadecimal."""

    def written(self, code: int) -> str:
        return f"0x{code:08X}"

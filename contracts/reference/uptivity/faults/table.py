"""Faults against the table of result codes: UPT-TABLE-01 to -04."""
# ruff: noqa: ARG002 - an override takes what the method it stands for takes

from __future__ import annotations

from contracts.reference.uptivity.codes import LABELS, Code
from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome, Refused
from contracts.reference.uptivity.server import Uptivity

_FAILED = "The command failed"
_CODES = sorted(LABELS)


def _neighbour(code: int) -> str:
    """The label of the next code whose label is another one."""
    after = [c for c in _CODES if c > code and LABELS[c] != LABELS[code]]
    return LABELS[after[0] if after else _CODES[0]]


class _CodeBeyond(Uptivity):
    said = 0

    def unknown_command(self, sent: str) -> str:
        refusal = Refused(self.said)
        refusal.outcome = Outcome(self.said, sent, says=_FAILED)
        raise refusal


@fault("code-19", violates="UPT-TABLE-01", kind="wrong-value")
class _Code19(_CodeBeyond):
    """An unknown command is answered with 19, which is not assigned."""

    said = 19


@fault("code-60", violates="UPT-TABLE-01", kind="wrong-value")
class _Code60(_CodeBeyond):
    """An unknown command is answered with 60, which is beyond the table."""

    said = 60


@fault("code-minus-1", violates="UPT-TABLE-01", kind="wrong-reason")
class _CodeMinus1(_CodeBeyond):
    """An unknown command is answered with -1."""

    said = -1


class _SuccessType(Uptivity):
    swapped: dict[int, str]

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        return self.swapped.get(outcome.code) or super().result_type(message, outcome)


@fault("success-types-swapped", violates="UPT-TABLE-02", kind="wrong-value")
class _SuccessTypesSwapped(_SuccessType):
    """RESULTTYPE says that a recording was stopped when it was started, and the reverse."""

    swapped = {0: LABELS[13], 13: LABELS[0]}  # noqa: RUF012 - never changed


@fault("success-type-neighbour", violates="UPT-TABLE-02", kind="wrong-value")
class _SuccessTypeNeighbour(_SuccessType):
    """RESULTTYPE of 0, 13, 37 and 43 is the label of the code after it."""

    swapped = {code: _neighbour(code) for code in (0, 13, 37, 43)}  # noqa: RUF012 - as above


@fault("update-type-started", violates="UPT-TABLE-02", kind="only-sometimes")
class _UpdateTypeStarted(_SuccessType):
    """RESULTTYPE says that a recording was started when it was updated."""

    swapped = {37: LABELS[0]}  # noqa: RUF012 - as above


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


@fault("success-label-neighbour", violates="UPT-TABLE-03", kind="only-sometimes")
class _SuccessLabelNeighbour(Uptivity):
    """RESULTMSG of a success other than 20 has the label of the code after it."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        if not outcome.is_error and outcome.code != Code.OK:
            return _neighbour(outcome.code)
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


@fault("error-code-decimals", violates="UPT-TABLE-04", kind="wrong-value")
class _ErrorCodeDecimals(_ErrorCode):
    """RESULTCODE of an error has decimals."""

    def written(self, code: int) -> str:
        return f"{code}.0"


@fault("error-code-label", violates="UPT-TABLE-04", kind="wrong-reason")
class _ErrorCodeLabel(_ErrorCode):
    """RESULTCODE of an error is the label."""

    def written(self, code: int) -> str:
        return LABELS[code]


@fault("error-code-empty", violates="UPT-TABLE-04", kind="omitted")
class _ErrorCodeEmpty(_ErrorCode):
    """RESULTCODE of an error is empty."""

    def written(self, code: int) -> str:
        return ""

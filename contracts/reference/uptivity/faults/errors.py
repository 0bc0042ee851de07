"""Faults in error results: UPT-ERR-01 to -07."""
# ruff: noqa: ARG002 - an override takes what the method it stands for takes

from __future__ import annotations

from contracts.reference.uptivity.codes import LABELS, Code
from contracts.reference.uptivity.commands import COMMANDS
from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message, upper
from contracts.reference.uptivity.result import Outcome, Refused, refuse
from contracts.reference.uptivity.server import Uptivity


def _is_known(message: Message) -> bool:
    return upper(message.command or "") in COMMANDS


class _TypeOfErrors(Uptivity):
    """A server with another RESULTTYPE for some errors."""

    said = ""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        raise NotImplementedError

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        if self.hit(message, outcome):
            return self.said
        return super().result_type(message, outcome)


class _ErrorType(_TypeOfErrors):
    """Of errors by name, and of messages without a command that there is."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        by_name = "ERROR" in outcome.label
        return outcome.is_error and (by_name or not _is_known(message))


class _RefusalType(_TypeOfErrors):
    """Of codes that only by their meaning are errors, from commands that there are."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        if not outcome.is_error or not _is_known(message) or outcome.code in _LEFT_OPEN:
            return False
        return "ERROR" not in outcome.label and outcome.code != Code.REQUESTID_INVALID


_LEFT_OPEN = (
    Code.DEVICE_NOT_IN_CALL,
    Code.DID_NOT_MATCH_A_SCHEDULE,
    Code.DEVICE_NOT_RECORDING,
)


@fault("error-type-api-error", violates="UPT-ERR-01", kind="wrong-value")
class _ErrorTypeApiError(_ErrorType):
    """RESULTTYPE of an error is API_ERROR, which is no label."""

    said = "API_ERROR"


@fault(
    "error-type-api-ok-over-the-socket",
    violates="UPT-ERR-01",
    kind="only-sometimes",
    related="UPT-SOCK-09",
)
class _ErrorTypeApiOkOverTheSocket(_ErrorType):
    """RESULTTYPE of an error over the socket is API_OK."""

    said = "API_OK"

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return message.form == "line" and super().hit(message, outcome)


@fault("error-type-api-ok-without-command", violates="UPT-ERR-01", kind="only-sometimes")
class _ErrorTypeApiOkWithoutCommand(_ErrorType):
    """RESULTTYPE is API_OK in the error that answers a message without a command."""

    said = "API_OK"

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return not message.command and super().hit(message, outcome)


@fault("error-type-small-letters", violates="UPT-ERR-01", kind="wrong-value")
class _ErrorTypeSmallLetters(_ErrorType):
    """RESULTTYPE of an error is Error."""

    said = "Error"


@fault("error-type-api-ok", violates="UPT-ERR-01", kind="wrong-value")
class _ErrorTypeApiOk(_ErrorType):
    """RESULTTYPE of an error is API_OK."""

    said = LABELS[Code.OK]


@fault("error-type-empty", violates="UPT-ERR-01", kind="omitted")
class _ErrorTypeEmpty(_ErrorType):
    """RESULTTYPE of an error is empty."""


@fault("refusal-type-api-ok", violates="UPT-ERR-05", kind="wrong-value")
class _RefusalTypeApiOk(_RefusalType):
    """RESULTTYPE of what was not found, not valid or not allowed is API_OK."""

    said = LABELS[Code.OK]


@fault("refusal-type-api-ok-by-query", violates="UPT-ERR-05", kind="only-sometimes")
class _RefusalTypeApiOkByQuery(_RefusalType):
    """RESULTTYPE of what was refused is API_OK where a query asked for it."""

    said = LABELS[Code.OK]

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return message.form == "query" and super().hit(message, outcome)


@fault("refusal-type-api-ok-not-found", violates="UPT-ERR-05", kind="only-sometimes")
class _RefusalTypeApiOkNotFound(_RefusalType):
    """RESULTTYPE of what was not found is API_OK."""

    said = LABELS[Code.OK]

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return outcome.label.endswith("_NOT_FOUND") and super().hit(message, outcome)


@fault("refusal-type-word", violates="UPT-ERR-01", kind="wrong-value")
class _RefusalTypeWord(_RefusalType):
    """RESULTTYPE of what was not found, not valid or not allowed is REFUSED."""

    said = "REFUSED"


@fault("refusal-type-empty", violates="UPT-ERR-01", kind="omitted")
class _RefusalTypeEmpty(_RefusalType):
    """RESULTTYPE of what was not found, not valid or not allowed is empty."""


@fault("error-type-label", violates="UPT-ERR-06", kind="wrong-value")
class _ErrorTypeLabel(Uptivity):
    """RESULTTYPE of an error is the label of its code."""

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        return outcome.label if outcome.is_error else super().result_type(message, outcome)


@fault("error-type-label-by-name", violates="UPT-ERR-06", kind="only-sometimes")
class _ErrorTypeLabelByName(Uptivity):
    """RESULTTYPE is the label of the code where the label has ERROR in it."""

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        by_name = outcome.is_error and "ERROR" in outcome.label
        return outcome.label if by_name else super().result_type(message, outcome)


@fault("error-type-label-unknown-command", violates="UPT-ERR-06", kind="only-sometimes")
class _ErrorTypeLabelUnknownCommand(Uptivity):
    """RESULTTYPE is the label of the code where the command does not exist."""

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        unknown = outcome.is_error and bool(message.command) and not _is_known(message)
        return outcome.label if unknown else super().result_type(message, outcome)


class _ErrorCode20(Uptivity):
    """A server that gives some errors the code of success, and no label."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        raise NotImplementedError

    def result_code(self, message: Message, outcome: Outcome) -> str | None:
        if self.hit(message, outcome):
            return str(Code.OK.value)
        return super().result_code(message, outcome)

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        if self.hit(message, outcome):
            return outcome.detail
        return super().result_message(message, outcome)


@fault("error-code-20", violates="UPT-ERR-02", kind="wrong-value")
class _ErrorCode20Always(_ErrorCode20):
    """The error for an unknown command or for none has code 20."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return outcome.is_error and message.form == "query" and not _is_known(message)


@fault("error-code-20-unknown-command", violates="UPT-ERR-02", kind="only-sometimes")
class _ErrorCode20UnknownCommand(_ErrorCode20):
    """The error for an unknown command has code 20."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return outcome.is_error and bool(message.command) and not _is_known(message)


@fault("error-code-0", violates="UPT-ERR-02", kind="wrong-value")
class _ErrorCode0(Uptivity):
    """Every error has code 0, as programs return a success, and no label."""

    def result_code(self, message: Message, outcome: Outcome) -> str | None:
        return "0" if outcome.is_error else super().result_code(message, outcome)

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        return outcome.detail if outcome.is_error else super().result_message(message, outcome)


@fault("error-code-20-no-command", violates="UPT-ERR-02", kind="only-sometimes")
class _ErrorCode20NoCommand(_ErrorCode20):
    """The error for a message that names no command has code 20."""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return outcome.is_error and message.form == "query" and not message.command


@fault("unknown-command-succeeds", violates="UPT-ERR-03", kind="omitted")
class _UnknownCommandSucceeds(Uptivity):
    """A command that does not exist is answered like TEST."""

    def unknown_command(self, sent: str) -> str:
        return "TEST"


@fault("unknown-command-started", violates="UPT-ERR-03", kind="wrong-value")
class _UnknownCommandStarted(Uptivity):
    """A command that does not exist is answered as a recording that was started."""

    def unknown_command(self, sent: str) -> str:
        raise Refused(Code.RECORDING_STARTED)


@fault("unknown-command-status-default", violates="UPT-ERR-03", kind="wrong-reason")
class _UnknownCommandStatusDefault(Uptivity):
    """A command that does not exist is answered with the default status."""

    def unknown_command(self, sent: str) -> str:
        raise Refused(Code.STATUS_DEFAULT)


@fault("unknown-command-unknown-error", violates="UPT-ERR-07", kind="wrong-value")
class _UnknownCommandUnknownError(Uptivity):
    """A command that does not exist is 4, an unknown error."""

    def unknown_command(self, sent: str) -> str:
        refuse(Code.ERROR_UNKNOWN)


@fault("unknown-command-other-error", violates="UPT-ERR-07", kind="wrong-reason")
class _UnknownCommandOtherError(Uptivity):
    """A command that does not exist is 24."""

    def unknown_command(self, sent: str) -> str:
        refuse(Code.AGENT_NOT_FOUND)


@fault("no-command-succeeds", violates="UPT-ERR-04", kind="omitted")
class _NoCommandSucceeds(Uptivity):
    """A message that names no command is answered like TEST."""

    def no_command(self) -> str:
        return "TEST"


@fault("no-command-updated", violates="UPT-ERR-04", kind="wrong-value")
class _NoCommandUpdated(Uptivity):
    """A message that names no command is answered as a recording that was updated."""

    def no_command(self) -> str:
        raise Refused(Code.RECORDING_UPDATED)


@fault("no-command-status-default", violates="UPT-ERR-04", kind="wrong-reason")
class _NoCommandStatusDefault(Uptivity):
    """A message that names no command is answered with the default status."""

    def no_command(self) -> str:
        raise Refused(Code.STATUS_DEFAULT)


@fault("no-command-unknown-error", violates="UPT-ERR-07", kind="wrong-value")
class _NoCommandUnknownError(Uptivity):
    """A message that names no command is 4, an unknown error."""

    def no_command(self) -> str:
        refuse(Code.ERROR_UNKNOWN)


@fault("no-command-other-error", violates="UPT-ERR-07", kind="wrong-reason")
class _NoCommandOtherError(Uptivity):
    """A message that names no command is 39."""

    def no_command(self) -> str:
        refuse(Code.UNLICENSED)

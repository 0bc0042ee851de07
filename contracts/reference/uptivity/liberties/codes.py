"""Liberties in codes, RESULTTYPE and RESULTMSG."""

from __future__ import annotations

from dataclasses import replace

from contracts.reference.uptivity.codes import LABELS, Code
from contracts.reference.uptivity.liberties._registry import liberty
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome, refuse
from contracts.reference.uptivity.server import Uptivity


@liberty("malformed-17", ambiguity="UPT-AMB-02", choice="malformed")
class _Malformed17(Uptivity):
    """A malformed message is 17, not 16."""

    def malformed(self, detail: str) -> Outcome:
        return Outcome(Code.INVALID_MESSAGE_FORMAT_TOO, detail)


@liberty("malformed-11", ambiguity="UPT-AMB-02", choice="malformed")
class _Malformed11(Uptivity):
    """A malformed message is 11, an error while processing it."""

    def malformed(self, detail: str) -> Outcome:
        return Outcome(Code.ERROR_PROCESSING_MESSAGE, detail)


@liberty("default-path-17", ambiguity="UPT-AMB-01")
class _DefaultPath17(Uptivity):
    """A missing default path is 17, as in the document's example, with the label of 18."""

    def answer(self, message: Message) -> Outcome:
        outcome = super().answer(message)
        if outcome.code != Code.ERROR_NO_DEFAULT_RECORDING_PATH:
            return outcome
        code = Code.INVALID_MESSAGE_FORMAT_TOO
        return replace(outcome, code=code, says=LABELS[Code.ERROR_NO_DEFAULT_RECORDING_PATH])


@liberty("success-type-api-ok", ambiguity="UPT-AMB-05")
class _SuccessTypeApiOk(Uptivity):
    """RESULTTYPE of every success is API_OK."""

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        return super().result_type(message, outcome) if outcome.is_error else LABELS[Code.OK]


@liberty("open-codes-errors", ambiguity="UPT-AMB-13")
class _OpenCodesErrors(Uptivity):
    """46 and 58 are errors, with the data there is."""

    def answer(self, message: Message) -> Outcome:
        outcome = super().answer(message)
        if outcome.code in (Code.PARTIAL_CORE_RESPONSE, Code.STATUS_DEFAULT):
            return replace(outcome, error=True)
        return outcome


@liberty("open-codes-no-errors", ambiguity="UPT-AMB-13")
class _OpenCodesNoErrors(Uptivity):
    """7, 9 and 12 are no errors, and have their labels in RESULTTYPE."""

    def answer(self, message: Message) -> Outcome:
        outcome = super().answer(message)
        if outcome.code in (
            Code.DEVICE_NOT_IN_CALL,
            Code.DID_NOT_MATCH_A_SCHEDULE,
            Code.DEVICE_NOT_RECORDING,
        ):
            return replace(outcome, error=False)
        return outcome


@liberty("message-leading-space", ambiguity="UPT-AMB-07")
class _MessageLeadingSpace(Uptivity):
    """RESULTMSG begins with a space, as in the document's example."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        text = super().result_message(message, outcome)
        return text and f" {text}"


@liberty("error-message-free-text", choice="error-message")
class _ErrorMessageFreeText(Uptivity):
    """RESULTMSG of an error is a sentence without a label."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        if outcome.is_error:
            return f"The command could not be carried out ({outcome.detail or 'no detail'})."
        return super().result_message(message, outcome)


@liberty("error-message-empty", choice="error-message")
class _ErrorMessageEmpty(Uptivity):
    """RESULTMSG of an error is empty."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        return "" if outcome.is_error else super().result_message(message, outcome)


@liberty("error-message-label-only", choice="error-message")
class _ErrorMessageLabelOnly(Uptivity):
    """RESULTMSG of an error is the label and nothing more."""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        return super().result_message(message, replace(outcome, detail=""))


@liberty("unknown-command-15", ambiguity="UPT-AMB-14", choice="unknown-command")
class _UnknownCommand15(Uptivity):
    """A command that does not exist is 15."""

    def unknown_command(self, sent: str) -> str:
        refuse(Code.INVALID_REQUEST_TYPE, sent)


@liberty("unknown-command-49", ambiguity="UPT-AMB-14", choice="unknown-command")
class _UnknownCommand49(Uptivity):
    """A command that does not exist is 49."""

    def unknown_command(self, sent: str) -> str:
        refuse(Code.COMMAND_NOT_SUPPORTED, sent)


@liberty("unknown-command-11", ambiguity="UPT-AMB-14", choice="unknown-command")
class _UnknownCommand11(Uptivity):
    """A command that does not exist is 11."""

    def unknown_command(self, sent: str) -> str:
        refuse(Code.ERROR_PROCESSING_MESSAGE, sent)


@liberty("no-command-10", ambiguity="UPT-AMB-14", choice="no-command")
class _NoCommand10(Uptivity):
    """A message that names no command is 10."""

    def no_command(self) -> str:
        refuse(Code.UNKNOWN_MESSAGE_TYPE)


@liberty("no-command-16", ambiguity="UPT-AMB-14", choice="no-command")
class _NoCommand16(Uptivity):
    """A message that names no command is 16."""

    def no_command(self) -> str:
        refuse(Code.INVALID_MESSAGE_FORMAT)


@liberty("no-command-26", ambiguity="UPT-AMB-14", choice="no-command")
class _NoCommand26(Uptivity):
    """A message that names no command is 26."""

    def no_command(self) -> str:
        refuse(Code.BLANK_REQUIRED_VALUE, "TYPE")

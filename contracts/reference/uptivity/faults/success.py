"""Faults in the general success: UPT-OK-01 to -03. They touch TEST only."""

from __future__ import annotations

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.faults._registry import fault, is_test
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity


class _CodeOfTest(Uptivity):
    said = Code.OK

    def perform(self, command: str, message: Message) -> Outcome:
        return Outcome(self.said) if command == "TEST" else super().perform(command, message)


class _TypeOfTest(Uptivity):
    said = ""

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        if is_test(message) and not outcome.is_error:
            return self.said
        return super().result_type(message, outcome)


class _MessageOfTest(Uptivity):
    said = ""

    def result_message(self, message: Message, outcome: Outcome) -> str | None:
        if is_test(message) and not outcome.is_error:
            return self.said
        return super().result_message(message, outcome)


@fault("test-recording-started", violates="UPT-OK-01", kind="wrong-value")
class _TestRecordingStarted(_CodeOfTest):
    """TEST is answered with code 0, as programs return it."""

    said = Code.RECORDING_STARTED


@fault("test-status-default", violates="UPT-OK-01", kind="wrong-value")
class _TestStatusDefault(_CodeOfTest):
    """TEST is answered with code 58."""

    said = Code.STATUS_DEFAULT


@fault("test-not-supported", violates="UPT-OK-01", kind="wrong-reason")
class _TestNotSupported(_CodeOfTest):
    """TEST is refused as not supported (49)."""

    said = Code.COMMAND_NOT_SUPPORTED


@fault("test-type-ok", violates="UPT-OK-02", kind="wrong-value")
class _TestTypeOk(_TypeOfTest):
    """RESULTTYPE of TEST is OK."""

    said = "OK"


@fault("test-type-small-letters", violates="UPT-OK-02", kind="wrong-value")
class _TestTypeSmallLetters(_TypeOfTest):
    """RESULTTYPE of TEST is api_ok."""

    said = "api_ok"


@fault(
    "test-type-empty",
    violates="UPT-OK-02",
    kind="omitted",
    related="UPT-SOCK-05 UPT-SOCK-08",
)
class _TestTypeEmpty(_TypeOfTest):
    """RESULTTYPE of TEST is empty."""


@fault("test-message-success", violates="UPT-OK-03", kind="wrong-value")
class _TestMessageSuccess(_MessageOfTest):
    """RESULTMSG of TEST is a sentence."""

    said = "The server is available."


@fault("test-message-detail", violates="UPT-OK-03", kind="wrong-value")
class _TestMessageDetail(_MessageOfTest):
    """RESULTMSG of TEST is API_OK with detail behind it."""

    said = "API_OK: the server is available"


@fault("test-message-empty", violates="UPT-OK-03", kind="omitted")
class _TestMessageEmpty(_MessageOfTest):
    """RESULTMSG of TEST is empty."""

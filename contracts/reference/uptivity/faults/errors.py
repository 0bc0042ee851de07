"""Faults in errors that take a memory: UPT-ERR-01."""

from __future__ import annotations

from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Outcome
from contracts.reference.uptivity.server import Uptivity


@fault(
    "error-type-api-ok-again",
    violates="UPT-ERR-01",
    kind="only-sometimes",
    related="UPT-ERR-05",
)
class _ErrorTypeApiOkAgain(Uptivity):
    """RESULTTYPE is API_OK where the same error comes twice in a row."""

    before: tuple[str | None, int] | None = None

    def result_type(self, message: Message, outcome: Outcome) -> str | None:
        before, error = self.before, (message.command, int(outcome.code))
        self.before = error if outcome.is_error else None
        if outcome.is_error and error == before:
            return "API_OK"
        return super().result_type(message, outcome)

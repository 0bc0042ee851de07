"""Faults in the elements of a RESULT: UPT-RESULT-02 to -05, UPT-TYPE-01."""
# ruff: noqa: ARG002 - an override takes what the method it stands for takes

from __future__ import annotations

from contracts.reference.uptivity.codes import Code
from contracts.reference.uptivity.faults._registry import fault
from contracts.reference.uptivity.request import Message
from contracts.reference.uptivity.result import Element, Outcome
from contracts.reference.uptivity.server import Uptivity

_NO_COMMAND = frozenset(map(Code, (10, 11, 14, 15, 16, 17)))
"""The errors of messages that name no command there is."""


class _OneElement(Uptivity):
    """A server that does something else with one kind of element."""

    where = ""

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return True

    def instead(self, element: Element) -> list[Element]:
        return []

    def elements(self, message: Message, outcome: Outcome) -> list[Element]:
        found = super().elements(message, outcome)
        if not self.hit(message, outcome):
            return found
        return [e for one in found for e in (self.instead(one) if one[0] == self.where else [one])]


class _InErrors(_OneElement):
    def hit(self, message: Message, outcome: Outcome) -> bool:
        return outcome.is_error


class _InOtherSuccesses(_OneElement):
    def hit(self, message: Message, outcome: Outcome) -> bool:
        return not outcome.is_error and outcome.code != Code.OK


class _Twice(_OneElement):
    def instead(self, element: Element) -> list[Element]:
        return [element, element]


class _Renamed(_OneElement):
    name = ""

    def instead(self, element: Element) -> list[Element]:
        return [(self.name, element[1])]


@fault("result-type-omitted", violates="UPT-RESULT-02", kind="omitted")
class _TypeOmitted(_OneElement):
    """There is no RESULTTYPE."""

    where = "RESULTTYPE"


@fault("result-type-omitted-in-errors", violates="UPT-RESULT-02", kind="only-sometimes")
class _TypeOmittedInErrors(_InErrors):
    """Errors have no RESULTTYPE."""

    where = "RESULTTYPE"


@fault("result-type-omitted-in-other-successes", violates="UPT-RESULT-02", kind="only-sometimes")
class _TypeOmittedInOtherSuccesses(_InOtherSuccesses):
    """Successes other than the general one have no RESULTTYPE."""

    where = "RESULTTYPE"


@fault("result-type-twice", violates="UPT-RESULT-02", kind="duplicated")
class _TypeTwice(_Twice):
    """There are two RESULTTYPEs."""

    where = "RESULTTYPE"


@fault("result-code-omitted", violates="UPT-RESULT-03", kind="omitted")
class _CodeOmitted(_OneElement):
    """There is no RESULTCODE."""

    where = "RESULTCODE"


@fault("result-code-omitted-in-errors", violates="UPT-RESULT-03", kind="only-sometimes")
class _CodeOmittedInErrors(_InErrors):
    """Errors have no RESULTCODE."""

    where = "RESULTCODE"


@fault("result-code-renamed", violates="UPT-RESULT-03", kind="wrong-value")
class _CodeRenamed(_Renamed):
    """RESULTCODE is called ERRORCODE."""

    where, name = "RESULTCODE", "ERRORCODE"


@fault("result-code-twice", violates="UPT-RESULT-03", kind="duplicated")
class _CodeTwice(_Twice):
    """There are two RESULTCODEs."""

    where = "RESULTCODE"


@fault("result-message-omitted", violates="UPT-RESULT-04", kind="omitted")
class _MessageOmitted(_OneElement):
    """There is no RESULTMSG."""

    where = "RESULTMSG"


@fault("result-message-omitted-in-errors", violates="UPT-RESULT-04", kind="only-sometimes")
class _MessageOmittedInErrors(_InErrors):
    """Errors have no RESULTMSG."""

    where = "RESULTMSG"


@fault("result-message-renamed", violates="UPT-RESULT-04", kind="wrong-value")
class _MessageRenamed(_Renamed):
    """RESULTMSG is called RESULTMESSAGE, as if it were not abbreviated."""

    where, name = "RESULTMSG", "RESULTMESSAGE"


@fault("result-message-twice", violates="UPT-RESULT-04", kind="duplicated")
class _MessageTwice(_Twice):
    """There are two RESULTMSGs."""

    where = "RESULTMSG"


@fault("request-id-omitted", violates="UPT-RESULT-05", kind="omitted", related="UPT-ID-03")
class _IdOmitted(_OneElement):
    """There is no REQUESTID."""

    where = "REQUESTID"


@fault("request-id-omitted-with-data", violates="UPT-RESULT-05", kind="only-sometimes")
class _IdOmittedWithData(_OneElement):
    """A result with a sub node has no REQUESTID."""

    where = "REQUESTID"

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return outcome.node is not None


@fault("request-id-omitted-in-refusals", violates="UPT-ID-03", kind="only-sometimes")
class _IdOmittedInRefusals(_OneElement):
    """The error of a command that exists has no REQUESTID."""

    where = "REQUESTID"

    def hit(self, message: Message, outcome: Outcome) -> bool:
        return outcome.is_error and outcome.code not in _NO_COMMAND


@fault("request-id-twice", violates="UPT-RESULT-05", kind="duplicated")
class _IdTwice(_Twice):
    """There are two REQUESTIDs."""

    where = "REQUESTID"


@fault("request-id-renamed", violates="UPT-RESULT-05", kind="wrong-value", related="UPT-ID-03")
class _IdRenamed(_Renamed):
    """REQUESTID is called RequestId."""

    where, name = "REQUESTID", "RequestId"


@fault("request-type-constant", violates="UPT-TYPE-01", kind="wrong-value")
class _RequestTypeConstant(Uptivity):
    """REQUESTTYPE is API, whatever the command is."""

    def request_type(self, message: Message, outcome: Outcome) -> str | None:
        return "API"


@fault("request-type-stale", violates="UPT-TYPE-01", kind="stale")
class _RequestTypeStale(Uptivity):
    """REQUESTTYPE is the command of the request before."""

    before: str | None = "PING"

    def request_type(self, message: Message, outcome: Outcome) -> str | None:
        said, self.before = self.before, super().request_type(message, outcome)
        return said


@fault("request-type-lost-in-errors", violates="UPT-TYPE-01", kind="only-sometimes")
class _RequestTypeLostInErrors(Uptivity):
    """REQUESTTYPE of an error is UNKNOWN."""

    def request_type(self, message: Message, outcome: Outcome) -> str | None:
        return "UNKNOWN" if outcome.is_error else super().request_type(message, outcome)

"""Faults in formats, and in who may call: VOSS-FORMAT-01 and -02, VOSS-AUTH-01 and -02."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import Any

from contracts.reference.voss.access import USERNAME
from contracts.reference.voss.faults._registry import fault
from contracts.reference.voss.models import Model
from contracts.reference.voss.request import Call, Reply
from contracts.reference.voss.server import Voss


@fault(
    "json-as-python",
    violates="VOSS-FORMAT-01",
    kind="wrong-value",
    related=(
        "VOSS-listDevices-BODY VOSS-listResources-BODY VOSS-listTransactions-BODY "
        "VOSS-createResource-BODY VOSS-getAddForm-BODY VOSS-LIST-01"
    ),
)
class _JsonAsPython(Voss):
    """Answers are written as Python writes them: single quotes, None, True."""

    def encode(self, value: Any) -> bytes:
        return repr(value).encode()


@fault(
    "json-with-prefix",
    violates="VOSS-FORMAT-01",
    kind="wrong-value",
    related=(
        "VOSS-listDevices-BODY VOSS-listResources-BODY VOSS-listTransactions-BODY "
        "VOSS-createResource-BODY VOSS-getAddForm-BODY"
    ),
)
class _JsonWithPrefix(Voss):
    """Before the JSON stands a guard against other sites' scripts."""

    def encode(self, value: Any) -> bytes:
        return b")]}',\n" + super().encode(value)


@fault(
    "format-page",
    violates="VOSS-FORMAT-01",
    kind="wrong-value",
    related="VOSS-LIST-01 VOSS-listDevices-BODY VOSS-listResources-BODY VOSS-listTransactions-BODY",
)
class _FormatPage(Voss):
    """format=json is not read: readers get a page for people."""

    def list_reply(self, call: Call, model: Model) -> Reply:
        super().list_reply(call, model)
        return self.html(200, model.title, "The list is shown in the portal.")


@fault(
    "long-lists-not-json",
    violates="VOSS-FORMAT-01",
    kind="only-sometimes",
    related="VOSS-listResources-BODY",
)
class _LongListsNotJson(Voss):
    """In lists with quotation marks in them the marks are not escaped."""

    def encode(self, value: Any) -> bytes:
        return super().encode(value).replace(b'\\"', b'"')


class _Help(Voss):
    def instead(self, call: Call, page: Reply) -> Reply:
        raise NotImplementedError

    def help_reply(self, call: Call, model: Model) -> Reply:
        return self.instead(call, super().help_reply(call, model))


@fault("help-json", violates="VOSS-FORMAT-02", kind="wrong-value")
class _HelpJson(_Help):
    """The help page is JSON."""

    def instead(self, call: Call, page: Reply) -> Reply:
        return self.json(call, 200, {"help": page.body.decode()})


@fault("help-plain-text", violates="VOSS-FORMAT-02", kind="wrong-value")
class _HelpPlainText(_Help):
    """The help page is plain text."""

    def instead(self, call: Call, page: Reply) -> Reply:  # noqa: ARG002
        return replace(page, headers=[(b"content-type", b"text/plain")], body=b"Attributes: name")


@fault("help-empty", violates="VOSS-FORMAT-02", kind="omitted")
class _HelpEmpty(_Help):
    """The help page is empty."""

    def instead(self, call: Call, page: Reply) -> Reply:  # noqa: ARG002
        return replace(page, body=b"")


@fault("anonymous-served", violates="VOSS-AUTH-01", kind="omitted", related="VOSS-AUTH-04")
class _AnonymousServed(Voss):
    """Requests without credentials are served."""

    def identify(self, call: Call) -> str:
        return super().identify(call) if "authorization" in call.headers else USERNAME


@fault("anonymous-reads", violates="VOSS-AUTH-01", kind="only-sometimes")
class _AnonymousReads(Voss):
    """Requests without credentials are served where they only read."""

    def identify(self, call: Call) -> str:
        anonymous = "authorization" not in call.headers and not call.writes
        return USERNAME if anonymous else super().identify(call)


@fault("any-password", violates="VOSS-AUTH-02", kind="omitted")
class _AnyPassword(Voss):
    """Any password will do."""

    def accepts(self, given: str) -> bool:
        try:
            user = b64decode(given.partition(" ")[2]).partition(b":")[0].decode()
        except ValueError:
            return False
        return user == USERNAME


@fault("any-credentials", violates="VOSS-AUTH-02", kind="omitted")
class _AnyCredentials(Voss):
    """Any user name and password will do."""

    def accepts(self, given: str) -> bool:
        return given.lower().startswith("basic ")


@fault("password-beginning", violates="VOSS-AUTH-02", kind="only-sometimes", related="VOSS-AUTH-04")
class _PasswordBeginning(Voss):
    """A password that begins as the right one does will do."""

    def accepts(self, given: str) -> bool:
        try:
            sent = b64decode(given.partition(" ")[2])
        except ValueError:
            return False
        return super().accepts(given) or sent.startswith(f"{USERNAME}:".encode() + b"voss")
